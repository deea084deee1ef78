"""The sums of the remedy ledger: offered, paid, outstanding, by person, payer and stage; nothing counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from putright.calendars import WorkingDayCalendar
from putright.calendars.wording import day_in_words
from putright.clocks.lengths import add_length
from putright.outcomes.lines import LedgerLine, Recurring, by_key
from putright.outcomes.reckoning import WrongSum, start_of, wrong_shares
from putright.procedures import payment_time
from putright.vocabulary import PartyAtFault, Period, RemedyStep
from putright.vocabulary.money import pounds

_STANDS = frozenset(
    {
        RemedyStep.OFFERED,
        RemedyStep.ACCEPTED,
        RemedyStep.PAID,
        RemedyStep.DONE,
        RemedyStep.CONDITION_MET,
    }
)
_IN_THE_MAKING = frozenset({RemedyStep.PROPOSED, RemedyStep.APPROVED})
_LEFT_OUT = {
    RemedyStep.PROPOSED: "not offered yet",
    RemedyStep.APPROVED: "approved, not offered yet",
    RemedyStep.REFUSED: "refused by the resident",
    RemedyStep.SUPERSEDED: "replaced by a later offer",
    RemedyStep.UNDELIVERABLE: "cannot be delivered",
    RemedyStep.WITHDRAWN: "withdrawn before it was offered",
}


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One line as the totals see it; every line is there, counted or not.

    due_pence          what it comes to: the whole sum, or what fell due of one that recurs.
    paid_pence         what was paid of it, and of the earlier offers it replaces.
    outstanding_pence  what is still to be paid of it; overpaid_pence: what was paid beyond it.
    left_out           why it does not count, in words; empty = it counts.
    replaced_by        key of the line that replaces it, if one does.
    """

    line: LedgerLine
    due_pence: int
    paid_pence: int = 0
    outstanding_pence: int = 0
    overpaid_pence: int = 0
    left_out: str = ""
    replaced_by: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is in the totals."""
        return not self.left_out


@dataclass(frozen=True, slots=True)
class Totals:
    """What a complaint's remedies come to on a day.

    offered_pence        what stands as offered: replaced, refused and withdrawn lines are out.
    in_the_making_pence  proposed or approved, and not offered yet.
    paid_pence           all that was paid, whatever became of the line it was paid for.
    outstanding_pence    offered and not yet paid; overpaid_pence: paid and not, or no longer, offered.
                         offered − paid = outstanding − overpaid.
    forecast_pence       what payments that recur will come to after the day, through the day forecast to.
    by_person, by_payer, by_stage  how `offered_pence` divides; each adds up to it.
    lines                every line, in the order of the keys.
    """

    on: date
    offered_pence: int
    in_the_making_pence: int
    paid_pence: int
    outstanding_pence: int
    overpaid_pence: int
    forecast_pence: int
    by_person: Mapping[str, int]
    by_payer: Mapping[PartyAtFault, int]
    by_stage: Mapping[str, int]
    lines: tuple[CountedLine, ...]


@dataclass(frozen=True, slots=True)
class PaymentDue:
    """The last day a payment is on time, and why that day."""

    on: date
    because: str


def totals(lines: Iterable[LedgerLine], *, on: date, forecast_until: date | None = None) -> Totals:
    """What the lines of a complaint come to on a day; their order makes no difference.

    forecast_until  the day through which payments that recur are forecast; None = no forecast.
    Raises          WrongSum when two lines have the same key, or one recurs by the term.
    """
    ledger = by_key(lines)
    replaced_by = replacements(ledger)
    paid_for = _paid_for(ledger, replaced_by)
    counted = tuple(_counted(line, on, replaced_by, paid_for) for line in ledger.values())
    standing = [one for one in counted if one.counts]
    by_person: dict[str, int] = {}
    by_stage: dict[str, int] = {}
    by_payer: dict[PartyAtFault, int] = {}
    for one in standing:
        if one.line.amount_pence is None:
            continue
        by_person[one.line.for_whom] = by_person.get(one.line.for_whom, 0) + one.due_pence
        by_stage[one.line.stage] = by_stage.get(one.line.stage, 0) + one.due_pence
        for payer, pence in _by_payer(one.line, one.due_pence):
            by_payer[payer] = by_payer.get(payer, 0) + pence
    return Totals(
        on=on,
        offered_pence=sum(one.due_pence for one in standing),
        in_the_making_pence=sum(
            one.line.amount_pence or 0
            for one in counted
            if one.line.step in _IN_THE_MAKING and one.replaced_by is None
        ),
        paid_pence=sum(line.paid_pence for line in ledger.values()),
        outstanding_pence=sum(one.outstanding_pence for one in counted),
        overpaid_pence=sum(one.overpaid_pence for one in counted),
        forecast_pence=sum(_forecast(one.line, on, forecast_until) for one in standing),
        by_person=MappingProxyType(by_person),
        by_payer=MappingProxyType(by_payer),
        by_stage=MappingProxyType(by_stage),
        lines=counted,
    )


def replacements(ledger: Mapping[str, LedgerLine]) -> Mapping[str, str]:
    """Which line is replaced by which, by their keys: an offer replaces the earlier one once it is made.

    While it is only proposed the earlier offer stands, and one withdrawn before it was offered replaces none.
    """
    found: dict[str, str] = {}
    for key, line in sorted(ledger.items(), reverse=True):
        earlier = line.supersedes
        if earlier is not None and earlier in ledger and earlier != key and line.was_offered:
            found[earlier] = key
    return found


def sum_due(line: LedgerLine, *, on: date) -> int:
    """What a line comes to by a day: its whole sum, or what fell due so far of one that recurs."""
    amount = line.amount_pence or 0
    return amount if line.recurring is None else amount * times_due(line.recurring, on=on)


def times_due(recurring: Recurring, *, on: date) -> int:
    """How many payments fell due by a day, that day included."""
    last = on if recurring.last_on is None else min(on, recurring.last_on)
    if last < recurring.first_on:
        return 0
    # A month has at least 28 days, a week and a day their own number: no more periods than that begin.
    shortest = {Period.WEEK: 7, Period.MONTH: 28}.get(recurring.per, 1)
    low, high = 0, (last - recurring.first_on).days // shortest
    while low < high:
        middle = (low + high + 1) // 2
        if start_of(middle, first_on=recurring.first_on, per=recurring.per) <= last:
            low = middle
        else:
            high = middle - 1
    return low + 1


def payment_due(
    accepted_on: date, *, calendar: WorkingDayCalendar, ordered_by: date | None = None
) -> PaymentDue:
    """By which day an accepted payment is to be made: the order's own day, or so long from acceptance.

    Source  own default (`remedies.toml`) where neither an order nor the offer says a day.
    """
    if ordered_by is not None:
        return PaymentDue(ordered_by, f"by the day ordered, {day_in_words(ordered_by)}")
    time = payment_time()
    on = add_length(accepted_on, time.within, calendar)
    return PaymentDue(
        on, f"accepted on {day_in_words(accepted_on)}, {time.within} ({time.source}) → {day_in_words(on)}"
    )


def _counted(
    line: LedgerLine, on: date, replaced_by: Mapping[str, str], paid_for: Mapping[str, int]
) -> CountedLine:
    due = sum_due(line, on=on)
    follower = replaced_by.get(line.key)
    left_out = _left_out(line, follower)
    paid = paid_for.get(line.key, 0)
    if left_out:
        # What was paid of it and no standing line takes as its own was paid for nothing that is offered.
        return CountedLine(line, due, paid, overpaid_pence=paid, left_out=left_out, replaced_by=follower)
    return CountedLine(line, due, paid, max(0, due - paid), max(0, paid - due))


def _left_out(line: LedgerLine, follower: str | None) -> str:
    if follower is not None:
        return _LEFT_OUT[RemedyStep.SUPERSEDED]
    return "" if line.step in _STANDS else _LEFT_OUT[line.step]


def _paid_for(ledger: Mapping[str, LedgerLine], replaced_by: Mapping[str, str]) -> Mapping[str, int]:
    """What was paid, by the line it now counts for: the one that replaced the line it was paid for."""
    paid_for: dict[str, int] = {}
    for line in ledger.values():
        seen = {line.key}
        holder = line.key
        while (follower := replaced_by.get(holder)) is not None and follower not in seen:
            seen.add(follower)
            holder = follower
        paid_for[holder] = paid_for.get(holder, 0) + line.paid_pence
    return paid_for


def _by_payer(line: LedgerLine, due_pence: int) -> Iterable[tuple[PartyAtFault, int]]:
    amount = line.amount_pence or 0
    if not line.shares or not amount or wrong_shares(amount, shares=line.shares) is not None:
        # Shares that do not add up are told as wrong elsewhere; until they are mended we answer for the whole.
        return [(PartyAtFault.OURS, due_pence)]
    times = due_pence // amount
    return [(share.payer, share.amount_pence * times) for share in line.shares]


def _forecast(line: LedgerLine, on: date, until: date | None) -> int:
    if until is None or line.recurring is None or line.step is RemedyStep.CONDITION_MET:
        return 0
    if until < on:
        raise WrongSum(f"the forecast ends on {until}, before {on}; give a later day")
    return sum_due(line, on=until) - sum_due(line, on=on)


def outstanding_in_words(found: Totals) -> str:
    """What is still to be paid, in a sentence for the head of the ledger."""
    if found.outstanding_pence:
        return f"{pounds(found.outstanding_pence)} of {pounds(found.offered_pence)} is still to be paid."
    return "Everything offered is paid." if found.offered_pence else "No payment is offered."
