"""Working out a sum: so much a period, parts of a period told, shares that add up to it exactly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from putright.clocks.lengths import add_months
from putright.procedures import days_in_part
from putright.vocabulary import PartyAtFault, Period, Word
from putright.vocabulary.money import pounds


class WrongSum(ValueError):
    """A sum cannot be worked out as asked; the message says what to change."""


class Rounding(Word):
    """What becomes of a part of a period."""

    BY_DAYS = "by_days", "Paid for its days"
    UP = "up", "Counted as a whole one"
    DOWN = "down", "Not counted"


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A sum and how it came about, in a sentence to be printed with it."""

    amount_pence: int
    says: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one party pays of a sum, in pence."""

    payer: PartyAtFault
    amount_pence: int


@dataclass(frozen=True, slots=True)
class Split:
    """Shares that add up to the sum, and a sentence that tells where an odd penny went."""

    shares: tuple[Share, ...]
    says: str


def reckon(
    unit_pence: int,
    *,
    periods: int,
    per: Period,
    part_days: int = 0,
    part_of_days: int | None = None,
    rounding: Rounding = Rounding.BY_DAYS,
) -> Reckoning:
    """So much a period, for so many periods and so many days of a further one.

    part_of_days  how many days that further period has; None = the number `remedies.toml` gives.
    rounding      what becomes of the further days; the sentence says it.
    Raises        WrongSum for what cannot be: less than nothing, a part as long as a whole, a term by the day
                  without the days it has.
    """
    if unit_pence <= 0:
        raise WrongSum(f"{pounds(unit_pence)} {_each(per)} is no payment; give a sum above nothing")
    if periods < 0 or part_days < 0 or periods + part_days == 0:
        raise WrongSum(f"{periods} periods and {part_days} days make no sum; say for how long it is")
    if per is Period.ONCE and (periods != 1 or part_days):
        raise WrongSum("a sum paid once has no further periods; say whether it is a day, week, month or term")
    if per is Period.ONCE:
        return Reckoning(unit_pence, f"{pounds(unit_pence)} once")
    whole = unit_pence * periods
    if not part_days:
        return Reckoning(whole, f"{_times(periods, per, unit_pence)} = {pounds(whole)}")
    part, says = _part(unit_pence, per, part_days, part_of_days, rounding)
    begins = f"{_times(periods, per, unit_pence)}, and {says}" if periods else says
    return Reckoning(whole + part, f"{begins}, = {pounds(whole + part)}")


def reckon_between(
    unit_pence: int, *, first_on: date, last_on: date, per: Period, rounding: Rounding = Rounding.BY_DAYS
) -> Reckoning:
    """So much a period, from one day through another, both included; a part of a month by that month's days.

    Raises  WrongSum when it ends before it begins, and for a school term, whose days no calendar tells.
    """
    if last_on < first_on:
        raise WrongSum(f"it ends on {last_on}, before it begins on {first_on}")
    periods = 0
    after = last_on + timedelta(days=1)
    while (following := start_of(periods + 1, first_on=first_on, per=per)) <= after:
        periods += 1
    begun = start_of(periods, first_on=first_on, per=per)
    return reckon(
        unit_pence,
        periods=periods,
        per=per,
        part_days=(after - begun).days,
        part_of_days=(following - begun).days,
        rounding=rounding,
    )


def start_of(number: int, *, first_on: date, per: Period) -> date:
    """The day a period begins, the first being number 0; months keep the day's number where there is one.

    Raises  WrongSum for a sum paid once and for a school term.
    """
    if per is Period.MONTH:
        return add_months(first_on, number)
    if per is Period.WEEK:
        return first_on + timedelta(weeks=number)
    if per is Period.DAY:
        return first_on + timedelta(days=number)
    raise WrongSum(f"“{per.label.lower()}” has no fixed length; say how many, or choose a day, week or month")


def split_evenly(amount_pence: int, *, payers: Sequence[PartyAtFault]) -> Split:
    """Equal shares; what cannot be shared equally goes a penny each to those named first, and is told."""
    if amount_pence < 0:
        raise WrongSum(f"{pounds(amount_pence)} cannot be shared; give a sum of nothing or more")
    _distinct(payers)
    each, odd = divmod(amount_pence, len(payers))
    shares = tuple(Share(payer, each + (1 if number < odd else 0)) for number, payer in enumerate(payers))
    return Split(shares, _shared(amount_pence, shares, odd))


def split_by_percent(amount_pence: int, *, shares: Sequence[tuple[PartyAtFault, int]]) -> Split:
    """Shares in whole per cent; pence left over go to the largest remainders, and are told.

    Raises  WrongSum unless the per cents add up to 100.
    """
    if amount_pence < 0:
        raise WrongSum(f"{pounds(amount_pence)} cannot be shared; give a sum of nothing or more")
    _distinct([payer for payer, _ in shares])
    total = sum(percent for _, percent in shares)
    if total != 100 or any(percent < 0 for _, percent in shares):
        raise WrongSum(f"the shares add up to {total} per cent; they must make 100")
    parts = [divmod(amount_pence * percent, 100) for _, percent in shares]
    odd = amount_pence - sum(whole for whole, _ in parts)
    first = sorted(range(len(parts)), key=lambda number: -parts[number][1])[:odd]
    found = tuple(
        Share(payer, parts[number][0] + (1 if number in first else 0))
        for number, (payer, _) in enumerate(shares)
    )
    return Split(found, _shared(amount_pence, found, odd))


def wrong_shares(amount_pence: int, *, shares: Sequence[Share]) -> str | None:
    """What is wrong with the shares of a sum, in a sentence; None when they add up to it. No shares are none wrong."""
    if not shares:
        return None
    if len({share.payer for share in shares}) < len(shares):
        return "the same party is named twice among those who pay; give each one share"
    if any(share.amount_pence < 0 for share in shares):
        return "a share is less than nothing; give each party what it pays"
    total = sum(share.amount_pence for share in shares)
    if total != amount_pence:
        told = " + ".join(pounds(share.amount_pence) for share in shares)
        return f"the shares {told} make {pounds(total)}, not {pounds(amount_pence)}"
    return None


def _part(
    unit_pence: int, per: Period, part_days: int, part_of_days: int | None, rounding: Rounding
) -> tuple[int, str]:
    days = _count(part_days, "day")
    of_days = part_of_days if part_of_days is not None else days_in_part().get(per)
    if of_days is not None and part_days >= of_days:
        raise WrongSum(f"{days} are a whole {_noun(per)} of {of_days}; count it among the whole ones")
    if rounding is Rounding.UP:
        return unit_pence, f"{days} counted as a whole {_noun(per)}"
    if rounding is Rounding.DOWN:
        return 0, f"{days} not counted"
    if of_days is None:
        raise WrongSum(f"say how many days the {_noun(per)} has, so that {days} of it can be paid")
    part = (2 * unit_pence * part_days + of_days) // (2 * of_days)
    return (
        part,
        f"{part_days} of {of_days} days at {pounds(unit_pence)} {_each(per)} by the day ({pounds(part)})",
    )


def _distinct(payers: Sequence[PartyAtFault]) -> None:
    if not payers:
        raise WrongSum("nobody is named to pay; name at least one")
    if len(set(payers)) < len(payers):
        raise WrongSum("the same party is named twice among those who pay; name each once")


def _shared(amount_pence: int, shares: Sequence[Share], odd: int) -> str:
    told = ", ".join(f"{share.payer.label.lower()} {pounds(share.amount_pence)}" for share in shares)
    over = f"; {odd}p over could not be shared exactly" if odd else ""
    return f"{pounds(amount_pence)}: {told}{over}"


def _times(periods: int, per: Period, unit_pence: int) -> str:
    return f"{_count(periods, _noun(per))} at {pounds(unit_pence)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _noun(per: Period) -> str:
    return {Period.TERM: "school term", Period.ONCE: "time"}.get(per, per.value)


def _each(per: Period) -> str:
    return "once" if per is Period.ONCE else f"a {_noun(per)}"
