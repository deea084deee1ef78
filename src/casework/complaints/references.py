"""The reference people quote: short enough for the phone, and telling nothing."""

import secrets

# Without letters and figures that are taken for one another when read out.
ALPHABET = "23456789CDFGHJKMNPQRTVWXY"
LETTERS = 8


def new_reference() -> str:
    """A reference such as PR-7K3M-Q9TX. About one in 10^11; the table refuses one that is taken."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))
    return f"PR-{drawn[:4]}-{drawn[4:]}"


def as_typed(text: str) -> str:
    """What somebody typed, as a reference is written: capitals, with its hyphens."""
    letters = "".join(one for one in text.upper() if one.isalnum()).removeprefix("PR")
    return f"PR-{letters[:4]}-{letters[4:]}"
