"""One complaint as its page shows it: everything worked out from its events, with the words beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.authority import NEED_AUTHORITY, authority_of
from casework.complaints.calendars import organisation_calendar
from casework.complaints.linked import may_be_named
from casework.complaints.models import Complaint, Document, Note, Party, Point
from casework.complaints.own_words import OwnWords
from casework.complaints.permissions import visible_to
from casework.complaints.projection import active_points, current_deadlines, last_contact_on
from casework.complaints.queue import initials
from casework.complaints.record import own_policy_of
from casework.complaints.storing import read_events
from casework.journal.access import looked
from casework.people.models import Officer
from putright.calendars import BeyondHorizon, WorkingDayCalendar
from putright.cases import Case, Event, replay
from putright.cases.breaches import Breach, breaches
from putright.cases.deadlines import days_since_first_expression
from putright.cases.events import PointFinding
from putright.clocks import Deadline, Elapsed
from putright.procedures import Ombudsman, Procedure, Stage, ombudsmen, procedure
from putright.procedures.authority import Authority
from putright.vocabulary import CaseOutcome, Relationship


@dataclass(frozen=True, slots=True)
class PartyRow:
    """Somebody's part, with how to reach them and what to mind.

    number       of the party. allowed: the authority they have, by its rules.
    given_by, given_on, document  who gave it, when, and the number of what shows it; asked_until: see `models.Party`.
    """

    number: int
    person: int
    role: Relationship
    name: str
    email: str
    telephone: str
    address: str
    language: str
    needs: str
    safe_contact: str
    vulnerable: bool
    authority: str
    authority_until: date | None
    allowed: Authority
    given_by: str
    given_on: date | None
    document: int | None
    asked_until: date | None

    @property
    def needs_authority(self) -> bool:
        """Whether they are told of the complaint only on the complainant's authority."""
        return self.role in NEED_AUTHORITY


@dataclass(frozen=True, slots=True)
class FindingRow:
    """The answer to a point at one stage, with its reasons in words."""

    stage: str
    stage_title: str
    finding: PointFinding
    reasons: str


@dataclass(frozen=True, slots=True)
class PointRow:
    """One point with what was found on it, stage by stage."""

    key: str
    words: str
    sought: str
    responsibility: str
    active: bool
    withdrawn: bool
    added_midway: bool
    findings: tuple[FindingRow, ...]
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage with its clocks and who has it."""

    key: str
    title: str
    opened_on: date | None
    handler: str
    outcome: CaseOutcome | None
    outcome_rule: str
    deadlines: tuple[Deadline, ...]
    reasons: tuple[str, ...]
    disputed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise in words, and what became of it. `overdue` seen from today."""

    key: str
    words: str
    what: str
    by: date | None
    ended: str | None
    broken: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note, when it happened and when it was written."""

    id: int
    about: str
    words: str
    point: str
    stage: str
    channel: str
    happened_at: datetime
    written_at: datetime
    officer: str
    with_complainant: bool


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as a list shows it."""

    id: int
    called: str
    what: str
    media_type: str
    size: int
    dated_on: date | None
    source: str
    scanned: str
    added_at: datetime
    officer: str


@dataclass(frozen=True, slots=True)
class ComplaintPage:
    """Everything the complaint page and its acts need.

    heading      the title for the page and its tab; tells nothing when the complaint is restricted.
    version      to be sent back with every act.
    next_stage   the stage it can go on to; None after the last.
    ombudsman    where the resident is sent.
    may_name     references of other complaints it speaks of that the reader may see; the others are not named.
    """

    reference: str
    complaint_id: int
    version: int
    heading: str
    title: str
    happened: str
    wanted: str
    procedure: Procedure
    own_policy: Procedure | None
    stage: Stage
    next_stage: Stage | None
    ombudsman: Ombudsman
    case: Case
    service: str
    team: str
    owner: str
    owner_id: int | None
    restricted: bool
    vulnerable: bool
    parties: tuple[PartyRow, ...]
    points: tuple[PointRow, ...]
    stages: tuple[StageRow, ...]
    deadlines: tuple[Deadline, ...]
    breaches: tuple[Breach, ...]
    promises: tuple[PromiseRow, ...]
    notes: tuple[NoteRow, ...]
    documents: tuple[DocumentRow, ...]
    since_first: Elapsed | None
    last_contact_on: date | None
    officers: Mapping[str, str]
    named: tuple[str, ...]
    may_name: frozenset[str] = frozenset()

    @property
    def own_words(self) -> OwnWords:
        """The words of its procedure and of the Ombudsmen it is with. No statement."""
        return OwnWords(self.procedure, {one.key: one.body.body for one in self.case.referrals})


