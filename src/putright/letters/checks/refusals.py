"""Refusals and extensions: reasons of this case, discretion, a date the procedure allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from putright.calendars import BeyondHorizon
from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.promise_dates import months_after
from putright.letters.rules import limit
from putright.letters.sentences import words
from putright.letters.wordings import length_in
from putright.procedures.types import ExtensionRule, Length, Unit

_DAYS_IN = {Unit.DAY: 1, Unit.WEEK: 7}


def reasons_of_this_case(subject: Subject) -> Iterator[Problem]:
    """A refusal whose reasons would fit any complaint."""
    least = limit("substance", "reason_words_of_a_refusal")
    block = subject.letter.block("reason")
    count = len(words(block.text)) if block else 0
    if count < least:
        yield Problem(
            f"The reasons have {count} {'word' if count == 1 else 'words'}; "
            f"reasons of this case take at least {least}.",
            block="reason",
        )


def discretion_said(subject: Subject) -> Iterator[Problem]:
    """A refusal for age that does not say whether an exception was considered."""
    block = subject.letter.block("discretion")
    if block is not None and block.text:
        return
    if subject.chain.out_of_time or subject.says("too_old"):
        yield Problem(
            "The complaint is refused for its age, and the letter does not say that an exception was considered.",
            block="discretion",
        )


def new_date_is_later(subject: Subject) -> Iterator[Problem]:
    """A new date that has gone by, or is no later than the old one."""
    new, due = subject.chain.dates.get("new_date"), subject.chain.dates.get("due_on")
    if new is not None and new < subject.today:
        yield Problem(f"The new date, {subject.day(new)}, has gone by.", block="new-date")
    elif new is not None and due is not None and new <= due:
        yield Problem(
            f"The new date, {subject.day(new)}, is no later than {subject.day(due)}.", block="new-date"
        )


def within_longest_extension(subject: Subject) -> Iterator[Problem]:
    """A new date later than the procedure lets it be."""
    new, due = subject.chain.dates.get("new_date"), subject.chain.dates.get("due_on")
    rule = _rule(subject)
    if new is None or due is None or rule is None or rule.most is None:
        return
    allowed = "good_reason" in rule.beyond_with and subject.chain.words.get("good_reason", "").strip()
    latest = _after(subject, due, rule.most)
    if latest is not None and new > latest and not allowed:
        yield Problem(
            f"The new date, {subject.day(new)}, is more than {length_in(rule.most, 'en')} after the old one; "
            f"{subject.day(latest)} is the latest.",
            block="new-date",
        )


def told_in_time(subject: Subject) -> Iterator[Problem]:
    """An extension told after the old date."""
    due, rule = subject.chain.dates.get("due_on"), _rule(subject)
    if due is not None and subject.today > due and (rule is None or "told_in_time" in rule.needs):
        yield Problem(f"The answer was due by {subject.day(due)}; more time told after that does not count.")


def _rule(subject: Subject) -> ExtensionRule | None:
    chain = subject.chain
    stage = next((one for one in chain.procedure.stages if one.key == chain.stage), None)
    found = [one.extension for one in stage.timescales if one.ends_with == stage.answered_by] if stage else []
    return next((one for one in found if one is not None), None)


def _after(subject: Subject, day: date, length: Length) -> date | None:
    if length.unit is Unit.MONTH:
        return months_after(day, length.count)
    if length.unit is not Unit.WORKING_DAY:
        return day + timedelta(days=length.count * _DAYS_IN[length.unit])
    try:
        return subject.calendar.add_working_days(day, length.count) if subject.calendar else None
    except BeyondHorizon:
        return None
