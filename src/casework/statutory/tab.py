"""One complaint's tab of people and reports: who is needed and who is there, what came in, what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.queries import ComplaintPage
from casework.statutory.register import names_of_people
from putright.calendars import short_day
from putright.cases.appointed import EligibilityDecided
from putright.cases.breaches.taking_part import DECIDED_ON, conflicts_of
from putright.cases.state import day_of
from putright.cases.taking_part import AppointmentOfPerson, ReportState
from putright.clocks import Deadline
from putright.outcomes import DelayRemedy, Milestone, delay_remedy
from putright.procedures import guidance
from putright.procedures.people_needed import PersonNeeded
from putright.vocabulary import Conflict, PersonRole, PointOutcome, ReportKind

PANEL_SET = "panel_set"


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """Somebody with a part. against: what speaks against them; ruled_out: what of it the procedure does not allow."""

    key: str
    role: PersonRole
    name: str
    on: date | datetime | None
    declared: bool
    against: tuple[Conflict, ...]
    ruled_out: tuple[Conflict, ...]
    ended_on: date | datetime | None
    ended: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part the stage needs, and who has or had it."""

    needed: PersonNeeded | None
    role: PersonRole
    people: tuple[AppointmentRow, ...]

    @property
    def missing(self) -> int:
        """How many are still to be appointed."""
        there = sum(not one.ended for one in self.people)
        return max((self.needed.number if self.needed else 0) - there, 0)


