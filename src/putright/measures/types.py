"""The values of the figures: a definition, a cell with both its counts, what could not be read, a check."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from putright.vocabulary import Word

NOTHING: Mapping[str, str | None] = MappingProxyType({})


class FactsError(ValueError):
    """Facts, a mapping, an organisation file or a question about them cannot be used; says what to do.

    read  what was read and what was wrong with it, when rows were the trouble; else None.
    """

    def __init__(self, says: str, *, read: "FactsRead | None" = None) -> None:
        super().__init__(says)
        self.read = read


class MeasureKind(Word):
    """What a figure is made of."""

    COUNT = "count", "a number"
    SHARE = "share", "a part of a base, in per cent"
    RATE = "rate", "so many for each 1,000 homes or 100,000 residents"
    MONEY = "money", "a sum of money"
    SPREAD = "spread", "mean, median and 90th centile"


class PeriodBasis(Word):
    """Which date puts a row into a period. A report that mixes them without saying so misleads."""

    RECEIVED = "received", "received in the period"
    RESPONDED = "responded", "answered in the period"
    ESCALATED = "escalated", "escalated in the period"
    CLOSED = "closed", "closed in the period"
    DECIDED = "decided", "decided in the period"
    DUE = "due", "due in the period"
    DONE = "done", "done in the period"
    AT_END = "at_end", "as it stood at the end of the period"


class CountBasis(Word):
    """What one row of a figure is; stages, findings and payments are no complaints."""

    COMPLAINTS = "complaints", "complaints"
    STAGES = "stages", "stages"
    CONTACTS = "contacts", "contacts"
    FINDINGS = "findings", "findings"
    PAYMENTS = "payments", "payments"
    ACTIONS = "actions", "actions"
    PROMISES = "promises", "promises"
    ENQUIRIES = "enquiries", "enquiries"
    RECOMMENDATIONS = "recommendations", "recommendations"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From one day to another, both included."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise FactsError(
                f"a period ends on {self.ends_on}, before it starts on {self.starts_on}; turn them round"
            )

    @classmethod
    def year(cls, written: str) -> "Period":
        """The year from 1 April to 31 March, written `2023-24` or `2023/24`.

        Raises  FactsError when it is written otherwise.
        """
        first, mark, last = written.strip().replace("/", "-").partition("-")
        digits = first.isascii() and first.isdigit() and len(first) == 4 and int(first) > 0
        if not (mark and digits and last in {f"{(int(first) + 1) % 100:02}", str(int(first) + 1)}):
            raise FactsError(f"{written!r} is not a year; write it like 2023-24, the year from 1 April 2023")
        return cls(date(int(first), 4, 1), date(int(first) + 1, 3, 31))

    @property
    def before(self) -> "Period":
        """The same days a year earlier."""
        return Period(_year_earlier(self.starts_on), _year_earlier(self.ends_on))


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is, in words and in the marks it counts by.

    numerator, base     in words; base None for a plain count, sum or spread.
    rule                the whole rule in one sentence, for the page that explains the figures.
    date_field          the column whose day decides the period.
    counted, counted_of the marks (`marks.toml`) every row of the numerator, of the base, carries.
    known               a mark a row of the base needs before it can be judged; rows without it are counted apart.
    parts_of            dimensions whose cells are shares of the numerator, such as reasons of refusal.
    table               `facts`, or the extra table it is counted over.
    column              what is summed or averaged; None for counts. column_of: what the base sums.
    per                 1,000 or 100,000 for a rate, with `per_what` the number of the organisation file it uses.
    rival_of            the figure it is another reading of; a report prints one of the two.
    stands_for          the id it takes when the organisation chose this basis.
    doubt               what of the rule is from knowledge and not confirmed from its source; None = confirmed.
    """

    id: str
    label: str
    kind: MeasureKind
    counts: CountBasis
    numerator: str
    base: str | None
    rule: str
    period_basis: PeriodBasis
    date_field: str
    source: str
    counted: tuple[str, ...]
    counted_of: tuple[str, ...] = ()
    known: str | None = None
    exclusions: tuple[str, ...] = ()
    rounding: str = ""
    parts_of: tuple[str, ...] = ()
    table: str = "facts"
    column: str | None = None
    column_of: str | None = None
    per: int | None = None
    per_what: str | None = None
    also: tuple[str, ...] = ()
    group: str = ""
    rival_of: str | None = None
    stands_for: str | None = None
    doubt: str | None = None

    @property
    def to_be_confirmed(self) -> bool:
        """Whether some of the rule is to be confirmed from its source."""
        return self.doubt is not None


