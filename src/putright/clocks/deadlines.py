"""The deadlines of a stage: which day, and why that day."""

from collections.abc import Mapping
from datetime import date, datetime

from putright.calendars import CalendarDay, WorkingDayCalendar, in_london
from putright.clocks.lengths import literal_days
from putright.clocks.readings import other_reading
from putright.clocks.reasons import because
from putright.clocks.reckoning import Matter, Reckoned, reckon
from putright.clocks.types import Deadline, Extension, Happened
from putright.procedures.types import Procedure, Unit
from putright.vocabulary import Precision


def deadlines(
    procedure: Procedure,
    stage_key: str,
    happened: Mapping[str, Happened | date | datetime],
    *,
    calendar: WorkingDayCalendar,
    extensions: tuple[Extension, ...] = (),
    own_policy: Procedure | None = None,
    today: date | None = None,
    facts: frozenset[str] = frozenset(),
    trust_extensions: bool = False,
    with_days: bool = False,
) -> Mapping[str, Deadline]:
    """The deadline of every timescale that runs in a stage, by key, in the procedure's order.

    happened          when each moment of the stage happened, by its name in the procedure. A moment must
                      be aware; a day alone is taken to be before any cut-off hour.
    calendar          of the organisation's division; its closure days are used only where the procedure,
                      or the own policy, says that it does not count them.
    extensions        in the order they were made; those of other timescales are passed over.
    own_policy        a stricter policy of the organisation: gives `target_on`, never `due_on`.
    today             lets an open deadline say that it depends on the counting convention.
    facts             names recorded on the case, for timescales that run only when one holds.
    trust_extensions  take extensions as valid in form; the procedure's limit still holds.
    with_days         also list every day (`Deadline.days`), which takes longer.
    Raises            ProcedureError for an unknown stage; ValueError for a naive moment; BeyondHorizon.
    Source            HOS Code 2024 6.1-6.6 and LGSCO Code 2024 likewise; our readings of a late or missing
                      acknowledgement are in docs/how-dates-are-worked-out.md.
    """
    when = {name: _as_happened(at) for name, at in happened.items()}
    matter = _matter(procedure, stage_key, when, calendar, extensions, facts, trust_extensions)
    policy: dict[str, Reckoned] = {}
    if own_policy is not None and any(stage.key == stage_key for stage in own_policy.stages):
        policy = reckon(_matter(own_policy, stage_key, when, calendar, extensions, facts, trust_extensions))
    return {
        key: _deadline(reckoned, matter, policy.get(key), own_policy, today=today, with_days=with_days)
        for key, reckoned in reckon(matter).items()
    }


def _as_happened(at: Happened | date | datetime) -> Happened:
    if isinstance(at, Happened):
        return at
    if isinstance(at, datetime):
        return Happened(in_london(at), Precision.MOMENT)
    return Happened(at)


def _matter(
    procedure: Procedure,
    stage_key: str,
    happened: Mapping[str, Happened],
    calendar: WorkingDayCalendar,
    extensions: tuple[Extension, ...],
    facts: frozenset[str],
    trust_extensions: bool,
) -> Matter:
    return Matter(
        procedure=procedure,
        stage=procedure.stage(stage_key),
        happened=happened,
        calendar=calendar if procedure.local_closures else calendar.without_closures(),
        extensions=extensions,
        facts=facts,
        trust_extensions=trust_extensions,
    )


def _deadline(
    reckoned: Reckoned,
    matter: Matter,
    policy: Reckoned | None,
    own_policy: Procedure | None,
    *,
    today: date | None,
    with_days: bool,
) -> Deadline:
    timescale, calendar = reckoned.timescale, matter.calendar
    start, due, met = reckoned.started_on, reckoned.due_on, reckoned.met_on
    policy_due = policy.due_on if policy else None
    earlier = [day for day in (policy_due, reckoned.if_in_time) if day and due and day < due]
    elapsed = inclusive = None
    if start is not None and met is not None and not timescale.counts_back:
        # Met before day zero, as when a complaint that arrived after the cut-off is answered the same day.
        elapsed = calendar.working_days_between(start, met) if met > start else 0
        inclusive = elapsed + calendar.is_working_day(start)
    also = other_reading(matter, timescale, met_on=met)
    sensitive = _convention_sensitive(reckoned, calendar, met or today)
    return Deadline(
        stage=matter.stage.key,
        timescale=timescale.key,
        title=timescale.title,
        procedure=matter.procedure.key,
        provision=timescale.provision,
        due_on=due,
        original_due_on=reckoned.original,
        target_on=min(earlier, default=None),
        runs_from=reckoned.moment,
        started_on=start,
        met_on=met,
        days=_days(reckoned, calendar) if with_days else (),
        because=because(
            reckoned,
            matter,
            policy_due=policy_due,
            own_policy=own_policy,
            convention_sensitive=sensitive,
            also=also,
        ),
        calendar_version=calendar.version,
        extensions=reckoned.extensions,
        elapsed=elapsed,
        elapsed_inclusive=inclusive,
        convention_sensitive=sensitive,
        approximate=reckoned.approximate,
        unconfirmed=timescale.unconfirmed or matter.procedure.unconfirmed,
        also=also,
    )


def _days(reckoned: Reckoned, calendar: WorkingDayCalendar) -> tuple[CalendarDay, ...]:
    start, due, literal = reckoned.started_on, reckoned.due_on, reckoned.literal
    if start is None or due is None or literal is None or due <= start:
        return ()
    within = reckoned.timescale.within
    if within is None or within.unit is Unit.WORKING_DAY:
        return calendar.days(start, due)
    listed = literal_days(start, min(literal, due))
    return listed + (calendar.days(literal, due) if due > literal else ())


def _convention_sensitive(reckoned: Reckoned, calendar: WorkingDayCalendar, seen_on: date | None) -> bool:
    """Whether it was on time only because day zero is not counted as day one.

    An extension names a date, so no convention decides it.
    """
    start, due, within = reckoned.started_on, reckoned.due_on, reckoned.timescale.within
    if seen_on is None or start is None or due is None or within is None or due != reckoned.original:
        return False
    if reckoned.timescale.counts_back:
        return False
    if within.unit is not Unit.WORKING_DAY:
        return seen_on == due == reckoned.literal
    if not start <= seen_on <= due or not calendar.is_working_day(start):
        return False
    return calendar.working_days_between(start, seen_on) == within.count