@dataclass(frozen=True, slots=True)
class FindingOnPoint:
    """What a report finds on one point, and what we decided. agrees: None while there is no decision."""

    point: str
    words: str
    outcome: PointOutcome
    agrees: bool | None = None
    ours: PointOutcome | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """What a report recommends, and whether we do it."""

    key: str
    words: str
    accepted: bool | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report and what was decided on it. to_decide: it is one we decide on."""

    key: str
    what: ReportKind
    name: str
    on: date | datetime | None
    findings: tuple[FindingOnPoint, ...]
    recommendations: tuple[RecommendationRow, ...]
    agrees: bool | None
    to_decide: bool
    decided: bool
    document: str
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageParts:
    """One stage with its people, its reports and the milestones reached, by name."""

    key: str
    title: str
    parts: tuple[PartRow, ...]
    reports: tuple[ReportRow, ...]
    reached: tuple[tuple[str, date | datetime | None], ...]
    meets_on: date | None
    clocks: tuple[Deadline, ...]

    @property
    def hints(self) -> frozenset[str]:
        """Names of the milestones reached."""
        return frozenset(name for name, _ in self.reached)


@dataclass(frozen=True, slots=True)
class PeopleTab:
    """Everything of the tab, the present stage first. delay: what a remedy of the delay alone would say."""

    eligibility: tuple[str, ...]
    stages: tuple[StageParts, ...]
    days: tuple[str, ...]
    delay: DelayRemedy | None


def needs_people(page: ComplaintPage) -> bool:
    """Whether the procedure of this complaint needs people besides our officers, at any stage."""
    return any(stage.people for stage in page.procedure.stages)


def needed_at(page: ComplaintPage) -> tuple[PersonNeeded, ...]:
    """Whom the present stage needs."""
    return page.stage.people


def kinds_due(page: ComplaintPage) -> tuple[ReportKind, ...]:
    """The reports the present stage asks for."""
    return tuple(one.hands_in for one in page.stage.people if one.hands_in is not None)


def names_of_appointments(organisation_id: int, page: ComplaintPage) -> dict[str, str]:
    """What everybody with a part is called, by the key of the appointment. One statement."""
    people = names_of_people(organisation_id)
    return {one.key: _name(one, people, page.officers) for one in page.case.people}


def _name(one: AppointmentOfPerson, people: Mapping[str, str], officers: Mapping[str, str]) -> str:
    body = one.body
    return (
        people.get(body.person or "", "")
        or officers.get(body.officer or "", "")
        or "somebody no longer known"
    )


def people_tab(organisation_id: int, page: ComplaintPage, *, today: date) -> PeopleTab:
    """The tab of a complaint that is open already. One statement."""
    telling = _Telling(page, names_of_appointments(organisation_id, page))
    stages = tuple(telling.stage(one.key) for one in reversed(page.case.stages))
    return PeopleTab(
        tuple(telling.eligibility()), stages, tuple(days_so_far(page, today=today)), _delay(page, today)
    )


def report_rows(organisation_id: int, page: ComplaintPage) -> tuple[ReportRow, ...]:
    """The reports of the present stage. One statement."""
    telling = _Telling(page, names_of_appointments(organisation_id, page))
    return telling.reports(page.case.stage)


class _Telling:
    """The names and words the rows are told with, read once."""

    def __init__(self, page: ComplaintPage, names: Mapping[str, str]) -> None:
        self.page, self.case, self.names = page, page.case, names
        self.words = {str(note.id): note.words for note in page.notes}
        self.points = {one.key: one.words for one in page.points}
        self.documents = {str(one.id): one.what or one.called for one in page.documents}

    def eligibility(self) -> Iterator[str]:
        agreed = {
            True: "the child agrees",
            False: "the child does not agree",
            None: "the child was not asked",
        }
        for event in self.case.eligibility[-1:]:
            body = event.body
            assert isinstance(body, EligibilityDecided)
            yield f"{body.ground.label}, {agreed[body.affected_agrees]}"
            yield f"{'May' if body.eligible else 'May not'} complain under this procedure"
            if words := self.words.get(body.note or "", ""):
                yield words

    def stage(self, key: str) -> StageParts:
        under = next((one for one in self.page.procedure.stages if one.key == key), None)
        needed = under.people if under else ()
        here = [one for one in self.case.people if one.made.stage == key]
        further = dict.fromkeys(
            one.body.role for one in here if one.body.role not in {n.role for n in needed}
        )
        parts = [PartRow(one, one.role, self.people(key, one.role, one)) for one in needed]
        parts += [PartRow(None, role, self.people(key, role, None)) for role in further]
        state = self.case.stage_state(key)
        reached = [
            (self.page.procedure.moments[name], when.at)
            for name, when in state.happened.items()
            if name in self.page.procedure.moments
        ]
        return StageParts(
            key, under.title if under else key, tuple(parts), self.reports(key), tuple(reached), self.meets_on(key),
            tuple(one for one in self.page.deadlines if one.stage == key),
        )  # fmt: skip

    def meets_on(self, stage: str) -> date | None:
        events = [
            one.body
            for one in self.case.standing
            if one.stage == stage and getattr(one.body, "moment", "") == PANEL_SET
        ]
        return getattr(events[-1], "date_given", None) if events else None

    def people(self, stage: str, role: PersonRole, needed: PersonNeeded | None) -> tuple[AppointmentRow, ...]:
        rows = []
        for one in self.case.people:
            if one.made.stage != stage or one.body.role is not role:
                continue
            against = conflicts_of(self.case, one)
            notes = [getattr(event.body, "note", None) or "" for event in (one.made, *one.moves)]
            rows.append(
                AppointmentRow(
                    one.key, role, self.names[one.key], one.made.at, one.declared, against,
                    tuple(word for word in against if needed and word in needed.ruled_out_by),
                    one.stood_down.at if one.stood_down else None, one.ended,
                    tuple(self.words[note] for note in notes if note in self.words),
                )
            )  # fmt: skip
        return tuple(rows)

    def reports(self, stage: str) -> tuple[ReportRow, ...]:
        return tuple(self.report(one) for one in self.case.reports if one.made.stage == stage)

    def report(self, one: ReportState) -> ReportRow:
        body, decided = one.body, one.adjudication
        on_points = {each.point: each for each in decided.points} if decided else {}
        on_those = {each.recommendation: each for each in decided.recommendations} if decided else {}
        findings = []
        for found in body.findings:
            ours = on_points.get(found.point)
            findings.append(
                FindingOnPoint(
                    found.point, self.points.get(found.point, ""), found.outcome, ours.agrees if ours else None,
                    ours.outcome if ours else None, self.words.get((ours.note if ours else "") or "", ""),
                )
            )  # fmt: skip
        recommendations = []
        for key in body.recommendations:
            each = on_those.get(key)
            recommendations.append(
                RecommendationRow(
                    key, self.words.get(key, ""), each.accepted if each else None,
                    self.words.get((each.note if each else "") or "", ""),
                )
            )  # fmt: skip
        told = {each.point for each in body.findings}
        active = [point.key for point in self.page.points if point.active]
        return ReportRow(
            one.key, body.what, self.names.get(body.appointment, "somebody"), one.made.at, tuple(findings),
            tuple(recommendations), body.agrees, body.what in DECIDED_ON, decided is not None,
            self.documents.get(body.document or "", ""),
            tuple(key for key in active if key not in told) if body.what in DECIDED_ON else (),
        )  # fmt: skip


def days_so_far(page: ComplaintPage, *, today: date) -> Iterator[str]:
    """How many working days the present stage has taken, by either start where there are two."""
    for one in page.deadlines:
        if one.stage != page.case.stage or one.timescale != "respond":
            continue
        if one.started_on and one.due_on:
            yield f"Counted from {short_day(one.started_on)}: due {short_day(one.due_on)}"
        if one.also is not None and one.also.started_on and one.also.due_on:
            yield f"By the other reading, from {short_day(one.also.started_on)}: due {short_day(one.also.due_on)}"


def _delay(page: ComplaintPage, today: date) -> DelayRemedy | None:
    """A remedy of the delay alone, from every clock of the procedure that has a date; its amount is for a person."""
    ended = day_of(page.case.ended_at.at) if page.case.ended_at else None
    titles = {stage.key: stage.title for stage in page.procedure.stages}
    milestones = [
        Milestone(
            f"{titles.get(one.stage, one.stage)}: {one.title[:1].lower()}{one.title[1:]}",
            one.due_on,
            one.met_on,
        )
        for one in page.deadlines
        if one.due_on is not None and one.timescale in ("respond", "meet-panel", "panel-report")
    ]
    return delay_remedy(
        milestones, on=min(ended or today, today), guidance=guidance(page.procedure.ombudsman, on=today)
    )
