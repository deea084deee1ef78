"""Writing contacts, step by step: each step is saved, so that nothing somebody said is lost."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from casework.complaints.commands import PointWords
from casework.complaints.contents import MOMENTS_AGO
from casework.complaints.models import Complaint, Person
from casework.complaints.permissions import visible_to
from casework.complaints.record import act, opened
from casework.complaints.writing import Said, apply
from casework.intake.matching import match_name, match_place
from casework.intake.models import Contact
from casework.intake.ways import Kept, told_by, way_of
from casework.people.models import Officer
from putright.calendars import in_london, short_day
from putright.cases import verbs
from putright.procedures import RoutingError
from putright.procedures.routing import still_open
from putright.vocabulary import Channel, RecordType, Relationship


class ContactRefused(ValueError):
    """A step cannot be saved as it is; the message says what to do."""


class NotThen(ContactRefused):
    """They cannot have complained at that moment: before they asked, or still to come."""


class Departs(ContactRefused):
    """Another way than the answers lead to needs a reason of its own."""


class LoggedAlready(ContactRefused):
    """The same officer sent the same first step a moment ago; `number` is the contact it made."""

    def __init__(self, number: int) -> None:
        super().__init__("This contact is saved already; nothing is recorded twice.")
        self.number = number


@dataclass(frozen=True, slots=True)
class PersonWords:
    """What we know of somebody: all of it may be empty, since nobody has to give a name."""

    name: str = ""
    email: str = ""
    telephone: str = ""
    address: str = ""
    postcode: str = ""
    language: str = ""
    needs: str = ""
    safe_contact: str = ""
    vulnerable: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """The first step: how it reached us and who is speaking.

    arrived_at          the aware moment it reached us.
    first_expressed_on  when it was first said to anybody, if earlier.
    affected            the person spoken for, when somebody speaks for another.
    authority           on what authority they speak, until when; told in words.
    """

    channel: Channel
    arrived_at: datetime
    taken_by: str
    person: PersonWords
    relationship: Relationship = Relationship.COMPLAINANT
    affected: PersonWords | None = None
    authority: str = ""
    authority_until: date | None = None
    first_expressed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """The second step: what happened, in their words, point by point, and what they want.

    themes, services, ward  how it is sorted: codes, and numbers of further services it touches.
    """

    title: str
    happened: str
    wanted: str
    points: tuple[PointWords, ...]
    service_id: int | None
    conduct_of_staff: bool = False
    themes: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    ward: str | None = None


def log_contact(
    entry: Entry, *, by: Officer, now: datetime, contact_id: int | None = None, once: bool = False
) -> int:
    """Save the first step and return the contact's number; with `contact_id` it is saved again.

    once    the same entry of the same officer a moment ago is a form sent twice: raises LoggedAlready.
    Raises ContactRefused for a moment still to come or a first expression after the arrival.
    """
    if entry.arrived_at > now:
        raise ContactRefused(
            f"{short_day(in_london(entry.arrived_at).date())} at {in_london(entry.arrived_at):%H:%M} has not come yet: "
            "check the date and the time it reached us."
        )
    if entry.first_expressed_on and entry.first_expressed_on > in_london(entry.arrived_at).date():
        raise ContactRefused(
            f"It cannot have been first said on {short_day(entry.first_expressed_on)}, after it reached us: "
            "check both dates, or leave the first one empty."
        )
    with transaction.atomic(durable=True):
        if once and contact_id is None and (before := _just_logged(entry, by, now)) is not None:
            raise LoggedAlready(before)
        contact = (
            open_contact(by, contact_id)
            if contact_id is not None
            else Contact(organisation=by.organisation, logged_by=by, logged_at=now)
        )
        contact.channel = entry.channel.value
        contact.arrived_at = entry.arrived_at
        contact.taken_by = entry.taken_by
        contact.first_expressed_on = entry.first_expressed_on
        contact.relationship = entry.relationship.value
        contact.authority = entry.authority
        contact.authority_until = entry.authority_until
        contact.person = _person(contact.person, entry.person, by)
        contact.speaks_for = _person(contact.speaks_for, entry.affected, by) if entry.affected else None
        contact.step = max(contact.step or 1, 2)
        _save(contact)
    return contact.pk


def tell(contact_id: int, account: Account, *, by: Officer) -> None:
    """Save the second step."""
    with transaction.atomic(durable=True):
        contact = open_contact(by, contact_id)
        contact.title = account.title
        contact.happened = account.happened
        contact.wanted = account.wanted
        contact.points = [
            {"words": one.words, "sought": one.sought, "responsibility": one.responsibility.value}
            for one in account.points
        ]
        contact.service_id = account.service_id
        contact.conduct_of_staff = account.conduct_of_staff
        contact.themes, contact.services = list(account.themes), list(account.services)
        contact.ward = account.ward or ""
        contact.facts_changed += 1
        contact.step = max(contact.step, 3)
        _save(contact)


def answer(contact_id: int, answers: Kept, *, safeguarding: str, by: Officer) -> None:
    """Save what was answered to find its way, before anything is decided.

    safeguarding  `yes` or `no`, or empty while nobody asked; it stays as it was then.
    Raises        ContactRefused for an answer that cannot be used.
    """
    with transaction.atomic(durable=True):
        contact = open_contact(by, contact_id)
        contact.answers = _usable(answers)
        contact.safeguarding = safeguarding or contact.safeguarding
        _save(contact)


def decide(
    contact_id: int,
    *,
    decision: RecordType,
    reason: str,
    safeguarding: str,
    choice_offered: str,
    complained_at: datetime | None = None,
    answers: Kept | None = None,
    departing: str = "",
    by: Officer,
    now: datetime,
) -> None:
    """Save the third step: what it is, and why. A complaint goes on to the fourth step; the rest end here.

    An earlier decision that is changed by it stays with the contact, and goes to the complaint it becomes.

    safeguarding    `yes` or `no`: asked first, whatever else it is.
    choice_offered  `yes` or `no`: whether they were told they can make it a complaint.
    complained_at   when they said that they are dissatisfied with how their request was answered: the complaint is
                    received then. None = a complaint from the start, received when it first reached us.
    answers         to the questions that find its way; None = as they were.
    departing       why it is something else than the answers lead to, where it is. Raises Departs without.
    Source          HOS Code 2024 1.4, 1.5.
    """
    with transaction.atomic(durable=True):
        contact = open_contact(by, contact_id)
        _check_complained(contact, complained_at, now)
        if contact.decision and contact.decision != decision.value and contact.decided_at is not None:
            contact.decided_before = [
                *contact.decided_before,
                {
                    "decision": contact.decision, "reason": contact.decision_reason,
                    "at": contact.decided_at.isoformat(), "by": contact.decided_by_id,
                },
            ]  # fmt: skip
        if answers is not None:
            contact.answers = _usable(answers)
        contact.complained_at = complained_at if decision is RecordType.COMPLAINT else None
        contact.decision = decision.value
        contact.decision_reason = reason
        contact.safeguarding = safeguarding
        contact.choice_offered = choice_offered
        contact.decided_at = now
        contact.decided_by = by
        contact.step = 4
        _check_departure(contact, decision, departing, by=by, now=now)
        _save(contact)


def depart(
    contact: Contact, what: str, found: str, chosen: str, reason: str, *, by: Officer, now: datetime
) -> None:
    """Keep with the contact, not saved yet, that it goes another way than its answers lead, and why."""
    told = {"what": what, "found": found, "chosen": chosen, "reason": reason.strip()}
    if any(one.items() >= told.items() for one in contact.departures):
        return
    contact.departures = [*contact.departures, {**told, "at": now.isoformat(), "by": by.pk}]


def _check_departure(
    contact: Contact, decision: RecordType, departing: str, *, by: Officer, now: datetime
) -> None:
    way = way_of(told_by(contact), contact.organisation)
    if way.proposes is None or not way.departs(decision):
        return
    if not departing.strip():
        raise Departs(
            f"The answers lead to “{way.proposes.label}”, and “{decision.label}” is chosen: say why, or change an answer."
        )
    depart(contact, "decision", way.proposes.value, decision.value, departing, by=by, now=now)


def _check_complained(contact: Contact, complained_at: datetime | None, now: datetime) -> None:
    if complained_at is None or contact.arrived_at <= complained_at <= now:
        return
    on, arrived = in_london(complained_at), in_london(contact.arrived_at)
    if complained_at > now:
        raise NotThen(f"{short_day(on.date())} at {on:%H:%M} has not come yet.")
    raise NotThen(
        f"They cannot have complained on {short_day(on.date())} at {on:%H:%M}: the request reached us on "
        f"{short_day(arrived.date())} at {arrived:%H:%M}."
    )


def _usable(answers: Kept) -> dict[str, list[str] | str]:
    try:
        still_open(answers)
    except RoutingError as wrong:
        raise ContactRefused(f"An answer cannot be used: {wrong}.") from None
    return {key: one if isinstance(one, str) else list(one) for key, one in answers.items() if one}


def attach(contact_id: int, reference: str, *, by: Officer, now: datetime) -> None:
    """Keep a contact that chases an open complaint with that complaint. Raises ContactRefused when there is none."""
    with transaction.atomic(durable=True):
        contact = open_contact(by, contact_id)
        complaint = Complaint.objects.filter(visible_to(by), reference=reference).first()
        if complaint is None:
            raise ContactRefused(
                f"There is no complaint {reference}. Check the reference, or search for the person."
            )
        words = Said(
            contact.happened or contact.title, "contact", into="note", channel=contact.channel, with_complainant=True
        )  # fmt: skip
        telling = act(verbs.update, at=contact.arrived_at)
        held = opened(reference)
        apply(held, [telling], [words], at=contact.arrived_at, by=by, now=now, going_on="", gated=False)
        Contact.objects.filter(pk=contact.pk).update(
            complaint=complaint,
            decision=RecordType.REPEAT_CONTACT.value,
            decided_at=now,
            decided_by=by,
            step=5,
            facts_changed=F("facts_changed") + 1,
        )


def _save(contact: Contact) -> None:
    """Write the contact; what is stored of its facts is no longer true."""
    if contact.pk is not None:
        contact.facts_changed = F("facts_changed") + 1
    contact.save()


def _just_logged(entry: Entry, by: Officer, now: datetime) -> int | None:
    """The contact this entry has made already. The officer is locked, so that two clicks take their turn."""
    Officer.objects.select_for_update(of=("self",)).get(pk=by.pk)
    person = {f"person__{name}": getattr(entry.person, name) for name in PersonWords.__dataclass_fields__}
    return (
        Contact.objects.filter(
            organisation=by.organisation_id,
            logged_by=by,
            decision="",
            logged_at__gt=now - MOMENTS_AGO,
            arrived_at=entry.arrived_at,
            channel=entry.channel.value,
            relationship=entry.relationship.value,
            **person,
        )
        .values_list("pk", flat=True)
        .first()
    )


def open_contact(by: Officer, contact_id: int) -> Contact:
    """The contact, locked, while no complaint was opened from it. One statement. Raises ContactRefused."""
    contact = (
        Contact.objects.select_for_update(of=("self",))
        .select_related("organisation", "person", "speaks_for", "service")
        .filter(organisation=by.organisation_id, pk=contact_id)
        .first()
    )
    if contact is None:
        raise ContactRefused("There is no such contact. Log it again, or look for it under “Contacts”.")
    if contact.complaint_id is not None:
        raise ContactRefused("A complaint has been opened from this contact already. Go on there.")
    return contact


def _person(known: Person | None, words: PersonWords, by: Officer) -> Person:
    person = known or Person(organisation=by.organisation)
    for name in PersonWords.__dataclass_fields__:
        setattr(person, name, getattr(words, name))
    person.match_name = match_name(words.name)
    person.match_place = match_place(words.address, words.postcode)
    person.save()
    return person
