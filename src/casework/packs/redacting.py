"""What is removed from a pack, applied to one text or page at a time. The one place where words go.

Text is cut before anything is set; of a page drawn as a picture the dots are painted over and the text behind it is
cut in the same places. Afterwards what is left is searched once more, and a word that is still there stops the build.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from casework.packs.codes import codes
from casework.packs.marking import Place, Wanted, merged, places, without
from casework.packs.models import Redaction
from casework.packs.sheets.office import in_sheets
from casework.packs.sheets.sheet import Box, LaidLine, Sheet, covering, laid
from casework.packs.words import RedactionKind

_STANDS_FOR = re.compile(r"\[removed: [^\]]*\]")


class TextChanged(ValueError):
    """A line that was to be removed reads otherwise now; somebody has to look at it again."""


class StillThere(RuntimeError):
    """Words that were to be removed are still in what came out. Nothing is frozen then."""


@dataclass(frozen=True, slots=True)
class Removed:
    """Something was removed: why, how often on this page, and what was noted about it."""

    reason: str
    times: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class CutSheet:
    """A page without what is removed.

    over   boxes to be painted over; left_out: why the whole page is, empty where it is not.
    lines  what stays, each where it lies, for a page that is drawn; text: the same for one that is set anew.
    """

    over: tuple[tuple[Box, str], ...]
    left_out: str
    lines: tuple[LaidLine, ...]
    text: str
    removed: tuple[Removed, ...]


@dataclass(slots=True)
class Redactor:
    """Everything that is to be removed from a pack, by where."""

    everywhere: list[Redaction] = field(default_factory=list)
    of_item: dict[int, list[Redaction]] = field(default_factory=dict)

    @classmethod
    def of(cls, redactions: Iterable[Redaction]) -> Redactor:
        """The redactor of these redactions."""
        made = cls()
        for one in redactions:
            if one.item_id is None:
                made.everywhere.append(one)
            else:
                made.of_item.setdefault(one.item_id, []).append(one)
        return made

    def touches(self, item: int) -> bool:
        """Whether anything could be removed from this thing."""
        return bool(self.everywhere) or bool(self.of_item.get(item))

    def says(self, words: str, item: int | None = None) -> str:
        """A text of our own as it may be shown. `item`: what it belongs to, such as the title of a document."""
        gone = places(words, self._wanted(self._word_marks(item)))
        return without(words, gone) if gone else words

    def note(self, item: int, words: str) -> str:
        """The words of a note that is a thing of the pack, cut in the same places as there: for the chronology."""
        lines = words.replace("\r\n", "\n").split("\n")
        return "\n".join(self.sheet(item, n, one).text for n, one in enumerate(in_sheets(lines), start=1))

    def sheet(self, item: int, number: int, sheet: Sheet) -> CutSheet:
        """A page of a thing without what is removed. Raises TextChanged, StillThere."""
        here = [one for one in self.of_item.get(item, []) if one.page in (None, number)]
        whole = next((one for one in here if one.kind == RedactionKind.PAGE), None)
        if whole is not None:
            shown = shown_for(whole.reason)
            told = f"[page left out: {shown}]"
            line = (LaidLine(told, Box(0.1, 0.1, 0.9, 0.13)),)
            return CutSheet((), shown, line, told, (Removed(whole.reason, 1, whole.note),))
        wanted = self._word_marks(item)
        found = [(place, one) for one in wanted for place in places(sheet.text, self._wanted([one]))]
        found += [(_line_of(sheet, one), one) for one in here if one.kind == RedactionKind.LINE]
        boxes = [one for one in here if one.kind == RedactionKind.BOX]
        gone = merged(place for place, _ in found)
        over = (
            (*covering(sheet, gone), *((_box_of(one), shown_for(one.reason)) for one in boxes))
            if sheet.drawn
            else ()
        )
        cut = CutSheet(
            over, "", _not_under(laid(sheet, gone), boxes) if sheet.drawn else (), without(sheet.text, gone),
            _counted([*(one for _, one in found), *boxes]),
        )  # fmt: skip
        self._check(cut, sheet, wanted)
        return cut

    def check(self, words: str) -> None:
        """Raises StillThere where a text that came out holds something that is removed everywhere."""
        if places(_STANDS_FOR.sub(" ", words), self._wanted(self.everywhere)):
            raise StillThere("words that were to be removed everywhere are still there")

    def _check(self, cut: CutSheet, sheet: Sheet, wanted: Sequence[Redaction]) -> None:
        left = "\n".join(one.text for one in cut.lines) if sheet.drawn else cut.text
        if places(_STANDS_FOR.sub(" ", left), self._wanted(wanted)):
            raise StillThere("words that were to be removed are still on the page")

    def _word_marks(self, item: int | None) -> list[Redaction]:
        own = self.of_item.get(item, []) if item is not None else []
        return [*self.everywhere, *(one for one in own if one.kind == RedactionKind.WORDS)]

    @staticmethod
    def _wanted(redactions: Iterable[Redaction]) -> list[Wanted]:
        return [Wanted(one.words, shown_for(one.reason), one.inside) for one in redactions]


def shown_for(reason: str) -> str:
    """What stands where words were removed for this reason."""
    found = codes().redaction.get(reason)
    return found.shown if found else reason.replace("_", " ")


def _line_of(sheet: Sheet, redaction: Redaction) -> Place:
    try:
        start, end = sheet.line(redaction.line or 0)
    except IndexError:
        raise TextChanged(f"line {redaction.line} of page {redaction.page} is not there any more") from None
    if sheet.text[start:end] != redaction.words:
        raise TextChanged(f"line {redaction.line} of page {redaction.page} reads otherwise now")
    return Place(start, end, shown_for(redaction.reason))


def _box_of(redaction: Redaction) -> Box:
    return Box(
        *((one or 0) / 100 for one in (redaction.left, redaction.top, redaction.right, redaction.bottom))
    )


def _not_under(lines: Iterable[LaidLine], boxes: Sequence[Redaction]) -> tuple[LaidLine, ...]:
    """The lines of text that lie under no box: what is painted over is not to be read behind it either."""
    over = [_box_of(one) for one in boxes]
    return tuple(one for one in lines if not any(_meet(one.box, box) for box in over))


def _meet(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def _counted(redactions: Iterable[Redaction]) -> tuple[Removed, ...]:
    counts = Counter((one.reason, one.note) for one in redactions)
    return tuple(Removed(reason, times, note) for (reason, note), times in counts.items())
