"""Who takes part: eligibility, appointments, declarations, standing down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from casework.agreements.working import working
from casework.complaints.record import Recorded, act
from casework.complaints.writing import When
from casework.people.models import Officer
from casework.people.queries import officer_here
from casework.statutory.register import person_here
from putright.cases import CaseError, verbs
from putright.cases.appointed import EligibilityDecided, PersonAppointed, PersonDeclared, PersonStoodDown
from putright.vocabulary import Conflict, Ground, PersonRole

OFFICER = "officer-"
"""How a form names one of our own officers; the number of somebody from outside stands alone."""


@dataclass(frozen=True, slots=True)
class Appointing:
    """Who is appointed to what.

    who  the number of somebody of the register, or `officer-` and that of an officer.
    """

    role: PersonRole
    who: str
    conflicts: tuple[Conflict, ...] = ()
    declared: bool = False


def decide_eligibility(
    reference: str, words: str, *, eligible: bool, ground: Ground, affected_agrees: bool | None, at: When, by: Officer,
    now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Record who complains and on what ground, and what the child or the person affected wishes."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        body = EligibilityDecided(eligible, ground, affected_agrees, one.keep_if(words, "reason"))
        return one.record(act(verbs.involve, body=body, at=at))


def appoint(
    reference: str, whom: Appointing, words: str, *, at: When, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Appoint somebody. Held when the procedure rules them out, until a named officer says why.

    What always speaks against somebody of the register counts without being ticked.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        conflicts, organisation = whom.conflicts, one.complaint.organisation_id
        person = officer = None
        if whom.who.startswith(OFFICER):
            found = officer_here(organisation, whom.who.removeprefix(OFFICER))
            officer = str(found.pk) if found else None
        elif (row := person_here(organisation, whom.who)) is not None:
            person, conflicts = str(row.id), tuple(dict.fromkeys((*conflicts, *row.conflicts)))
        if person is None and officer is None:
            raise CaseError(
                "there is no such person: choose one of the list, or put them on the register first"
            )
        if any(
            not each.ended and each.body.role is whom.role and (each.body.person, each.body.officer) == (person, officer)
            and each.made.stage == one.case.stage
            for each in one.case.people
        ):  # fmt: skip
            raise CaseError("they have this part already")
        body = PersonAppointed(
            str(one.case.next_sequence), whom.role, person, officer, conflicts, whom.declared,
            one.keep_if(words, "reason"),
        )  # fmt: skip
        return one.record(act(verbs.involve, body=body, at=at), gated=True)


def declare(
    reference: str, appointment: str, words: str, *, conflicts: tuple[Conflict, ...], at: When, by: Officer,
    now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Record what somebody said in writing of what may speak against them. A fact: never held."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        body = PersonDeclared(appointment, conflicts, one.keep_if(words, "note"))
        return one.record(act(verbs.settle, body=body, at=at))


def stand_down(
    reference: str, appointment: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that somebody gave their part up, or was replaced, and why."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        body = PersonStoodDown(appointment, one.keep(words, "reason"))
        return one.record(act(verbs.settle, body=body, at=at))
