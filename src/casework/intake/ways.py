"""Where a contact goes by what it tells and what was answered: the parts, their dates, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.complaints.calendars import organisation_calendar
from casework.intake.models import Contact
from casework.people.models import Organisation
from casework.people.nation import nation_of
from putright.calendars import in_london
from putright.clocks import Deadline, deadlines
from putright.procedures import (
    Ombudsman,
    Procedure,
    ProcedureError,
    Route,
    ombudsmen,
    procedure,
    route,
)
from putright.procedures.routing import Beside, OwnRoute, Part, Question, questions, rules, still_open
from putright.vocabulary import RecordType, Relationship, Responsibility

ABOUT, HARM = "about", "harm"
AT_FIRST = ("nation", ABOUT, "wants")
"""What is asked before anything is known of the matter; the rest depends on it."""
_SPEAKERS = {
    Relationship.REPRESENTATIVE: "representative",
    Relationship.ADVOCATE: "representative",
    Relationship.COUNCILLOR: "councillor",
    Relationship.MP: "mp",
}
_TOLD_IN = {"raised-by": 1, "contractor": 2, "services": 2}
"""Which step of the contact tells the answer."""

Kept = Mapping[str, Sequence[str] | str]


@dataclass(frozen=True, slots=True)
class Told:
    """What a contact tells before anything is asked.

    kept      what was answered, by question. harm: `yes`, `no`, or empty while nobody asked.
    speaker   who speaks. passed_on: a point of it is a contractor's matter, or shared with one.
    several   it touches further services. service_procedure: the body its service's complaints come under.
    """

    kept: Kept
    harm: str
    speaker: Relationship
    passed_on: bool
    several: bool
    service_procedure: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """An answer nobody is asked for, since it is known. step: where in the contact it can be changed; None = nowhere."""

    asks: str
    says: str
    step: int | None


@dataclass(frozen=True, slots=True)
class FoundPart:
    """One part of the way: a procedure at a stage with its dates, or a route.

    here       the organisation has this procedure; True for a route.
    deadlines  what would be due, from the day it counts as received.
    """

    part: Part
    leads: bool
    here: bool
    deadlines: tuple[Deadline, ...]
    ombudsman: Ombudsman | None

    @property
    def title(self) -> str:
        """The procedure's name, or the route's."""
        return (
            self.part.procedure.title
            if self.part.procedure
            else self.part.route.title
            if self.part.route
            else ""
        )


@dataclass(frozen=True, slots=True)
class Way:
    """Where the contact goes, as far as it is known.

    asked     the questions to be asked now, in order; given: every answer there is, asked for or known.
    found     the route; None while what it is about is not answered, or where `doubt` says why not.
    parts     the lead, then the others; empty without a route.
    proposes  what it is, by the answers; None without a route.
    likely    the matter its service deals with, proposed and not kept.
    """

    asked: tuple[Question, ...]
    given: Kept
    known: tuple[Known, ...]
    found: Route | None
    doubt: str
    parts: tuple[FoundPart, ...]
    proposes: RecordType | None
    likely: str

    @property
    def lead(self) -> FoundPart | None:
        """The part that leads."""
        return self.parts[0] if self.parts else None

    @property
    def first(self) -> tuple[Beside, ...]:
        """What comes before everything else."""
        return tuple(one for one in self.found.beside if one.first) if self.found else ()

    @property
    def beside(self) -> tuple[Beside, ...]:
        """What runs beside it, but for what comes first."""
        return tuple(one for one in self.found.beside if not one.first) if self.found else ()

    @property
    def routes(self) -> tuple[OwnRoute, ...]:
        """Every route in it: of a part, or beside."""
        if self.found is None:
            return ()
        own = [one.part.route for one in self.parts if one.part.route is not None]
        return (*own, *(one.route for one in self.found.beside))

    @property
    def assumed(self) -> tuple[Known, ...]:
        """Questions whose usual answer was taken, since nobody answered them and they are still open."""
        shown = {one.key for one in self.asked}
        taken = self.found.assumed if self.found else ()
        return tuple(_known(key, answer, None) for key, answer in taken if key in shown)

    @property
    def reason(self) -> str:
        """Why it goes there, in words to be kept; empty without a route."""
        if self.lead is None:
            return ""
        return " ".join(f"{one.says} ({one.source})" for one in self.lead.part.reasons)

    def departs(self, decision: RecordType) -> bool:
        """Whether this decision is another than the answers lead to. A contact that chases a complaint never is."""
        if self.proposes is None or decision is RecordType.REPEAT_CONTACT:
            return False
        under = self.lead.part.procedure if self.lead else None
        return decision not in (self.proposes, under.counted_as if under else None)


def told_by(contact: Contact) -> Told:
    """What this contact tells. No statement when its service is read along."""
    theirs = {Responsibility.CONTRACTOR.value, Responsibility.SHARED.value}
    return Told(
        kept=contact.answers,
        harm=contact.safeguarding,
        speaker=Relationship(contact.relationship),
        passed_on=any(one.get("responsibility") in theirs for one in contact.points),
        several=any(one != str(contact.service_id) for one in contact.services),
        service_procedure=contact.service.procedure if contact.service else "",
        received_at=contact.complained_at or contact.arrived_at,
    )


def way_of(told: Told, organisation: Organisation) -> Way:
    """Where the contact goes by what is told. No statement, or one for the calendar."""
    known = _answers_known(told, organisation)
    given = {**_still_answers(told.kept), **known}
    open_keys = {one.key for one in still_open(given)} if ABOUT in given else set(AT_FIRST)
    asked = tuple(
        one for key, one in questions().items()
        if key not in known and key != HARM and (key in open_keys or key in given)
    )  # fmt: skip
    found, doubt = _found(given, told)
    parts = _parts(found, told, organisation) if found else ()
    return Way(
        asked=asked,
        given=given,
        known=tuple(_known(key, answer, _TOLD_IN.get(key)) for key, answer in known.items() if key != HARM),
        found=found,
        doubt=doubt,
        parts=parts,
        proposes=_proposed(parts[0].part) if parts else None,
        likely=_likely(told.service_procedure, known.get("nation", "")),
    )


def _answers_known(told: Told, organisation: Organisation) -> dict[str, str]:
    nation = nation_of(organisation.procedures, organisation.division)
    known = {"nation": nation.value} if nation else {}
    if told.harm:
        known[HARM] = told.harm
    return {
        **known,
        "raised-by": _SPEAKERS.get(told.speaker, "person"),
        "contractor": "yes" if told.passed_on else "no",
        "services": "several" if told.several else "one",
    }


def _still_answers(kept: Kept) -> dict[str, Sequence[str] | str]:
    """What was answered, but for questions and answers there are no longer."""
    asked = questions()
    found: dict[str, Sequence[str] | str] = {}
    for key, answer in kept.items():
        if key not in asked:
            continue
        words = [answer] if isinstance(answer, str) else list(answer)
        words = [one for one in words if one in asked[key].answers]
        if words:
            found[key] = words if asked[key].several else words[0]
    return found


def _known(key: str, answer: str, step: int | None) -> Known:
    asked = questions()[key]
    return Known(asked.asks, asked.answers[answer], step)


def _found(given: Kept, told: Told) -> tuple[Route | None, str]:
    if ABOUT not in given or "nation" not in given:
        return None, ""
    try:
        return route(given, on=in_london(told.received_at).date()), ""
    except ProcedureError as none_then:
        return None, f"No way can be found: {none_then}. Check when it reached us."


def _parts(found: Route, told: Told, organisation: Organisation) -> tuple[FoundPart, ...]:
    return tuple(_part(part, told, organisation, leads=part is found.lead) for part in found.parts)


def _part(part: Part, told: Told, organisation: Organisation, *, leads: bool) -> FoundPart:
    under = part.procedure
    if under is None:
        return FoundPart(part, leads=leads, here=True, deadlines=(), ombudsman=None)
    here = part.key in organisation.procedures
    due: tuple[Deadline, ...] = ()
    if part.stage is not None:
        due = due_under(organisation, under, part.stage.key, told.received_at)
    return FoundPart(part, leads=leads, here=here, deadlines=due, ombudsman=ombudsmen()[under.ombudsman])


def due_under(
    organisation: Organisation, under: Procedure, stage: str, received_at: datetime
) -> tuple[Deadline, ...]:
    """What would be due if this stage of this procedure began with the contact."""
    policy = organisation.own_policies.get(under.key.rpartition("/")[0])
    return tuple(
        deadlines(
            under,
            stage,
            {under.stage(stage).opened_by: received_at},
            calendar=organisation_calendar(organisation).now(),
            own_policy=procedure(policy) if policy else None,
        ).values()
    )


def _proposed(lead: Part) -> RecordType:
    """What it is. What goes elsewhere and is counted as nothing else is a complaint that is not accepted."""
    if lead.route is not None and lead.route.record is not None:
        return lead.route.record
    return RecordType.COMPLAINT


def _likely(body: str, nation: str) -> str:
    """The matter that leads to this body, where there is one only: what the service deals with."""
    if not body:
        return ""
    leading = [
        rule.when[ABOUT] for rule in rules().rules
        if rule.procedure == body and (not nation or nation in rule.when.get("nation", frozenset((nation,))))
    ]  # fmt: skip
    found = {one for answers in leading for one in answers}
    return found.pop() if len(found) == 1 else ""
