"""The Ombudsman's yearly letter held against our register: imported whole or not at all, what differs explained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.orders.models import Explained, LetterLine, YearlyLetter
from casework.orders.reading import bare, read_letter
from casework.orders.rules import rules
from casework.orders.standing import CaseFact, case_facts
from casework.people.models import Officer
from putright.calendars import short_day
from putright.cases import CaseError
from putright.vocabulary import OmbudsmanBody, PublishedOutcome, Word


class Differs(Word):
    """What the letter and our register differ on."""

    NOT_OURS = "not_ours", "In the letter, and in no case of ours that you may see"
    NOT_THEIRS = "not_theirs", "In our register, and not in the letter"
    RECEIVED = "received_on", "Received"
    DECIDED = "decided_on", "Decided"
    OUTCOME = "outcome", "Outcome"


class ExplainedMeanwhile(CaseError):
    """Somebody else explained the same difference since the page was opened. Nothing was written."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter in the list."""

    id: int
    body: OmbudsmanBody
    year: int
    called: str
    lines: int
    imported_at: datetime
    officer: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference with both sides, and why it is so where somebody said it.

    line    its line in the letter; None where it is not in it. case: key of ours.
    newest  number of the newest explanation, 0 for none; an explanation of other values no longer holds.
    """

    what: Differs
    reference: str
    line: int | None
    case: int | None
    theirs: str
    ours: str
    words: str
    officer: str
    explained_on: date | None
    newest: int

    @property
    def explained(self) -> bool:
        """Whether somebody said why."""
        return bool(self.words)


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """A letter held against our register. agree: how many cases are the same on both sides."""

    letter: LetterRow
    agree: int
    differences: tuple[Difference, ...]

    @property
    def open(self) -> tuple[Difference, ...]:
        """What nobody explained yet."""
        return tuple(one for one in self.differences if not one.explained)


def import_letter(
    content: bytes, *, called: str, body: OmbudsmanBody, year: int, by: Officer, now: datetime
) -> int:
    """Keep the lines of a yearly letter; the number of it. One of the same year before stays, and holds no longer.

    Raises  WrongLetter with every line that cannot be read; nothing is kept then.
    """
    lines = read_letter(content, body)
    with transaction.atomic(durable=True):
        known = YearlyLetter.objects.select_for_update().filter(
            organisation=by.organisation, body=body.value, year=year, current=True
        )
        for earlier in known:
            earlier.current = False
            earlier.save(update_fields=["current"])
        letter = YearlyLetter.objects.create(
            organisation=by.organisation, body=body.value, year=year, called=called[:200], officer=by, imported_at=now
        )  # fmt: skip
        LetterLine.objects.bulk_create(
            [
                LetterLine(
                    letter=letter, number=one.number, reference=one.reference, received_on=one.received_on,
                    decided_on=one.decided_on, category=one.category, outcome=one.outcome or "", remedy=one.remedy,
                )
                for one in lines
            ]
        )  # fmt: skip
    log(LogEvent.LETTER_RECONCILED, letter=letter.pk, officer=by.pk, lines=len(lines))
    return letter.pk


def letters(officer: Officer) -> tuple[LetterRow, ...]:
    """The letters that hold, the latest year first. Two statements."""
    found = YearlyLetter.objects.filter(organisation=officer.organisation_id, current=True)
    rows = list(found.select_related("officer").order_by("-year", "body"))
    counted: dict[int, int] = {}
    for pk in LetterLine.objects.filter(letter__in=rows).values_list("letter", flat=True):
        counted[pk] = counted.get(pk, 0) + 1
    return tuple(_row(one, counted.get(one.pk, 0)) for one in rows)


def reconcile(officer: Officer, letter: int) -> Reconciliation | None:
    """A letter with everything that differs; None where there is none the officer may see. Seven statements."""
    found = YearlyLetter.objects.filter(organisation=officer.organisation_id, pk=letter, current=True)
    row = found.select_related("officer").first()
    if row is None:
        return None
    body = OmbudsmanBody(row.body)
    lines = {bare(one.reference): one for one in LetterLine.objects.filter(letter=row).order_by("number")}
    cases = {bare(one.reference): one for one in case_facts(officer, body, year=row.year) if one.reference}
    explained = _explanations(row)
    differences = list(_between(lines, cases, row.year, explained))
    differing = {bare(one.reference) for one in differences}
    agree = sum(reference not in differing for reference in lines)
    return Reconciliation(_row(row, len(lines)), agree, tuple(differences))


def explain(
    letter: int, reference: str, what: Differs, words: str, *, seen: int, by: Officer, now: datetime
) -> None:
    """Say why the letter and our register differ on one thing; the words before stay on record.

    seen    number of the newest explanation the officer saw, 0 for none.
    Raises  CaseError without words, or for what does not differ; ExplainedMeanwhile.
    """
    if not words.strip():
        raise CaseError("say why they differ")
    with transaction.atomic(durable=True):
        row = YearlyLetter.objects.select_for_update().filter(
            organisation=by.organisation_id, pk=letter, current=True
        ).first()  # fmt: skip
        told = reconcile(by, letter) if row is not None else None
        if row is None or told is None:
            raise CaseError("there is no such letter any more: it was imported again")
        one = next(
            (each for each in told.differences if (each.reference, each.what) == (reference, what)), None
        )
        if one is None:
            raise CaseError("they do not differ on this any more: nothing is to be explained")
        if one.newest != seen:
            raise ExplainedMeanwhile(
                "somebody else explained this meanwhile: read it, and send yours again if it still holds"
            )
        Explained.objects.create(
            organisation=by.organisation, body=row.body, year=row.year, reference=one.reference, what=what.value,
            theirs=one.theirs, ours=one.ours, words=words.strip(), officer=by, at=now,
        )  # fmt: skip


def _between(
    lines: Mapping[str, LetterLine], cases: Mapping[str, CaseFact], year: int,
    explained: Mapping[tuple[str, str], Explained],
) -> Iterator[Difference]:  # fmt: skip
    first, last = rules().year(year)
    for key, line in lines.items():
        case = cases.get(key)
        if case is None:
            yield _difference(Differs.NOT_OURS, line, None, _told(line.outcome), "", explained)
            continue
        for what, theirs, ours in _fields(line, case):
            yield _difference(what, line, case, theirs, ours, explained)
    for key, case in cases.items():
        days = [day for day in (case.received_on, case.decided_on) if day is not None]
        if key not in lines and any(first <= day <= last for day in days):
            told = case.outcome.label if case.outcome else ""
            yield _difference(Differs.NOT_THEIRS, None, case, "", told, explained)


def _fields(line: LetterLine, case: CaseFact) -> Iterator[tuple[Differs, str, str]]:
    """What both say of one case and say differently; what the letter leaves empty is no difference."""
    for what, theirs, ours in (
        (Differs.RECEIVED, line.received_on, case.received_on),
        (Differs.DECIDED, line.decided_on, case.decided_on),
    ):
        if theirs is not None and theirs != ours:
            yield what, short_day(theirs), short_day(ours) if ours else "not on record"
    outcome = case.outcome.value if case.outcome else ""
    if line.outcome and line.outcome != outcome:
        yield Differs.OUTCOME, _told(line.outcome), _told(outcome) or "not on record"


def _difference(
    what: Differs, line: LetterLine | None, case: CaseFact | None, theirs: str, ours: str,
    explained: Mapping[tuple[str, str], Explained],
) -> Difference:  # fmt: skip
    reference = line.reference if line else (case.reference if case else "")
    newest = explained.get((bare(reference), what.value))
    holds = newest is not None and (newest.theirs, newest.ours) == (theirs, ours)
    return Difference(
        what, reference, line.number if line else None, case.key if case else None, theirs, ours,
        newest.words if newest and holds else "", newest.officer.name if newest and holds else "",
        newest.at.date() if newest and holds else None, newest.pk if newest else 0,
    )  # fmt: skip


def _explanations(row: YearlyLetter) -> Mapping[tuple[str, str], Explained]:
    """The newest explanation of each thing of the year. One statement."""
    found = Explained.objects.filter(organisation=row.organisation_id, body=row.body, year=row.year)
    return {(bare(one.reference), one.what): one for one in found.select_related("officer").order_by("pk")}


def _row(one: YearlyLetter, lines: int) -> LetterRow:
    return LetterRow(
        one.pk, OmbudsmanBody(one.body), one.year, one.called, lines, one.imported_at, one.officer.name
    )


def _told(code: str) -> str:
    return PublishedOutcome(code).label if code else ""
