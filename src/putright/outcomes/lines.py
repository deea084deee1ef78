"""One line of the remedy ledger, and what is wrong with it before it is approved, offered or paid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from putright.outcomes.reckoning import Rounding, Share, WrongSum, reckon, wrong_shares
from putright.procedures import remedy_meanings
from putright.vocabulary import Period, RemedyStep, RemedyType, SetOff
from putright.vocabulary.money import pounds


@dataclass(frozen=True, slots=True)
class Recurring:
    """A payment that comes again until a condition is met.

    first_on  the day of the first one. per: day, week or month.
    last_on   the last day one may fall on; None while that is not known.
    until     the condition that ends it, in words.
    """

    first_on: date
    per: Period
    last_on: date | None = None
    until: str = ""


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One remedy of the ledger, as sums are worked out from it.

    for_whom      who gets it: an identifier, never a name; stage: key of the stage at which it is offered.
    amount_pence  the whole sum; for one that recurs the sum each time; None where it is no money.
    unit_pence, per, periods, part_days, part_of_days, rounding   how the sum was reckoned; periods is None
                  where it was not.
    shares        who pays what of `amount_pence`; empty = we pay all of it.
    step          what became of it. supersedes: key of the earlier line it replaces once it is offered.
    paid_pence    what has been paid of it so far.
    set_off_debt  it is set against a debt of theirs; set_off: why that is allowed.
    """

    key: str
    type: RemedyType
    step: RemedyStep = RemedyStep.PROPOSED
    for_whom: str = ""
    stage: str = ""
    amount_pence: int | None = None
    unit_pence: int | None = None
    per: Period = Period.ONCE
    periods: int | None = None
    part_days: int = 0
    part_of_days: int | None = None
    rounding: Rounding = Rounding.BY_DAYS
    shares: tuple[Share, ...] = ()
    supersedes: str | None = None
    recurring: Recurring | None = None
    paid_pence: int = 0
    payee: str = ""
    method: str = ""
    payee_confirmed: bool = False
    set_off_debt: bool = False
    set_off: SetOff | None = None

    @property
    def was_offered(self) -> bool:
        """Whether the resident was ever told of it, so that it replaces what it supersedes."""
        return self.step not in (RemedyStep.PROPOSED, RemedyStep.APPROVED, RemedyStep.WITHDRAWN)


def decides(line: LedgerLine) -> bool:
    """Whether a line can answer what puts it right: goodwill never does, nor what was withdrawn.

    Source  LGSCO decision 24 015 097, paragraphs 28 and 43.
    """
    return remedy_meanings()[line.type].decides and line.step is not RemedyStep.WITHDRAWN


def problems_of(line: LedgerLine) -> tuple[str, ...]:
    """What is wrong with the sums of one line, each in a sentence that says what to change."""
    return tuple(_sums(line))


def approval_problems(line: LedgerLine) -> tuple[str, ...]:
    """What holds back the approval of a payment: no payee or way to pay, or set off without a reason.

    Source  DR-22; determination 202229082, paragraph 55: pay the person, never the debt.
    """
    problems = list(_sums(line))
    if line.amount_pence is not None and _needs(line, "payee"):
        if not line.payee:
            problems.append("it does not say who is paid; name the payee")
        elif not line.payee_confirmed:
            problems.append("the payee’s account was not confirmed with them; confirm it and record that")
        if not line.method:
            problems.append("it does not say how it is paid; choose a way to pay")
    if (told := set_off_problem(line)) is not None:
        problems.append(told)
    return tuple(problems)


def set_off_problem(line: LedgerLine) -> str | None:
    """Why a payment may not be set against a debt, in a sentence; None when it is not, or may be.

    Only an Ombudsman's order or agreement, or the person's own agreement, allows it.
    Source  determination 202229082, paragraph 55; our reading for every procedure.
    """
    if line.set_off_debt and line.set_off is None:
        return "it is set against a debt and no reason allows that; pay the person, or record who ordered or agreed it"
    return None


