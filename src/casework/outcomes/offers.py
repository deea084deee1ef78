"""An offer before it is in the ledger, and what is wrong with it, field by field."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.outcomes.sums import Particulars, lines_of, placed
from putright.cases import Case, CaseError
from putright.outcomes import (
    LedgerLine,
    Recurring,
    Rounding,
    Share,
    WrongSum,
    difference,
    problems_of,
    reckon,
)
from putright.procedures import Band, remedy_meanings, remedy_needs
from putright.vocabulary import Period, RemedyStep, RemedyType, SetOff

WORDS_OF_NEEDS = (
    "which_record", "contractor", "calculation", "receipts", "account", "finance_approval", "restriction",
    "restricted_record", "audience", "policy_approval", "findings_due_on", "population", "suits_person",
)  # fmt: skip
"""What a type may need that is told in words of its own."""
LATER = frozenset({"receipts", "finance_approval", "policy_approval", "restriction", "restricted_record"})
"""What may still come after the remedy is proposed; the ledger says so until it does."""
NEW = "new"


class WrongOffer(CaseError):
    """An offer cannot be entered as it stands. `problems`: the field of each, and a sentence that says what to do."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__("; ".join(says for _, says in problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Offer:
    """A remedy as somebody enters it.

    amount_pence  the whole sum, or the sum a period for one that recurs; None where it is no money, or is reckoned.
    unit_pence, per, periods, part_days, part_of_days, rounding   how a sum is reckoned.
    payee         number of a party of the complaint; None = the complainant.
    condition     what ends a payment that recurs; until: its last day, if known.
    band          the row of the guidance it is held against, such as `hos_remedies/service-failure`.
    differs       the reason for being below the guidance, or other than an earlier offer.
    headings      what an apology must cover. details: what its type needs beside, by key of `remedies.toml`.
    """

    type: RemedyType
    words: str
    points: tuple[str, ...] = ()
    amount_pence: int | None = None
    unit_pence: int | None = None
    per: Period = Period.ONCE
    periods: int | None = None
    part_days: int = 0
    part_of_days: int | None = None
    rounding: Rounding = Rounding.BY_DAYS
    until: date | None = None
    condition: str = ""
    shares: tuple[Share, ...] = ()
    payee: str | None = None
    method: str = ""
    due: date | None = None
    owner: str | None = None
    supersedes: str | None = None
    band: str | None = None
    differs: str = ""
    set_off_debt: bool = False
    set_off: SetOff | None = None
    headings: tuple[str, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def recurring(self) -> bool:
        """Whether it is paid again until a condition is met."""
        return self.type is RemedyType.RECURRING_PAYMENT

    @property
    def needs(self) -> tuple[str, ...]:
        """What its type needs, by key of `remedies.toml`."""
        return remedy_meanings()[self.type].needs

    def sum_pence(self) -> int | None:
        """The sum it comes to, reckoned where it is. Raises WrongSum for what cannot be."""
        if self.recurring:
            return self.unit_pence
        if self.unit_pence is None:
            return self.amount_pence
        return reckon(
            self.unit_pence, periods=self.periods or 0, per=self.per, part_days=self.part_days,
            part_of_days=self.part_of_days, rounding=self.rounding,
        ).amount_pence  # fmt: skip


def check_offer(
    offer: Offer,
    case: Case,
    kept: Mapping[str, Particulars],
    *,
    bands: Mapping[str, Band],
    payable: bool,
    judged: bool,
) -> None:
    """Refuse an offer that cannot be entered as it stands. Raises WrongOffer with every problem.

    bands    rows of the guidance that count today, by their reference.
    payable  whether the person it is paid to is a party of the complaint; judged: the impact is on record.
    """
    problems = list(_problems(offer, case, kept, bands, payable, judged))
    if problems:
        raise WrongOffer(problems)


def _problems(
    offer: Offer, case: Case, kept: Mapping[str, Particulars], bands: Mapping[str, Band], payable: bool, judged: bool
) -> Iterator[tuple[str, str]]:  # fmt: skip
    if not offer.words.strip():
        yield "words", "What is offered: say it as the letter will."
    if offer.due is None:
        yield "due", "By when: enter a day. A remedy without one is not followed (DR-28)."
    if offer.owner is None:
        yield "owner", "Who sees to it: choose an officer."
    for name in offer.needs:
        if name in WORDS_OF_NEEDS and name not in LATER and not offer.details.get(name, "").strip():
            yield f"detail-{name}", f"It does not say {remedy_needs()[name]}."
    amount = yield from _sum(offer)
    if "band" in offer.needs and not judged:
        yield (
            "amount",
            "Say first what it meant for the resident: the amount follows from the impact, not the mistake.",
        )
    if "payee" in offer.needs and not payable:
        yield (
            "payee",
            (
                "Who is paid: nobody is named on this complaint who can be. Add the person to it first; a payment "
                "goes to them directly."
            ),
        )
    if "method" in offer.needs and not offer.method.strip():
        yield "method", "How it is paid: choose a way."
    if offer.band and offer.band not in bands:
        yield "band", "The guidance: choose a row that counts today."
    if amount is not None:
        yield from _amount(offer, amount, case, kept, bands)
    if offer.supersedes is not None:
        yield from _superseding(offer.supersedes, case)


def _sum(offer: Offer) -> Generator[tuple[str, str], None, int | None]:
    where = (
        "unit"
        if offer.recurring or (offer.unit_pence is not None or "unit_pence" in offer.needs)
        else "amount"
    )
    try:
        amount = offer.sum_pence()
    except WrongSum as error:
        yield where, _sentence(str(error))
        return None
    if amount is None:
        if remedy_meanings()[offer.type].money:
            yield where, f"“{offer.type.label}” has no amount: enter it in pounds, such as £1,250.50."
        return None
    if not remedy_meanings()[offer.type].money and offer.type is not RemedyType.GOODWILL:
        yield where, f"“{offer.type.label}” is no payment: take the amount away, or choose a payment."
        return None
    return amount


def _amount(
    offer: Offer, amount: int, case: Case, kept: Mapping[str, Particulars], bands: Mapping[str, Band]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    line = line_of_offer(offer, amount)
    if offer.recurring and not offer.condition.strip() and offer.until is None:
        yield "condition", "What ends it: say the condition, or enter the last day."
    elif told := problems_of(line):
        yield "share-ours" if offer.shares else "amount", _sentence(told[0])
    if offer.differs.strip():
        return
    band = bands.get(offer.band or "")
    if "band" in offer.needs and band is not None:
        where = placed(
            amount, unit_pence=offer.unit_pence, per=offer.per, recurring=offer.recurring, band=band
        )
        if where.needs_reason:
            yield "differs", where.says
            return
    if (told_difference := difference(line, lines=(*lines_of(case, kept), line))) is not None:
        yield "differs", _sentence(told_difference)


def line_of_offer(offer: Offer, amount: int) -> LedgerLine:
    """The offer as a line whose sums can be worked out."""
    first = offer.due or date.min
    return LedgerLine(
        key=NEW, type=offer.type, amount_pence=amount, per=offer.per, shares=offer.shares, supersedes=offer.supersedes,
        unit_pence=None if offer.recurring else offer.unit_pence, periods=offer.periods, part_days=offer.part_days,
        part_of_days=offer.part_of_days, rounding=offer.rounding,
        recurring=Recurring(first, offer.per, offer.until, offer.condition) if offer.recurring else None,
        payee=offer.payee or "complainant", method=offer.method, set_off_debt=offer.set_off_debt, set_off=offer.set_off,
    )  # fmt: skip


def _superseding(key: str, case: Case) -> Iterator[tuple[str, str]]:
    earlier = next((one for one in case.remedies if one.key == key), None)
    if earlier is None:
        yield "supersedes", "The earlier offer it replaces: choose one of the ledger."
    elif earlier.step in (RemedyStep.SUPERSEDED, RemedyStep.WITHDRAWN):
        yield (
            "supersedes",
            f"The earlier offer it replaces is {earlier.step.label.lower()}: choose the latest one.",
        )


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