class NotToBeSeen(LookupError):
    """There is no such complaint, or this officer may not see it: the same answer for both."""


def complaint_page(officer: Officer, reference: str, *, today: date) -> ComplaintPage:
    """The complaint with this reference. Seven statements, one more for a restricted one and for one that speaks of
    others. Raises NotToBeSeen."""
    complaint = (
        Complaint.objects.filter(visible_to(officer), reference=reference)
        .select_related("organisation", "words", "service", "team", "owner")
        .first()
    )
    if complaint is None:
        raise NotToBeSeen(reference)
    if complaint.restricted:
        looked(officer.pk, complaint.pk, "complaint")
    events, _ = read_events(complaint)
    case = replay(events)
    under, policy = procedure(complaint.procedure), own_policy_of(complaint)
    calendar = organisation_calendar(complaint.organisation)
    deadlines = current_deadlines(case, under, calendar, own_policy=policy, today=today)
    officers = {
        str(pk): name
        for pk, name in Officer.objects.filter(organisation=complaint.organisation_id).values_list(
            "pk", "name"
        )
    }
    notes = tuple(
        _note(one, officers)
        for one in Note.objects.filter(complaint=complaint).order_by("-happened_at", "-id")
    )
    stage = under.stage(case.stage)
    parties = tuple(
        _party(one)
        for one in Party.objects.filter(complaint=complaint).select_related("person").order_by("id")
    )
    who = next((one.name for one in parties if one.role is Relationship.COMPLAINANT), "")
    return ComplaintPage(
        reference=complaint.reference,
        complaint_id=complaint.pk,
        version=case.events[-1].sequence,
        heading=f"{complaint.reference} {initials(who)}"
        if complaint.restricted
        else f"{complaint.reference} {who}",
        title=complaint.words.title,
        happened=complaint.words.happened,
        wanted=complaint.words.wanted,
        procedure=under,
        own_policy=policy,
        stage=stage,
        next_stage=under.stage(stage.next) if stage.next else None,
        ombudsman=ombudsmen()[under.ombudsman],
        case=case,
        service=complaint.service.name if complaint.service else "",
        team=complaint.team.name if complaint.team else "",
        owner=complaint.owner.name if complaint.owner else "",
        owner_id=complaint.owner_id,
        restricted=complaint.restricted,
        vulnerable=complaint.vulnerable,
        parties=parties,
        points=_points(
            case, under, {point.key: point for point in Point.objects.filter(complaint=complaint)}, notes
        ),
        stages=_stages(case, under, deadlines, officers),
        deadlines=deadlines,
        breaches=breaches(case, under, calendar.now(), today=today, own_policy=policy),
        promises=_promises(case, notes, today),
        notes=notes,
        documents=tuple(
            _document(one, officers) for one in Document.objects.filter(complaint=complaint).order_by("-id")
        ),
        since_first=since_first(case, today, calendar.now()),
        last_contact_on=last_contact_on(case),
        officers=officers,
        named=tuple(sorted(officers.get(one, "") for one in case.restricted_to or ())),
        may_name=may_be_named(officer, case),
    )


def since_first(case: Case, today: date, calendar: WorkingDayCalendar) -> Elapsed | None:
    """How long they have waited; None also when it was first said before the bank holidays we know of."""
    try:
        return days_since_first_expression(case, today, calendar)
    except BeyondHorizon:
        return None


