"""What the responses leave open: points, reasons, remedies, parts of a letter, the promised second one."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.breaches.breach import Breach, Matter, day_after
from putright.cases.breaches.putting_right import decided_for, only_goodwill
from putright.cases.events import Event, PointFinding, Responded
from putright.cases.planned import settled_orally
from putright.cases.state import StageState, Status, day_of
from putright.procedures import block_meanings, letter_at, required_blocks
from putright.procedures.signatures import SIGNATURE_BLOCK
from putright.vocabulary import PointOutcome, RemedyDecision

_UPHELD = (PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD)
_DUTY_OF_BLOCK = {"how_to_escalate": "signpost-next-step", "ombudsman_details": "signpost-ombudsman"}
CONTRACTOR = "contractor"
"""What `Responded.on_behalf` says of a contractor's reply, which must say on whose behalf it is sent."""


def points_unanswered(matter: Matter) -> Iterator[Breach]:
    """Each point that the complete response of a stage leaves without an answer."""
    for stage in matter.case.stages:
        letters = [one for one in stage.responses if isinstance(one.body, Responded)]
        complete = next((one for one in reversed(letters) if getattr(one.body, "complete", False)), None)
        if complete is None or not all(getattr(one.body, "findings_known", True) for one in letters):
            continue
        answered = stage.findings or {}
        for point in _to_answer(matter, stage, complete):
            if point not in answered:
                says = f"Point {point} has no answer in the response"
                yield from matter.breach("answer-every-point", stage.key, says, event=complete, point=point)


def closed_unanswered(matter: Matter) -> Iterator[Breach]:
    """Each point that nobody had answered when the complaint was closed, where no complete response went out.

    Source  DR-03: a complaint never closes with an unanswered point, unless somebody named says why.
    """
    case = matter.case
    stage = case.current
    letters = [one.body for one in stage.responses if isinstance(one.body, Responded)]
    if case.status is not Status.CLOSED or any(one.complete or not one.findings_known for one in letters):
        return
    if settled_orally(case):
        return
    event = next(one for one in reversed(case.standing) if one.kind == "closed")
    for point in _to_answer(matter, stage, event):
        if point not in (stage.findings or {}):
            says = f"Closed before point {point} was answered"
            yield from matter.breach("answer-every-point", stage.key, says, event=event, point=point)


def _to_answer(matter: Matter, stage: StageState, letter: Event) -> list[str]:
    """Keys of the points there were to answer: agreed by then, pursued, and here still in dispute."""
    order = [one.key for one in matter.case.stages]
    reached = order[: order.index(stage.key) + 1]
    return [
        point.key
        for point in matter.case.points
        if point.withdrawn_at is None
        and point.sequence < letter.sequence
        and point.stage in reached
        and (not stage.disputed or point.key in stage.disputed or point.stage == stage.key)
    ]


def findings(matter: Matter) -> Iterator[Breach]:
    """Findings without reasons, and upheld points without a decision on putting them right."""
    for stage in matter.case.stages:
        for event in stage.responses:
            if isinstance(event.body, Responded):
                for finding in event.body.findings:
                    yield from _finding(matter, stage, event, finding)


def _finding(matter: Matter, stage: StageState, event: Event, finding: PointFinding) -> Iterator[Breach]:
    key = finding.point
    if not finding.reasons_given:
        says = f"Point {key} is answered without reasons"
        yield from matter.breach("give-reasons", stage.key, says, event=event, point=key)
        if stage is not matter.case.stages[0]:
            says = f"Point {key}: nothing shows that it was looked at again"
            yield from matter.breach("reconsider-at-next-stage", stage.key, says, event=event, point=key)
    by = day_of(event.at)
    if finding.outcome in _UPHELD and only_goodwill(matter.case, finding, by):
        says = f"Point {key} is upheld, and all there is for it is a gesture of goodwill"
        yield from matter.breach("goodwill-is-no-remedy", stage.key, says, event=event, point=key)
    elif (
        finding.outcome in _UPHELD
        and finding.remedy is RemedyDecision.NOT_DECIDED
        and not decided_for(matter.case, finding, by)
    ):
        says = f"Point {key} is upheld and nobody decided what would put it right"
        yield from matter.breach("decide-remedy", stage.key, says, event=event, point=key)
    if finding.remedy is RemedyDecision.LEFT_TO_OTHERS:
        says = f"Point {key}: putting it right was left to somebody else’s goodwill"
        yield from matter.breach("remedy-not-left-to-others", stage.key, says, event=event, point=key)


def letters(matter: Matter) -> Iterator[Breach]:
    """The parts a response must contain and does not."""
    for stage in matter.case.stages:
        if all(one.key != stage.key for one in matter.procedure.stages):
            continue
        for event in stage.responses:
            body = event.body
            if not isinstance(body, Responded) or body.blocks is None:
                continue
            letter = letter_at(matter.procedure, stage.key, "respond")
            if body.on_behalf == CONTRACTOR:
                letter = "contractor-reply"
            elif not body.complete:
                continue
            signed = (SIGNATURE_BLOCK,) if letter in matter.procedure.signatures else ()
            for block in (one for one in required_blocks(matter.procedure, letter) if one not in signed):
                if block not in body.blocks:
                    name = "contractor’s reply" if body.on_behalf == CONTRACTOR else "response"
                    says = f"The {name} does not give {block_meanings()[block].says}"
                    duty = _DUTY_OF_BLOCK.get(block, "response-has-blocks")
                    yield from matter.breach(duty, stage.key, says, event=event)


def parts(matter: Matter) -> Iterator[Breach]:
    """A first letter without a date for the rest, or whose rest did not come by that date."""
    for stage in matter.case.stages:
        complete = stage.complete_responded_on
        for event in stage.responses:
            if not isinstance(event.body, Responded) or event.body.complete:
                continue
            by = event.body.more_by
            if by is None:
                says = "A first letter left points open and gave no date for the rest"
                yield from matter.breach("one-complete-response", stage.key, says, event=event)
                continue
            ended = matter.left_on(stage)
            until = min(day for day in (complete, ended, matter.today) if day is not None)
            if until > by:
                came = f"came only on {short_day(complete)}" if complete else "has not come"
                says = f"The rest of the answer was promised by {short_day(by)} and {came}"
                yield from matter.breach(
                    "one-complete-response", stage.key, says, event=event, since=day_after(by)
                )
