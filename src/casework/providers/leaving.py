"""What a contractor that is gone leaves undone: kept by us, given to another, or replaced by another remedy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from casework.agreements.models import Contractor, Forwarding
from casework.complaints.contents import add_note
from casework.complaints.models import Complaint, Note, OpenEnd
from casework.complaints.permissions import visible_to
from casework.complaints.record import ChangedSince, Recorded
from casework.complaints.storing import read_events
from casework.complaints.telling import title_of
from casework.outcomes.acting import give_up_action, progress_action, reschedule_action
from casework.outcomes.course import cannot_deliver
from casework.people.models import Officer
from casework.providers.register import firm_here
from putright.cases import Case, CaseError, EndKind, replay
from putright.cases.state import day_of
from putright.vocabulary import ActionStep, ContractorStatus, LetterKind, RemedyStep
from putright.vocabulary.words import Word

MOST = 20
"""So many are shown at once; what is decided makes room for the next."""
GIVEN_UP = (ActionStep.NOT_ACHIEVABLE.value, RemedyStep.UNDELIVERABLE.value)
_KINDS = (EndKind.ACTION.value, EndKind.REMEDY.value)


class Becomes(Word):
    """What becomes of something a contractor was to do."""

    KEPT = "kept", "Kept: we do it ourselves"
    GIVEN = "given", "Given to another provider"
    REPLACED = "replaced", "Replaced: it can no longer be achieved"


@dataclass(frozen=True, slots=True)
class LeftThing:
    """An action or a remedy without a payment that is open on a complaint passed to the contractor.

    ordered  an Ombudsman asks for it: only it can let it go, from the order.
    """

    complaint_id: int
    reference: str
    version: int
    kind: EndKind
    key: str
    words: str
    due: date | None
    ordered: bool

    @property
    def name(self) -> str:
        """How the form names it."""
        return f"{self.reference}.{self.kind.value}.{self.key}"


@dataclass(frozen=True, slots=True)
class Replaced:
    """Something given up, whose resident is to be offered another remedy and told.

    offered  the resident was offered what is given up, so that the letter is theirs. told: it left.
    """

    reference: str
    words: str
    on: date
    offered: bool
    told: bool


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided of one thing. due: its new day. to: the provider it is given to.

    seen  the version of its complaint on the page it was decided on.
    """

    thing: LeftThing
    becomes: Becomes
    words: str
    due: date | None
    to: str
    seen: int


@dataclass(frozen=True, slots=True)
class Settled:
    """Names of those that were settled, and why each of the others was not, by its name."""

    done: tuple[str, ...]
    refused: Mapping[str, str]


def left_things(number: int, officer: Officer) -> tuple[LeftThing, ...]:
    """What is left undone, the earliest first, of what the officer may see. Three statements, and one a complaint."""
    firm = firm_here(number, officer)
    if firm.status not in (ContractorStatus.IN_LIQUIDATION, ContractorStatus.ENDED):
        raise CaseError("say first that the contract has ended, or that the contractor is in liquidation")
    ends = list(
        _ends(firm, officer).filter(is_open=True, amount_pence=None).order_by("due_on", "pk")[: MOST + 1]
    )
    cases = {one.complaint_id: _case(one.complaint) for one in ends}
    words = _words(ends)
    return tuple(
        LeftThing(
            one.complaint_id, one.complaint.reference, one.complaint.version, EndKind(one.kind), one.key,
            words.get(one.key, ""), one.due_on, one.key in _ordered(cases[one.complaint_id]),
        )
        for one in ends
    )  # fmt: skip


def replaced_things(number: int, officer: Officer, *, since: date) -> tuple[Replaced, ...]:
    """What was given up since a day, of what the officer may see: each needs another remedy, and the letter."""
    firm = firm_here(number, officer)
    ends = list(
        _ends(firm, officer)
        .filter(is_open=False, step__in=GIVEN_UP, ended_on__gte=since)
        .order_by("-ended_on")
    )
    words, cases = _words(ends), {one.complaint_id: _case(one.complaint) for one in ends}
    return tuple(_replaced(one, words.get(one.key, ""), cases[one.complaint_id]) for one in ends)


def settle(decisions: Iterable[Decided], *, by: Officer, now: datetime, today: date) -> Settled:
    """Do what was decided, each in a transaction of its own, so that one that cannot be stops no other.

    A complaint that somebody changed since the page was opened is left alone: what was decided may not hold any more.
    """
    done: list[str] = []
    refused: dict[str, str] = {}
    seen: dict[int, int] = {}
    for one in decisions:
        thing = one.thing
        try:
            # What was just done here on the same complaint is no change by somebody else.
            seen[thing.complaint_id] = _settle(
                one, seen.get(thing.complaint_id, one.seen), by=by, now=now, today=today
            )
        except CaseError as why:
            refused[thing.name] = f"{thing.reference}: {why}"
        except ChangedSince as changed:
            since = ", ".join(dict.fromkeys(title_of(event, {}) for event in changed.events))
            refused[thing.name] = (
                f"{thing.reference} has changed since you opened this page{f' ({since})' if since else ''}: look at it, "
                "and settle it again if yours still holds. Nothing of it was recorded"
            )
        else:
            done.append(thing.name)
    return Settled(tuple(done), refused)


