"""What goes wrong with a complaint handled by a plan while something can still be done about it."""

from __future__ import annotations

from collections.abc import Iterator

from putright.calendars import short_day
from putright.cases.breaches.breach import day_after
from putright.cases.detection.alert import Alert, Group, Watch
from putright.cases.detection.dates import due_soon, timescale_of
from putright.cases.planned import SET, knows_plans, offered_at, plan_steps, shared_without_consent
from putright.cases.state import Status, day_of


def not_offered(watch: Watch) -> Iterator[Alert]:
    """DR-32: acknowledged without the offer of a talk, and none held since."""
    for breach in watch.of_duty("discussion-offered"):
        if watch.case.status is Status.OPEN:
            yield watch.alert("DR-32", "discussion", Group.MEND, breach.says, breach=breach)


def not_planned(watch: Watch) -> Iterator[Alert]:
    """DR-33: acknowledged so many working days ago, and no plan."""
    case, first = watch.case, watch.case.stages[0]
    acknowledged = first.happened.get("acknowledged")
    on = day_of(acknowledged.at) if acknowledged else None
    if (
        not knows_plans(watch.matter.procedure)
        or case.status is not Status.OPEN
        or on is None
        or plan_steps(case)
    ):
        return
    due = watch.matter.calendar.add_working_days(on, watch.matter.number("DR-33", "working_days"))
    if watch.today > due:
        talk = "" if offered_at(first) is not False else ", and no talk was offered"
        says = f"Acknowledged on {short_day(on)}, and there is no plan yet{talk}"
        yield watch.alert("DR-33", "plan", Group.MEND, says, since=day_after(due), due=due)


def plans_day(watch: Watch) -> Iterator[Alert]:
    """DR-34: the day the plan sets is near, or has passed without an answer."""
    if knows_plans(watch.matter.procedure):
        yield from due_soon(watch, "DR-34", "responded", Group.ANSWER, only=lambda one: one.date_in == SET)


def not_agreed(watch: Watch) -> Iterator[Alert]:
    """DR-35: the last plan has no agreement of the person."""
    steps = plan_steps(watch.case)
    for breach in watch.of_duty("plan-agreed"):
        latest = steps[-1].event if steps else None
        if watch.case.status is Status.OPEN and latest and breach.since == day_of(latest.at):
            yield watch.alert("DR-35", f"plan:{latest.sequence}", Group.MEND, breach.says, breach=breach)
            return


def no_reason_told(watch: Watch) -> Iterator[Alert]:
    """DR-36: past the longest time the law gives, and no update since told the reason."""
    if watch.case.status is not Status.OPEN:
        return
    for deadline in watch.matter.clocks[0][1]:
        due = deadline.due_on
        if deadline.stage != watch.case.stage or deadline.met_on is not None or due is None:
            continue
        if timescale_of(watch, deadline).if_missed is None or watch.today <= due:
            continue
        if any(getattr(one.body, "reason_for_delay", False) for one in watch.case.current.updates):
            continue
        says = f"{deadline.title}: that was {short_day(due)}, and the person was not told why it is late"
        duty = next(watch.of_duty("delay-explained", "keep-informed"), None)
        key = f"{deadline.stage}/{deadline.timescale}"
        yield watch.alert("DR-36", key, Group.MEND, says, since=day_after(due), due=due, breach=duty)


def wrongly_signed(watch: Watch) -> Iterator[Alert]:
    """DR-37: an answer left us without the signature it needs, until one with it does."""
    breaches = [one for one in watch.of_duty("responsible-signature") if one.stage == watch.case.stage]
    complete = [one for one in watch.case.current.responses if getattr(one.body, "complete", False)]
    if breaches and complete and breaches[-1].since == day_of(complete[-1].at):
        key = f"{watch.case.stage}/signature"
        yield watch.alert("DR-37", key, Group.MEND, breaches[-1].says, breach=breaches[-1])


def shared(watch: Watch) -> Iterator[Alert]:
    """DR-38: shared with another body, and no consent on record."""
    for breach in watch.of_duty("consent-before-sharing"):
        stage = watch.case.stage_state(breach.stage or watch.case.stage)
        if shared_without_consent(stage) and "shared_consent" not in stage.happened:
            yield watch.alert("DR-38", f"{stage.key}/consent", Group.MEND, breach.says, breach=breach)
