"""On what authority somebody speaks: recorded, asked for again, ended; and what was given on it.

Every step is a milestone of the record with its words in a note; the party holds what stands now.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.agreements.checks import own_breach
from casework.agreements.working import Working, working
from casework.complaints.authority import NEED_AUTHORITY, authority_of
from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Document, Party, Person
from casework.complaints.record import Recorded, act
from casework.complaints.words import reindex
from casework.complaints.writing import When
from casework.intake.matching import match_name, match_place
from casework.people.models import Officer
from casework.screens.dates import day_of, plain_day
from putright.cases import CaseError, verbs
from putright.procedures.authority import Authority, authority_rules
from putright.vocabulary import Disclosure, Relationship

RECORDED, ASKED, ENDED, GIVEN = (
    "authority_recorded", "authority_asked_for", "authority_ended", "given_on_authority",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AuthorityTerms:
    """An authority as a form has it.

    basis   on what it rests, such as a signed letter. scopes, points: see `putright.procedures.authority`.
    document  number of the document that shows it; None = none is kept.
    """

    basis: str
    scopes: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    given_by: str = ""
    given_on: date | None = None
    until: date | None = None
    document: int | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who is to speak for the complainant, and how they are reached."""

    role: Relationship
    name: str
    email: str = ""
    telephone: str = ""
    address: str = ""
    postcode: str = ""


def record_authority(
    reference: str,
    party: int,
    terms: AuthorityTerms,
    *,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Record or renew the authority of somebody of the complaint. What was asked for has come then.

    Raises  CaseError for somebody who needs none, a point or a document that is not of this complaint.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        return _recorded(one, _party(one, party), terms)


def add_speaker(
    reference: str,
    who: Speaker,
    terms: AuthorityTerms,
    *,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Take somebody who speaks for the complainant into the complaint, with their authority if it is there."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        party = Party.objects.create(
            complaint=one.complaint, person=_person(one, who), role=Relationship(who.role).value
        )
        recorded = _recorded(one, party, terms)
        reindex(one.complaint)
        return recorded


def ask_for_authority(
    reference: str, party: int, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the authority was asked for, and by when it is to come. Source: own policy, authority.toml."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        found = _party(one, party)
        calendar = organisation_calendar(one.complaint.organisation).now()
        due = calendar.add_working_days(day_of(at), authority_rules().answer_within)
        found.authority_asked_until = due
        found.save(update_fields=["authority_asked_until"])
        told = f"Authority of {_name(found)} asked for, by {plain_day(due)}."
        one.keep(f"{told} {words}".strip(), "contact", with_complainant=True)
        return one.record(act(verbs.reach, moment=ASKED, at=at, date_given=due))


def end_authority(
    reference: str, party: int, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that somebody speaks for the complainant no more. Nothing may be given to them from then on."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        found = _party(one, party)
        if not found.authority and found.authority_asked_until is None:
            raise CaseError("there is no authority on record that could end")
        _keep(found, AuthorityTerms(""))
        one.keep(f"{_name(found)} speaks for them no more. {words}".strip(), "note")
        return one.record(act(verbs.reach, moment=ENDED, at=at))


def give(
    reference: str, party: int, what: Disclosure, words: str, *, at: When, by: Officer, now: datetime,
    seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record what was given to somebody who speaks for another. Held where their authority does not reach so far."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        found = _party(one, party)
        points = tuple(point.key for point in one.case.points if point.withdrawn_at is None)
        why = authority_of(found).why_not(what, today=day_of(at), points=points)
        ours = (
            [own_breach("authority-respected", f"{what.label}: to {_name(found)}, and {why}")] if why else []
        )
        one.keep(f"{what.label}: given to {_name(found)}. {words}".strip(), "note")
        return one.record(act(verbs.reach, moment=GIVEN, at=at), ours=ours)


def _recorded(one: Working, party: Party, terms: AuthorityTerms) -> Recorded:
    _check(one, terms)
    _keep(party, terms)
    authority = authority_of(party)
    one.keep(_told(party, terms, authority), "note")
    return one.record(act(verbs.reach, moment=RECORDED, at=one.at, date_given=terms.until))


def _check(one: Working, terms: AuthorityTerms) -> None:
    for point in terms.points:
        one.case.point(point)
    Authority(terms.basis, terms.scopes).parts  # noqa: B018 - raises for a scope there is not
    if (
        terms.document is not None
        and not Document.objects.filter(complaint=one.complaint, pk=terms.document).exists()
    ):
        raise CaseError("what shows it: choose a document of this complaint")
    if terms.given_on and terms.until and terms.until < terms.given_on:
        raise CaseError("the last day of the authority is before the day it was given: check both")


def _keep(party: Party, terms: AuthorityTerms) -> None:
    party.authority, party.authority_until = terms.basis.strip(), terms.until
    party.authority_scope, party.authority_points = " ".join(terms.scopes), " ".join(terms.points)
    party.authority_given_by, party.authority_given_on = terms.given_by, terms.given_on
    party.authority_document_id, party.authority_asked_until = terms.document, None
    party.save()


def _told(party: Party, terms: AuthorityTerms, authority: Authority) -> str:
    if not terms.basis.strip():
        return f"{_name(party)} is to speak for them; their authority has still to come."
    told = [f"Authority of {_name(party)}: {terms.basis.strip()}.", f"{authority.reach}."]
    if terms.given_by:
        told.append(
            f"Given by {terms.given_by}{f' on {plain_day(terms.given_on)}' if terms.given_on else ''}."
        )
    told.append(f"Until {plain_day(terms.until)}." if terms.until else "Without an end.")
    return " ".join(told)


def _party(one: Working, number: int) -> Party:
    """Somebody of this complaint who needs an authority, locked with it. Raises CaseError."""
    roles = [role.value for role in NEED_AUTHORITY]
    found = Party.objects.filter(complaint=one.complaint, pk=number, role__in=roles).select_related("person")
    party = found.first()
    if party is None:
        raise CaseError("choose somebody who speaks for another on this complaint")
    return party


def _person(one: Working, who: Speaker) -> Person:
    name = who.name.strip()
    there = Party.objects.filter(complaint=one.complaint, role=who.role.value, person__name__iexact=name)
    if there.exists():
        raise CaseError(f"{name} has this part already: record their authority instead")
    return Person.objects.create(
        organisation_id=one.complaint.organisation_id, name=name, email=who.email, telephone=who.telephone,
        address=who.address, postcode=who.postcode, match_name=match_name(name),
        match_place=match_place(who.address, who.postcode),
    )  # fmt: skip


def _name(party: Party) -> str:
    return party.person.name or Relationship(party.role).label
