"""Reading contacts: the one being entered, those to be decided, and what came before."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint, Person
from casework.complaints.permissions import visible_to
from casework.complaints.queue import QueueRow, for_lists, row_of
from casework.intake.models import Contact
from casework.intake.ways import FoundPart, Kept, Told, Way, due_under, told_by, way_of
from casework.people.models import Officer
from casework.people.permissions import may_decide_contacts, sees_whole_organisation
from putright.calendars import in_london
from putright.clocks import Deadline
from putright.procedures import Procedure, ProcedureError, Stage, in_force
from putright.vocabulary import Channel, RecordType, Relationship

MOST_EARLIER = 20


class NoSuchContact(LookupError):
    """There is no such contact in this organisation."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody as a contact has them."""

    id: int
    name: str
    email: str
    telephone: str
    address: str
    postcode: str
    language: str
    needs: str
    safe_contact: str
    vulnerable: bool


@dataclass(frozen=True, slots=True)
class ContactPage:
    """A contact with everything entered so far. `step` is the next one to do; 5 = done."""

    id: int
    step: int
    channel: Channel
    arrived_at: datetime
    logged_at: datetime
    logged_by: str
    first_expressed_on: date | None
    taken_by: str
    relationship: Relationship
    authority: str
    authority_until: date | None
    person: PersonRow | None
    affected: PersonRow | None
    title: str
    happened: str
    wanted: str
    points: tuple[dict[str, str], ...]
    service_id: int | None
    service: str
    service_procedure: str
    themes: tuple[str, ...]
    services: tuple[str, ...]
    ward: str
    conduct_of_staff: bool
    safeguarding: str
    choice_offered: str
    decision: RecordType | None
    decision_reason: str
    decided_at: datetime | None
    decided_by: str
    decided_before: bool
    complained_at: datetime | None
    reference: str
    told: Told
    departures: tuple[dict[str, str], ...]

    @property
    def was_something_else(self) -> bool:
        """Whether it is or was decided to be something other than a complaint."""
        return self.decided_before or self.decision not in (None, RecordType.COMPLAINT)

    @property
    def postcode(self) -> str:
        """Of whoever it is about: the person spoken for, else who speaks."""
        return next((one.postcode for one in (self.affected, self.person) if one and one.postcode), "")

    @property
    def counts_from(self) -> datetime:
        """The moment a complaint of it is received."""
        return self.complained_at or self.arrived_at


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a list shows it."""

    id: int
    arrived_at: datetime
    channel: Channel
    who: str
    title: str
    step: int
    decision: RecordType | None
    reference: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """What came before from the same person or address. Only what the officer may see is in it."""

    complaints: tuple[QueueRow, ...]
    contacts: tuple[ContactRow, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A procedure this could come under, at the stage it would begin at, and the dates that would follow.

    proposed  the one we propose; `because` says why.
    """

    procedure: Procedure
    stage: Stage
    proposed: bool
    because: str
    deadlines: tuple[Deadline, ...]

    @property
    def key(self) -> str:
        """How a form names it: the procedure, and the stage where it is a later one."""
        later = self.stage.key != self.procedure.first_stage.key
        return f"{self.procedure.key}#{self.stage.key}" if later else self.procedure.key

    @property
    def title(self) -> str:
        """Its name, with the stage where it is a later one."""
        later = self.stage.key != self.procedure.first_stage.key
        return f"{self.procedure.title}, {self.stage.title}" if later else self.procedure.title


