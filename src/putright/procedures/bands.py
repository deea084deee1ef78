"""What a guidance on remedies says: bands, each with its days, its source and its doubts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from putright.vocabulary import Period, RemedyType, Word
from putright.vocabulary.money import pounds


class Basis(Word):
    """Where a band's figures come from."""

    RANGE = "range", "The guidance gives this range"
    DECISIONS = "decisions", "Published decisions gave it; the guidance has no figure we know"
    ACTUAL_COST = "actual-cost", "The actual loss or charge, shown by receipts or the account"
    NO_FIGURE = "no-figure", "Symbolic, and no figure is given"


@dataclass(frozen=True, slots=True)
class Band:
    """One row of a guidance: what it suggests for one injustice, from one day to another.

    guidance_id     the guidance it belongs to; with `key` it names the band (`reference`).
    injustice       the harm it is for, in words.
    type            the type of remedy it is an amount of.
    low_pence, high_pence  both included; None = open on that side. more_than: the low end itself is not.
    per             what the sum is for: once, or each day, week, month or school term.
    severities      the severities (1 to 4) it is suggested for; empty = chosen by its injustice only.
    for_delay       it is the one for delay in handling the complaint itself.
    version_date    of the text it was read in, or of the decision it is known from.
    effective_to    the last day it counts; None while it does.
    unconfirmed     its figures are from knowledge; effective_from_unconfirmed: the day it took effect is.
    """

    guidance_id: str
    key: str
    injustice: str
    type: RemedyType
    low_pence: int | None
    high_pence: int | None
    per: Period
    version_date: date
    effective_from: date
    effective_to: date | None
    source: str
    unconfirmed: bool = False
    effective_from_unconfirmed: bool = False
    basis: Basis = Basis.RANGE
    more_than: bool = False
    severities: tuple[int, ...] = ()
    for_delay: bool = False

    @property
    def reference(self) -> str:
        """What names it in a record: `hos_remedies/service-failure`."""
        return f"{self.guidance_id}/{self.key}"

    @property
    def has_figures(self) -> bool:
        """Whether there is anything to hold an amount against."""
        return self.low_pence is not None or self.high_pence is not None

    @property
    def amount(self) -> str:
        """The band as people read it: `£150 to £350 a month`, `more than £500`, `actual cost`."""
        if not self.has_figures:
            return "actual cost" if self.basis is Basis.ACTUAL_COST else "no figure given"
        return f"{self._ends()}{PER[self.per]}"

    def _ends(self) -> str:
        low, high = self.low_pence, self.high_pence
        if low is None:
            assert high is not None
            return f"up to {pounds(high)}"
        if high is None:
            return f"more than {pounds(low)}" if self.more_than else f"{pounds(low)} or more"
        if self.more_than:
            return f"more than {pounds(low)}, up to {pounds(high)}"
        return pounds(low) if low == high else f"{pounds(low)} to {pounds(high)}"

    def counts_on(self, day: date) -> bool:
        """Whether it counts on that day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)


PER = {
    Period.ONCE: "",
    Period.DAY: " a day",
    Period.WEEK: " a week",
    Period.MONTH: " a month",
    Period.TERM: " a term",
}
"""How a sum for a period is said."""


@dataclass(frozen=True, slots=True)
class Guidance:
    """A guidance on remedies: an Ombudsman's, or an organisation's own policy.

    id             the name of its file.
    ombudsman      key of the Ombudsman whose it is; None for an own policy.
    own_policy     body of the own procedure it belongs to, such as `luton`; None for an Ombudsman's.
    note           what to know before relying on it; may be empty.
    empty_because  why it has no bands; empty when it has.
    unconfirmed    that it is in force, or how it stands to another, is from knowledge.
    """

    id: str
    title: str
    ombudsman: str | None
    own_policy: str | None
    version_date: date
    effective_from: date
    effective_to: date | None
    source: str
    bands: tuple[Band, ...]
    note: str = ""
    empty_because: str = ""
    unconfirmed: bool = False
    effective_from_unconfirmed: bool = False

    @property
    def unconfirmed_bands(self) -> tuple[Band, ...]:
        """The bands whose figures nobody has confirmed."""
        return tuple(one for one in self.bands if one.unconfirmed)

    def counts_on(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return self.effective_from <= day and (self.effective_to is None or day <= self.effective_to)
