"""What a breach is, and what the checks for breaches look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from putright.calendars import WorkingDayCalendar, day_in_words, short_day
from putright.cases.events import Event
from putright.cases.state import Case, StageState, day_of, exact
from putright.clocks import Deadline, Happened
from putright.procedures import detection_rules, duty_meanings
from putright.procedures.types import Force, Procedure
from putright.vocabulary import Precision, Word

_TOLD_OF = frozenset({"acknowledged", "responded", "panel_met"})
MEANINGS = {"acknowledged": "acknowledge-in-time", "responded": "respond-in-time"}
"""The duty that a timescale not kept means, by the moment that ends it."""


class Severity(Word):
    """How strongly the provision binds that was not met."""

    MANDATORY = "mandatory", "Must"
    ADVISORY = "advisory", "Should"
    REPORT = "report", "To report"


@dataclass(frozen=True, slots=True)
class Breach:
    """A provision not met, worked out from the record.

    duty          code of the duty (`duties.toml`), or key of the timescale that was not kept.
    stage         None where it belongs to the complaint as a whole.
    provision     its number in `procedure`; both None for what was found and no procedure here asks.
    since         the first day it was not met; None when not known.
    requirements  ids of the lessons from published decisions (R-…).
    detection     id of the daily rule that makes it visible (DR-…).
    days_late     working days late, where it is a matter of time.
    approximate   True when a date it rests on is not exactly known.
    unconfirmed   True when the provision's number or figure is from knowledge and yet to be confirmed.
    point         key of the point it is about.
    officer       identifier of the officer it is about; None where it is about nobody in particular.
    source        where a story took the event from that shows it.
    """

    duty: str
    stage: str | None
    provision: str | None
    procedure: str | None
    says: str
    since: date | None
    severity: Severity
    requirements: tuple[str, ...] = ()
    detection: str | None = None
    days_late: int | None = None
    approximate: bool = False
    unconfirmed: bool = False
    point: str | None = None
    source: str | None = None
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known beside the complaint's own events and bears on it.

    vulnerable      somebody it is about is known to be vulnerable.
    barred_workers  identifiers of workers whom another complaint of the same resident keeps away from them.
    """

    vulnerable: bool = False
    barred_workers: frozenset[str] = frozenset()


NOTHING_KNOWN = Circumstances()


@dataclass(frozen=True, slots=True)
class Law:
    """Where a duty is asked for: in which procedure, under which number, and how strongly."""

    procedure: str
    provision: str
    severity: Severity
    unconfirmed: bool