def problems_between(lines: Iterable[LedgerLine]) -> tuple[str, ...]:
    """What does not fit between the lines of one complaint: replacements that lead nowhere, in a circle or twice."""
    ledger = by_key(lines)
    problems = []
    replaced: dict[str, list[str]] = {}
    for line in ledger.values():
        if line.supersedes is None:
            continue
        if line.supersedes not in ledger:
            problems.append(
                f"{line.key} replaces {line.supersedes}, which is not in the ledger; choose a line of it"
            )
        elif _comes_back(line, ledger):
            problems.append(f"{line.key} replaces itself in the end; take one of the replacements away")
        else:
            replaced.setdefault(line.supersedes, []).append(line.key)
    for key, others in sorted(replaced.items()):
        live = [one for one in others if ledger[one].step is not RemedyStep.WITHDRAWN]
        if len(live) > 1:
            problems.append(f"{key} is replaced by {' and by '.join(sorted(live))}; leave it to one of them")
    return tuple(problems)


def by_key(lines: Iterable[LedgerLine]) -> Mapping[str, LedgerLine]:
    """The lines by their key, in the order of the keys. Raises WrongSum when two have the same."""
    found: dict[str, LedgerLine] = {}
    for line in lines:
        if line.key in found:
            raise WrongSum(f"{line.key} is in the ledger twice; count each line once")
        found[line.key] = line
    return dict(sorted(found.items()))


def _comes_back(line: LedgerLine, ledger: Mapping[str, LedgerLine]) -> bool:
    seen = set()
    following = line.supersedes
    while following is not None and following in ledger and following not in seen:
        if following == line.key:
            return True
        seen.add(following)
        following = ledger[following].supersedes
    return False


def _needs(line: LedgerLine, what: str) -> bool:
    return what in remedy_meanings()[line.type].needs


def _sums(line: LedgerLine) -> Iterator[str]:
    money = remedy_meanings()[line.type].money
    amount = line.amount_pence
    if amount is None:
        if money:
            yield f"“{line.type.label}” has no amount; give one"
        return
    if not money and line.type is not RemedyType.GOODWILL:
        yield f"“{line.type.label}” is no payment; take the amount away, or choose a payment"
    if amount <= 0:
        yield f"{pounds(amount)} is no payment; give a sum above nothing"
    if line.unit_pence is not None and line.periods is not None:
        yield from _reckoned(line, amount, unit_pence=line.unit_pence, periods=line.periods)
    if (told := wrong_shares(amount, shares=line.shares)) is not None:
        yield told
    if line.paid_pence < 0:
        yield f"{pounds(line.paid_pence)} cannot have been paid; record what was"
    yield from _recurring(line)
    if line.recurring is None:
        if line.paid_pence > amount:
            yield f"{pounds(line.paid_pence)} was paid of {pounds(amount)}; record what was paid, or offer more"
        if line.step is RemedyStep.PAID and line.paid_pence < amount:
            yield f"it is called paid, and {pounds(line.paid_pence)} of {pounds(amount)} was; record the rest"


def _reckoned(line: LedgerLine, amount: int, *, unit_pence: int, periods: int) -> Iterator[str]:
    try:
        reckoned = reckon(
            unit_pence,
            periods=periods,
            per=line.per,
            part_days=line.part_days,
            part_of_days=line.part_of_days,
            rounding=line.rounding,
        )
    except WrongSum as error:
        yield str(error)
        return
    if reckoned.amount_pence != amount:
        yield f"{pounds(amount)} is not what was reckoned: {reckoned.says}"


def _recurring(line: LedgerLine) -> Iterator[str]:
    if line.recurring is None:
        if line.type is RemedyType.RECURRING_PAYMENT:
            yield "it does not say from which day and how often it is paid; give the first day and the period"
        return
    if line.recurring.per not in (Period.DAY, Period.WEEK, Period.MONTH):
        yield f"“{line.recurring.per.label.lower()}” has no fixed length; pay it by the day, week or month"
    if not line.recurring.until and line.recurring.last_on is None:
        yield "it has no end; say which condition or which day ends it"
    if line.step is RemedyStep.CONDITION_MET and line.recurring.last_on is None:
        yield "it has ended, and not on which day; give its last day"