def others(number: int, officer: Officer) -> tuple[tuple[str, str], ...]:
    """The contractors something can be given to. One statement."""
    here = Contractor.objects.filter(organisation=officer.organisation_id, status="active").exclude(pk=number)
    return tuple((str(pk), name) for pk, name in here.order_by("name").values_list("pk", "name"))


def _settle(one: Decided, seen: int, *, by: Officer, now: datetime, today: date) -> int:
    """Do it; the version of the complaint then. Raises ChangedSince where it is another than the one seen."""
    thing = one.thing
    if not one.words.strip():
        raise CaseError("say why, or what happens now")
    if thing.ordered and one.becomes is Becomes.REPLACED:
        raise CaseError("an Ombudsman asks for it: let it go from the order, with its agreement")
    to = _given_to(one, by)
    words = f"Given to {to}. {one.words}" if to else one.words
    common: dict[str, Any] = {"at": today, "by": by, "now": now, "seen_version": seen}
    if one.becomes is Becomes.REPLACED:
        return _give_up(thing, words, seen, by=by, now=now, today=today)
    if thing.kind is EndKind.REMEDY:
        # A remedy has no move for who carries it out: what is arranged is written beside it.
        _check_unchanged(thing, seen)
        add_note(thing.reference, words, happened_at=now, with_complainant=False, by=by, now=now)
        return seen
    if one.due is not None:
        return _version(reschedule_action(thing.reference, thing.key, words, due=one.due, **common))
    return _version(progress_action(thing.reference, thing.key, words, percent=None, **common))


def _give_up(thing: LeftThing, words: str, seen: int, *, by: Officer, now: datetime, today: date) -> int:
    common: dict[str, Any] = {"at": today, "by": by, "now": now}
    if thing.kind is EndKind.REMEDY:
        return _version(
            cannot_deliver(thing.reference, thing.key, words, alternative=None, seen_version=seen, **common)
        )
    _check_unchanged(thing, seen)
    complaint = Complaint.objects.get(pk=thing.complaint_id)
    action = next(each for each in _case(complaint).actions if each.key == thing.key)
    recorded = give_up_action(
        thing.reference, thing.key, words, agreed_by_ombudsman=False, seen_version=seen, **common
    )
    # The remedy it carried out goes with it: that is what the resident was offered.
    remedy = next((each for each in recorded.case.remedies if each.key == action.body.remedy), None)
    if remedy is not None and not remedy.ended:
        recorded = cannot_deliver(
            thing.reference, remedy.key, words, alternative=None, seen_version=_version(recorded), **common
        )
    return _version(recorded)


def _check_unchanged(thing: LeftThing, seen: int) -> None:
    """Raises ChangedSince with what was recorded on the complaint since that version."""
    events = read_events(Complaint.objects.get(pk=thing.complaint_id))[0]
    if events[-1].sequence != seen:
        raise ChangedSince(thing.reference, tuple(event for event in events if event.sequence > seen))


def _version(recorded: Recorded) -> int:
    return recorded.case.events[-1].sequence


def _given_to(one: Decided, by: Officer) -> str:
    if one.becomes is not Becomes.GIVEN:
        return ""
    name = dict(others(0, by)).get(one.to)
    if name is None:
        raise CaseError("choose the provider it is given to")
    return name


def _ends(firm: Contractor, officer: Officer) -> QuerySet[OpenEnd]:
    passed = Forwarding.objects.filter(contractor=firm).values("complaint")
    seen = Complaint.objects.filter(visible_to(officer), pk__in=passed).values("pk")
    return OpenEnd.objects.filter(complaint__in=seen, kind__in=_KINDS).select_related("complaint")


def _words(ends: Iterable[OpenEnd]) -> dict[str, str]:
    keys = [int(one.key) for one in ends if one.key.isdecimal()]
    return {str(pk): words for pk, words in Note.objects.filter(pk__in=keys).values_list("pk", "words")}


def _case(complaint: Complaint) -> Case:
    return replay(read_events(complaint)[0])


def _ordered(case: Case) -> frozenset[str]:
    """Keys of the actions and remedies an Ombudsman asks for."""
    return frozenset(_keys(case))


def _keys(case: Case) -> Iterator[str]:
    for order in case.orders:
        yield from (key for key in (order.body.remedy, order.body.action) if key is not None)


def _replaced(one: OpenEnd, words: str, case: Case) -> Replaced:
    on = one.ended_on or date.min
    given_up = any(each.offered and each.step is RemedyStep.UNDELIVERABLE for each in case.remedies)
    told = any(
        each.body.what is LetterKind.UNDELIVERED_REMEDY and (day_of(each.made.at) or date.min) >= on
        for each in case.letters
    )
    return Replaced(one.complaint.reference, words, on, given_up, told)
