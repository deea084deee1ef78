"""Which letters the state of a complaint offers, the most pressing first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casework.complaints.queries import ComplaintPage
from casework.letters.elsewhere import refused, sent
from casework.letters.members import waiting
from casework.letters.moved import owes_letter
from casework.letters.planned import letters_of_plans
from putright.cases import Status
from putright.cases.events import Responded
from putright.cases.in_step import waits_for_the_answer
from putright.vocabulary import LetterKind, RemedyStep, Responsibility


@dataclass(frozen=True, slots=True)
class Offered:
    """A kind of letter that can be written now. `pressing`: it is what the complaint waits for."""

    kind: LetterKind
    pressing: bool = False


def offered(page: ComplaintPage) -> tuple[Offered, ...]:
    """The letters that can be written for the complaint as it stands. No statement."""
    return tuple(_offered(page))


def may_be_written(page: ComplaintPage, kind: LetterKind) -> bool:
    """Whether this kind is among them."""
    return any(one.kind is kind for one in offered(page))


def _offered(page: ComplaintPage) -> Iterator[Offered]:
    status = page.case.status
    if status in (Status.OPEN, Status.ANSWERED) and owes_letter(page):
        yield Offered(LetterKind.MOVED, pressing=True)
    if status is Status.OPEN:
        yield from _while_open(page)
    elif status is Status.ANSWERED:
        yield Offered(LetterKind.CLOSURE, pressing=page.next_stage is None)
        if page.next_stage is not None:
            yield Offered(LetterKind.ESCALATION_REFUSAL)
        yield Offered(LetterKind.UPDATE)
    elif refused(page) is not None:
        yield Offered(LetterKind.DECLINE, pressing=not sent(page, LetterKind.DECLINE))
        yield Offered(LetterKind.SIGNPOST)
    if _undelivered(page):
        yield Offered(LetterKind.UNDELIVERED_REMEDY)
    if any(one.findings for one in page.case.stages) or page.case.incidents:
        yield Offered(LetterKind.APOLOGY)
    if waiting(page):
        yield Offered(LetterKind.MEMBER_ANSWER, pressing=not waits_for_the_answer(page.case))
        yield Offered(LetterKind.MEMBER_HOLDING)


def _while_open(page: ComplaintPage) -> Iterator[Offered]:
    case, stage = page.case, page.case.current
    first = case.stage == case.stages[0].key
    unacknowledged = "acknowledged" not in stage.happened
    if unacknowledged:
        yield Offered(
            LetterKind.ACKNOWLEDGEMENT if first else LetterKind.LATER_ACKNOWLEDGEMENT,
            # The letter about a move acknowledges it as well.
            pressing=not (first and owes_letter(page)),
        )
    if any(isinstance(one.body, Responded) and not one.body.complete for one in stage.responses):
        yield Offered(LetterKind.SUPPLEMENTARY_RESPONSE, pressing=True)
    else:
        answer = LetterKind.RESPONSE if page.next_stage else LetterKind.FINAL_RESPONSE
        yield Offered(answer, pressing=not unacknowledged)
    yield Offered(LetterKind.EXTENSION)
    yield Offered(LetterKind.UPDATE)
    yield Offered(LetterKind.CLARIFICATION)
    yield Offered(LetterKind.SIGNPOST)
    if _through_others(page):
        yield Offered(LetterKind.FORWARDING)
        yield Offered(LetterKind.COVERING)
    if not stage.responses:
        yield Offered(LetterKind.DECLINE if first else LetterKind.ESCALATION_REFUSAL)
    for kind, pressing in letters_of_plans(page):
        yield Offered(kind, pressing=pressing)
    yield Offered(LetterKind.CLOSURE)


def _through_others(page: ComplaintPage) -> bool:
    theirs = (Responsibility.CONTRACTOR, Responsibility.SHARED)
    return any(one.responsibility in theirs for one in page.case.points)


def _undelivered(page: ComplaintPage) -> bool:
    given_up = RemedyStep.UNDELIVERABLE
    return any(one.offered and (not one.ended or one.step is given_up) for one in page.case.remedies)
