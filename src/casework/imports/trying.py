"""Trying a file out: everything is read and told as it would be taken in, and nothing is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from casework.complaints.calendars import OrganisationCalendar
from casework.imports.checking import Checked
from casework.imports.keeping import not_kept
from casework.imports.stories import has_ended, history
from putright.cases import Case, Status, breaches, case_deadlines, facts_of, replay
from putright.cases.histories import events_of
from putright.procedures import Procedure, procedure

MOST_EXAMPLES = 5
_DUE = ("stage_1_due_on", "stage_2_due_on")


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows to try, with what has to be known for it."""

    rows: tuple[Checked, ...]
    calendar: OrganisationCalendar
    today: date


@dataclass(slots=True)
class Tally:
    """What was seen of some rows.

    left_out     (column, why) to how many rows; worked_out: likewise, for columns we fill.
    breaches     (procedure, provision, duty) to how many.
    due          `same`, `earlier` or `later` of the other system's day against ours, to how many stages.
    examples     some of those that differ: reference, stage, their day, ours.
    """

    complaints: int = 0
    contacts: int = 0
    open: int = 0
    answered: int = 0
    before_known: int = 0
    unfinished: int = 0
    left_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    worked_out: Counter[tuple[str, str]] = field(default_factory=Counter)
    breaches: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    due: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, int, str, str]] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add what was seen of others."""
        for name in ("complaints", "contacts", "open", "answered", "before_known", "unfinished"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("left_out", "worked_out", "breaches", "due"):
            getattr(self, name).update(getattr(other, name))
        self.examples = (self.examples + other.examples)[:MOST_EXAMPLES]


def try_batch(batch: Batch) -> Tally:
    """What these rows would become. Needs no database."""
    tally = Tally()
    for one in batch.rows:
        left_out, worked_out = not_kept(one)
        if one.procedure is None:
            tally.contacts += 1
        else:
            told = history(one, referral="1")
            left_out |= told.left_out
            worked_out |= told.worked_out
            _complaint(tally, one, procedure(one.procedure), batch)
        tally.left_out.update(left_out.items())
        tally.worked_out.update(worked_out.items())
    return tally


def _complaint(tally: Tally, one: Checked, under: Procedure, batch: Batch) -> None:
    calendar = batch.calendar.now()
    events = events_of(history(one, referral="1"), under)
    case = replay(events)
    tally.complaints += 1
    tally.before_known += one.before_known
    if not has_ended(one):
        tally.open += case.status is Status.OPEN
        tally.answered += case.status is Status.ANSWERED
    values = one.row.values
    tally.unfinished += (values["learning_actions"] or 0) - (values["learning_completed"] or 0)
    for breach in breaches(case, under, calendar, today=batch.today):
        tally.breaches[breach.procedure or "", breach.provision or "", breach.duty] += 1
    # Without the last event, which says what the other system had, the days are ours.
    _compare(tally, one, replay(events[:-1]), under, batch)


def _compare(tally: Tally, one: Checked, ours: Case, under: Procedure, batch: Batch) -> None:
    deadlines = case_deadlines(ours, under, batch.calendar.now(), today=None)
    facts = facts_of(ours, under, deadlines)
    for stage, name in enumerate(_DUE, start=1):
        theirs, due = one.row.values[name], getattr(facts, name)
        if theirs is None or due is None:
            continue
        if theirs == due:
            tally.due["same"] += 1
            continue
        tally.due["earlier" if theirs < due else "later"] += 1
        if len(tally.examples) < MOST_EXAMPLES:
            tally.examples.append((one.row.reference, stage, theirs.isoformat(), due.isoformat()))


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial says, in plain data.

    bad        how many rows cannot be taken in; listed: their lines with why, as far as they are listed.
    reasons    each reason, with how many rows; makes: departments and services that would be made.
    left_out, worked_out  column, why, how many rows. breaches: procedure, provision, duty, how many.
    """

    rows: int
    complaints: int
    contacts: int
    known: int
    changed: int
    bad: int
    open: int
    answered: int
    before_known: int
    unfinished: int
    reasons: Mapping[str, int]
    makes: tuple[str, ...]
    left_out: tuple[tuple[str, str, int], ...]
    worked_out: tuple[tuple[str, str, int], ...]
    breaches: tuple[tuple[str, str, str, int], ...]
    due: Mapping[str, int]
    examples: tuple[tuple[str, int, str, str], ...]
    listed: tuple[tuple[int, str, str], ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Everything but the listed rows, as JSON holds it."""
        data = asdict(self)
        del data["listed"]
        return data


def batches(
    rows: Iterable[Checked], calendar: OrganisationCalendar, today: date, at_once: int
) -> Iterator[Batch]:
    """The rows in batches that a process tries at once."""
    held: list[Checked] = []
    for one in rows:
        held.append(one)
        if len(held) == at_once:
            yield Batch(tuple(held), calendar, today)
            held = []
    if held:
        yield Batch(tuple(held), calendar, today)


def most_first(counted: Counter[Any]) -> tuple[Any, ...]:
    """What was counted, as rows that end with how many, the most first."""
    return tuple((*key, number) for key, number in sorted(counted.items(), key=lambda one: (-one[1], one[0])))
