"""A complaint handled by a plan: the talk offered, the plan made and agreed, what is shared, who signed the answer."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.appointed import EligibilityDecided
from putright.cases.breaches.breach import Breach, Matter
from putright.cases.events import Responded
from putright.cases.planned import (
    DECLINED,
    RECORD_GIVEN,
    SETTLED,
    knows_plans,
    offered_at,
    plan_steps,
    settled_orally,
    shared_without_consent,
)
from putright.cases.state import StageState, Status, exact_day
from putright.procedures import letter_at
from putright.procedures.signatures import SIGNATURE_BLOCK
from putright.vocabulary import Ground, LetterKind


def not_offered(matter: Matter) -> Iterator[Breach]:
    """An acknowledgement without the offer to talk about how it is handled, and no talk since."""
    first = matter.case.stages[0]
    if knows_plans(matter.procedure) and offered_at(first) is False:
        yield from matter.breach("discussion-offered", first.key, event=first.acknowledgement)


def not_planned(matter: Matter) -> Iterator[Breach]:
    """An answer without a plan; a talk declined without a letter that sets the time."""
    case, first = matter.case, matter.case.stages[0]
    answered = first.complete_responded_on
    if not knows_plans(matter.procedure) or answered is None:
        return
    if not plan_steps(case):
        yield from matter.breach("plan-made", first.key, since=answered)
    elif DECLINED in first.happened and not _written(matter, LetterKind.COMPLAINT_PLAN):
        yield from matter.breach("plan-in-writing", first.key, since=answered)


def not_agreed(matter: Matter) -> Iterator[Breach]:
    """A plan, or a change of one, without the person's agreement.

    Source  SI 2009/309 reg 13: where the person does not want to talk, the authority sets the time of the first
            plan by itself. That a change needs agreement then too is our reading; decision 0039.
    """
    first = matter.case.stages[0]
    if not knows_plans(matter.procedure):
        return
    for step in plan_steps(matter.case):
        if step.agreed_at is not None or (step.first and DECLINED in first.happened):
            continue
        what = "The plan was set" if step.first else "The plan was changed"
        by = f" to {short_day(step.by)}" if step.by and not step.first else ""
        says = f"{what}{by}, and nothing shows that the person agreed"
        yield from matter.breach("plan-agreed", first.key, says, event=step.event)


def wrongly_signed(matter: Matter) -> Iterator[Breach]:
    """An answer without the signature the procedure asks for."""
    for stage in matter.case.stages:
        letter = _final_letter(matter, stage)
        if letter is None:
            continue
        for event in stage.responses:
            body = event.body
            if not isinstance(body, Responded) or not body.complete or body.on_behalf is not None:
                continue
            if body.blocks is not None and SIGNATURE_BLOCK not in body.blocks:
                yield from matter.breach("responsible-signature", stage.key, event=event)


def _final_letter(matter: Matter, stage: StageState) -> str | None:
    """The letter that answers the stage, where the procedure says who signs it."""
    if all(one.key != stage.key for one in matter.procedure.stages):
        return None
    letter = letter_at(matter.procedure, stage.key, "respond")
    return letter if letter in matter.procedure.signatures else None


def shared(matter: Matter) -> Iterator[Breach]:
    """A complaint shared with another body before the person agreed."""
    for stage in matter.case.stages:
        if shared_without_consent(stage):
            since = exact_day(stage.happened["shared_with_body"])
            yield from matter.breach("consent-before-sharing", stage.key, since=since)


def representatives(matter: Matter) -> Iterator[Breach]:
    """A representative not accepted: without reasons, or without a letter by the time the complaint ended."""
    for event in matter.case.eligibility:
        body = event.body
        if (
            not isinstance(body, EligibilityDecided)
            or body.eligible
            or body.ground is not Ground.REPRESENTATIVE
        ):
            continue
        if body.note is None:
            says = "A representative was not accepted, and why is not said"
            yield from matter.breach("representative-told-why", event.stage, says, event=event)
        elif not matter.case.is_open and not _written(matter, LetterKind.REPRESENTATIVE_REFUSED):
            says = "A representative was not accepted, and no letter told them why"
            yield from matter.breach("representative-told-why", event.stage, says, event=event)


def oral_record(matter: Matter) -> Iterator[Breach]:
    """Something said and settled at once, of which the person got no written record."""
    first = matter.case.stages[0]
    if (
        settled_orally(matter.case)
        and RECORD_GIVEN not in first.happened
        and matter.case.status is Status.CLOSED
    ):
        yield from matter.breach("oral-record-given", first.key, since=exact_day(first.happened[SETTLED]))


def _written(matter: Matter, kind: LetterKind) -> bool:
    return any(one.body.what is kind for one in matter.case.letters)
