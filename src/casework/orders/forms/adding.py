"""The form that records one order by hand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from casework.complaints.forms.act import ActForm, words
from casework.orders.making import OrderLine, line_problems
from casework.outcomes.forms.money import MoneyField
from casework.outcomes.payees import Payee
from casework.people.queries import officer_here
from casework.screens.fields import ChoiceOf, DayField, Line, Passage, SeveralOf, Tick
from putright.cases.state import day_of
from putright.procedures import compliance, remedy_meanings
from putright.vocabulary import OrderKind, PartyAtFault, Period, RemedyStep, RemedyType
from putright.vocabulary.money import pounds

_REMEDY, _ACTION = "remedy-", "action-"
_FIELDS = {"shares": "share-ours", "link": "link", "points": "words", "heads": "heads"}


class AddOrder(ActForm):
    """One order, agreed action or recommendation, as the decision states it."""

    case_key = ""
    organisation_id = 0
    payees: Sequence[Payee] = ()

    def build(self) -> None:
        """What, for whom, by when, and what of ours carries it out."""
        self.fields["kind"] = ChoiceOf(OrderKind, label="How strongly does the Ombudsman ask?")
        self.fields["type"] = ChoiceOf(list(remedy_meanings()), as_list=True, label="What is it?")
        self.fields["words"] = words("What is ordered, in the words of the decision", rows=3)
        self.fields["decided_on"] = DayField(label="When was the decision made?", initial=self._decided_on())
        self.fields["due"] = DayField(
            label="By when?", required=False,
            help_text="The date of the order. Leave it empty where it gives none.",
        )  # fmt: skip
        self.fields["date_is_ours"] = Tick(label="The decision gives no date; we set this one")
        self.fields["as_stated"] = Line(
            label="Its date in the decision’s own words", required=False,
            help_text="Such as: within four weeks of this report.",
        )  # fmt: skip
        self.fields["owner"] = ChoiceOf(
            [(str(one.officer_id), one.called) for one in self.people], as_list=True, nothing="The link officer",
            required=False, label="Who sees to it?",
        )  # fmt: skip
        self._money()
        self.fields["headings"] = Passage(
            label="Headings an apology must cover", required=False, rows=3, help_text="One a line."
        )
        self.fields["evidence"] = Line(label="What it asks to be shown", required=False, max_length=400)
        heads = [
            (one.key, f"{one.body.determination.label}: {self._words(one.key)}"[:160])
            for one in self.page.case.heads if one.body.referral == self.case_key
        ]  # fmt: skip
        if heads:
            self.fields["heads"] = SeveralOf(heads, label="Which heads does it follow from?", required=False)
        self.fields["link"] = ChoiceOf(
            self._ours(), as_list=True, nothing="Nothing yet: it is made now", required=False,
            label="What of ours carries it out already?",
        )  # fmt: skip
        self.fields["supersedes"] = ChoiceOf(
            [(one.key, self._remedy(one)) for one in self.page.case.remedies if _replaceable(one)],
            as_list=True, nothing="None", required=False, label="Our earlier remedy it replaces",
        )  # fmt: skip

    def _money(self) -> None:
        self.fields["amount"] = MoneyField(
            label="Sum, in pounds", required=False, help_text="Leave it empty where no money is ordered."
        )
        for party in PartyAtFault:
            self.fields[f"share-{party.value}"] = MoneyField(
                label=f"{party.label} pays", required=False, zero=True
            )
        self.fields["payee"] = ChoiceOf(
            [(str(one.id), one.called) for one in self.payees], as_list=True, nothing="The complainant", required=False,
            label="Who is paid?",
        )  # fmt: skip
        self.fields["set_off_allowed"] = Tick(label="The Ombudsman allows that it is set against a debt")
        self.fields["per"] = ChoiceOf(
            [Period.DAY, Period.WEEK, Period.MONTH], as_list=True, nothing="Once", required=False,
            label="How often is it paid?", help_text="Only for a payment that comes again.",
        )  # fmt: skip
        self.fields["condition"] = Line(label="What ends a payment that comes again", required=False)

    def told(self) -> Iterable[str]:
        """What becomes of it."""
        weeks = compliance().recommendation_weeks
        yield (
            "A sum and an apology go into the ledger, everything else becomes an action; both are linked to the order."
        )
        yield (
            f"A recommendation without a date gets one of ours, {weeks} weeks from the decision. An order without one "
            "is held until it has one."
        )

    def clean(self) -> dict[str, Any]:
        """Every mistake stands at its field."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        payable = {str(one.id) for one in self.payees}
        found = line_problems(self.line, self.page.case, payable=payable, decided_on=given["decided_on"])
        for name, says in found:
            where = name if name in self.fields else _FIELDS.get(name)
            self.add_error(where if where in self.fields else None, says)
        return given

    @property
    def line(self) -> OrderLine:
        """The order entered."""
        given = self.cleaned_data
        link = given["link"]
        typed = tuple((party, given.get(f"share-{party.value}")) for party in PartyAtFault)
        owner = officer_here(self.organisation_id, given["owner"])
        return OrderLine(
            kind=OrderKind(given["kind"]), type=RemedyType(given["type"]), words=given["words"],
            amount_pence=given["amount"], attribution=tuple((party, pence) for party, pence in typed if pence),
            payee=given["payee"] or None, due=given["due"], date_is_ours=bool(given["due"] and given["date_is_ours"]),
            as_stated=given["as_stated"], owner=str(owner.pk) if owner else None, heads=tuple(given.get("heads", ())),
            headings=tuple(one.strip() for one in given["headings"].splitlines() if one.strip()),
            set_off_allowed=given["set_off_allowed"], evidence_needed=given["evidence"],
            remedy=link.removeprefix(_REMEDY) if link.startswith(_REMEDY) else None,
            action=link.removeprefix(_ACTION) if link.startswith(_ACTION) else None,
            supersedes=given["supersedes"] or None, per=Period(given["per"]) if given["per"] else Period.ONCE,
            condition=given["condition"],
        )  # fmt: skip

    def _decided_on(self) -> date:
        state = next((one for one in self.page.case.referrals if one.key == self.case_key), None)
        decided = day_of(state.decided.at) if state and state.decided else None
        return decided or self.today

    def _words(self, key: str) -> str:
        return next((one.words for one in self.page.notes if str(one.id) == key), "no words are kept")

    def _ours(self) -> list[tuple[str, str]]:
        ends = (RemedyStep.WITHDRAWN, RemedyStep.SUPERSEDED, RemedyStep.REFUSED, RemedyStep.UNDELIVERABLE)
        remedies = [
            (f"{_REMEDY}{one.key}", f"Remedy: {self._remedy(one)}")
            for one in self.page.case.remedies
            if one.step not in ends
        ]
        actions = [
            (f"{_ACTION}{one.key}", f"Action: {one.body.type.label}: {self._words(one.key)}"[:120])
            for one in self.page.case.actions
        ]
        return remedies + actions

    def _remedy(self, one: Any) -> str:
        amount = f", {pounds(one.body.amount_pence)}" if one.body.amount_pence is not None else ""
        return f"{one.body.type.label}{amount}, {one.step.label.lower()}"


def _replaceable(one: Any) -> bool:
    return one.step not in (RemedyStep.SUPERSEDED, RemedyStep.WITHDRAWN)
