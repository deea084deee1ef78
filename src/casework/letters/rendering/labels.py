"""The few words a letter has beside its text, in English and Welsh."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language. `page` takes the number of the page and how many there are."""

    locale: str
    reference: str
    dated: str
    telephone: str
    page: str
    closing: str
    months: tuple[str, ...]

    def day(self, day: date) -> str:
        """The day as a letter is dated: `2 May 2024`."""
        return f"{day.day} {self.months[day.month - 1]} {day.year}"


LABELS = {
    "en": Labels(
        locale="en-GB",
        reference="Our reference",
        dated="Date",
        telephone="Telephone",
        page="Page {page} of {pages}",
        closing="Yours sincerely",
        months=(
            "January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December",
        ),
    ),
    "cy": Labels(
        locale="cy-GB",
        reference="Ein cyfeirnod",
        dated="Dyddiad",
        telephone="Ffôn",
        page="Tudalen {page} o {pages}",
        closing="Yn gywir",
        months=(
            "Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin",
            "Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr",
        ),
    ),
}  # fmt: skip