def contact(officer: Officer, number: int) -> ContactPage:
    """One contact of the officer's organisation. One statement. Raises NoSuchContact.

    One whose complaint the officer may not see is not shown either. Without a complaint a service officer
    sees what they logged; one about the conduct of staff only who logged it and who decides.
    """
    found = (
        Contact.objects.filter(_shown_to(officer), pk=number)
        .select_related("person", "speaks_for", "service", "logged_by", "decided_by", "complaint")
        .first()
    )
    if found is None:
        raise NoSuchContact(str(number))
    return ContactPage(
        id=found.pk,
        step=found.step,
        channel=Channel(found.channel),
        arrived_at=found.arrived_at,
        logged_at=found.logged_at,
        logged_by=found.logged_by.name,
        first_expressed_on=found.first_expressed_on,
        taken_by=found.taken_by,
        relationship=Relationship(found.relationship),
        authority=found.authority,
        authority_until=found.authority_until,
        person=_person(found.person),
        affected=_person(found.speaks_for),
        title=found.title,
        happened=found.happened,
        wanted=found.wanted,
        points=tuple(found.points),
        service_id=found.service_id,
        service=found.service.name if found.service else "",
        service_procedure=found.service.procedure if found.service else "",
        themes=tuple(found.themes),
        services=tuple(found.services),
        ward=found.ward,
        conduct_of_staff=found.conduct_of_staff,
        safeguarding=found.safeguarding,
        choice_offered=found.choice_offered,
        decision=RecordType(found.decision) if found.decision else None,
        decision_reason=found.decision_reason,
        decided_at=found.decided_at,
        decided_by=found.decided_by.name if found.decided_by else "",
        decided_before=bool(found.decided_before),
        complained_at=found.complained_at,
        reference=found.complaint.reference if found.complaint else "",
        told=told_by(found),
        departures=tuple(found.departures),
    )


def way(officer: Officer, page: ContactPage, *, answers: Kept | None = None, harm: str = "") -> Way:
    """Where the contact goes, by what it tells and what was answered. No statement, or one for the calendar.

    answers, harm  as typed and not kept yet; None and empty = as kept.
    """
    told = replace(
        page.told, kept=page.told.kept if answers is None else answers, harm=harm or page.told.harm
    )
    return way_of(told, officer.organisation)


def parts_found(officer: Officer, reference: str) -> tuple[FoundPart, ...]:
    """The parts its contact was found to have: the lead, then those that belong to it. One statement, or two.

    Empty where the complaint came another way, nobody answered, or the officer may not see it. For whoever opens
    the further parts: each has its procedure and stage, or its route, and what it is about.
    """
    found = _behind(officer, reference)
    return way_of(told_by(found), officer.organisation).parts if found else ()


def contact_behind(officer: Officer, reference: str) -> int | None:
    """The number of the contact a complaint was opened from and that found its way; None as for `parts_found`."""
    found = _behind(officer, reference)
    return found.pk if found else None


def _behind(officer: Officer, reference: str) -> Contact | None:
    complaints = Complaint.objects.filter(visible_to(officer), reference=reference)
    found = (
        Contact.objects.filter(complaint__in=complaints)
        .exclude(decision=RecordType.REPEAT_CONTACT.value)
        .exclude(answers={})
        .select_related("service")
    )
    return found.order_by("pk").first()


def contacts_to_decide(officer: Officer, *, limit: int = 50) -> tuple[ContactRow, ...]:
    """Contacts nobody has decided yet, or that stopped before their complaint was opened. One statement.

    Service officers are shown their own; one about the conduct of staff only who logged it and who decides.
    """
    waiting = Q(decision="") | Q(decision=RecordType.COMPLAINT.value, complaint=None)
    found = Contact.objects.filter(_shown_to(officer), waiting).select_related("person", "complaint")
    return tuple(_row(one) for one in found.order_by("arrived_at")[:limit])


def contacts_decided(
    officer: Officer, *, requests: bool, page: int = 1, limit: int = 50
) -> tuple[tuple[ContactRow, ...], bool]:
    """Contacts that are no complaint, the newest first, and whether there are more. One statement.

    requests  requests for a service, which are recorded and watched; False = all the others.
    Source    HOS Code 2024 1.4; LGSCO Code 2024 1.5.
    """
    request = Q(decision=RecordType.SERVICE_REQUEST.value)
    others = ~Q(decision__in=("", RecordType.COMPLAINT.value, RecordType.SERVICE_REQUEST.value))
    first = (max(page, 1) - 1) * limit
    found = (
        Contact.objects.filter(_shown_to(officer), request if requests else others)
        .select_related("person", "complaint")
        .order_by("-arrived_at", "-id")[first : first + limit + 1]
    )
    rows = tuple(_row(one) for one in found)
    return rows[:limit], len(rows) > limit


