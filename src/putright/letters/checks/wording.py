"""Sentences that must not stand in a letter, wherever they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from putright.letters.checks.subject import Subject
from putright.letters.checks.types import Problem
from putright.letters.phrases import phrases, plain
from putright.letters.promise_dates import date_in_words, length_in_words
from putright.letters.sentences import sentences
from putright.letters.wordings import day_in_letter, wordings

_BRACES = re.compile(r"\{[a-z_-]+\}|_{3,}|\?{3,}")


def outcome_not_withheld(subject: Subject) -> Iterator[Problem]:
    """“We cannot tell you anything”, without saying in general terms what was done."""
    if subject.says("disclosed"):
        return
    for passage, found in subject.said("withheld"):
        yield passage.problem(
            f"The text says “{found.words}” and does not say what was done, even in general terms."
        )


def restriction_not_asked_again(subject: Subject) -> Iterator[Problem]:
    """Asking for a no-contact request again while a rule is in force."""
    if subject.chain.restrictions:
        for passage, found in subject.said("asked_again"):
            yield passage.problem(
                f"The text says “{found.words}”, and a no-contact rule is already in force."
            )


def delay_not_put_on_resident(subject: Subject) -> Iterator[Problem]:
    """Delay put on the resident without anything that shows it."""
    if subject.chain.delay_evidence:
        return
    shown = {
        point.key for point in subject.chain.points if any(one.document.strip() for one in point.evidence)
    }
    for passage, found in subject.said("delay_on_resident"):
        if passage.point not in shown:
            yield passage.problem(f"The text says “{found.words}”, and no evidence on record shows it.")


def escalation_not_limited(subject: Subject) -> Iterator[Problem]:
    """A limit of time for the next stage that the procedure does not set."""
    chain = subject.chain
    stage = next((one for one in chain.procedure.stages if one.key == chain.stage), None)
    allowed = stage.request_within if stage else None
    listed = phrases("next_stage", subject.language)
    ours, theirs = phrases("our_own", subject.language), phrases("resident_to_act", subject.language)
    for passage in subject.authored:
        if listed.first(passage.text) is None:
            continue
        for one in sentences(passage.text):
            asked = listed.first(one.text) is not None and theirs.first(one.text) is not None
            if not asked or ours.first(one.text) is not None:
                continue
            length = length_in_words(one.text, subject.language)
            dated = date_in_words(one.text, subject.language) and phrases("deadline", subject.language).first(
                one.text
            )
            same = allowed is not None and length == (allowed.count, allowed.unit.value)
            if (length is not None and not same) or dated:
                yield passage.problem(
                    f"The text sets a limit for the next stage that the procedure does not: “{one.text}”"
                )


def escalation_needs_no_reason(subject: Subject) -> Iterator[Problem]:
    """A reason asked for before somebody may go on."""
    listed, required = phrases("next_stage", subject.language), phrases("reasons_required", subject.language)
    for passage in subject.authored:
        if listed.first(passage.text) is None:
            continue
        found = required.said(passage.text, language=subject.language)
        if found is not None:
            yield passage.problem(
                f"The text says “{found.words}”; nobody needs a reason to go to the next stage."
            )


def ombudsman_not_foretold(subject: Subject) -> Iterator[Problem]:
    """A remark on what the Ombudsman will or will not look at."""
    for passage, found in subject.said("ombudsman_remit"):
        yield passage.problem(
            f"The text says “{found.words}”; what the Ombudsman looks at is for the Ombudsman to say."
        )


def no_gap_left(subject: Subject) -> Iterator[Problem]:
    """A text that was not finished."""
    listed = phrases("gaps", subject.language)
    for passage in subject.authored:
        found = listed.first(passage.text)
        if found is not None:
            yield passage.problem(f"The text still says “{found.words}”.")
        elif (match := _BRACES.search(passage.text)) is not None:
            yield passage.problem(f"The text still says “{match[0]}”.")


def weekdays_are_right(subject: Subject) -> Iterator[Problem]:
    """A weekday that is not that of its day."""
    words = wordings(subject.language)
    weekdays = [name.casefold() for name in words["weekdays"]]
    months = [name.casefold() for name in words["months"]]
    pattern = re.compile(
        rf"\b({'|'.join(weekdays)}),?\s+(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(months)})(?:\s+(\d{{4}}))?\b",
        re.IGNORECASE,
    )
    for passage in subject.authored:
        for match in pattern.finditer(plain(passage.text)):
            weekday, number, month, year = match.groups()
            try:
                day = date(int(year or subject.today.year), months.index(month.casefold()) + 1, int(number))
            except ValueError:
                yield passage.problem(f"There is no {match[0]}.")
                continue
            # Without a year the year next to today's may be meant.
            if weekdays[day.weekday()] != weekday.casefold() and year is not None:
                yield passage.problem(
                    f"The text says {match[0]}; that day is {day_in_letter(day, subject.language)}."
                )
