"""Light markdown, read to a small tree that every form of a letter is made from.

Known are paragraphs, bullets (`- `), small headings (`### `), bold (`**words**`) and plain tables (`| a | b |`
with a line of dashes below the first row); a line break is a line break. Whatever else is written is text and comes
out as it was typed: residents' words are in it, and nothing they write is an instruction.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casework.letters.rendering.printable import Passage, Printable

_LINE_BREAK = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\n]+")
_BOLD = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*")
_DASHES = re.compile(r"\|?\s*:?-{3,}:?\s*(\|\s*:?-{3,}:?\s*)*\|?")
# Joiners are letters' own business in some scripts. Other format marks could turn the order of a line about.
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text, bold or not."""

    text: str
    bold: bool = False


Line = tuple[Span, ...]
Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the letter, and no level is left out on the way down."""

    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: one line or, as in an address, several."""

    lines: Lines


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without numbers."""

    rows: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a row of headings; every row has as many cells."""

    header: Lines
    rows: tuple[Lines, ...]


Element = Heading | Paragraph | Bullets | Table


def clean(text: str) -> str:
    """The text without marks that do not print: one kind of line end, composed letters, no controls."""
    kept = (mark for mark in _LINE_BREAK.sub("\n", text) if _prints(mark))
    return unicodedata.normalize("NFC", "".join(kept))


def one_line(text: str) -> str:
    """The cleaned text on one line, for names, titles and headings."""
    return _SPACES.sub(" ", clean(text)).strip()


def content(printable: Printable) -> tuple[Element, ...]:
    """The letter from its title to its last block, in the order it is read."""
    # A document without a title is one that a screen reader cannot name.
    title = next(filter(_says, map(one_line, (printable.title, printable.reference))), "–")
    elements: list[Element] = [Heading(title, 1)]
    for passage in printable.passages:
        elements.extend(_of(passage))
    return tuple(_without_gaps(elements))


def parse(text: str) -> tuple[Element, ...]:
    """The elements of one light-markdown text; its small headings are of level 3."""
    elements: list[Element] = []
    lines = clean(text).split("\n")
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
        elif lines[at].startswith("### ") and _says(_plain(lines[at][4:])):
            elements.append(Heading(_plain(lines[at][4:]), 3))
            at += 1
        elif _begins_table(lines, at):
            end = _end_of(lines, at, lambda line: "|" in line)
            elements.append(_table(lines[at:end]))
            at = end
        elif _bullet(lines[at]):
            end = _end_of(lines, at, lambda line: not line.startswith("### "))
            elements.append(_bullets(lines[at:end]))
            at = end
        else:
            end = _end_of(lines, at, lambda line: not line.startswith("### ") and not _bullet(line))
            elements.append(Paragraph(_lines(lines[at:end])))
            at = end
    return tuple(elements)


def plain(line: Line) -> str:
    """The words of a line without their bold."""
    return "".join(span.text for span in line)


def plain_lines(lines: Lines) -> str:
    """The words of several lines without their bold."""
    return "\n".join(map(plain, lines))


def _of(passage: Passage) -> Iterable[Element]:
    if _says(heading := one_line(passage.heading)):
        yield Heading(heading, 2)
    yield from parse(passage.text)


def _without_gaps(elements: Iterable[Element]) -> Iterable[Element]:
    """A small heading directly below the title is of the second level: screen readers count on it."""
    deepest = 0
    for element in elements:
        if isinstance(element, Heading):
            deepest = min(element.level, deepest + 1)
            yield Heading(element.text, deepest)
        else:
            yield element


def _says(text: str) -> bool:
    """Whether there is anything to read in it: a heading of joiners and accents alone is none."""
    return any(unicodedata.category(mark)[0] in "LNPS" for mark in text)


def _prints(mark: str) -> bool:
    code = ord(mark)
    return (
        mark in "\n\t"
        or mark in _JOINERS
        or not (
            unicodedata.category(mark) in ("Cc", "Cf", "Cs")
            or code & 0xFFFE == 0xFFFE
            or 0xFDD0 <= code <= 0xFDEF
        )
    )


def _bullet(line: str) -> bool:
    return line.lstrip(" ").startswith("- ") and bool(line.strip()[1:].strip())


def _begins_table(lines: list[str], at: int) -> bool:
    """A row, then dashes of as many columns."""
    return (
        "|" in lines[at]
        and at + 1 < len(lines)
        and "|" in lines[at + 1]
        and bool(_DASHES.fullmatch(lines[at + 1].strip()))
        and len(_cells(lines[at])) == len(_cells(lines[at + 1]))
    )


def _end_of(lines: list[str], at: int, goes_on: Callable[[str], bool]) -> int:
    """The first line after `at` that is empty, begins a table or does not go on."""
    end = at + 1
    while end < len(lines) and lines[end].strip() and goes_on(lines[end]):
        if not _begins_table(lines, at) and _begins_table(lines, end):
            break
        end += 1
    return end


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    return inner.removesuffix("|").split("|")


def _table(lines: list[str]) -> Table:
    header = tuple(_spans(cell) for cell in _cells(lines[0]))
    return Table(header, tuple(_row(line, len(header)) for line in lines[2:]))


def _row(line: str, columns: int) -> Lines:
    """Cells that are missing are empty; those too many stay in the last, so that no word is lost."""
    cells = _cells(line)
    if len(cells) > columns:
        cells = [*cells[: columns - 1], " | ".join(cells[columns - 1 :])]
    return tuple(_spans(cell) for cell in [*cells, *[""] * (columns - len(cells))])


def _bullets(lines: list[str]) -> Bullets:
    rows: list[list[str]] = []
    for line in lines:
        if _bullet(line):
            rows.append([line.lstrip(" ")[2:]])
        else:
            rows[-1].append(line)
    return Bullets(tuple(_lines(row) for row in rows))


def _lines(lines: Iterable[str]) -> Lines:
    return tuple(line for one in lines if (line := _spans(one)))


def _spans(text: str) -> Line:
    """The runs of one line, bold and not."""
    text = _SPACES.sub(" ", text).strip()
    spans: list[Span] = []
    at = 0
    for found in _BOLD.finditer(text):
        if before := text[at : found.start()]:
            spans.append(Span(before))
        spans.append(Span(found[1], bold=True))
        at = found.end()
    if after := text[at:]:
        spans.append(Span(after))
    return tuple(spans)


def _plain(text: str) -> str:
    return plain(_spans(text))
