"""Whether every point is answered: finding, reasons, evidence, substance, questions."""

from __future__ import annotations

from collections.abc import Iterator

from putright.letters.checks.subject import FINDINGS, Subject, words_on
from putright.letters.checks.types import Problem
from putright.letters.passages import NOT_FOR_US
from putright.letters.phrases import phrases
from putright.letters.rules import limit
from putright.letters.sentences import words
from putright.vocabulary import PointOutcome


def every_point_has_a_finding(subject: Subject) -> Iterator[Problem]:
    """Points without a finding; those left to a later letter with a date are another check's."""
    for point in subject.points:
        if point.outcome is None and point.responsibility not in NOT_FOR_US:
            yield Problem(f"{subject.name(point.key)} has no finding.", point=point.key)


def every_finding_has_reasons(subject: Subject) -> Iterator[Problem]:
    """Findings without a reason."""
    for point in subject.points:
        given = point.outcome is not None and point.outcome is not PointOutcome.WITHDRAWN
        if given and not point.reasons.strip():
            yield Problem(f"{subject.name(point.key)} has a finding and no reason.", point=point.key)


def says_what_happened(subject: Subject) -> Iterator[Problem]:
    """Judged points that do not say what happened."""
    for point in subject.points:
        if point.outcome in FINDINGS and not point.happened.strip():
            yield Problem(f"{subject.name(point.key)} does not say what happened.", point=point.key)


def names_the_standard(subject: Subject) -> Iterator[Problem]:
    """Judged points that do not say what should have happened."""
    for point in subject.points:
        if point.outcome in FINDINGS and not point.standard.strip():
            yield Problem(
                f"{subject.name(point.key)} does not say what should have happened, by which policy or standard.",
                point=point.key,
            )


def upheld_says_what_went_wrong(subject: Subject) -> Iterator[Problem]:
    """Upheld points that do not name the fault."""
    for point in subject.upheld:
        if not point.fault.strip():
            yield Problem(
                f"{subject.name(point.key)} is upheld and does not say what went wrong.", point=point.key
            )


def upheld_says_the_injustice(subject: Subject) -> Iterator[Problem]:
    """Upheld points that do not say what it meant for the person."""
    for point in subject.upheld:
        if not point.injustice.strip():
            yield Problem(
                f"{subject.name(point.key)} is upheld and does not say what it meant for this person.",
                point=point.key,
            )


def shares_of_fault_add_up(subject: Subject) -> Iterator[Problem]:
    """Shares of a fault that are not the whole of it."""
    for point in subject.points:
        total = sum(one.percent for one in point.shares)
        if point.shares and (total != 100 or any(one.percent <= 0 for one in point.shares)):
            yield Problem(
                f"The shares of the fault on {subject.name(point.key)} come to {total} per cent.",
                point=point.key,
            )


def findings_have_evidence(subject: Subject) -> Iterator[Problem]:
    """Judged points that name no document; a point that is not upheld is the next check's."""
    for point in subject.points:
        judged = point.outcome in FINDINGS and point.outcome is not PointOutcome.NOT_UPHELD
        if judged and not any(one.document.strip() for one in point.evidence):
            yield Problem(f"The finding on {subject.name(point.key)} names no document.", point=point.key)


def not_upheld_shows_evidence(subject: Subject) -> Iterator[Problem]:
    """Points that are not upheld and name nothing that shows it."""
    for point in subject.points:
        if point.outcome is not PointOutcome.NOT_UPHELD:
            continue
        if not any(one.document.strip() for one in point.evidence):
            yield Problem(
                f"{subject.name(point.key)} is not upheld and names no evidence for that.", point=point.key
            )


def evidence_can_be_found(subject: Subject) -> Iterator[Problem]:
    """Evidence without its day."""
    for point in subject.points:
        for one in point.evidence:
            if one.document.strip() and one.on is None:
                yield Problem(
                    f"The evidence on {subject.name(point.key)}, “{one.document}”, has no date.",
                    point=point.key,
                )


def missing_record_named(subject: Subject) -> Iterator[Problem]:
    """No finding possible, without saying which record is missing."""
    listed = phrases("missing_record", subject.language)
    for point in subject.points:
        if point.outcome is PointOutcome.NO_FINDING_POSSIBLE and listed.first(point.reasons) is None:
            yield Problem(
                f"{subject.name(point.key)} has no finding, and its reasons do not name the record that is missing.",
                point=point.key,
            )


def substance_answered(subject: Subject) -> Iterator[Problem]:
    """Points answered in a sentence or less."""
    least = limit("substance", "words_a_point")
    for point in subject.points:
        if point.outcome in FINDINGS and (count := len(words(words_on(point)))) < least:
            yield Problem(
                f"{subject.name(point.key)} is answered in {count} {'word' if count == 1 else 'words'}; "
                f"an answer to the substance takes at least {least}.",
                point=point.key,
            )


def every_question_answered(subject: Subject) -> Iterator[Problem]:
    """Questions the resident asked and that have no answer."""
    for point in subject.points:
        for question in point.questions:
            if not question.answer.strip():
                yield Problem(
                    f"On {subject.name(point.key)} the resident asked “{question.asked}”, and there is no answer.",
                    point=point.key,
                )


def changed_finding_explained(subject: Subject) -> Iterator[Problem]:
    """A finding other than the stage before gave, without saying what changed."""
    for point in subject.points:
        changed = (
            point.earlier is not None and point.outcome is not None and point.earlier is not point.outcome
        )
        if changed and not point.changed.strip():
            yield Problem(
                f"The finding on {subject.name(point.key)} is another than at the earlier stage, "
                "and nothing says what changed.",
                point=point.key,
            )


def reconsidered_at_later_stage(subject: Subject) -> Iterator[Problem]:
    """“Nothing to add”, without the list of what was looked at again."""
    if subject.chain.words.get("reconsidered", "").strip():
        return
    block = subject.letter.block("reconsidered")
    if block is not None and block.text:
        return
    for passage, found in subject.said("nothing_to_add"):
        yield passage.problem(f"The text says “{found.words}” and does not list what was looked at again.")


def part_answer_has_a_date(subject: Subject) -> Iterator[Problem]:
    """An answer in parts, by its record or by its words, without a date for the rest."""
    more_by = subject.chain.dates.get("more_by")
    if not subject.chain.complete:
        if more_by is None:
            names = ", ".join(subject.name(one.key) for one in subject.chain.points if one.outcome is None)
            yield Problem(f"The letter leaves {names or 'points'} open and gives no date for the rest.")
        elif more_by < subject.today:
            yield Problem(f"The rest is promised by {subject.day(more_by)}, which has gone by.")
        return
    for passage, found in subject.said("more_to_come"):
        yield passage.problem(
            f"The text says “{found.words}”, and the answer is not recorded as one in parts with a date."
        )
