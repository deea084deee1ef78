"""Timescales not kept, extensions that do not count, and delay that a late acknowledgement hides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from putright.calendars import short_day
from putright.cases.breaches.breach import (
    MEANINGS,
    Breach,
    Matter,
    Severity,
    by_key,
    day_after,
    day_told,
    severity,
)
from putright.cases.deadlines import answering
from putright.cases.events import Event, Extended
from putright.cases.state import StageState, day_of
from putright.clocks import Deadline
from putright.procedures import duty_meanings
from putright.procedures.types import Procedure


def late(matter: Matter) -> Iterator[Breach]:
    """Every timescale met late or missed, of the procedure and of the own policy."""
    for procedure, deadlines in matter.clocks:
        for deadline in deadlines:
            stage = matter.case.stage_state(deadline.stage)
            found = _late(matter, procedure, stage, deadline)
            if found is not None:
                yield found


def _late(matter: Matter, procedure: Procedure, stage: StageState, deadline: Deadline) -> Breach | None:
    due = deadline.due_on
    if due is None:
        return None
    until = deadline.met_on
    if until is None:
        moment = procedure.stage(stage.key).timescale(deadline.timescale).ends_with
        if moment in stage.happened:
            return None  # it was met on a day nobody knows
        if matter.was_not_told(stage, moment):
            return None
        until = min(matter.today, matter.left_on(stage) or matter.today)
        if moment != procedure.stage(stage.key).answered_by:
            until = min(until, stage.complete_responded_on or until)
    if until <= due:
        return None
    days = matter.calendar.working_days_between(due, until)
    moment = procedure.stage(stage.key).timescale(deadline.timescale).ends_with
    meaning = duty_meanings().get(MEANINGS.get(moment, deadline.timescale))
    event = _met_by(matter, stage, moment)
    return Breach(
        duty=deadline.timescale,
        stage=stage.key,
        provision=deadline.provision,
        procedure=procedure.key,
        says=_lateness(deadline, moment, days, until, stage=stage, today=matter.today),
        since=day_after(due),
        severity=severity(procedure, deadline.provision),
        requirements=meaning.requirements if meaning else (),
        detection=meaning.detection if meaning else None,
        days_late=days,
        approximate=deadline.approximate,
        unconfirmed=deadline.unconfirmed,
        source=event.source if event and deadline.met_on else None,
    )


def _lateness(
    deadline: Deadline, moment: str, days: int, until: date, *, stage: StageState, today: date
) -> str:
    what = moment.replace("_", " ")
    due = short_day(deadline.due_on) if deadline.due_on else "?"
    count = f"{days} working day{'' if days == 1 else 's'}"
    if deadline.met_on is not None:
        on = day_told(stage.happened[moment])
        return f"{what.capitalize()} {on}, {count} after it was due on {due}"
    name = "acknowledgement" if moment == "acknowledged" else "answer" if moment == "responded" else what
    if until == today:
        return f"No {name} on record: due on {due}, {count} ago"
    because = "the answer came" if until == stage.complete_responded_on else "the stage ended"
    return f"No {name} on record: due on {due}, and {because} on {short_day(until)}"


def _met_by(matter: Matter, stage: StageState, moment: str) -> Event | None:
    if moment == "acknowledged":
        return stage.acknowledgement
    reached = (one for one in matter.case.standing if getattr(one.body, "moment", None) == moment)
    return next(reached, None) or _complete(stage)


def _complete(stage: StageState) -> Event | None:
    return next((one for one in reversed(stage.responses) if getattr(one.body, "complete", False)), None)


def hidden_delay(matter: Matter) -> Iterator[Breach]:
    """An answer that kept its time only because the acknowledgement it is counted from came late."""
    for procedure, deadlines in matter.clocks[:1]:
        for stage in matter.case.stages:
            keyed = by_key(deadlines, stage.key)
            for deadline in keyed.values():
                timescale = procedure.stage(stage.key).timescale(deadline.timescale)
                before = keyed.get(timescale.if_never or "")
                if before is None or not _met_late(before) or not _met_in_time(deadline):
                    continue
                meaning = duty_meanings().get("delay-hidden")
                yield Breach(
                    duty="delay-hidden",
                    stage=stage.key,
                    provision=before.provision,
                    procedure=procedure.key,
                    says=_hidden(deadline),
                    since=_hidden_since(deadline, before),
                    severity=Severity.REPORT,
                    requirements=meaning.requirements if meaning else (),
                    detection=meaning.detection if meaning else None,
                    approximate=deadline.approximate or before.approximate,
                )


def _met_late(deadline: Deadline) -> bool:
    return deadline.met_on is not None and deadline.is_late_on(deadline.met_on)


def _met_in_time(deadline: Deadline) -> bool:
    return deadline.met_on is not None and deadline.due_on is not None and deadline.met_on <= deadline.due_on


def _hidden(deadline: Deadline) -> str:
    if deadline.target_on and deadline.met_on and deadline.met_on > deadline.target_on:
        return (
            f"{deadline.title}: in time on {short_day(deadline.met_on)} only because the acknowledgement was "
            f"late; had that come on its last day, the answer was due on {short_day(deadline.target_on)}"
        )
    return f"{deadline.title}: the late acknowledgement moved the day the answer was due"


def _hidden_since(deadline: Deadline, before: Deadline) -> date | None:
    """The day after the answer was to come, if it came after that; else the day the late letter moved it."""
    if deadline.target_on and deadline.met_on and deadline.met_on > deadline.target_on:
        return day_after(deadline.target_on)
    return day_of(before.met_on)


def extensions(matter: Matter) -> Iterator[Breach]:
    """Extensions that do not count, and those made without agreeing when to bring news."""
    for procedure, deadlines in matter.clocks[:1]:
        for deadline in deadlines:
            for result in deadline.extensions:
                rule = procedure.stage(deadline.stage).timescale(deadline.timescale).extension
                if result.counts or rule is None or not procedure.extensions_count:
                    continue
                stage = matter.case.stage_state(deadline.stage)
                event = next(
                    one
                    for one, made in zip(stage.extended, stage.extensions, strict=True)
                    if made == result.extension
                )
                why = "; ".join(result.defects)
                says = f"The extension to {short_day(result.extension.to)} does not count: {why}"
                yield from matter.breach("extension-in-form", stage.key, says, event=event)
    for stage in matter.case.stages:
        for event in stage.extended:
            if isinstance(event.body, Extended) and event.body.update_every_working_days is None:
                says = "More time was taken and no intervals for updates were agreed"
                yield from matter.breach("agree-update-intervals", stage.key, says, event=event)


def silence(matter: Matter) -> Iterator[Breach]:
    """An answer that was late without a word, or without saying why, or an update not sent when agreed."""
    for procedure, deadlines in matter.clocks[:1]:
        for stage in matter.case.stages:
            keyed = by_key(deadlines, stage.key)
            for timescale in answering(procedure.stage(stage.key)) if keyed else ():
                deadline = keyed.get(timescale.key)
                breach = _late(matter, procedure, stage, deadline) if deadline else None
                if deadline is None or breach is None or deadline.original_due_on is None:
                    continue
                told = bool(stage.updates or stage.extended)
                partly = any(getattr(one.body, "complete", True) is False for one in stage.responses)
                reasons = any(getattr(one.body, "reason_for_delay", False) for one in stage.updates)
                reasons = reasons or any(getattr(one.body, "reason_note", None) for one in stage.extended)
                since = day_after(deadline.original_due_on)
                if not told and not partly:
                    says = "The answer was late and the complainant was not told"
                    yield from matter.breach("keep-informed", stage.key, says, since=since)
                elif told and not reasons:
                    says = "The complainant was told that the answer would be late, but not why"
                    yield from matter.breach("delay-explained", stage.key, says, since=since)
    for stage in matter.case.stages:
        yield from _updates_missed(matter, stage)


def _updates_missed(matter: Matter, stage: StageState) -> Iterator[Breach]:
    every = next(
        (
            one.body.update_every_working_days
            for one in reversed(stage.extended)
            if isinstance(one.body, Extended) and one.body.update_every_working_days
        ),
        None,
    )
    if every is None:
        return
    news = sorted(day for one in (*stage.extended, *stage.updates) if (day := day_of(one.at)) is not None)
    ends = (stage.complete_responded_on, matter.left_on(stage), matter.today)
    end = min(day for day in ends if day is not None)
    for last, following in zip(news, [*news[1:], end], strict=True):
        expected = matter.calendar.add_working_days(last, every)
        if following > expected and expected < end:
            says = f"No update came by {short_day(expected)}, as agreed"
            yield from matter.breach("keep-informed", stage.key, says, since=day_after(expected))
