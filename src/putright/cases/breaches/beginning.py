"""How a complaint was taken on: logged when said, points defined, harm asked about, acknowledged in full."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import day_in_words, short_day
from putright.cases.breaches.breach import Breach, Matter
from putright.cases.events import Acknowledged
from putright.cases.planned import settled_orally
from putright.cases.state import StageState, Status, day_of
from putright.procedures import block_meanings, letter_at, required_blocks
from putright.vocabulary import Precision

SAFEGUARDING_ASKED = "safeguarding_asked"
"""The moment (`Reached`) at which somebody recorded whether there is a safeguarding concern."""

_DUTY_OF_BLOCK = {
    "complaint_definition": "define-points",
    "outcomes_sought": "define-points",
    "responsibility": "say-who-is-responsible",
    "ombudsman_details": "acknowledgement-names-ombudsman",
    "advocacy": "advocacy-told",
}


def logged(matter: Matter) -> Iterator[Breach]:
    """A complaint that was said before anybody took it as one, or left lying past the next working day.

    Source  our reading of HOS Code 2024 3.2 and 6.2: what arrives in the evening may be entered in the morning.
    """
    case = matter.case
    first, received = case.first_expressed_on, case.received_on
    event, stage = case.standing[0], case.stages[0].key
    duty = "log-when-first-expressed"
    if first is not None and received is not None and first < received:
        month = case.first_expressed_precision is Precision.MONTH
        said = f"in {day_in_words(first).partition(' ')[2]}" if month else f"on {short_day(first)}"
        says = f"First said {said}, but taken as a complaint only on {short_day(received)}"
        yield from matter.breach(duty, stage, says, event=event, since=first, approximate=month)
    elif (
        case.logged_on is not None
        and received is not None
        and case.logged_on > received
        and case.logged_on > matter.calendar.next_working_day(received)
    ):
        says = f"Received on {short_day(received)}, but logged only on {short_day(case.logged_on)}"
        yield from matter.breach(duty, stage, says, event=event, since=received)


def decided(matter: Matter) -> Iterator[Breach]:
    """A complaint closed without having been accepted, acknowledged, answered or refused."""
    case, first = matter.case, matter.case.stages[0]
    if settled_orally(case):
        return  # it is no complaint under the procedure, and stays on record
    touched = {"accepted", "acknowledged", "responded", "declined"} & set(first.happened)
    if case.status is Status.CLOSED and not touched and not first.responses:
        event = next(one for one in reversed(case.standing) if one.kind == "closed")
        yield from matter.breach("accept-or-say-why", first.key, event=event)


def safeguarding(matter: Matter) -> Iterator[Breach]:
    """A complaint about a person's conduct for which nobody asked about harm by the next working day."""
    case = matter.case
    if not case.conduct_of_staff or case.received_on is None:
        return
    due = matter.calendar.next_working_day(case.received_on)
    asked = [one.happened[SAFEGUARDING_ASKED] for one in case.stages if SAFEGUARDING_ASKED in one.happened]
    known = [day for one in asked if (day := day_of(one.at)) is not None]
    if asked and not known:
        return
    on = min(known) if known else None
    if on is None and matter.today > due:
        says = f"Nobody recorded by {short_day(due)} whether the complaint raises a safeguarding concern"
        yield from matter.breach("safeguarding-asked", case.stages[0].key, says, since=due)
    elif on is not None and on > due:
        says = f"Whether the complaint raises a safeguarding concern was asked only on {short_day(on)}"
        yield from matter.breach("safeguarding-asked", case.stages[0].key, says, since=due)


def acknowledgements(matter: Matter) -> Iterator[Breach]:
    """Points not defined when acknowledged, and what the acknowledgement leaves out."""
    case = matter.case
    for stage in case.stages:
        event = stage.acknowledgement
        if event is None or not isinstance(event.body, Acknowledged):
            continue
        if stage is case.stages[0] and not case.points:
            says = "It was acknowledged without agreeing a single point"
            yield from matter.breach("define-points", stage.key, says, event=event)
        if event.body.blocks is not None:
            yield from _left_out(matter, stage, event.body.blocks)
        yield from _new_points(matter, stage)


def _left_out(matter: Matter, stage: StageState, blocks: tuple[str, ...]) -> Iterator[Breach]:
    if all(one.key != stage.key for one in matter.procedure.stages):
        return
    for block in required_blocks(matter.procedure, letter_at(matter.procedure, stage.key, "acknowledge")):
        duty = _DUTY_OF_BLOCK.get(block)
        if duty is not None and block not in blocks:
            says = f"The acknowledgement does not give {block_meanings()[block].says}"
            yield from matter.breach(duty, stage.key, says, event=stage.acknowledgement)


def _new_points(matter: Matter, stage: StageState) -> Iterator[Breach]:
    acknowledged = day_of(stage.happened["acknowledged"].at)
    for point in matter.case.points:
        agreed = day_of(point.agreed_at.at)
        if point.stage != stage.key or point.added_midway is not None:
            continue
        if agreed is not None and acknowledged is not None and agreed > acknowledged:
            event = matter.event(point.sequence)
            says = f"Point {point.key} was added later without deciding whether it is a complaint of its own"
            yield from matter.breach("new-points-decided", stage.key, says, event=event, point=point.key)


def clarification(matter: Matter) -> Iterator[Breach]:
    """A later stage that began without anybody finding out what is still in dispute."""
    for stage in matter.case.stages[1:]:
        answered = stage.acknowledgement is not None or stage.responses
        if stage.escalation_reasons or stage.disputed or stage.clarifications or not answered:
            continue
        event = stage.acknowledgement or stage.responses[0]
        yield from matter.breach("clarify-at-escalation", stage.key, event=event)
