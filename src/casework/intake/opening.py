"""From a contact to its complaint: opened under a procedure, or recorded as not accepted."""

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from casework.complaints import search
from casework.complaints.commands import Opening, Part, PointWords, Recorded, open_complaint
from casework.complaints.models import Complaint
from casework.complaints.record import act, opened
from casework.complaints.turns import original_of
from casework.complaints.words import write_note
from casework.complaints.writing import Said, apply
from casework.intake.commands import ContactRefused, Departs, depart, open_contact
from casework.intake.models import Contact
from casework.intake.ways import told_by, way_of
from casework.people.models import Officer
from putright.calendars import in_london, short_day
from putright.cases import ImpossibleDate, verbs
from putright.procedures import Procedure, Stage
from putright.procedures import procedure as procedure_named
from putright.procedures.routing import routes
from putright.vocabulary import Channel, RecordType, RejectionReason, Relationship, Responsibility

FINISHED = "finished"
"""In place of a stage, where the procedure has no further one."""


def open_from_contact(
    contact_id: int,
    *,
    procedure: str,
    handler: Officer | None,
    restricted_to: tuple[int, ...] | None,
    stage: str = "",
    departing: str = "",
    by: Officer,
    now: datetime,
) -> Recorded:
    """Open the complaint this contact is. Raises CaseError; ContactRefused when it has been opened already.

    stage      the stage it begins at; empty = the first. A later one counts as asked for when the contact arrived.
    departing  why it opens under another procedure or at another stage than its answers lead to, where it does.
               Raises Departs without.
    """
    with transaction.atomic(durable=True):
        contact = open_contact(by, contact_id)
        under = procedure_named(procedure)
        begins = under.stage(stage) if stage else under.first_stage
        _check_departure(contact, under, begins, departing, by=by, now=now)
        opening = _opening(contact, procedure, handler, restricted_to)
        if begins is not under.first_stage:
            opening = replace(opening, stage=begins.key)
        opening = replace(opening, found=_found_beside(contact, under))
        recorded = open_complaint(contact.organisation, opening, by=by, now=now)
        _keep_decisions(contact, recorded)
        _opened(contact, recorded)
    return recorded


