"""Forms of answering: one point, a question of the resident, another outcome than the findings make."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.complaints.forms.letters import finding_choices
from casework.complaints.queries import DocumentRow
from casework.outcomes.answering import Source, Written
from casework.outcomes.answers import AnswerRow, QuestionRow
from casework.screens.dates import plain_day
from casework.screens.fields import Carried, ChoiceOf, DayField, Form, Line, Passage
from putright.procedures import Procedure, may_find, outcome_word
from putright.vocabulary import CaseOutcome, PartyAtFault, PointOutcome

EMPTY_ROWS = 2
MOST_ROWS = 60


class AnswerForm(Form):
    """The answer to one point. Everything may be left empty while it is a draft."""

    def __init__(
        self,
        *values: Any,
        answer: AnswerRow,
        documents: Sequence[DocumentRow],
        later: bool,
        procedure: Procedure,
        **options: Any,
    ) -> None:
        super().__init__(*values, **options)
        self.answer = answer
        self.fields["seen_version"] = Carried(initial=str(answer.version))
        self.fields["outcome"] = ChoiceOf(
            finding_choices(procedure, answer.outcome),
            label="Finding",
            required=False,
            initial=answer.outcome,
            nothing="Not decided yet",
            as_list=True,
        )
        self.fields["missing"] = Passage(
            label="Which record is missing?", required=False, rows=2, initial=answer.missing,
            help_text="Only where no finding is possible: name the record that would have told.",
        )  # fmt: skip
        self.fields["standard"] = Passage(
            label="What should have happened", required=False, rows=3, initial=answer.standard,
            help_text="The policy or standard relied on, with its paragraph.",
        )  # fmt: skip
        self.fields["happened"] = Passage(
            label="What happened", required=False, rows=5, initial=answer.happened
        )
        self.rows = self._evidence(documents)
        self.fields["reasons"] = Passage(
            label="Reasons for the finding", required=False, rows=5, initial=answer.reasons
        )
        self.fields["fault"] = Passage(label="What went wrong", required=False, rows=3, initial=answer.fault)
        self.fields["injustice"] = Passage(
            label="What it meant for the resident", required=False, rows=3, initial=answer.injustice,
            help_text="The harm, not the size of the mistake.",
        )  # fmt: skip
        self._shares()
        self._questions()
        if later:
            self.fields["changed"] = Passage(
                label="What changed since the stage before, and why", required=False, rows=4, initial=answer.changed,
                help_text="If nothing did, list what was looked at again.",
            )  # fmt: skip
        self.say_what_is_required()

    def _evidence(self, documents: Sequence[DocumentRow]) -> tuple[int, ...]:
        sent = self.data.get("evidence_rows", "") if self.is_bound else ""
        filled = len(self.answer.evidence)
        count = int(sent) if sent.isdecimal() and len(sent) < 3 else filled + EMPTY_ROWS
        count = min(max(count, filled), MOST_ROWS)
        self.fields["evidence_rows"] = Carried(initial=str(count))
        choices = [
            (str(one.id), f"{one.what or one.called}, {plain_day(one.dated_on or one.added_at)}")
            for one in documents
        ]
        for number in range(count):
            row = self.answer.evidence[number] if number < filled else None
            self.fields[f"document-{number}"] = ChoiceOf(
                choices, as_list=True, nothing="Not kept here", required=False, label="Document of the complaint",
                initial=str(row.document_id) if row and row.document_id else None,
            )  # fmt: skip
            self.fields[f"called-{number}"] = Line(
                label="Or what it is", required=False, initial=row.called if row else "",
            )  # fmt: skip
            self.fields[f"on-{number}"] = DayField(
                label="Its date", required=False, initial=row.on if row else None
            )
            self.fields[f"page-{number}"] = Line(
                label="Page", required=False, max_length=40, width="5", initial=row.page if row else ""
            )
        return tuple(range(count))

    def _shares(self) -> None:
        given = dict(self.answer.shares)
        for party in PartyAtFault:
            self.fields[f"share-{party.value}"] = Line(
                label=f"{party.label}, per cent", required=False, width="2", max_length=4,
                initial=str(given[party]) if party in given else "",
            )  # fmt: skip

    def _questions(self) -> None:
        for one in self.answer.questions:
            self.fields[f"answer-{one.id}"] = Passage(
                label=f"They asked: {one.asked}", required=False, rows=2, initial=one.answer
            )
        self.fields["asked"] = Passage(label="Another question they asked", required=False, rows=2)
        self.fields["asked_answer"] = Passage(label="The answer to it", required=False, rows=2)

    @property
    def parties(self) -> tuple[PartyAtFault, ...]:
        """Whose fault it can be."""
        return tuple(PartyAtFault)

    def clean(self) -> dict[str, Any]:
        """Shares make 100 per cent; a question stands before its answer; evidence has a name."""
        given = super().clean() or self.cleaned_data
        if given.get("outcome") == PointOutcome.NO_FINDING_POSSIBLE and not given.get("missing", "").strip():
            self.add_error("missing", "Which record is missing?: name it, since no finding is possible.")
        typed = [(party, str(given.get(f"share-{party.value}", "")).strip(" %")) for party in PartyAtFault]
        for party, text in typed:
            if text and not (text.isdecimal() and int(text) <= 100):
                self.add_error(
                    f"share-{party.value}", f"{party.label}: enter whole per cent from 0 to 100, such as 50."
                )
        if any(text for _, text in typed) and not self.errors:
            total = sum(int(text) for _, text in typed if text)
            if total != 100:
                self.add_error(
                    "share-ours", f"The shares of the fault add up to {total} per cent: they must make 100."
                )
        if given.get("asked_answer", "").strip() and not given.get("asked", "").strip():
            self.add_error("asked", "Another question they asked: enter the question its answer belongs to.")
        for number in self.rows:
            named = given.get(f"document-{number}") or given.get(f"called-{number}", "").strip()
            if not named and (given.get(f"on-{number}") or given.get(f"page-{number}")):
                self.add_error(
                    f"called-{number}",
                    f"Evidence {number + 1} has a date or page: choose a document or say what it is.",
                )
        return given

    @property
    def seen_version(self) -> int:
        """The version of the answer the writer saw."""
        text = str(self.cleaned_data.get("seen_version") or "")
        return int(text) if text.isdecimal() and len(text) < 9 else -1

    @property
    def written(self) -> Written:
        """What was written."""
        given = self.cleaned_data
        return Written(
            outcome=PointOutcome(given["outcome"]) if given["outcome"] else None,
            missing=given["missing"],
            standard=given["standard"],
            happened=given["happened"],
            reasons=given["reasons"],
            fault=given["fault"],
            injustice=given["injustice"],
            shares=tuple(
                (party, int(text))
                for party in PartyAtFault
                if (text := given[f"share-{party.value}"].strip(" %")) and int(text)
            ),
            changed=given.get("changed", ""),
            evidence=tuple(
                Source(given[f"called-{number}"], int(kept) if kept else None, given[f"on-{number}"],
                       given[f"page-{number}"])
                for number in self.rows
                if (kept := given[f"document-{number}"]) or given[f"called-{number}"].strip()
            ),
            answered=tuple((one.id, given[f"answer-{one.id}"]) for one in self.answer.questions),
            asked=((given["asked"], given["asked_answer"]),) if given["asked"].strip() else (),
        )  # fmt: skip


class QuestionForm(Form):
    """A question the resident asked about the complaint as a whole, and answers to those there are."""

    def __init__(self, *values: Any, questions: Sequence[QuestionRow], **options: Any) -> None:
        super().__init__(*values, **options)
        self.questions = questions
        for one in questions:
            self.fields[f"answer-{one.id}"] = Passage(
                label=f"They asked: {one.asked}", required=False, rows=2, initial=one.answer
            )
        self.fields["asked"] = Passage(label="A question they asked", required=False, rows=2)
        self.fields["asked_answer"] = Passage(label="The answer to it", required=False, rows=2)
        self.say_what_is_required()

    def clean(self) -> dict[str, Any]:
        """A question stands before its answer."""
        given = super().clean() or self.cleaned_data
        if given.get("asked_answer", "").strip() and not given.get("asked", "").strip():
            self.add_error("asked", "A question they asked: enter the question its answer belongs to.")
        return given

    @property
    def answered(self) -> tuple[tuple[int, str], ...]:
        """The answers, by the number of the question."""
        return tuple((one.id, self.cleaned_data[f"answer-{one.id}"]) for one in self.questions)


class OverrideForm(Form):
    """Another outcome than the findings make."""

    def __init__(self, *values: Any, procedure: Procedure, **options: Any) -> None:
        super().__init__(*values, **options)
        possible = [
            (one.value, outcome_word(procedure, one))
            for one in CaseOutcome
            if one is not CaseOutcome.RESOLVED or may_find(procedure, PointOutcome.RESOLVED)
        ]
        self.fields["outcome"] = ChoiceOf(
            [*possible, ("derived", "As the findings make it")], label="Which outcome is it to have?"
        )
        self.fields["words"] = Passage(
            label="Why does it differ from what the findings make?",
            help_text="It is kept with your name, and such cases are counted.",
        )
        self.say_what_is_required()

    @property
    def chosen(self) -> CaseOutcome | None:
        """The outcome chosen; None = the derived one holds again."""
        code = self.cleaned_data["outcome"]
        return None if code == "derived" else CaseOutcome(code)
