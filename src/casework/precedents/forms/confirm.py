"""The form by which a person looks at everything that was read of a decision, and confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from casework.complaints.queries import ComplaintPage, Free
from casework.orders.commands import proposed_date
from casework.outcomes.payees import Payee
from casework.precedents.beside import Beside
from casework.precedents.cases import CaseDecision
from casework.precedents.confirming import NOT_ORDERED, Checked
from casework.precedents.forms import lines as parts
from casework.precedents.forms.lines import Around
from casework.precedents.rows import FindingRow, LineRow
from casework.precedents.words import LineState
from casework.screens.fields import Carried, ChoiceOf, DayField, Form, Line, Tick
from putright.procedures import referral_process
from putright.vocabulary import (
    DecisionText,
    Determination,
    OmbudsmanBody,
    OrderKind,
    PublishedOutcome,
    RemediedBy,
)

OfRow = TypeVar("OfRow", LineRow, FindingRow)
MOST_LINES = 40
MOST_ADDED = 12
_SAID: Mapping[DecisionText, tuple[bool | None, bool | None]] = {
    DecisionText.FAULT_INJUSTICE: (True, True), DecisionText.FAULT_ALONE: (True, False),
    DecisionText.ALREADY_REMEDIED: (True, None), DecisionText.NO_FAULT: (False, None),
}  # fmt: skip
"""Whether fault and injustice were found, where what the text does says so itself."""
_YES_NO = (("yes", "Yes"), ("no", "No"), ("unsaid", "Not said"))


@dataclass(frozen=True, slots=True)
class Confirming:
    """What a decision is confirmed with: the decision, ours beside it, and whom an order can be given to or paid to."""

    decision: CaseDecision
    page: ComplaintPage
    body: OmbudsmanBody
    beside: Beside
    payees: tuple[Payee, ...]
    people: tuple[Free, ...]
    owner: str


class DecisionForm(Form):
    """Everything of one decision. `quiet`: shown with what was kept, before anybody sends it; no error is shown."""

    def __init__(self, *values: Any, confirming: Confirming, quiet: bool = False, **options: Any) -> None:
        self.confirming, self.quiet = confirming, quiet
        super().__init__(*values, **options)
        row = confirming.decision.row
        self.lines: list[tuple[str, LineRow | None]] = []
        self.heads: list[tuple[str, FindingRow | None]] = []
        read = [one for one in row.lines if one.state is not LineState.ADDED]
        self.lines += [(parts.line_key(one, 0), one) for one in read[:MOST_LINES]]
        found = [one for one in row.findings if one.state is not LineState.ADDED]
        self.heads += [(f"head-{one.place}", one) for one in found]
        self.lines += [
            (parts.line_key(None, number), None) for number in range(1, self._added("lines_added") + 1)
        ]
        self.heads += [(f"head-new-{number}", None) for number in range(1, self._added("heads_added") + 1)]
        self._outcome_fields()
        around = self._around()
        for key, finding in self.heads:
            self.fields.update(parts.head_fields(key, finding, around))
        for key, line in self.lines:
            self.fields.update(parts.line_fields(key, line, around))
        self.say_what_is_required()

    @property
    def errors(self) -> Any:
        """What is to be put right; nothing while it is shown as it was kept."""
        return {} if self.quiet else super().errors

    @property
    def too_long(self) -> bool:
        """Whether it has more lines than a person can look at on one page."""
        return len(self.confirming.decision.row.lines) > MOST_LINES

    def clean(self) -> dict[str, Any]:
        """Look at each line that counts by the rules of orders; struck ones need not be right."""
        given = super().clean() or self.cleaned_data
        for key, row in (*self.lines, *self.heads):
            if given.get(f"{key}-look") == parts.STRUCK:
                self._forgive(key, row)
        for key, line in self.lines:
            if given.get(f"{key}-look") == parts.COUNTS and all(
                not one.startswith(f"{key}-") for one in self.errors
            ):
                for where, says in parts.problems(
                    parts.checked_line(key, line, given), given.get("decided_on")
                ):
                    self.add_error(f"{key}-{where}", says)
        return given

    @property
    def checked(self) -> Checked:
        """Everything as it was left."""
        given = self.cleaned_data
        heads = [parts.checked_head(key, row, given) for key, row in self._standing(self.heads)]
        order = [one for one in range(len(heads)) if heads[one].state is not LineState.STRUCK]
        place = {str(number + 1): order.index(number) + 1 for number in order}
        for key, _ in self.lines:
            given[f"{key}-heads"] = [place[one] for one in given.get(f"{key}-heads") or () if one in place]
        return Checked(
            given["decided_on"], given["reference"].strip(), self._word("published_outcome", PublishedOutcome),
            self._word("text", DecisionText), self._yes("fault_found"), self._yes("injustice_found"),
            self._word("remedied_by", RemediedBy), tuple(heads),
            tuple(parts.checked_line(key, row, given) for key, row in self._standing(self.lines)),
            bool(given.get("on_record")),
        )  # fmt: skip

    @property
    def seen_version(self) -> int:
        """The version of the complaint that was seen."""
        text = str(self.cleaned_data.get("seen_version") or "")
        return int(text) if text.isdecimal() and len(text) < 9 else -1

    def tell(self, problems: Sequence[tuple[int, str, str]]) -> None:
        """Show what `make_orders` could not record at the field of the line it belongs to."""
        given = self.cleaned_data
        ordered = [
            key
            for key, row in self._standing(self.lines)
            if parts.checked_line(key, row, given).state not in NOT_ORDERED
        ]
        for number, where, says in problems:
            name = f"{ordered[number]}-{parts.WHERE.get(where, 'words')}"
            self.add_error(name if name in self.fields else None, says)

    def _outcome_fields(self) -> None:
        row, said = (
            self.confirming.decision.row,
            self.confirming.decision.outcome or proposed_outcome(self.confirming),
        )
        process = referral_process(self.confirming.body)
        self.fields["seen_version"] = Carried(initial=str(self.confirming.page.version))
        self.fields["lines_added"] = Carried(initial="0")
        self.fields["heads_added"] = Carried(initial="0")
        self.fields["reference"] = Line(
            label="Its reference", width="20", max_length=40, initial=row.reference
        )
        self.fields["decided_on"] = DayField(label="When was it decided?", initial=row.decided_on)
        self.fields["published_outcome"] = ChoiceOf(
            process.choices(process.published), as_list=True, nothing="Not said", required=False, label="Published as",
            initial=said.get("published_outcome"),
        )  # fmt: skip
        self.fields["text"] = ChoiceOf(
            process.choices(process.texts), as_list=True, nothing="Not said", required=False,
            label="What its text does",
            initial=said.get("text"), help_text="It may differ from what is published.",
        )  # fmt: skip
        for name, label in (("fault_found", "Was fault found?"), ("injustice_found", "Was injustice found?")):
            self.fields[name] = ChoiceOf(_YES_NO, in_line=True, required=False, label=label,
                                         initial={True: "yes", False: "no"}.get(said.get(name), "unsaid"))  # type: ignore[arg-type]  # fmt: skip
        self.fields["remedied_by"] = ChoiceOf(
            list(RemediedBy), as_list=True, nothing="Not said", required=False, label="Who had put it right",
            initial=said.get("remedied_by"),
        )  # fmt: skip
        if (
            self.confirming.beside.decided_on is not None
            and not row.at_review
            and "decided" not in self.confirming.decision.recorded
        ):
            self.fields["on_record"] = Tick(
                label="It is the decision that is on record already: record only what it orders"
            )

    def _around(self) -> Around:
        confirming = self.confirming
        findings = [row for _, row in self.heads if row is not None]
        return Around(
            points=tuple((one.key, one.words, one.says) for one in confirming.beside.points),
            heads=parts.choices_of(findings) if len(findings) > 1 else (),
            payees=tuple((str(one.id), one.called) for one in confirming.payees),
            people=tuple((str(one.officer_id), one.called) for one in confirming.people), owner=confirming.owner,
            ours=confirming.beside.ours, at_review=confirming.decision.row.at_review,
            before=confirming.decision.before, determinations=referral_process(confirming.body).determinations,
            proposed=proposed_dates(confirming.decision),
        )  # fmt: skip

    def _standing(self, rows: list[tuple[str, OfRow | None]]) -> list[tuple[str, OfRow | None]]:
        """Those that were read, and the added ones that were not struck out again."""
        given = self.cleaned_data
        return [
            (key, row) for key, row in rows if row is not None or given.get(f"{key}-look") != parts.STRUCK
        ]

    def _added(self, name: str) -> int:
        text = str(self.data.get(name, "0"))
        return min(int(text), MOST_ADDED) if text.isdecimal() and len(text) < 4 else 0

    def _forgive(self, key: str, row: LineRow | FindingRow | None) -> None:
        """What is struck out is kept as it was read, whatever stands in its fields."""
        for name in [one for one in self.errors if one.startswith(f"{key}-")]:
            del self.errors[name]
        given = self.cleaned_data
        if isinstance(row, LineRow):
            kind, type_, words, amount = row.as_read
            given |= {f"{key}-kind": kind, f"{key}-type": type_, f"{key}-words": words, f"{key}-amount": amount,
                      f"{key}-due": row.stated_on}  # fmt: skip
        elif isinstance(row, FindingRow):
            given |= {f"{key}-about": row.about, f"{key}-determination": row.code}

    def _word(self, name: str, words: Any) -> Any:
        return words(self.cleaned_data[name]) if self.cleaned_data.get(name) else None

    def _yes(self, name: str) -> bool | None:
        return {"yes": True, "no": False}.get(self.cleaned_data.get(name) or "")


def proposed_dates(decision: CaseDecision) -> dict[str, tuple[date, str]]:
    """A date of ours for what has none: that of the first payment for what binds, our own rule for advice.

    Source: R-O5, R-O7; an apology without a date is due with the payment (our reading).
    """
    row = decision.row
    dated = [one for one in row.binding if one.due_on and not one.date_is_ours]
    paid = [one for one in dated if one.amount_pence is not None]
    found: dict[str, tuple[date, str]] = {}
    if paid or dated:
        first = (paid or dated)[0]
        assert first.due_on is not None
        for kind in (OrderKind.ORDER, OrderKind.AGREED, OrderKind.FAILURE_ORDER):
            found[kind.value] = (first.due_on, f"that of order {first.place}")
    advised = proposed_date(OrderKind.RECOMMENDATION, row.decided_on) if row.decided_on else None
    if advised:
        found[OrderKind.RECOMMENDATION.value] = (advised, "by our own rule for what has no date")
    return found


def proposed_outcome(confirming: Confirming) -> dict[str, Any]:
    """The five of the outcome as far as the decision states them; what it does not state is left out."""
    row = confirming.decision.row
    published = next(
        (one for one in PublishedOutcome if one.label.casefold() == row.published_outcome.casefold()), None
    )
    codes = {one.code for one in row.findings}
    failed = codes & {Determination.SEVERE, Determination.MALADMINISTRATION, Determination.SERVICE_FAILURE}
    if confirming.body is OmbudsmanBody.HOS and codes:
        return {"published_outcome": PublishedOutcome.DETERMINED, "text": DecisionText.DETERMINATION,
                "fault_found": True if failed else None}  # fmt: skip
    text = next((one for one in DecisionText if one in codes), None) if len(codes) == 1 else None
    said = _SAID.get(text, (None, None)) if text else (None, None)
    return {"published_outcome": published, "text": text, "fault_found": said[0], "injustice_found": said[1]}