def earlier(officer: Officer, page: ContactPage, *, today: date) -> Earlier:
    """What came before from the same person or address. Three statements."""
    known = [one.id for one in (page.person, page.affected) if one is not None]
    people = Person.objects.filter(pk__in=known).values_list("match_name", "match_place", "email")
    same = Q(pk__in=[])
    for name, place, email in people:
        if name and " " in name:
            same |= Q(match_name=name)
        if place:
            same |= Q(match_place=place)
        if email:
            same |= Q(email__iexact=email)
    ids = list(
        Person.objects.filter(same, organisation=officer.organisation_id).values_list("pk", flat=True)[:200]
    )
    complaints = (
        Complaint.objects.filter(visible_to(officer), parties__person__in=ids)
        .distinct()
        .order_by("-received_on", "-id")
    )
    contacts = (
        Contact.objects.filter(_shown_to(officer), person__in=ids)
        .exclude(pk=page.id)
        .select_related("person", "complaint")
        .order_by("-arrived_at")
    )
    calendar = organisation_calendar(officer.organisation).now()
    return Earlier(
        row_of(for_lists(complaints, today)[:MOST_EARLIER], calendar, today),
        tuple(_row(one) for one in contacts[:MOST_EARLIER]),
    )


def proposals(officer: Officer, page: ContactPage, found: Way) -> tuple[Proposal, ...]:
    """The procedures it could come under, the proposed one first, each with the dates that would follow.

    found   where its answers lead: to one of the organisation's procedures, that one is proposed; elsewhere, none.
    The version is the one in force on the day of receipt. No statement.
    """
    organisation = officer.organisation
    received = in_london(page.counts_from).date()
    lead = found.lead
    proposed, why = _proposed(officer, page, lead)
    rows = []
    for body in organisation.procedures:
        try:
            under = in_force(body, received)
        except ProcedureError:
            continue
        stages = [under.first_stage]
        if lead and body == proposed and lead.part.stage and lead.part.stage.key != under.first_stage.key:
            stages = [lead.part.stage, under.first_stage]
        rows += [
            Proposal(
                under,
                stage,
                body == proposed and stage is stages[0],
                f"{why if body == proposed and stage is stages[0] else 'possible instead'}; "
                "this version was in force when it was received",
                due_under(organisation, under, stage.key, page.counts_from),
            )
            for stage in stages
        ]
    return tuple(sorted(rows, key=lambda row: not row.proposed))


def _proposed(officer: Officer, page: ContactPage, lead: FoundPart | None) -> tuple[str, str]:
    """The body proposed and why; no body where the answers lead to none of the organisation's."""
    if lead is not None:
        return (lead.part.key, "the answers lead to it") if lead.part.procedure and lead.here else ("", "")
    if page.service_procedure:
        return page.service_procedure, f"{page.service} complaints come under it"
    usual = officer.organisation.procedures
    return (usual[0] if usual else "", "it is the organisation’s usual procedure")


def _shown_to(officer: Officer) -> Q:
    """The condition that leaves only contacts the officer may see."""
    visible = Q(complaint=None) | Q(complaint__in=Complaint.objects.filter(visible_to(officer)))
    shown = Q(organisation=officer.organisation_id) & visible
    if may_decide_contacts(officer):
        return shown
    theirs = Q(logged_by=officer) | Q(complaint__isnull=False)
    return shown & (theirs | Q(conduct_of_staff=False) if sees_whole_organisation(officer) else theirs)


def _person(person: Person | None) -> PersonRow | None:
    if person is None:
        return None
    return PersonRow(
        person.pk, person.name, person.email, person.telephone, person.address, person.postcode, person.language,
        person.needs, person.safe_contact, person.vulnerable,
    )  # fmt: skip


def _row(found: Contact) -> ContactRow:
    return ContactRow(
        id=found.pk, arrived_at=found.arrived_at, channel=Channel(found.channel),
        who=found.person.name if found.person else "", title=found.title, step=found.step,
        decision=RecordType(found.decision) if found.decision else None,
        reference=found.complaint.reference if found.complaint else "",
    )  # fmt: skip
