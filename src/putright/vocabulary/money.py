"""Sums of money as people read them."""


def pounds(pence: int) -> str:
    """A sum in whole pence as it is written: £250, £5,262.50, −£50."""
    whole, part = divmod(abs(pence), 100)
    return f"{'−' if pence < 0 else ''}£{whole:,}{f'.{part:02}' if part else ''}"
