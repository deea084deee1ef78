"""A report in the making, put together: the figures that were counted, and the newest words of every place."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.people.models import Officer
from casework.published.counting import COUNTED, printed_before
from casework.published.errors import FiguresLost
from casework.published.folders import hash_of, working_folder
from casework.published.models import PreparedReport, Wording
from putright.reports import (
    Answer,
    CountedReport,
    ProvisionWords,
    Report,
    RulesChanged,
    SectionWords,
    Written,
    WrittenWords,
    drafted,
    from_stored,
)

_HELD_AT_ONCE = 8
Place = tuple[str, str, str]
"""Section, procedure, number: a section, or a provision of a Code."""


@dataclass(frozen=True, slots=True)
class Held:
    """What was counted for a report, as it lies in its folder. facts: each table with its hash."""

    counted: CountedReport
    drawn: Mapping[str, str]
    structure: list[list[Any]]
    rows: int
    facts: tuple[tuple[str, str], ...]


def held(prepared: PreparedReport) -> Held:
    """What was counted. Raises FiguresLost when it is not there as it was, or the rules changed since."""
    try:
        found = _read(working_folder(prepared.folder) / COUNTED, prepared.counted_sha256)
    except (OSError, ValueError, KeyError, RulesChanged):
        raise FiguresLost from None
    restated = printed_before(prepared)
    return replace(found, counted=replace(found.counted, restated=restated)) if restated else found


@lru_cache(maxsize=_HELD_AT_ONCE)
def _read(path: Path, sha256: str) -> Held:
    text = path.read_text(encoding="utf-8")
    if hash_of(text) != sha256:
        raise FiguresLost
    stored = json.loads(text)
    return Held(
        from_stored(stored["counted"]), stored["drawn"], stored["structure"], stored["rows"],
        tuple((name, sha) for name, sha in stored["facts"]),
    )  # fmt: skip


def newest(prepared: PreparedReport) -> dict[Place, Wording]:
    """The newest words of each place, those that were emptied too. One statement."""
    found = Wording.objects.filter(report=prepared).select_related("officer").order_by("pk")
    return {(one.section, one.procedure, one.number): one for one in found}


def written(wordings: Iterable[Wording]) -> WrittenWords:
    """Words as a report takes them."""
    kept = list(wordings)
    return WrittenWords(
        {
            one.section: SectionWords(
                Written(paragraphs(one.text), one.signed or None), tuple(one.about)
            )
            for one in kept
            if one.section and one.text
        },
        {
            (one.procedure, one.number): ProvisionWords(
                Answer(one.answer), " ".join(one.text.split()), one.target_on
            )
            for one in kept
            if one.procedure and one.answer
        },
    )  # fmt: skip


def paragraphs(text: str) -> tuple[str, ...]:
    """A text typed with empty lines between its paragraphs."""
    parts = text.replace("\r\n", "\n").split("\n\n")
    return tuple(joined for one in parts if (joined := " ".join(one.split())))


def report_of(found: Held, words: WrittenWords, reader: Officer | None = None) -> Report:
    """The report as it stands. reader: who sees the references behind a provision that they may open; None = nobody.

    Every form that can be taken away is made for nobody: no reference of a complaint leaves with it.
    """
    counted = found.counted
    seen = visible(counted, reader) if reader is not None and counted.examples else frozenset()
    shown = {key: tuple(one for one in refs if one in seen) for key, refs in counted.examples.items()}
    return drafted(replace(counted, examples={key: refs for key, refs in shown.items() if refs}), words)


def visible(counted: CountedReport, reader: Officer) -> frozenset[str]:
    """The complaints behind provisions that this officer may open. One statement."""
    named = {one for refs in counted.examples.values() for one in refs}
    found = Complaint.objects.filter(visible_to(reader), reference__in=named)
    return frozenset(found.values_list("reference", flat=True))
