"""Recording what an Ombudsman orders: each line with what of ours carries it out, all of them or none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from casework.complaints import search
from casework.complaints.models import Complaint, Note
from casework.complaints.permissions import visible_to
from casework.complaints.record import Act, Opened, Recorded, act, opened, record_on
from casework.complaints.restriction import check_named
from casework.complaints.writing import moment
from casework.ombudsman.models import OmbudsmanCase
from casework.orders.models import OrderPaper
from casework.orders.repeats import Alike, asked_before
from casework.outcomes.course import is_payment
from casework.outcomes.models import ActionParticulars, LedgerLine
from casework.outcomes.payees import payees
from casework.people.models import Officer
from putright.calendars import short_day
from putright.cases import Case, CaseError, replay, verbs
from putright.cases.referred import OrderMade, ReferralMoved
from putright.cases.remedial import ActionAgreed, RemedyMoved, RemedyProposed
from putright.outcomes import Share
from putright.procedures import compliance, remedy_meanings
from putright.vocabulary import OrderKind, PartyAtFault, Period, RemedyStep, RemedyType, SetOff
from putright.vocabulary.money import pounds

FOLLOWED_AT = "actions_open"
"""The step of every Ombudsman's process at which its orders are followed."""
_RUNNING = (RemedyStep.PROPOSED, RemedyStep.APPROVED, RemedyStep.OFFERED)


