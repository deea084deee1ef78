"""The course of one complaint as steps in the order of time, cut off at the present."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from casework.complaints.record import Act, Verb
from casework.complaints.stories import NoteOf, Said, Step
from putright.calendars import LONDON, WorkingDayCalendar
from putright.clocks import Extension, Happened, deadlines
from putright.procedures import Procedure, Unit

_MINUTE = timedelta(minutes=1)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of that day in London."""
    return datetime.combine(day, time(hour, minute), LONDON)


@dataclass(slots=True)
class Course:
    """Steps of one complaint about a service. `add` takes them in any order; `steps` gives those that have happened."""

    service: str
    under: Procedure
    calendar: WorkingDayCalendar
    dice: random.Random
    now: datetime
    _taken: list[tuple[datetime, int, Step]] = field(default_factory=list)
    _promises: dict[str, NoteOf] = field(default_factory=dict)
    _lasting: dict[NoteOf, datetime | None] = field(default_factory=dict)
    _outliving: set[int] = field(default_factory=set)
    _ends: datetime | None = None

    def add(
        self, at: datetime, verb: Verb, *said: Said, by: int, day_only: bool = True, logged: datetime | None = None,
        lasts: bool = False, ends: NoteOf | None = None, outlives: bool = False, **fields: Any,
    ) -> NoteOf:  # fmt: skip
        """One act. Returns what stands for its note in a later act.

        day_only  its day is known, as of a letter; else its moment, as of a call.
        logged    when it was recorded, where that was later.
        lasts     it begins something that has to end before the complaint is closed; ends: what it brings to its end.
        outlives  it happens also after the complaint is closed, as an action does.
        """
        fields["at"] = at.date() if day_only else at
        recorded = logged or at
        if self._taken:
            # Nothing is recorded before the receipt is, whatever the hour.
            recorded = max(recorded, self._taken[0][0])
        self._taken.append(
            (recorded, len(self._taken), Step(Act(verb, fields), by, recorded + _MINUTE, said))
        )
        key = NoteOf(len(self._taken) - 1)
        if outlives:
            self._outliving.add(key.step)
        if lasts:
            self._lasting[key] = None
        if ends is not None:
            self._lasting[ends] = recorded
        return key

    def promise(self, key: str, at: datetime, verb: Verb, words: str, *, by: int, **fields: Any) -> None:
        """A promise, so that a later step can end it."""
        self._promises[key] = self.add(
            at, verb, Said(words, "promise", into="promise"), by=by, lasts=True, **fields
        )

    def end_promise(self, key: str, at: datetime, verb: Verb, *, how: str, by: int) -> None:
        """What became of it."""
        made = self._promises[key]
        self.add(at, verb, by=by, how=how, promise=made, ends=made)

    def end(self, at: datetime, verb: Verb, *said: Said, by: int, **fields: Any) -> None:
        """The act that ends it: whatever was planned for later does not come to pass."""
        self.add(at, verb, *said, by=by, **fields)
        self._ends = at

    @property
    def has_open_end(self) -> bool:
        """Whether a promise or a remedy was made that nothing here has ended."""
        return any(ended is None for ended in self._lasting.values())

    @property
    def last_end(self) -> date:
        """The day the last promise or remedy came to its end; the first day when there was none."""
        return max((ended.date() for ended in self._lasting.values() if ended), default=date.min)

    def steps(self) -> tuple[Step, ...]:
        """What has happened by now, in order."""
        until = self._ends or self.now
        happened = sorted(
            row
            for row in self._taken
            if row[0] + _MINUTE <= self.now and (row[0] <= until or row[1] in self._outliving)
        )
        place = {number: index for index, (_, number, _) in enumerate(happened)}
        return tuple(_placed(step, place) for _, _, step in happened)

    def due(
        self, stage: str, timescale: str, happened: Mapping[str, date | datetime], *extended: date
    ) -> date:
        """The day something is due by, as the procedure has it; with extensions taken as valid."""
        found = deadlines(
            self.under,
            stage,
            {key: Happened(at) for key, at in happened.items()},
            calendar=self.calendar,
            extensions=tuple(Extension(to) for to in extended),
            trust_extensions=True,
        )[timescale].due_on
        assert found is not None
        return found

    def longest_extension(self, stage: str) -> int:
        """The most working days an extension of the answer may have."""
        rule = self.under.stage(stage).timescale("respond").extension
        return rule.most.count if rule and rule.most and rule.most.unit is Unit.WORKING_DAY else 0

    def working_day(self, after: date, number: int) -> date:
        """The so-manyth working day after a day."""
        return self.calendar.add_working_days(after, number)

    def office(self, day: date) -> datetime:
        """A moment of office hours on that day, or on the next working day."""
        day = self.calendar.working_day_on_or_after(day)
        return moment(day, self.dice.randint(9, 16), self.dice.randint(0, 59))

    def between(self, start: date, end: date) -> date:
        """A working day after `start` and no later than `end`, where there is one."""
        number = self.calendar.working_days_between(start, end) if end > start else 0
        return self.calendar.add_working_days(start, self.dice.randint(1, number)) if number else start


def _placed(step: Step, place: Mapping[int, int]) -> Step:
    named = {name: value for name, value in step.act.fields.items() if isinstance(value, NoteOf)}
    if not named:
        return step
    placed = {name: NoteOf(place[value.step]) for name, value in named.items()}
    return replace(step, act=Act(step.act.verb, {**step.act.fields, **placed}))
