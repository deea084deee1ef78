"""A text a person typed, with the figures it is about."""

from dataclasses import dataclass, field

from putright.measures.checks.book import Book, Figure
from putright.measures.checks.saying import Percentage, Said


@dataclass(slots=True)
class Text:
    """One commentary with the figures it is about.

    unfit  numbers with a percentage that fit none of the bases.
    """

    book: Book
    where: str
    about: tuple[Figure, ...]
    sentences: tuple[Said, ...]
    unfit: list[Percentage] = field(default_factory=list)

    @property
    def shares(self) -> tuple[Figure, ...]:
        """Those of the figures that are percentages."""
        return tuple(one for one in self.about if one.denominator)

    def says(self, sentence: Said, what: str) -> str:
        """A sentence about what is wrong, with where it stands."""
        short = sentence.text if len(sentence.text) <= 90 else f"{sentence.text[:87]}…"
        return f"{self.where}: {what} (“{short}”)"
