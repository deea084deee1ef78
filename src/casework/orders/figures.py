"""The figures of a year with an Ombudsman: each with what it counts, its base, and the cases behind both. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from casework.orders.rules import rules
from casework.orders.standing import CaseFact, OrderFact
from casework.screens.dates import capital, lower_first
from putright.measures.definitions import rounding
from putright.measures.rounding import percent
from putright.procedures import ReferralProcess, referral_process
from putright.reports.report import Chart, Point
from putright.vocabulary import Determination, OmbudsmanBody, OrderKind, OrderStep, PublishedOutcome


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. number of base; base None = a plain count.

    says    what is counted of what, with what is left out.
    whole   to a whole per cent, as the Ombudsmen print theirs; else as our own figures are rounded.
    cases, base_cases  keys of the cases behind the number and behind its base.
    """

    key: str
    label: str
    says: str
    number: int
    cases: tuple[int, ...]
    base: int | None = None
    base_words: str = ""
    base_cases: tuple[int, ...] = ()
    whole: bool = True

    @property
    def percent(self) -> Decimal | None:
        """In per cent, half up; None for a plain count, or a base too small."""
        if self.base is None or self.base < rounding().none_under:
            return None
        if not self.whole:
            return percent(self.number, self.base)
        return (Decimal(100 * self.number) / self.base).quantize(Decimal(1), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Performance:
    """The figures of a year: the chain each from its own base, rates, and what the cases were decided."""

    body: OmbudsmanBody
    year: int
    chain: tuple[Figure, ...]
    rates: tuple[Figure, ...]
    outcomes: tuple[Figure, ...]
    findings: tuple[Figure, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure."""
        return (*self.chain, *self.rates, *self.outcomes, *self.findings)

    @property
    def chart(self) -> Chart:
        """The chain as a picture of its table."""
        return Chart(
            id="chain", title=f"{self.body.label}, {called(self.year)}: from received to upheld", kind="bars",
            table="chain", unit="cases",
            points=tuple(Point(one.label, "Cases", float(one.number), str(one.number)) for one in self.chain),
            says="; ".join(f"{one.label}: {one.number}" for one in self.chain),
        )  # fmt: skip


def called(year: int) -> str:
    """How a year is called: 2023-24."""
    return f"{year}-{(year + 1) % 100:02}"


def performance(cases: Sequence[CaseFact], body: OmbudsmanBody, *, year: int, today: date) -> Performance:
    """The figures of this year, over the cases of this Ombudsman.

    Source  statistics.md 3 and 4; outcomes.md 8 and 9; R-X13.
    """
    first, last = rules().year(year)
    received = [one for one in cases if first <= one.received_on <= last]
    decided = [one for one in cases if one.decided_on is not None and first <= one.decided_on <= last]
    heads = _heads(decided)
    process = referral_process(body)
    # Where no published outcome stands for an investigation, as with the Housing Ombudsman, findings are counted.
    by_findings = not process.looked_into
    chain = _chain_of_heads(received, decided, heads) if by_findings else _chain(received, decided, process)
    rates = [*(_of_heads(heads) if by_findings else _of_cases(decided, process))]
    rates += [*_compliance(cases, first, last), _answered(cases, first, last, today)]
    return Performance(
        body, year, tuple(chain), tuple(rates), tuple(_outcomes(decided, process)),
        tuple(_findings(heads)) if by_findings else (),
    )  # fmt: skip


def _count(key: str, label: str, says: str, cases: Iterable[CaseFact]) -> Figure:
    keys = tuple(one.key for one in cases)
    return Figure(key, label, says, len(keys), keys)


def _share(
    key: str, label: str, says: str, base: Sequence[CaseFact], words: str, holds: Callable[[CaseFact], bool]
) -> Figure:
    keys = tuple(one.key for one in base if holds(one))
    return Figure(key, label, says, len(keys), keys, len(base), words, tuple(one.key for one in base))


def _chain(
    received: Sequence[CaseFact], decided: Sequence[CaseFact], process: ReferralProcess
) -> Iterator[Figure]:
    yield _count("received", "Received", "Cases and enquiries the Ombudsman received in the year", received)
    says = "Cases decided in the year, whenever they were received"
    yield _count("decided", "Decided", says, decided)
    looked = _looked_into(decided, process)
    base, upheld = _words(process, process.looked_into), _words(process, process.upheld)
    yield _share(
        "investigated", "Investigated in detail", f"{capital(base)}, of the cases decided in the year", decided,
        "decided in the year", lambda one: one.outcome in process.looked_into,
    )  # fmt: skip
    yield _share(
        "upheld", "Upheld", f"{capital(upheld)}, of the cases investigated in detail", looked,
        "investigated in detail", lambda one: one.outcome in process.upheld,
    )  # fmt: skip


def _looked_into(decided: Sequence[CaseFact], process: ReferralProcess) -> list[CaseFact]:
    """What is in the base of the uphold rate: for the Ombudsman of English councils, upheld and not upheld."""
    return [one for one in decided if one.outcome in process.looked_into]


def _words(process: ReferralProcess, outcomes: Sequence[PublishedOutcome], last: str = "or") -> str:
    """The outcomes in its own words, in one phrase: `upheld or not upheld`."""
    *first, end = (lower_first(process.word(one)) for one in outcomes)
    return f"{', '.join(first)} {last} {end}" if first else end


def _chain_of_heads(
    received: Sequence[CaseFact], decided: Sequence[CaseFact], heads: Sequence[tuple[int, Determination]]
) -> Iterator[Figure]:
    yield _count("received", "Received", "Cases and enquiries the Ombudsman received in the year", received)
    yield _count("decided", "Decided", "Cases determined in the year, whenever they were received", decided)
    yield _of_findings(
        "considered", "Findings considered",
        "Findings on heads of complaint in those cases; not what was outside jurisdiction, withdrawn or mediated",
        heads, rules().considered, "findings in the cases decided in the year",
    )  # fmt: skip
    considered = [one for one in heads if one[1] in rules().considered]
    yield _of_findings(
        "maladministration", "Maladministration", "Severe, maladministration and service failure", considered,
        rules().maladministration, "findings considered",
    )  # fmt: skip


def _of_cases(decided: Sequence[CaseFact], process: ReferralProcess) -> Iterator[Figure]:
    looked = _looked_into(decided, process)
    upheld = [one for one in looked if one.outcome in process.upheld]
    base = _words(process, process.looked_into, "and")
    yield _share(
        "uphold-rate", "Uphold rate",
        f"{capital(_words(process, process.upheld))}, of {base}; nothing else is in the base", looked, base,
        lambda one: one.outcome in process.upheld,
    )  # fmt: skip
    yield _share(
        "satisfactory-remedy", "Satisfactory remedy before the Ombudsman",
        "Upheld cases we had put right before the Ombudsman was asked, of all upheld", upheld, "upheld",
        lambda one: one.remedied_before,
    )  # fmt: skip


def _of_heads(heads: Sequence[tuple[int, Determination]]) -> Iterator[Figure]:
    considered = [one for one in heads if one[1] in rules().considered]
    yield _of_findings(
        "maladministration-rate", "Maladministration rate",
        "Severe maladministration, maladministration and service failure, of the findings considered", considered,
        rules().maladministration, "findings considered",
    )  # fmt: skip


def _compliance(cases: Sequence[CaseFact], first: date, last: date) -> Iterator[Figure]:
    """Over what the Ombudsman gave its word on in the year; recommendations that do not bind are left out."""
    rows = [
        (case.key, order)
        for case in cases
        for order in case.orders
        if order.ended_on is not None and first <= order.ended_on <= last and order.kind is not OrderKind.RECOMMENDATION
        and order.step in (OrderStep.ACCEPTED, OrderStep.NOT_COMPLIED)
    ]  # fmt: skip
    words = "orders and agreed actions on which its word came in the year"
    says = (
        "Accepted, of those accepted or held not complied with; not what was taken back or cannot be achieved"
    )
    yield _of_orders("compliance", "Complied with", says, rows, words, _accepted)
    says = "Accepted, and shown by the date that held, of the same"
    yield _of_orders("compliance-on-time", "Complied with on time", says, rows, words, _on_time)


def _accepted(order: OrderFact) -> bool:
    return order.step is OrderStep.ACCEPTED


def _on_time(order: OrderFact) -> bool:
    return _accepted(order) and order.in_time is True


def _of_orders(
    key: str, label: str, says: str, rows: Sequence[tuple[int, OrderFact]], words: str,
    holds: Callable[[OrderFact], bool],
) -> Figure:  # fmt: skip
    met = [pk for pk, order in rows if holds(order)]
    every = tuple(dict.fromkeys(pk for pk, _ in rows))
    return Figure(key, label, says, len(met), tuple(dict.fromkeys(met)), len(rows), words, every)


def _answered(cases: Sequence[CaseFact], first: date, last: date, today: date) -> Figure:
    """AR-17. What is due after today is in no base yet, unless it is answered."""
    rows = [
        (case.key, answered is not None and answered <= due)
        for case in cases
        for due, answered in case.enquiries
        if first <= due <= last and (due < today or answered is not None)
    ]
    met = [pk for pk, in_time in rows if in_time]
    return Figure(
        "AR-17", "Ombudsman’s questions answered by the given date",
        "Answered by the date in its letter, or the later one it gave, of those due in the year (AR-17)", len(met),
        tuple(dict.fromkeys(met)), len(rows), "questions due in the year",
        tuple(dict.fromkeys(pk for pk, _ in rows)), whole=False,
    )  # fmt: skip


def _outcomes(decided: Sequence[CaseFact], process: ReferralProcess) -> Iterator[Figure]:
    known = list(process.published)
    known += [one.outcome for one in decided if one.outcome is not None and one.outcome not in known]
    for outcome in dict.fromkeys(known):
        yield _share(
            f"outcome-{outcome.value}", process.word(outcome), "Of the cases decided in the year", decided,
            "decided in the year", lambda one, outcome=outcome: one.outcome is outcome,  # type: ignore[misc]
        )  # fmt: skip
    if any(one.outcome is None for one in decided):
        yield _share(
            "outcome-unknown", "Not known, or not said", "Of the cases decided in the year", decided,
            "decided in the year", lambda one: one.outcome is None,
        )  # fmt: skip


def _findings(heads: Sequence[tuple[int, Determination]]) -> Iterator[Figure]:
    present = {found for _, found in heads}
    for found in Determination:
        if found in present or found in rules().considered:
            yield _of_findings(
                f"finding-{found.value}", found.label, "Of the findings in the cases decided in the year", heads, {found},
                "findings in the cases decided in the year",
            )  # fmt: skip


def _heads(decided: Sequence[CaseFact]) -> list[tuple[int, Determination]]:
    return [(one.key, found) for one in decided for found in one.findings]


def _of_findings(
    key: str, label: str, says: str, heads: Sequence[tuple[int, Determination]], those: Iterable[Determination],
    words: str,
) -> Figure:  # fmt: skip
    wanted = frozenset(those)
    met = [pk for pk, found in heads if found in wanted]
    every = tuple(dict.fromkeys(pk for pk, _ in heads))
    return Figure(key, label, says, len(met), tuple(dict.fromkeys(met)), len(heads), words, every)
