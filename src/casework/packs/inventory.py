"""Which records an Ombudsman expects, which of them exist and where, and what is missing. **Source** R-X10, R-Z7."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from casework.complaints.queries import ComplaintPage
from casework.outcomes.queries import AnswerRow, lesson_is_missing
from casework.packs.codes import ExpectedRecord, codes
from casework.packs.models import PackItem
from casework.packs.words import ItemKind


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One kind of record: where it stands, what of it is missing, and why. `because` empty = nobody has said why."""

    key: str
    label: str
    there: tuple[str, ...]
    missing: tuple[str, ...]
    because: str = ""

    @property
    def unexplained(self) -> bool:
        """Whether something is missing without a reason."""
        return bool(self.missing) and not self.because


@dataclass(frozen=True, slots=True)
class _Looked:
    page: ComplaintPage
    items: Sequence[PackItem]
    answers: Mapping[tuple[str, str], AnswerRow]


def inventory(
    page: ComplaintPage, items: Sequence[PackItem], answers: Iterable[AnswerRow], *, body: str,
    because: Mapping[str, str],
) -> tuple[RecordRow, ...]:  # fmt: skip
    """Every kind of record this Ombudsman expects. No statement."""
    looked = _Looked(page, items, {(one.stage, one.point): one for one in answers})
    rows = []
    for expected in codes().expected(body):
        there, missing = _FOUND_BY[expected.found_by](looked, expected)
        because_of = because.get(expected.key, "") if missing else ""
        rows.append(RecordRow(expected.key, expected.label, tuple(there), tuple(missing), because_of))
    return tuple(rows)


_Found = tuple[list[str], list[str]]


def _complaint(looked: _Looked, _: ExpectedRecord) -> _Found:
    said = looked.page.happened.strip() or any(one.words.strip() for one in looked.page.points)
    return (["On record, part 4"], []) if said else ([], ["The words of the complaint are not on record"])


def _acknowledged(looked: _Looked, _: ExpectedRecord) -> _Found:
    return _by_stage(looked, "acknowledged", "no acknowledgement on record")


def _responded(looked: _Looked, _: ExpectedRecord) -> _Found:
    return _by_stage(looked, "responded", "no complete response on record")


def _by_stage(looked: _Looked, moment: str, lacking: str) -> _Found:
    """By stage; the last stage may still be going on, and then its answer is not missing but to come."""
    there, missing = [], []
    for stage in looked.page.case.stages:
        title = looked.page.procedure.stage(stage.key).title
        if moment in stage.happened:
            there.append(f"{title}: on record, part 3")
        elif stage is looked.page.case.stages[-1] and looked.page.case.is_open:
            there.append(f"{title}: not due yet or still to come")
        else:
            missing.append(f"{title}: {lacking}")
    return there, missing


def _conversations(looked: _Looked, _: ExpectedRecord) -> _Found:
    said = sum(one.with_complainant or one.about == "contact" for one in looked.page.notes)
    return ([f"{said} on record, part 4"], []) if said else ([], ["No note of a conversation is on record"])


def _notes(looked: _Looked, _: ExpectedRecord) -> _Found:
    found = [one for one in looked.items if one.kind == ItemKind.NOTE]
    return ([f"{len(found)} on record, part 4"], []) if found else ([], ["No internal note is on record"])


def _documents(looked: _Looked, expected: ExpectedRecord) -> _Found:
    found = [
        one.title for one in looked.items
        if one.kind == ItemKind.DOCUMENT and _says(expected, one.title, one.called, one.told)
    ]  # fmt: skip
    return (found, []) if found else ([], ["No such document is kept with the complaint"])


def _pictures(looked: _Looked, expected: ExpectedRecord) -> _Found:
    found = [
        one.title for one in looked.items
        if one.kind == ItemKind.DOCUMENT
        and (one.media_type.startswith("image/") or _says(expected, one.title, one.called))
    ]  # fmt: skip
    return (found, []) if found else ([], ["No photograph is kept with the complaint"])


def _says(expected: ExpectedRecord, *told: str) -> bool:
    said = " ".join(told).casefold()
    return any(one in said for one in expected.words)


def _policies(looked: _Looked, _: ExpectedRecord) -> _Found:
    found = [one.title for one in looked.items if one.kind == ItemKind.POLICY]
    return (found, []) if found else ([], ["No policy document covers the dates of the case"])


def _findings(looked: _Looked, _: ExpectedRecord) -> _Found:
    """R-G3: a finding without a reference to what shows it is named."""
    there: list[str] = []
    missing: list[str] = []
    for point in looked.page.points:
        if not point.active:
            continue
        if not point.findings:
            missing.append(f"Point {point.key}: no finding")
            continue
        kept = looked.answers.get((point.findings[-1].stage, point.key))
        shown = bool(kept and kept.evidence)
        (there if shown else missing).append(
            f"Point {point.key}: found, {'with' if shown else 'without'} a reference to its evidence"
        )
    return there, missing


def _remedies(looked: _Looked, _: ExpectedRecord) -> _Found:
    if looked.page.case.remedies:
        return [f"{len(looked.page.case.remedies)} on record, part 7"], []
    if not _upheld(looked.page):
        return ["Nothing was upheld, and nothing was offered"], []
    return [], ["Something was upheld and no remedy is on record"]


def _lessons(looked: _Looked, _: ExpectedRecord) -> _Found:
    if lesson_is_missing(looked.page):
        return [], ["Something was upheld, and neither a lesson nor a reason for none is on record"]
    return ["On record, part 8" if looked.page.case.lessons else "Nothing was upheld"], []


def _upheld(page: ComplaintPage) -> bool:
    return any(one.finding.outcome.value in _FAULT for point in page.points for one in point.findings)


_FAULT = frozenset({"upheld", "partly_upheld"})
_FOUND_BY: dict[str, Callable[[_Looked, ExpectedRecord], _Found]] = {
    "complaint": _complaint,
    "acknowledged": _acknowledged,
    "responded": _responded,
    "conversations": _conversations,
    "notes": _notes,
    "documents": _documents,
    "pictures": _pictures,
    "policies": _policies,
    "findings": _findings,
    "remedies": _remedies,
    "lessons": _lessons,
}
