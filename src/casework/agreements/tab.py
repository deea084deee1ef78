"""One complaint's tab of visits and agreements: everything agreed and arranged, each with its history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.agreements.checks import hours_in_words
from casework.agreements.choosing import called
from casework.agreements.household import Household, household
from casework.agreements.models import Contractor, Forwarding, Worker
from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.complaints.queries import ComplaintPage
from casework.complaints.telling import title_of
from casework.people.models import Officer, Team
from putright.calendars import in_london
from putright.cases import Event
from putright.cases.followed import AppointmentState, Followed
from putright.procedures import block_meanings
from putright.vocabulary import AgreementKind, AppointmentStep, IncidentStep, NeedStep, VisitCause

CHANGED_OFTEN = 2
"""From how many changes and misses a job says so. Source: lessons 7, DR-10, which counts the same."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step in the history of something followed."""

    what: str
    at: date | datetime | None
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement about contact or an adjustment, with what it says as fields."""

    key: str
    kind: AgreementKind
    words: str
    terms: tuple[str, ...]
    review: date | None
    late: bool
    ended: bool
    history: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class RestrictionRow:
    """A worker who must not contact or visit."""

    key: str
    worker: str
    words: str
    since: date | datetime | None
    review: date | None
    late: bool
    ended: bool
    history: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class NeedRow:
    """A need and how long it has been open."""

    key: str
    words: str
    risk: bool
    due: date | None
    late: bool
    owner: str
    step: NeedStep
    open_days: int | None
    ended: bool
    history: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit or meeting. must_not: who of those expected must not come."""

    key: str
    words: str
    on: date
    slot: str
    told_on: date | None
    workers: tuple[str, ...]
    contractor: str
    constraints: tuple[str, ...]
    meeting: bool
    site_told: bool
    step: AppointmentStep
    because: str
    ended: bool
    past: bool
    must_not: tuple[str, ...]
    history: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class JobRow:
    """The visits of one job. `missed`: how many were changed or missed; `done`: the job is said to be complete."""

    key: str
    visits: tuple[VisitRow, ...]
    missed: int
    done: bool
    attended: bool

    @property
    def often(self) -> bool:
        """Whether it was changed or missed often enough to be looked at."""
        return self.missed >= CHANGED_OFTEN

    @property
    def waiting(self) -> bool:
        """Whether the job is neither done nor has another visit arranged."""
        return not self.done and all(one.ended for one in self.visits) and not self.visits[0].meeting


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A broken agreement, and what is still missing before it ends."""

    key: str
    what: str
    words: str
    worker: str
    owner: str
    at: date | datetime | None
    step: IncidentStep
    ended: bool
    missing: tuple[str, ...]
    history: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class ForwardingRow:
    """A complaint passed to a contractor, when its reply was due, and what the reply did not give.

    ours  we took the answer over, so that no reply is waited for.
    """

    promise: str
    contractor: str
    words: str
    forwarded_on: date
    due: date | None
    late: bool
    consent: bool
    copy_wanted: bool
    replied_on: date | None
    missing: tuple[str, ...]
    number: int
    ours: bool


@dataclass(frozen=True, slots=True)
class ToChangeRow:
    """A visit on another complaint of this household by somebody kept away; no reference where it may not be seen."""

    reference: str
    on: date
    worker: str


@dataclass(frozen=True, slots=True)
class VisitsTab:
    """Everything of the tab. kept_away: names of those kept away by a rule of another complaint of this household."""

    agreements: tuple[AgreementRow, ...]
    restrictions: tuple[RestrictionRow, ...]
    kept_away: tuple[str, ...]
    to_change: tuple[ToChangeRow, ...]
    needs: tuple[NeedRow, ...]
    jobs: tuple[JobRow, ...]
    incidents: tuple[IncidentRow, ...]
    forwardings: tuple[ForwardingRow, ...]


def visits_tab(officer: Officer, page: ComplaintPage, *, today: date) -> VisitsTab:
    """The tab of a complaint the officer has open already. Six to eight statements."""
    return _Telling(officer, page, today).all()


class _Telling:
    """The names and words the rows are told with, read once."""

    def __init__(self, officer: Officer, page: ComplaintPage, today: date) -> None:
        organisation = officer.organisation_id
        self.officer, self.page, self.case, self.today = officer, page, page.case, today
        self.home: Household = household(page.complaint_id, organisation, page.case)
        workers = Worker.objects.filter(organisation=organisation).select_related("contractor")
        self.workers = {str(one.pk): called(one) for one in workers}
        self.contractors: Mapping[str, str] = {
            str(number): name
            for number, name in Contractor.objects.filter(organisation=organisation).values_list("pk", "name")
        }
        self.words = {str(note.id): note.words for note in page.notes}

    def all(self) -> VisitsTab:
        here = {one.body.worker for one in self.case.restrictions if not one.ended}
        elsewhere = {one.worker for one in self.home.kept_away if one.sure and one.worker not in here}
        return VisitsTab(
            agreements=self.agreements(),
            restrictions=self.restrictions(),
            kept_away=tuple(sorted(self.workers.get(one, "A worker") for one in elsewhere)),
            to_change=self.to_change(),
            needs=self.needs(),
            jobs=self.jobs(),
            incidents=self.incidents(),
            forwardings=self.forwardings(),
        )

    def history(self, one: Followed) -> tuple[StepRow, ...]:
        return tuple(self.step(event, one.key) for event in (one.made, *one.moves))

    def step(self, event: Event, key: str) -> StepRow:
        note = getattr(event.body, "note", None) or ""
        return StepRow(
            title_of(event, self.page.officers), event.at, self.page.officers.get(event.by or "", ""),
            self.words.get(note, ""),
        )  # fmt: skip

    def agreements(self) -> tuple[AgreementRow, ...]:
        teams: dict[str, str] = {}
        if any(one.body.not_routed_to for one in self.case.agreements):
            teams = {str(number): name for number, name in Team.objects.values_list("pk", "name")}
        rows = []
        for one in self.case.agreements:
            body, terms = one.body, []
            if body.channel:
                terms.append(f"By: {body.channel.label}")
            if body.officer:
                terms.append(f"Named contact: {self.page.officers.get(body.officer, 'an officer')}")
            if body.hours_from or body.hours_to:
                terms.append(f"Contacted {hours_in_words(body.hours_from, body.hours_to)}")
            if body.not_routed_to:
                terms.append(f"Not put through to: {teams.get(body.not_routed_to, 'a team')}")
            if body.notice_working_days is not None:
                terms.append(f"Working days’ notice of a visit: {body.notice_working_days}")
            if body.time_slot:
                terms.append("Always with a time slot")
            rows.append(
                AgreementRow(
                    one.key, body.what, self.words.get(one.key, ""), tuple(terms), one.review,
                    self._late(one.review, ended=one.ended), one.ended, self.history(one),
                )
            )  # fmt: skip
        return tuple(sorted(rows, key=lambda row: row.ended))

    def restrictions(self) -> tuple[RestrictionRow, ...]:
        rows = [
            RestrictionRow(
                one.key, self.workers.get(one.body.worker, "A worker"), self.words.get(one.key, "").partition(": ")[2],
                one.made.at, one.review, self._late(one.review, ended=one.ended), one.ended, self.history(one),
            )
            for one in self.case.restrictions
        ]  # fmt: skip
        return tuple(sorted(rows, key=lambda row: row.ended))

    def to_change(self) -> tuple[ToChangeRow, ...]:
        """Visits arranged on other complaints by whom a rule of this one keeps away. One statement if there is one."""
        found = [
            (number, visit.body.on, rule.body.worker)
            for rule in self.case.restrictions
            if not rule.ended
            for number, visit in self.home.visits_with(rule.body.worker, from_day=self.today)
            if number != self.page.complaint_id
        ]
        if not found:
            return ()
        seen = Complaint.objects.filter(visible_to(self.officer), pk__in={number for number, _, _ in found})
        references = dict(seen.values_list("pk", "reference"))
        return tuple(
            ToChangeRow(references.get(number, ""), on, self.workers.get(worker, "A worker"))
            for number, on, worker in found
        )

    def needs(self) -> tuple[NeedRow, ...]:
        rows = []
        for one in self.case.needs:
            made = one.made_at.at
            day = made.date() if isinstance(made, datetime) else made
            rows.append(
                NeedRow(
                    one.key, self.words.get(one.key, ""), one.body.risk, one.body.due,
                    self._late(one.body.due, ended=one.ended), self.page.officers.get(one.owner or "", ""), one.step,
                    (self.today - day).days if day and not one.ended else None, one.ended, self.history(one),
                )
            )  # fmt: skip
        return tuple(sorted(rows, key=lambda row: (row.ended, not row.risk)))

    def jobs(self) -> tuple[JobRow, ...]:
        by_job: dict[str, list[AppointmentState]] = {}
        for one in self.case.appointments:
            by_job.setdefault(one.job, []).append(one)
        rows = []
        for key, visits in by_job.items():
            missed = sum(one.failed or _changed(one) for one in visits)
            done = any(one.moved(AppointmentStep.JOB_COMPLETED) for one in visits)
            attended = any(one.moved(AppointmentStep.ATTENDED) for one in visits)
            rows.append(JobRow(key, tuple(self.visit(one) for one in visits), missed, done, attended))
        return tuple(rows)

    def visit(self, one: AppointmentState) -> VisitRow:
        body, moved = one.body, one.last.body
        cause = getattr(moved, "failed_because", None)
        rules = () if one.ended else self.home.rules_against(one.workers)
        return VisitRow(
            key=one.key, words=self.words.get(one.key, ""), on=body.on, slot=slot_in_words(body.starts, body.ends),
            told_on=body.told_on, workers=tuple(self.workers.get(each, "a worker") for each in one.workers),
            contractor=self.contractors.get(body.provider or "", ""),
            constraints=tuple(each.label for each in body.constraints), meeting=body.meeting,
            site_told=body.site_told, step=one.step, because=VisitCause(cause).label if cause else "",
            ended=one.ended, past=body.on < self.today,
            must_not=tuple(self.workers.get(rule.worker, "a worker") for rule in rules),
            history=self.history(one),
        )  # fmt: skip

    def incidents(self) -> tuple[IncidentRow, ...]:
        rows = []
        for one in self.case.incidents:
            steps = (
                (IncidentStep.APOLOGISED, "an apology"),
                (IncidentStep.REVIEWED, "a review by somebody senior"),
            )
            missing = tuple(words for step, words in steps if one.moved(step) is None)
            rows.append(
                IncidentRow(
                    one.key, one.body.what.label, self.words.get(one.key, ""),
                    self.workers.get(one.body.worker or "", ""), self.page.officers.get(one.body.owner or "", ""),
                    one.made.at, one.step, one.ended, missing, self.history(one),
                )
            )  # fmt: skip
        return tuple(sorted(rows, key=lambda row: row.ended))

    def forwardings(self) -> tuple[ForwardingRow, ...]:
        promises = {one.key: one for one in self.case.promises}
        meanings = block_meanings()
        return tuple(
            ForwardingRow(
                one.promise, self.contractors.get(str(one.contractor_id), ""), self.words.get(one.promise, ""),
                one.forwarded_on, promises[one.promise].by if one.promise in promises else None,
                late=one.replied_on is None and self._late(
                    promises[one.promise].by if one.promise in promises else None, ended=False
                ),
                consent=one.consent, copy_wanted=one.copy_wanted, replied_on=one.replied_on,
                missing=tuple(meanings[code].says for code in one.missing if code in meanings), number=one.pk,
                ours=one.replied_on is None and one.promise in promises and promises[one.promise].ended is not None,
            )
            for one in Forwarding.objects.filter(complaint=self.page.complaint_id).order_by("pk")
        )  # fmt: skip

    def _late(self, day: date | None, *, ended: bool) -> bool:
        return day is not None and day < self.today and not ended


def slot_in_words(starts: datetime | None, ends: datetime | None) -> str:
    """A time slot as a list tells it; empty when none was given."""
    if starts is None or ends is None:
        return ""
    return f"{in_london(starts):%H:%M} to {in_london(ends):%H:%M}"


def _changed(one: AppointmentState) -> bool:
    """Whether the visit was given to somebody else."""
    return any(getattr(event.body, "to", None) is AppointmentStep.MADE for event in one.moves)