@dataclass(frozen=True, slots=True)
class Spread:
    """How long it took, in working days: never the mean alone. Mean to one decimal; the others are counted days."""

    mean: Decimal
    median: Decimal
    ninetieth: int


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of one cell for one period. None in `numerator` = hidden, because it is small.

    denominator  None for a plain count.
    percent      None without a base, and for a base under five: show "3 of 4".
    rate         for a rate: numerator x per / denominator; None when the stock or population is not known.
    pence        for money.
    value        for a spread.
    unknown      rows that belong to the base but cannot be judged, such as a response without a due date.
    """

    numerator: int | None
    denominator: int | None = None
    percent: Decimal | None = None
    rate: Decimal | None = None
    pence: int | None = None
    value: Spread | None = None
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure: what it is broken down by, its counts, and the same a period earlier.

    by          dimension to code; a code of None = not recorded. Empty = the total.
    suppressed  the numbers are hidden, because few people are behind them.
    """

    numerator: int | None
    denominator: int | None = None
    percent: Decimal | None = None
    by: Mapping[str, str | None] = field(default_factory=lambda: NOTHING, hash=False)
    rate: Decimal | None = None
    pence: int | None = None
    value: Spread | None = None
    unknown: int = 0
    previous: Counts | None = None
    suppressed: bool = False

    @property
    def points(self) -> Decimal | None:
        """Percentage points more or less than before, worked out from the counts; None when either has no percentage.

        Not the same as a change in per cent: 46% to 54% is 8 points and 17 per cent.
        """
        if self.percent is None or self.previous is None or self.previous.percent is None:
            return None
        return _exactly(self) - _exactly(self.previous)

    @property
    def change_percent(self) -> Decimal | None:
        """How much the number itself changed, in per cent of what it was; None when it was nought or is not known."""
        if self.numerator is None or self.previous is None or not self.previous.numerator:
            return None
        return Decimal(100 * (self.numerator - self.previous.numerator)) / Decimal(self.previous.numerator)


@dataclass(frozen=True, slots=True)
class Recorded:
    """For a dimension with several values on one complaint: how many values were recorded, on how many rows."""

    dimension: str
    values: int
    rows: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A definition with its cells: the total first, then each breakdown that was asked for.

    absent    why it could not be counted, such as "not in these facts: …"; then there are no cells.
    recorded  for breakdowns by reasons, causes and the like, which add up to more than their base.
    notes     what a reader must know beside the figure.
    """

    definition: Definition
    period: Period
    cells: tuple[Cell, ...]
    previous_period: Period | None = None
    by: tuple[tuple[str, ...], ...] = ()
    recorded: tuple[Recorded, ...] = ()
    notes: tuple[str, ...] = ()
    absent: str | None = None

    @property
    def total(self) -> Cell | None:
        """The cell over everything; None when it could not be counted."""
        return next((one for one in self.cells if not one.by), None)

    def broken_down(self, *by: str) -> tuple[Cell, ...]:
        """The cells of one breakdown."""
        return tuple(one for one in self.cells if one.by and tuple(one.by) == by)

    def cell(self, **by: str | None) -> Cell | None:
        """The cell with these codes; None when there is none."""
        return next((one for one in self.cells if dict(one.by) == by), None)


@dataclass(frozen=True, slots=True, order=True)
class BadRow:
    """A row that cannot be read: its line in the file (the header is line 1) and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class FactsRead:
    """What was read.

    rows        rows that can be counted.
    left_out    the first rows that cannot, in order; at most as many as the reader lists.
    left_out_of how many rows cannot be read in all.
    reasons     how many rows each reason holds for.
    """

    rows: int
    left_out: tuple[BadRow, ...] = ()
    left_out_of: int = 0
    reasons: Mapping[str, int] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Check:
    """Something a report must hold to, whether it does, and a sentence naming what does not."""

    id: str
    holds: bool
    says: str


def _exactly(one: Cell | Counts) -> Decimal:
    """The percentage before it is rounded. Only for counts that have one."""
    assert one.numerator is not None
    assert one.denominator
    return Decimal(100 * one.numerator) / one.denominator


def _year_earlier(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        # 29 February.
        return day.replace(year=day.year - 1, day=28)
