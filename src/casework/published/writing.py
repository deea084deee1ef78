"""Writing for a report: every text is kept as it was typed, also one that contradicts a figure; then it is checked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from casework.complaints.references import ALPHABET
from casework.people.models import Officer
from casework.published.errors import NotReady, ReportRefused, WrittenMeanwhile
from casework.published.keeping import Held, Place, held, newest, report_of, written
from casework.published.models import PreparedReport, Wording
from casework.published.preparing import check_may, locked, noted
from casework.published.words import Done, ReportState
from putright.calendars import in_london
from putright.measures import Check
from putright.reports import Answer, Report, provision_numbers

REFERENCE = re.compile(rf"\bPR-[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Text:
    """Words for a section. signed: who the report says they are by; about: the figures they speak of."""

    section: str
    words: str
    signed: str = ""
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An answer for a provision of a Code."""

    procedure: str
    number: str
    answer: Answer
    words: str = ""
    target_on: date | None = None


def write(number: int, text: Text, *, seen: int, by: Officer, now: datetime) -> tuple[Check, ...]:
    """Keep words for a section; the checks that do not hold with them.

    seen    number of the newest words the writer saw there; 0 = none.
    Raises  WrittenMeanwhile, ReportRefused, NoSuchReport.
    """
    check_may(by)
    place = (text.section, "", "")
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.OPEN)
        if text.section not in {one.key for one in held(prepared).counted.made_from.sections}:
            raise ReportRefused("The report has no such section.")
        _append(
            prepared, place, seen,
            Wording(section=text.section, text=text.words.strip(), signed=text.signed, about=list(text.about)),
            by, now,
        )  # fmt: skip
    return report_of(held(prepared), written(newest(prepared).values())).failed


def answer(number: int, told: Told, *, seen: int, by: Officer, now: datetime) -> tuple[Check, ...]:
    """Keep an answer for a provision; the checks that do not hold with it. See `write`."""
    check_may(by)
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.OPEN)
        assessed = held(prepared).counted.assessed
        if told.procedure not in assessed or told.number not in provision_numbers(assessed)[told.procedure]:
            raise ReportRefused("The report does not assess such a provision.")
        _append(
            prepared, ("", told.procedure, told.number), seen,
            Wording(
                procedure=told.procedure, number=told.number, answer=told.answer, text=told.words.strip(),
                target_on=told.target_on,
            ),
            by, now,
        )  # fmt: skip
    return report_of(held(prepared), written(newest(prepared).values())).failed


def _append(
    prepared: PreparedReport, place: Place, seen: int, wording: Wording, by: Officer, now: datetime
) -> None:
    there = newest(prepared).get(place)
    if (there.pk if there else 0) != seen:
        raise WrittenMeanwhile(
            "Somebody else saved words here since you opened the page. Yours are below, not saved."
        )
    wording.report, wording.officer, wording.at = prepared, by, now
    wording.save(force_insert=True)
    # An approval is of a text: with another one it is asked for again.
    PreparedReport.objects.filter(pk=prepared.pk).update(version=F("version") + 1, asked_version=None)


def give_reason(number: int, words: str, *, by: Officer, now: datetime) -> None:
    """Say why a period that was frozen is counted again. The public page gives the reason with every difference."""
    check_may(by)
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.OPEN)
        if prepared.replaces_id is None:
            raise ReportRefused(
                "This report replaces none that was frozen: there is nothing to give a reason for."
            )
        prepared.reason, prepared.version, prepared.asked_version = words.strip(), prepared.version + 1, None
        prepared.save(update_fields=["reason", "version", "asked_version"])
        noted(prepared, Done.REASON, by, now, words.strip())


def ask_for_approval(number: int, *, by: Officer, now: datetime) -> None:
    """Put a report up to be approved by somebody else. Raises NotReady with what is to be done first."""
    check_may(by)
    with transaction.atomic(durable=True):
        prepared = locked(number, by, ReportState.OPEN)
        if prepared.ends_on >= in_london(now).date():
            raise ReportRefused("The period is not over: count it again when it is, and put it up then.")
        if lacking := to_mend(prepared):
            raise NotReady(lacking)
        prepared.asked_version, prepared.asked_by = prepared.version, by
        prepared.save(update_fields=["asked_version", "asked_by"])
        noted(prepared, Done.ASKED, by, now)


def to_mend(prepared: PreparedReport) -> tuple[str, ...]:
    """What keeps a report from being put up and frozen, a sentence each."""
    found, wordings = held(prepared), newest(prepared)
    return tuple(lacking(prepared, found, report_of(found, written(wordings.values())), wordings.values()))


def lacking(
    prepared: PreparedReport, found: Held, made: Report, wordings: Iterable[Wording]
) -> Iterable[str]:
    """The same for a report that is put together already."""
    for check in made.failed:
        yield f"A check does not hold: {check.says}"
    for section in made.sections:
        if section.to_be_written:
            yield f"“{section.title}” is to be written: {section.to_be_written}"
    answered = {(one.procedure, one.number) for one in wordings if one.answer}
    for procedure, numbers in provision_numbers(found.counted.assessed).items():
        open_ones = [one for one in numbers if (procedure, one) not in answered]
        if open_ones:
            more = f" and {len(open_ones) - 5} more" if len(open_ones) > 5 else ""
            yield f"{procedure}: answer {', '.join(open_ones[:5])}{more}."
    for one in wordings:
        if named := REFERENCE.search(one.text):
            yield f"The words for “{_place(one, made)}” name the complaint {named[0]}: a report names none."
    if prepared.replaces_id and not prepared.reason:
        yield "Say why this period is counted again: a frozen report of it is replaced."


def _place(wording: Wording, made: Report) -> str:
    if wording.number:
        return wording.number
    return next((one.title for one in made.sections if one.key == wording.section), wording.section)