def _party(party: Party) -> PartyRow:
    person = party.person
    return PartyRow(
        number=party.pk, person=party.person_id, role=Relationship(party.role), name=person.name,
        email=person.email, telephone=person.telephone,
        address=", ".join(one for one in (person.address, person.postcode) if one), language=person.language,
        needs=person.needs, safe_contact=person.safe_contact, vulnerable=person.vulnerable, authority=party.authority,
        authority_until=party.authority_until, allowed=authority_of(party), given_by=party.authority_given_by,
        given_on=party.authority_given_on, document=party.authority_document_id, asked_until=party.authority_asked_until,
    )  # fmt: skip


def _points(
    case: Case, under: Procedure, texts: Mapping[str, Point], notes: tuple[NoteRow, ...]
) -> tuple[PointRow, ...]:
    active = set(active_points(case))
    titles = {stage.key: stage.title for stage in under.stages}
    rows = []
    for state in case.points:
        text = texts.get(state.key)
        findings = []
        for stage in case.stages:
            finding = (stage.findings or {}).get(state.key)
            if finding is not None:
                # The newest note of the stage: a further letter may have answered the point anew.
                reasons = next(
                    (
                        one.words
                        for one in notes
                        if (one.about, one.point, one.stage) == ("finding", state.key, stage.key)
                    ),
                    "",
                )
                findings.append(FindingRow(stage.key, titles.get(stage.key, stage.key), finding, reasons))
        rows.append(
            PointRow(
                key=state.key,
                words=text.words if text else "",
                sought=text.sought if text else "",
                responsibility=state.responsibility.label,
                active=state.key in active,
                withdrawn=state.withdrawn_at is not None,
                goes_on=state.goes_on is not None,
                added_midway=state.added_midway is not None,
                findings=tuple(findings),
            )
        )
    return tuple(rows)


def _stages(
    case: Case, under: Procedure, deadlines: tuple[Deadline, ...], officers: Mapping[str, str]
) -> tuple[StageRow, ...]:
    titles = {stage.key: stage.title for stage in under.stages}
    rows = []
    for stage in case.stages:
        outcome, rule = stage.outcome_with_rule
        opened = stage.opened_at.at
        rows.append(
            StageRow(
                key=stage.key,
                title=titles.get(stage.key, stage.key),
                opened_on=opened.date() if isinstance(opened, datetime) else opened,
                handler=officers.get(stage.handler or "", ""),
                outcome=outcome,
                outcome_rule=rule,
                deadlines=tuple(one for one in deadlines if one.stage == stage.key),
                reasons=tuple(reason.label for reason in stage.escalation_reasons),
                disputed=stage.disputed,
            )
        )
    return tuple(rows)


def _promises(case: Case, notes: tuple[NoteRow, ...], today: date) -> tuple[PromiseRow, ...]:
    words = {str(note.id): note.words for note in notes}
    return tuple(
        PromiseRow(
            key=one.key, words=words.get(one.key, one.what.replace("_", " ")), what=one.what, by=one.by, ended=one.ended,
            broken=len(one.breaks), overdue=one.ended is None and one.by is not None and one.by < today,
        )
        for one in case.promises
    )  # fmt: skip


def _note(note: Note, officers: Mapping[str, str]) -> NoteRow:
    return NoteRow(
        id=note.pk, about=note.about, words=note.words, point=note.point, stage=note.stage,
        channel=note.channel, happened_at=note.happened_at, written_at=note.written_at,
        officer=officers.get(str(note.officer_id), ""), with_complainant=note.with_complainant,
    )  # fmt: skip


def _document(document: Document, officers: Mapping[str, str]) -> DocumentRow:
    return DocumentRow(
        id=document.pk, called=document.called, what=document.what, media_type=document.media_type, size=document.size,
        dated_on=document.dated_on, source=document.source, scanned=document.scanned, added_at=document.added_at,
        officer=officers.get(str(document.officer_id), ""),
    )  # fmt: skip


def events_told(page: ComplaintPage) -> tuple[Event, ...]:
    """The events of the page, the newest first."""
    return tuple(reversed(page.case.events))
