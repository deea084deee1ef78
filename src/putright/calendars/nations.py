"""The four nations, and whose bank holidays each one keeps."""

from enum import StrEnum

from putright.calendars.days_off import Division


class Nation(StrEnum):
    """A nation of the United Kingdom: which law and which Ombudsman apply follows from it."""

    ENGLAND = "england"
    SCOTLAND = "scotland"
    WALES = "wales"
    NORTHERN_IRELAND = "northern-ireland"

    @property
    def division(self) -> Division:
        """Whose bank holidays it keeps; England and Wales share theirs."""
        shared = {Nation.ENGLAND: Division.ENGLAND_AND_WALES, Nation.WALES: Division.ENGLAND_AND_WALES}
        return shared.get(self) or Division(self.value)


def nation_named(name: str) -> Nation:
    """The nation of that name.

    Raises  ValueError, naming the four there are.
    """
    try:
        return Nation(name)
    except ValueError:
        known = ", ".join(Nation)
        raise ValueError(f"{name!r} is not a nation: use one of {known}") from None
