"""The joint plan of complaints that belong together: every part the reader may see, its clocks, who leads.

A part the reader may not see is neither shown nor counted: the plan reads as if it were not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from casework.complaints.in_step import MOST_STEPS, Other, cases_of
from casework.complaints.models import Clock, Complaint, Note, OpenEnd
from casework.complaints.page import ComplaintPage, NotToBeSeen
from casework.complaints.permissions import visible_to
from casework.letters.in_step import ready_to_go
from casework.people.models import Officer
from casework.together.found import PartToBegin, to_begin
from putright.cases import Case
from putright.cases.in_step import in_step_with
from putright.cases.joined import LinkPaced
from putright.cases.state import day_of
from putright.procedures import Ombudsman, Procedure, ombudsmen, procedure
from putright.vocabulary import LinkKind, Pace

TOGETHER = frozenset({LinkKind.LEADS, LinkKind.PART_OF, LinkKind.BESIDE})
"""Links of what can be answered in step; a complaint that follows another one has its own time."""


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One date of a part. late: it has passed and is not met."""

    what: str
    due_on: date | None
    met_on: date | None
    provision: str
    late: bool


@dataclass(frozen=True, slots=True)
class PartRow:
    """One complaint of the plan.

    shares_out  how many shares of its answer are still asked for.
    in_step     it is answered in step with another one of the plan. ready: its answer only waits to be sent.
    """

    reference: str
    title: str
    procedure: Procedure
    stage: str
    leads: bool
    here: bool
    handler: str
    is_open: bool
    points_answered: int
    points_total: int
    clocks: tuple[ClockRow, ...]
    answer_due_on: date | None
    answered_on: date | None
    shares_out: int
    ombudsman: Ombudsman
    in_step: bool
    ready: bool


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of one complaint with another that the reader may see."""

    key: str
    other: str
    kind: LinkKind
    title: str
    procedure: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """How the parts are answered, by whom that was chosen, when, and why; empty where it follows from their links."""

    by: str = ""
    on: date | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """All parts together, the leading one first.

    pace       in step where any two of them are; None for one alone. chosen: the latest choice of it.
    answer_by  the first day an answer is due of the parts in step still to be answered: all of them go by then.
    to_begin   parts that triage found and nobody began yet.
    ombudsmen  each Ombudsman of a part, once, with the references it is for.
    """

    reference: str
    parts: tuple[PartRow, ...]
    pace: Pace | None
    chosen: Chosen
    answer_by: date | None
    to_begin: tuple[PartToBegin, ...]
    ombudsmen: tuple[tuple[Ombudsman, tuple[str, ...]], ...]

    @property
    def leader(self) -> PartRow | None:
        """The part that leads; None where nobody said which."""
        return next((one for one in self.parts if one.leads), None)

    @property
    def to_answer(self) -> tuple[PartRow, ...]:
        """The parts without an answer yet."""
        return tuple(one for one in self.parts if one.is_open and one.answered_on is None)


def links_of(officer: Officer, page: ComplaintPage) -> tuple[LinkRow, ...]:
    """The links of a complaint that hold, with what the officer may see. One statement, none without links."""
    wanted = [one for one in page.case.links if not one.ended and one.body.other in page.may_name]
    if not wanted:
        return ()
    found = {
        one.reference: one
        for one in Complaint.objects.filter(
            visible_to(officer), reference__in=[one.body.other for one in wanted]
        ).select_related("words")
    }
    return tuple(
        LinkRow(
            one.key, one.body.other, one.body.what, found[one.body.other].words.title,
            procedure(found[one.body.other].procedure).short_title,
        )
        for one in wanted
        if one.body.other in found
    )  # fmt: skip


def joint_plan(officer: Officer, reference: str, *, today: date) -> Plan:
    """The plan this complaint belongs to. At most eleven statements, however many parts, and two for each complaint of
    it with parts to begin. Raises NotToBeSeen."""
    found, cases = _parts(officer, reference)
    if reference not in found:
        raise NotToBeSeen(reference)
    ids = [one.pk for one in found.values()]
    clocks: dict[int, list[Clock]] = defaultdict(list)
    for clock in Clock.objects.filter(complaint__in=ids).order_by("due_on", "pk"):
        clocks[clock.complaint_id].append(clock)
    out: dict[int, int] = defaultdict(int)
    for pk in OpenEnd.objects.filter(complaint__in=ids, kind="contribution", is_open=True).values_list(
        "complaint_id", flat=True
    ):
        out[pk] += 1
    ready = set(ready_to_go([Other(one, cases[key]) for key, one in found.items()]))
    rows = [
        _row(
            one, cases[one.reference], cases, clocks[one.pk], out[one.pk], here=key == reference, today=today,
            ready=one.pk in ready,
        )
        for key, one in found.items()
    ]  # fmt: skip
    parts = tuple(sorted(rows, key=lambda row: (not row.leads, not row.here, row.reference)))
    due = [
        one.answer_due_on
        for one in parts
        if one.in_step and one.is_open and one.answered_on is None and one.answer_due_on
    ]
    pace = Pace.IN_STEP if any(one.in_step for one in parts) else Pace.OWN_TIME
    begin = [each for key in found for each in to_begin(officer, key, cases[key], today=today)]
    return Plan(
        reference, parts, pace if len(parts) > 1 else None, _chosen(found, cases), min(due, default=None), tuple(begin),
        _by_ombudsman(parts),
    )  # fmt: skip


def _parts(officer: Officer, reference: str) -> tuple[dict[str, Complaint], dict[str, Case]]:
    """This complaint and those linked with it as far as the officer may see them. Two statements a step."""
    found: dict[str, Complaint] = {}
    cases: dict[str, Case] = {}
    wanted = {reference}
    for _ in range(MOST_STEPS):
        wanted -= set(found)
        if not wanted:
            break
        new = {
            one.reference: one
            for one in Complaint.objects.filter(visible_to(officer), reference__in=wanted).select_related(
                "words", "owner"
            )
        }
        found |= new
        by_number = cases_of(new.values())
        cases |= {key: by_number[one.pk] for key, one in new.items()}
        wanted = {
            one.body.other
            for key in new
            for one in cases[key].links
            if not one.ended and one.body.what in TOGETHER
        }
    return found, cases


def _chosen(found: Mapping[str, Complaint], cases: Mapping[str, Case]) -> Chosen:
    """The latest choice between parts the reader may see. Two statements, none where nobody chose.

    A choice stands on both ends; its reason on the end it was made on, and so that end is told of.
    """
    made = [
        (event.recorded_at, event.body.note or "", key, event)
        for key, case in cases.items()
        for link in case.links
        if not link.ended and link.body.other in cases
        for event in link.moves
        if isinstance(event.body, LinkPaced) and event.recorded_at is not None
    ]
    if not made:
        return Chosen()
    _, note, key, event = max(made, key=lambda one: (one[0], bool(one[1])))
    who = Officer.objects.filter(pk=int(event.by)) if event.by else Officer.objects.none()
    words = Note.objects.filter(complaint=found[key], pk=int(note)) if note else Note.objects.none()
    return Chosen(
        next(iter(who.values_list("name", flat=True)), ""), day_of(event.at),
        next(iter(words.values_list("words", flat=True)), ""),
    )  # fmt: skip


def _row(
    one: Complaint, case: Case, cases: Mapping[str, Case], clocks: Iterable[Clock], shares_out: int, *, here: bool,
    today: date, ready: bool,
) -> PartRow:  # fmt: skip
    under = procedure(one.procedure)
    stage = under.stage(case.stage)
    ends = {scale.key for scale in stage.timescales if scale.ends_with == stage.answered_by}
    now = [clock for clock in clocks if clock.stage == stage.key and clock.procedure == under.key]
    answered = case.current.complete_responded_on
    return PartRow(
        reference=one.reference, title=one.words.title, procedure=under, stage=stage.title,
        leads=any(
            each.body.what is LinkKind.LEADS and not each.ended and each.body.other in cases for each in case.links
        ),
        here=here, handler=one.owner.name if one.owner else "", is_open=case.is_open,
        points_answered=one.points_answered, points_total=one.points_total,
        clocks=tuple(_clock(clock, today) for clock in now),
        answer_due_on=next((clock.due_on for clock in now if clock.timescale in ends), None), answered_on=answered,
        shares_out=shares_out, ombudsman=ombudsmen()[under.ombudsman],
        in_step=any(each.body.other in cases for each in in_step_with(case)), ready=ready,
    )  # fmt: skip


def _clock(clock: Clock, today: date) -> ClockRow:
    late = clock.met_on is None and clock.due_on is not None and clock.due_on < today
    what = clock.timescale.replace("-", " ").capitalize()
    return ClockRow(what, clock.due_on, clock.met_on, clock.provision, late)


def _by_ombudsman(parts: Iterable[PartRow]) -> tuple[tuple[Ombudsman, tuple[str, ...]], ...]:
    found: dict[str, tuple[Ombudsman, list[str]]] = {}
    for one in parts:
        found.setdefault(one.ombudsman.key, (one.ombudsman, []))[1].append(one.reference)
    return tuple((body, tuple(references)) for body, references in found.values())