class NoSuchCase(LookupError):
    """There is no such case of an Ombudsman, or this officer may not see it: the same answer for both."""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One order, agreed action or recommendation, as a decision states it or somebody enters it.

    attribution     who pays what of the sum: a code of `PartyAtFault` and pence; empty = we pay all of it.
    payee           number of a party of the complaint; None = the complainant.
    due             None = it states none: a recommendation then gets one of ours, an order is held (DR-28).
    date_is_ours    the decision gives no date, and we set this one.
    as_stated       its date in the decision's words. owner: None = the link officer of the case.
    heads, points   keys of the heads of complaint and of our points it follows from.
    headings        what an apology must cover. evidence_needed: what it asks to be shown, in its words.
    remedy, action  key of the line of our ledger, or of our action, that carries it out already.
    supersedes      key of the line of our ledger it replaces, such as a smaller sum offered before.
    method          how a payment is made; an order that says nothing of it is paid to the person by bank transfer.
    per, condition  for a payment that comes again: how often, and what ends it.
    """

    kind: OrderKind
    type: RemedyType
    words: str
    amount_pence: int | None = None
    attribution: tuple[tuple[PartyAtFault | str, int], ...] = ()
    payee: str | None = None
    due: date | None = None
    date_is_ours: bool = False
    as_stated: str = ""
    owner: str | None = None
    heads: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    set_off_allowed: bool = False
    evidence_needed: str = ""
    remedy: str | None = None
    action: str | None = None
    supersedes: str | None = None
    method: str = "Bank transfer"
    per: Period = Period.ONCE
    condition: str = ""
    points: tuple[str, ...] = ()

    @property
    def recurring(self) -> bool:
        """Whether it is paid again until a condition is met."""
        return self.type is RemedyType.RECURRING_PAYMENT

    @property
    def in_ledger(self) -> bool:
        """Whether our remedy ledger carries it: a sum, or an apology. Everything else is an action."""
        return self.amount_pence is not None or self.type is RemedyType.APOLOGY

    @property
    def linked(self) -> bool:
        """Whether something of ours carries it out already."""
        return self.remedy is not None or self.action is not None


class WrongOrders(CaseError):
    """Orders cannot be recorded as they stand. `problems`: place of the line from 0, its field, what to do."""

    def __init__(self, problems: Sequence[tuple[int, str, str]]) -> None:
        super().__init__("; ".join(f"order {line + 1}: {says}" for line, _, says in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class OrdersMade:
    """What was recorded: the keys of the orders in turn, and for each the earlier one that asked the same."""

    recorded: Recorded
    keys: tuple[str, ...]
    alike: tuple[Alike | None, ...]


def case_of(case_key: str, by: Officer) -> OmbudsmanCase:
    """The case with this key, of a complaint the officer may see. One statement. Raises NoSuchCase and CaseError."""
    found = None
    if case_key.isdecimal() and len(case_key) < 19:
        cases = OmbudsmanCase.objects.filter(organisation=by.organisation_id, pk=int(case_key))
        found = cases.select_related("complaint", "organisation").first()
    if found is None:
        raise NoSuchCase(case_key)
    if found.complaint is None:
        raise CaseError(
            "it is linked to no complaint yet: link it first, so that what is ordered has a place"
        )
    if not Complaint.objects.filter(visible_to(by), pk=found.complaint.pk).exists():
        raise NoSuchCase(case_key)
    return found


def proposed_date(kind: OrderKind, decided_on: date) -> date | None:
    """The date of ours that a recommendation without one gets; None for what binds, whose date is asked for."""
    if kind is not OrderKind.RECOMMENDATION:
        return None
    return decided_on + timedelta(weeks=compliance().recommendation_weeks)


def make_orders(
    case_key: str,
    lines: Sequence[OrderLine],
    *,
    decided_on: date,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> OrdersMade:
    """Record what the Ombudsman orders on a case, with what of ours carries each out.

    A sum and an apology become a line of our ledger, accepted as it is ordered; everything else an action; a line
    that names one of ours is linked to it. An order without a date is on record, and held until it has one (DR-28).

    Raises      WrongOrders with every problem by its line and field; NoSuchCase; ChangedSince; CaseError.
    Statements  about fourteen, and four a line.
    """
    if not lines:
        raise CaseError("nothing to record: name at least one order")
    with transaction.atomic(durable=True):
        one = case_of(case_key, by)
        assert one.complaint is not None  # `case_of` made sure of it
        held = opened(one.complaint.reference, seen_version=seen_version)
        making = _Making(held, replay(held.events), case_key, decided_on, by, now)
        lines = tuple(making.completed(line) for line in lines)
        for officer in Officer.objects.filter(pk__in={int(one.owner or 0) for one in lines}):
            check_named(held.complaint, officer)
        if problems := tuple(making.problems(lines)):
            raise WrongOrders(problems)
        alike = asked_before(one, [(line.type, line.words) for line in lines], on=decided_on)
        notes = [making.note(line) for line in lines]
        acts = [each for line, note in zip(lines, notes, strict=True) for each in making.acts(line, note)]
        recorded = record_on(held, *acts, *making.step(), by=by, now=now)
        for line, note, like in zip(lines, notes, alike, strict=True):
            making.keep(one, line, note, like)
        search.add(held.complaint.pk, "\n".join(line.words for line in lines))
    return OrdersMade(recorded, tuple(str(note.pk) for note in notes), alike)


@dataclass(frozen=True, slots=True)
class _Making:
    """Orders being recorded on one complaint."""

    held: Opened
    case: Case
    case_key: str
    decided_on: date
    by: Officer
    now: datetime

    def completed(self, line: OrderLine) -> OrderLine:
        """The line with who sees to it, and with a date of ours where it is a recommendation without one."""
        link = next((one.owner for one in self.case.referrals if one.key == self.case_key), None)
        owner = line.owner or link or str(self.by.pk)
        due = line.due or proposed_date(line.kind, self.decided_on)
        ours = line.date_is_ours or (line.due is None and due is not None)
        return replace(line, owner=owner, due=due, date_is_ours=ours)

    def problems(self, lines: Sequence[OrderLine]) -> Iterator[tuple[int, str, str]]:
        """What keeps these lines from being recorded."""
        payable = {str(one.id) for one in payees(self.held.complaint.pk)}
        for number, line in enumerate(lines):
            for where, says in line_problems(line, self.case, payable=payable, decided_on=self.decided_on):
                yield number, where, says

    def note(self, line: OrderLine) -> Note:
        """The words of the line, which are those of what carries it out too."""
        complaint = self.held.complaint
        return Note.objects.create(
            complaint=complaint, words=line.words.strip(), about="order", stage=self.case.stage, officer=self.by,
            happened_at=moment(self.decided_on), written_at=self.now,
        )  # fmt: skip

    def acts(self, line: OrderLine, note: Note) -> Iterator[Act]:
        """What carries it out, and the order linked to it."""
        key = str(note.pk)
        yield from self._carrying(line, key)
        remedy = line.remedy or (key if line.in_ledger and not line.linked else None)
        action = line.action or (key if not line.in_ledger and not line.linked else None)
        yield act(
            verbs.refer, at=self.decided_on,
            body=OrderMade(
                key, self.case_key, line.kind, line.type, line.due, line.date_is_ours, line.amount_pence, line.payee,
                line.owner, line.heads, remedy, action, line.set_off_allowed, len(line.headings),
            ),
        )  # fmt: skip

    def step(self) -> Iterator[Act]:
        """The case goes on to the step at which orders are followed, where that comes next."""
        state = next((one for one in self.case.referrals if one.key == self.case_key), None)
        if state is not None and FOLLOWED_AT in state.at.then and not state.ended:
            yield act(verbs.follow_up, body=ReferralMoved(self.case_key, FOLLOWED_AT), at=self.decided_on)

    def keep(self, one: OmbudsmanCase, line: OrderLine, note: Note, like: Alike | None) -> None:
        """Its papers, and those of what carries it out."""
        complaint = self.held.complaint
        OrderPaper.objects.create(
            note=note, complaint=complaint, organisation_id=complaint.organisation_id, case=one,
            kind=line.kind.value, type=line.type.value, made_on=self.decided_on, as_stated=line.as_stated.strip(),
            evidence=line.evidence_needed.strip(), payee_id=int(line.payee) if line.payee else None,
            headings=list(line.headings), shares=_shares_kept(line), date_is_ours=line.date_is_ours,
            repeats_id=like.order if like else None, likeness=like.likeness if like else None,
        )  # fmt: skip
        if line.linked:
            return
        if line.in_ledger:
            LedgerLine.objects.create(
                note=note, complaint=complaint, type=line.type.value, whole_pence=line.amount_pence,
                recurring=line.recurring, per=line.per.value if line.recurring else "", condition=line.condition,
                method=line.method if is_payment(line.type) else "",
                headings=list(line.headings),
            )  # fmt: skip
        else:
            ActionParticulars.objects.create(note=note, complaint=complaint, type=line.type.value)

    def _carrying(self, line: OrderLine, key: str) -> Iterator[Act]:
        if line.remedy is not None:
            ours = next(one for one in self.case.remedies if one.key == line.remedy)
            if ours.step in _RUNNING:
                yield _accepted(line.remedy, self.decided_on)
        elif line.action is None and line.in_ledger:
            yield act(verbs.propose_remedy, body=self._remedy(line, key), at=self.decided_on)
            yield _accepted(key, self.decided_on)
        elif line.action is None:
            body = ActionAgreed(key, line.type, line.due, line.owner, line.points)
            yield act(verbs.agree_action, body=body, at=self.decided_on)

    def _remedy(self, line: OrderLine, key: str) -> RemedyProposed:
        return RemedyProposed(
            key, line.type, line.points, line.amount_pence,
            unit_pence=line.amount_pence if line.recurring else None,
            per=line.per if line.recurring else Period.ONCE, recurring=line.recurring,
            shares=_shares(line), payee=line.payee if line.amount_pence is not None else None, due=line.due,
            owner=line.owner, supersedes=line.supersedes,
            set_off_debt=line.set_off_allowed, set_off=SetOff.ORDERED if line.set_off_allowed else None,
            headings=len(line.headings),
        )  # fmt: skip


def line_problems(
    line: OrderLine, case: Case, *, payable: Collection[str], decided_on: date
) -> tuple[tuple[str, str], ...]:
    """What keeps a line from being recorded: the field, and a sentence that says what to do. No statement.

    payable  numbers of the parties of the complaint who can be paid.
    """
    return (*_wording(line, case, payable, decided_on), *_sum(line), *_links(line, case))


def _wording(
    line: OrderLine, case: Case, payable: Collection[str], decided_on: date
) -> Iterator[tuple[str, str]]:
    if not line.words.strip():
        yield "words", "What is ordered: say it as the decision does."
    if line.due is not None and line.due < decided_on:
        yield (
            "due",
            f"By when: {short_day(line.due)} is before the decision of {short_day(decided_on)}.",
        )
    if line.payee is not None and line.payee not in payable:
        yield "payee", "Who is paid: choose somebody named on the complaint."
    for key in line.points:
        if all(one.key != key for one in case.points):
            yield "points", f"The points it follows from: there is no point {key}."
    for key in line.heads:
        if all(one.key != key for one in case.heads):
            yield "heads", f"The heads it follows from: there is no head {key} on record."
    if line.headings and line.type is not RemedyType.APOLOGY:
        yield "headings", "Only an apology has headings to cover: leave them out."


def _links(line: OrderLine, case: Case) -> Iterator[tuple[str, str]]:
    if line.remedy is not None and line.action is not None:
        yield "link", "It is carried out by a remedy or by an action: choose one of them."
    if line.remedy is not None:
        yield from _fits(line, case)
    if line.action is not None and all(one.key != line.action for one in case.actions):
        yield "link", "The action that carries it out: choose one of this complaint."
    if line.supersedes is None:
        return
    earlier = next((one for one in case.remedies if one.key == line.supersedes), None)
    if earlier is None or line.linked or not line.in_ledger:
        yield "supersedes", "What it replaces: choose a remedy of the ledger, for a sum or an apology."
    elif earlier.replaced_by is not None or earlier.step is RemedyStep.WITHDRAWN:
        yield "supersedes", f"What it replaces is {earlier.step.label.lower()}: choose the latest remedy."


def _accepted(remedy: str, on: date) -> Act:
    return act(verbs.move_remedy, body=RemedyMoved(remedy, RemedyStep.ACCEPTED), at=on)


def _fits(line: OrderLine, case: Case) -> Iterator[tuple[str, str]]:
    ours = next((one for one in case.remedies if one.key == line.remedy), None)
    if ours is None:
        yield "link", "The remedy that carries it out: choose one of this complaint’s ledger."
    elif ours.ended and ours.step not in (RemedyStep.PAID, RemedyStep.DONE):
        yield (
            "link",
            f"The remedy that carries it out is {ours.step.label.lower()}: leave it out, a new one is made.",
        )
    elif line.amount_pence is not None and ours.body.amount_pence != line.amount_pence:
        sum_ = pounds(ours.body.amount_pence) if ours.body.amount_pence is not None else "no sum"
        yield (
            "link",
            f"Our remedy is {sum_} and the order {pounds(line.amount_pence)}: let the order replace it instead.",
        )


def _sum(line: OrderLine) -> Iterator[tuple[str, str]]:
    amount, meaning = line.amount_pence, remedy_meanings()[line.type]
    if amount is None:
        if line.attribution:
            yield "shares", "Who pays what needs the whole sum: enter it."
        if line.recurring:
            yield "amount", "A payment that comes again needs its sum each time: enter it in pounds."
        return
    if amount <= 0:
        yield "amount", "The sum: enter an amount above nothing, such as £250."
    elif not meaning.money and line.type is not RemedyType.GOODWILL:
        yield "amount", f"“{line.type.label}” is no payment: take the sum away, or choose a payment."
    if line.recurring and line.per is Period.ONCE:
        yield "per", "How often it is paid: choose day, week or month."
    if line.recurring and not line.condition.strip():
        yield "condition", "What ends it: say the condition."
    known = {one.value for one in PartyAtFault}
    if any(str(to) not in known for to, _ in line.attribution):
        yield "shares", f"Who pays what: use {', '.join(sorted(known))}."
    elif line.attribution and sum(pence for _, pence in line.attribution) != amount:
        told = pounds(sum(pence for _, pence in line.attribution))
        yield "shares", f"Who pays what comes to {told}, the whole sum is {pounds(amount)}: check each share."
    elif any(pence < 0 for _, pence in line.attribution):
        yield "shares", "A share cannot be less than nothing."


def _shares(line: OrderLine) -> tuple[Share, ...]:
    together: dict[PartyAtFault, int] = {}
    for to, pence in line.attribution:
        together[PartyAtFault(to)] = together.get(PartyAtFault(to), 0) + pence
    return tuple(Share(payer, pence) for payer, pence in together.items())


def _shares_kept(line: OrderLine) -> Mapping[str, int]:
    return {one.payer.value: one.amount_pence for one in _shares(line)}