@dataclass(frozen=True, slots=True)
class Matter:
    """One complaint as the checks see it.

    laws       the procedures whose duties it is measured by; the first that lists one counts.
    clocks     the procedures whose timescales run, each with its deadlines.
    circumstances  what is known beside its events.
    """

    case: Case
    procedure: Procedure
    calendar: WorkingDayCalendar
    today: date
    laws: tuple[Procedure, ...]
    clocks: tuple[tuple[Procedure, tuple[Deadline, ...]], ...]
    circumstances: Circumstances = NOTHING_KNOWN

    def number(self, rule: str, name: str) -> int:
        """A number of a detection rule, such as within how many working days something is to be done."""
        return detection_rules()[rule].number(name)

    def asks(self, duty: str, stage: str) -> bool:
        """Whether a procedure here asks for the duty at that very stage."""
        listed = next((found for one in self.laws if (found := one.duty(duty))), None)
        return listed is not None and (not listed.at_stage or stage in dict(listed.at_stage))

    def law(self, duty: str, stage: str | None) -> Law | None:
        """Where the duty is asked for at that stage; None when no procedure here asks for it."""
        for procedure in self.laws:
            listed = procedure.duty(duty)
            if listed is not None:
                number = listed.provision_at(stage)
                return Law(
                    procedure.key, number, severity(procedure, number), _unconfirmed(procedure, number)
                )
        return self._law_of_timescale(duty, stage)

    def _law_of_timescale(self, duty: str, stage: str | None) -> Law | None:
        for procedure in self.laws:
            for timescale in (
                each for one in procedure.stages if one.key == stage for each in one.timescales
            ):
                if MEANINGS.get(timescale.ends_with) == duty and timescale.applies_when is None:
                    number = timescale.provision
                    unconfirmed = timescale.unconfirmed or _unconfirmed(procedure, number)
                    return Law(procedure.key, number, severity(procedure, number), unconfirmed)
        return None

    def breach(
        self,
        duty: str,
        stage: str | None,
        says: str | None = None,
        *,
        event: Event | None = None,
        since: date | None = None,
        point: str | None = None,
        approximate: bool = False,
        always: bool = False,
        days_late: int | None = None,
    ) -> list[Breach]:
        """The breach of a duty as a list of one; empty when no procedure here asks for it.

        says    what happened; the duty's own sentence when left out.
        event   the event that shows it: its day and source are used.
        always  also without a provision, for what a person put on record as not done.
        """
        if self._taken_over(event):
            return []
        law = self.law(duty, stage)
        if law is None and not always:
            return []
        meaning = duty_meanings().get(duty)
        if event is not None:
            since = since or day_of(event.at)
            if event.at is not None:
                approximate = approximate or not exact(Happened(event.at, event.precision))
        return [
            Breach(
                duty=duty,
                stage=stage,
                provision=law.provision if law else None,
                procedure=law.procedure if law else None,
                says=says or (meaning.says if meaning else duty),
                since=since,
                severity=law.severity if law else Severity.REPORT,
                requirements=meaning.requirements if meaning else (),
                detection=meaning.detection if meaning else None,
                days_late=days_late,
                approximate=approximate,
                unconfirmed=law.unconfirmed if law else False,
                point=point,
                source=event.source if event else None,
            )
        ]

    def was_not_told(self, stage: StageState, moment: str) -> bool:
        """Whether another system that ended the complaint had no column that says if this moment came."""
        if self.case.taken_over is None or self.case.is_open:
            return False
        later = stage.key not in {one.key for one in self.procedure.stages[:2]}
        return moment not in _TOLD_OF or (later and moment == "acknowledged")

    def _taken_over(self, event: Event | None) -> bool:
        """Whether it would rest on what another system keeps no record of: only lateness shows from its days."""
        taken = self.case.taken_over
        if taken is None:
            return False
        return (event.sequence if event is not None else self.case.events[-1].sequence) <= taken.sequence

    def event(self, sequence: int) -> Event | None:
        """The event with this number, as corrections left it."""
        return next((one for one in self.case.standing if one.sequence == sequence), None)

    def left_on(self, stage: StageState) -> date | None:
        """The day nothing more was expected at the stage: it was escalated from, or the complaint ended."""
        later = self.case.stages[self.case.stages.index(stage) + 1 :]
        if later:
            return day_of(later[0].opened_at.at)
        return day_of(self.case.ended_at.at) if self.case.ended_at else None


def severity(procedure: Procedure, provision: str) -> Severity:
    """How strongly that provision binds, by its own force, else by the procedure's."""
    listed = procedure.provision(provision)
    force = listed.force if listed else procedure.force
    return Severity.MANDATORY if force is Force.MUST else Severity.ADVISORY


def _unconfirmed(procedure: Procedure, provision: str) -> bool:
    listed = procedure.provision(provision)
    return procedure.unconfirmed or bool(listed and listed.unconfirmed)


def day_told(when: Happened) -> str:
    """When it happened, as exactly as it is known: on a day, about it, or in its month."""
    day = day_of(when.at)
    if day is None:
        return "on a day that is not known"
    if when.precision is Precision.MONTH:
        return f"in {day_in_words(day).partition(' ')[2]}"
    return f"{'about' if when.precision is Precision.ABOUT else 'on'} {short_day(day)}"


def day_after(day: date | None) -> date | None:
    """The first day on which something due on `day` was late."""
    return day + timedelta(days=1) if day else None


def by_key(deadlines: tuple[Deadline, ...], stage: str) -> Mapping[str, Deadline]:
    """The deadlines of one stage by their key."""
    return {one.timescale: one for one in deadlines if one.stage == stage}
