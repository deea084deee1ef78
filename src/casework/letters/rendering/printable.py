"""Everything that stands on a letter, ready to be printed: words and a few facts of layout, nothing to look up."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

_HEX = re.compile(r"#[0-9a-fA-F]{6}")
BLACK = "#0b0c0c"
# The block that says to whom, when and under which reference: the head of the page says it.
LETTERHEAD = "letterhead"
# WCAG 2.2, 1.4.3: the contrast of text against the white page.
LEAST_CONTRAST = 4.5


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of a letter: a heading, which may be empty, and text in the light markdown of `blocks`."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Printable:
    """What a letter says and how it is to be set.

    organisation  the sender, on top; address and telephone: where to reach it, both may be empty.
    recipient     name and address, a line each, as they show in the window of the envelope.
    dated_on      the day printed on the letter, and the day its files give as their own: never "now".
    title         what the letter is, the one heading of the first rank.
    language      `en` or `cy`: of the text, the labels and the files.
    closing       words before the name; empty = those of the language, such as `Yours sincerely`.
    sign_off_name, sign_off_role  who signs; without a name nothing is printed below the text.
    footer        small print at the foot of each page, beside the page number.
    colour        `#rrggbb` of the organisation.
    large_print   text of at least 16 points, for people who need it.
    Raises        ValueError for a colour or language that is neither.
    """

    organisation: str
    recipient: tuple[str, ...]
    reference: str
    dated_on: date
    title: str
    passages: tuple[Passage, ...]
    language: str = "en"
    address: tuple[str, ...] = ()
    telephone: str = ""
    closing: str = ""
    sign_off_name: str = ""
    sign_off_role: str = ""
    footer: str = ""
    colour: str = BLACK
    large_print: bool = False

    def __post_init__(self) -> None:
        if self.language not in ("en", "cy"):
            raise ValueError(f"a letter is written in `en` or `cy`, not in {self.language!r}")
        if not _HEX.fullmatch(self.colour):
            raise ValueError(f"the colour of an organisation is written #rrggbb, not {self.colour!r}")

    @property
    def ink(self) -> str:
        """The organisation's colour where text in it can be read on white, else black."""
        return self.colour if _contrast_with_white(self.colour) >= LEAST_CONTRAST else BLACK

    @property
    def points(self) -> int:
        """The size of the text."""
        return 18 if self.large_print else 12


def passages_of(blocks: Iterable[Mapping[str, Any]]) -> tuple[Passage, ...]:
    """The passages of a composed letter as it is kept: `{"key": …, "heading": …, "text": …}` for each block.

    Empty blocks are not printed, and the letterhead is not printed twice. A signature among the blocks is the
    sign-off: leave `sign_off_name` empty then.
    """
    return tuple(
        Passage(block["heading"], block["text"])
        for block in blocks
        if block["text"].strip() and block["key"] != LETTERHEAD
    )


def _contrast_with_white(colour: str) -> float:
    """By the definition of WCAG 2.2."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