def decline_from_contact(
    contact_id: int, *, procedure: str, reason: RejectionReason, words: str, at: date, ombudsman_details: bool,
    issue_on: date | None, discretion_considered: bool, filed_on: date | None, original: str, by: Officer, now: datetime,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that what this contact brought is not accepted as a complaint, so that refusals are counted too.

    It passes the same check as every other refusal: raises Held for a reason the procedure does not allow.
    """
    with transaction.atomic(durable=True):
        contact = open_contact(by, contact_id)
        # What is about the conduct of staff is shown to named people only, refused or not.
        opening = _opening(contact, procedure, None, () if contact.conduct_of_staff else None)
        if at < in_london(opening.arrived_at).date():
            raise ImpossibleDate(
                f"It cannot have been declined on {short_day(at)}, before it reached us: check the date."
            )
        # What is refused is one part: the others stay to be seen to.
        opening = replace(opening, found=_found_beside(contact, procedure_named(procedure), refused=reason))
        recorded = open_complaint(contact.organisation, opening, by=by, now=now, accepted=False)
        declining = act(
            verbs.decline, reason=reason, at=at, ombudsman_details=ombudsman_details, issue_on=issue_on,
            discretion_considered=discretion_considered, filed_on=filed_on,
            original=original_of(original, reason=reason, by=by),
        )  # fmt: skip
        said = (Said(words, "reason", into="merits_note"),) if words.strip() else ()
        declined = apply(
            opened(recorded.reference),
            [declining],
            said,
            at=at,
            by=by,
            now=now,
            going_on=going_on,
            gated=True,
        )
        _keep_decisions(contact, declined)
        _opened(contact, declined)
        if reason is RejectionReason.SERVICE_REQUEST:
            # It is recorded and watched as a request; the complaint can be opened if its answer does not satisfy.
            Contact.objects.filter(pk=contact.pk).update(
                decision=RecordType.SERVICE_REQUEST.value, facts_changed=F("facts_changed") + 1
            )
    return declined


def _found_beside(
    contact: Contact, under: Procedure, *, refused: RejectionReason | None = None
) -> tuple[str, ...]:
    """Keys of the parts its answers lead to besides the one that opens: nothing that was found is forgotten.

    refused  why it is not accepted: where that is for one that goes elsewhere, such as an appeal, that one is refused.
    """
    parts = way_of(told_by(contact), contact.organisation).parts
    elsewhere = [one.part.key for one in parts if one.part.route and one.part.route.refused_as is refused]
    opens = elsewhere[0] if refused and elsewhere else under.key.rpartition("/")[0]
    # Opened elsewhere than its lead belongs, for a reason that is kept: the lead is what opens, whatever it is called.
    kept = parts[1:] if all(one.part.key != opens for one in parts) else parts
    return tuple(dict.fromkeys(one.part.key for one in kept if one.part.key != opens))


def _check_departure(
    contact: Contact, under: Procedure, begins: Stage, departing: str, *, by: Officer, now: datetime
) -> None:
    """Where the answers lead elsewhere, that takes a reason, and is kept. One that was given for the decision holds."""
    lead = way_of(told_by(contact), contact.organisation).lead
    if lead is None:
        return
    found = lead.part
    if found.procedure is None and any(one["what"] == "decision" for one in contact.departures):
        return
    ends = found.stage.key if found.stage else FINISHED
    to = f"{found.procedure.key}/{ends}" if found.procedure else found.key
    chosen = f"{under.key}/{begins.key}"
    if to == chosen:
        return
    if not departing.strip():
        raise Departs(
            f"The answers lead to {_named(to)}: say why it opens under {_named(chosen)}, or change an answer."
        )
    depart(contact, "procedure", to, chosen, departing, by=by, now=now)
    contact.save(update_fields=["departures"])


def _named(where: str) -> str:
    """A decision, a route, or a procedure with its stage, as people read it."""
    if where in routes():
        return routes()[where].title
    key, _, stage = where.rpartition("/")
    if not key:
        return RecordType(where).label
    under = procedure_named(key)
    return f"{under.title}, {'finished' if stage == FINISHED else under.stage(stage).title}"


def _opening(
    contact: Contact, procedure: str, handler: Officer | None, restricted_to: tuple[int, ...] | None
) -> Opening:
    if contact.person_id is None:
        raise ContactRefused("Save who is speaking first.")
    role = Relationship(contact.relationship)
    parts = [Part(contact.person_id, role, contact.authority, contact.authority_until)]
    if contact.speaks_for_id is not None:
        # Who is spoken for is the complainant; who speaks keeps their own part.
        parts.append(Part(contact.speaks_for_id, Relationship.COMPLAINANT))
    people = [one for one in (contact.person, contact.speaks_for) if one is not None]
    return Opening(
        procedure=procedure,
        own_policy=str(contact.organisation.own_policies.get(procedure.split("/")[0], "")),
        channel=Channel(contact.channel),
        arrived_at=contact.complained_at or contact.arrived_at,
        title=contact.title,
        happened=contact.happened,
        wanted=contact.wanted,
        points=tuple(
            PointWords(one["words"], one.get("sought", ""), Responsibility(one.get("responsibility", "ours")))
            for one in contact.points
        ),
        parts=tuple(parts),
        first_expressed_on=None if contact.complained_at else contact.first_expressed_on,
        conduct_of_staff=contact.conduct_of_staff,
        vulnerable=any(person.vulnerable for person in people),
        service_id=contact.service_id,
        team_id=handler.team_id if handler else None,
        handler_id=handler.pk if handler else None,
        named=restricted_to,
        safeguarding_asked=bool(contact.safeguarding),
        themes=tuple(contact.themes),
        # The service may have been named since: it is no further one.
        services=tuple(one for one in contact.services if one != str(contact.service_id)),
        ward=contact.ward or None,
    )


def _keep_decisions(contact: Contact, recorded: Recorded) -> None:
    """Keep with the complaint what was decided about its contact, each decision with its reason."""
    before = contact.decided_before
    departed = [
        (
            f"The answers lead to {_named(one['found'])}, it went to {_named(one['chosen'])}: {one['reason']}",
            one,
        )
        for one in contact.departures
    ]
    made = [
        *((one["decision"], one["reason"], datetime.fromisoformat(one["at"]), one["by"]) for one in before),
        (contact.decision, contact.decision_reason, contact.decided_at, contact.decided_by_id),
    ]  # fmt: skip
    wrote = {by for *_, by in made if by is not None} | {one["by"] for one in contact.departures}
    officers = Officer.objects.in_bulk(wrote)
    complaint = Complaint.objects.get(pk=recorded.complaint_id)
    said = []
    for decision, reason, when, by in made:
        if when is None or by not in officers:
            continue
        words = f"{RecordType(decision).label}: {reason}"
        write_note(complaint, words, about="decision", by=officers[by], happened_at=when, written_at=when)
        said.append(words)
    for words, one in departed:
        when = datetime.fromisoformat(one["at"])
        write_note(
            complaint, words, about="decision", by=officers[one["by"]], happened_at=when, written_at=when
        )
        said.append(words)
    if said:
        search.add(complaint.pk, "\n".join(said))


def _opened(contact: Contact, recorded: Recorded) -> None:
    Contact.objects.filter(pk=contact.pk).update(
        complaint=recorded.complaint_id, step=5, facts_changed=F("facts_changed") + 1
    )
