"""Forms of the ledger: what it meant, a remedy of one type, that a point needs none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.outcomes.forms.money import MoneyField
from casework.outcomes.impact import ImpactRow, Suggested
from casework.outcomes.offers import LATER, WORDS_OF_NEEDS, Offer, WrongOffer, check_offer
from casework.outcomes.payees import Payee
from casework.outcomes.sums import Particulars
from casework.screens.dates import capital
from casework.screens.fields import Carried, ChoiceOf, DayField, Line, Passage, SeveralOf, Tick
from putright.outcomes import Rounding, Share, WrongSum, payment_due, split_by_percent, split_evenly
from putright.procedures import Band, factors, remedy_meanings, remedy_needs, severities
from putright.vocabulary import PartyAtFault, Period, RemedyStep, RemedyType, SetOff
from putright.vocabulary.money import pounds

METHODS = ("bank transfer", "cheque", "prepaid card", "credit to the account the fault was about")
"""Ways a payment reaches somebody, as a letter says it after “by”."""
OURS, CONTRACTOR, OTHER = PartyAtFault.OURS, PartyAtFault.CONTRACTOR, PartyAtFault.OTHER_BODY


@dataclass(frozen=True, slots=True)
class Proposing:
    """What a remedy of one type is entered with.

    bands  the rows of guidance that count today. fault: how the fault of the points is shared, in per cent.
    """

    type: RemedyType
    payees: tuple[Payee, ...] = ()
    bands: tuple[Band, ...] = ()
    suggestions: tuple[Suggested, ...] = ()
    judged: bool = False
    kept: dict[str, Particulars] | None = None
    fault: tuple[tuple[PartyAtFault, int], ...] = ()
    points: tuple[str, ...] = ()


class ImpactForm(ActForm):
    """What it meant for the people, asked before any amount."""

    def __init__(self, *values: Any, given: ImpactRow, **options: Any) -> None:
        self.given = given
        super().__init__(*values, **options)

    def build(self) -> None:
        """How severe, how long, who, and what weighs."""
        given = self.given
        self.fields["impact_version"] = Carried(initial=str(given.version))
        self.fields["severity"] = ChoiceOf(
            [(str(level), says) for level, says in severities().items()],
            label="How hard were they hit?",
            initial=str(given.severity) if given.severity else None,
        )
        self.fields["began_on"] = DayField(label="When did it begin?", required=False, initial=given.began_on)
        self.fields["ended_on"] = DayField(
            label="When did it end?",
            required=False,
            initial=given.ended_on,
            help_text="Leave empty if it goes on.",
        )
        self.fields["who"] = Line(
            label="Who was affected?",
            required=False,
            initial=given.who,
            help_text="The household counts too.",
        )
        self.fields["factors"] = SeveralOf(
            [(key, f"{one.effect.label}: {one.says[:1].lower()}{one.says[1:]}") for key, one in factors().items()],
            label="What weighs?", required=False, initial=list(given.factors),
        )  # fmt: skip
        self.fields["words"] = words("What it meant for them", required=False, rows=3)
        self.fields["words"].initial = given.words

    def told(self) -> Any:
        """What we know of the people, before anybody judges."""
        yield "The amount follows from the harm to this person, not from the size of the mistake."
        for party in self.page.parties:
            if party.vulnerable or party.needs:
                needs = f": {party.needs}" if party.needs else ""
                yield f"{party.name or party.role.label} {'is vulnerable' if party.vulnerable else 'has needs'}{needs}."

    @property
    def seen_version(self) -> int:
        """The version of the impact the writer saw."""
        text = str(self.cleaned_data.get("impact_version") or "")
        return int(text) if text.isdecimal() and len(text) < 9 else -1

    @property
    def judged(self) -> ImpactRow:
        """What was judged."""
        given = self.cleaned_data
        return ImpactRow(
            severity=int(given["severity"]),
            began_on=given["began_on"],
            ended_on=given["ended_on"],
            who=given["who"],
            factors=tuple(given["factors"]),
            words=given["words"],
        )


class NoRemedyForm(ActForm):
    """That nothing puts a point right."""

    def __init__(self, *values: Any, point: str = "", **options: Any) -> None:
        self.point = point
        super().__init__(*values, **options)

    def build(self) -> None:
        """Which point, and why."""
        pursued = [(one.key, f"{one.key}. {one.words}") for one in self.page.points if not one.withdrawn]
        self.fields["point"] = ChoiceOf(
            pursued,
            label="Which point?",
            initial=self.point or (pursued[0][0] if len(pursued) == 1 else None),
        )
        self.fields["words"] = words(
            "Why does nothing put it right?",
            hint="As the resident could read it. That nobody asked is no reason.",
        )
        self.fields["at"] = self.at("When was it decided?")

    def told(self) -> Any:
        """When it is asked."""
        yield "Every upheld point needs a decision on putting it right, whether or not anybody asked for a remedy."


class RemedyForm(ActForm):
    """One remedy of one type: only what that type needs is asked."""

    def __init__(self, *values: Any, proposing: Proposing, **options: Any) -> None:
        self.proposing = proposing
        self.meaning = remedy_meanings()[proposing.type]
        super().__init__(*values, **options)

    def build(self) -> None:
        """What every remedy has, then what this type needs."""
        needs = self.meaning.needs
        self.fields["points"] = SeveralOf(
            [(one.key, f"{one.key}. {one.words}") for one in self.page.points if not one.withdrawn],
            label="Which points does it answer?", required=False, initial=list(self.proposing.points),
            help_text="None: it is for the complaint as a whole, such as its handling.",
        )  # fmt: skip
        self.fields["words"] = words("What is offered, as the letter says it", rows=3)
        for name in WORDS_OF_NEEDS:
            if name in needs:
                says = remedy_needs()[name]
                self.fields[f"detail-{name}"] = Line(
                    label=f"{says[:1].upper()}{says[1:]}", required=name not in LATER
                )
        if "headings" in needs:
            self.fields["headings"] = Passage(
                label="The headings it must cover", required=False, rows=3, help_text="One a line."
            )
        if self.meaning.money:
            self._money(needs)
        self.fields["supersedes"] = ChoiceOf(
            [(one.key, self._earlier(one)) for one in self.page.case.remedies if self._replaceable(one)],
            as_list=True, nothing="None", required=False, label="Earlier offer it replaces",
        )  # fmt: skip
        self.fields["differs"] = Passage(
            label="Why is it below the guidance, or unlike an earlier offer?", required=False, rows=2,
            help_text="Only if it is.",
        )  # fmt: skip
        self.fields["due"] = DayField(label="By when?", initial=self.suggested_due())
        self.fields["owner"] = ChoiceOf(
            [(str(one.officer_id), one.called) for one in self.people], as_list=True, label="Who sees to it?",
            initial=str(self.page.owner_id) if self.page.owner_id else None,
        )  # fmt: skip
        self.fields["at"] = self.at("When was it decided?")

    def _money(self, needs: Sequence[str]) -> None:
        recurring = self.proposing.type is RemedyType.RECURRING_PAYMENT
        if "unit_pence" in needs or recurring:
            self.fields["unit"] = MoneyField(label="Sum for one period, in pounds")
            self.fields["per"] = ChoiceOf(
                [Period.DAY, Period.WEEK, Period.MONTH, *([] if recurring else [Period.TERM])],
                label="What is a period?",
            )
        if recurring:
            self.fields["condition"] = Passage(label="What ends it?", required=False, rows=2)
            self.fields["until"] = DayField(label="Last day, if it is known", required=False)
        elif "unit_pence" in needs:
            self.fields["periods"] = Line(label="Whole periods", width="4", max_length=4, required=False)
            self.fields["part_days"] = Line(
                label="Days of a further period", width="4", max_length=3, required=False
            )
            self.fields["part_of_days"] = Line(
                label="Days that further period has", width="4", max_length=3, required=False,
                help_text="Needed for part of a school term.",
            )  # fmt: skip
            self.fields["rounding"] = ChoiceOf(
                list(Rounding), label="A part of a period is", initial=Rounding.BY_DAYS, in_line=True
            )
        else:
            self.fields["amount"] = MoneyField(
                label="Amount, in pounds", help_text="Such as £250 or £1,250.50."
            )
        if "band" in needs or recurring:
            self._band()
        self._shares()
        if "payee" in needs:
            self.fields["payee"] = ChoiceOf(
                [(str(one.id), one.called) for one in self.proposing.payees], label="Who is paid?", required=False,
                initial=str(self.proposing.payees[0].id) if self.proposing.payees else None,
                help_text="Payments go to the person directly.",
            )  # fmt: skip
            self.fields["method"] = ChoiceOf(
                [(one, one[:1].upper() + one[1:]) for one in METHODS], as_list=True, label="How is it paid?",
                required=False, initial=METHODS[0],
            )  # fmt: skip
            self.fields["set_off_debt"] = Tick(label="It is set against a debt of theirs")
            self.fields["set_off"] = ChoiceOf(
                list(SetOff),
                as_list=True,
                nothing="Nothing allows it",
                required=False,
                label="What allows that?",
            )

    def _band(self) -> None:
        rows = [(one.reference, f"{one.injustice}: {one.amount}") for one in self.proposing.bands]
        chosen = next(
            (
                one.suggestion.band.reference
                for one in self.proposing.suggestions
                if one.suggestion.band is not None
            ),
            None,
        )
        self.fields["band"] = ChoiceOf(
            rows, as_list=True, nothing="No row of the guidance fits", required=False, label="Held against the guidance",
            initial=chosen, help_text="It guides and never stops anybody.",
        )  # fmt: skip

    def _shares(self) -> None:
        fault = ", ".join(f"{of.label.lower()} {percent}%" for of, percent in self.proposing.fault)
        choices = [
            ("ours", "We pay all of it"),
            ("halves-contractor", "In halves: we and the contractor"),
            ("halves-other", "In halves: we and another body"),
            *([("fault", f"As the fault is shared: {fault}")] if len(self.proposing.fault) > 1 else []),
            ("typed", "As entered below"),
        ]
        self.fields["split"] = ChoiceOf(choices, label="Who pays?", initial="ours")
        for party in PartyAtFault:
            self.fields[f"share-{party.value}"] = MoneyField(
                label=f"{party.label} pays", required=False, zero=True
            )

    def told(self) -> Any:
        """What it needs, what the guidance suggests and why, and what suits the person."""
        yield f"{self.meaning.evidence.rstrip('.')} closes it."
        if self.meaning.told_as:
            yield f"A letter may only say: “{self.meaning.told_as}”"
        if not self.meaning.decides:
            yield "A gesture of goodwill never answers what puts a point right: decide that as well."
            for party in self.page.parties:
                if party.needs:
                    yield f"It must suit {party.name or party.role.label.lower()}: {party.needs}."
        for one in self.proposing.suggestions if "band" in self.fields else ():
            band = one.suggestion.band
            told = (
                f"{band.amount}{', not confirmed' if band.unconfirmed else ''}"
                if band
                else "no row that fits"
            )
            yield f"{capital(one.whose)} suggests {told}, because: {'; '.join(one.suggestion.why)}."

    def suggested_due(self) -> date:
        """A day to begin with: what our own default for payments gives from today."""
        return payment_due(self.today, calendar=self.calendar).on

    def _earlier(self, one: Any) -> str:
        amount = f", {pounds(one.body.amount_pence)}" if one.body.amount_pence is not None else ""
        return f"{one.body.type.label}{amount}, {one.step.label.lower()}"

    def _replaceable(self, one: Any) -> bool:
        return one.step not in (RemedyStep.SUPERSEDED, RemedyStep.WITHDRAWN)

    def clean(self) -> dict[str, Any]:
        """Shares add up, the sum can be reckoned, and the ledger takes it; every mistake stands at its field."""
        given = super().clean() or self.cleaned_data
        for name, least in (("periods", 0), ("part_days", 0), ("part_of_days", 1)):
            text = str(given.get(name) or "").strip()
            if text and not (text.isdecimal() and int(text) >= least):
                self.add_error(name, f"{self.fields[name].label}: enter a whole number, such as 4.")
        if self.errors:
            return given
        try:
            offer = self.offer
        except WrongSum as error:
            self.add_error(
                "share-ours" if given.get("split") == "typed" else "unit", f"{capital(str(error))}."
            )
            return given
        try:
            check_offer(
                offer, self.page.case, self.proposing.kept or {},
                bands={one.reference: one for one in self.proposing.bands},
                payable=bool(self.proposing.payees) and bool(given.get("payee")), judged=self.proposing.judged,
            )  # fmt: skip
        except WrongOffer as wrong:
            for name, says in wrong.problems:
                self.add_error(name if name in self.fields else None, says)
        return given

    @property
    def offer(self) -> Offer:
        """The remedy entered. Raises WrongSum when its shares cannot be."""
        given = self.cleaned_data

        def number(name: str) -> int | None:
            text = str(given.get(name) or "").strip()
            return int(text) if text.isdecimal() else None

        offer = Offer(
            type=self.proposing.type,
            words=given["words"],
            points=tuple(given["points"]),
            amount_pence=given.get("amount"),
            unit_pence=given.get("unit"),
            per=Period(given["per"]) if given.get("per") else Period.ONCE,
            periods=(number("periods") or 0) if "periods" in self.fields else None,
            part_days=number("part_days") or 0,
            part_of_days=number("part_of_days"),
            rounding=Rounding(given["rounding"]) if given.get("rounding") else Rounding.BY_DAYS,
            until=given.get("until"),
            condition=given.get("condition", ""),
            payee=given.get("payee") or None,
            method=given.get("method", ""),
            due=given["due"],
            owner=given["owner"] or None,
            supersedes=given["supersedes"] or None,
            band=given.get("band") or None,
            differs=given.get("differs", ""),
            set_off_debt=given.get("set_off_debt", False),
            set_off=SetOff(given["set_off"]) if given.get("set_off") else None,
            headings=tuple(line.strip() for line in given.get("headings", "").splitlines() if line.strip()),
            details={
                name: given[f"detail-{name}"] for name in WORDS_OF_NEEDS if f"detail-{name}" in self.fields
            },
        )
        return _with_shares(offer, given, self.proposing.fault)


def _with_shares(offer: Offer, given: dict[str, Any], fault: Sequence[tuple[PartyAtFault, int]]) -> Offer:
    split = given.get("split", "ours")
    amount = offer.sum_pence() if split != "ours" else None
    if split == "typed":
        typed = [(party, given.get(f"share-{party.value}")) for party in PartyAtFault]
        return replace(offer, shares=tuple(Share(party, pence) for party, pence in typed if pence))
    if amount is None:
        return offer
    if split == "fault":
        return replace(offer, shares=split_by_percent(amount, shares=list(fault)).shares)
    other = CONTRACTOR if split == "halves-contractor" else OTHER
    return replace(offer, shares=split_evenly(amount, payers=(OURS, other)).shares)
