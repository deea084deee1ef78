"""What several of these forms share: the case they are about, its documents and officers, the date of a letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from casework.agreements.forms.fields import ChosenForm
from casework.complaints.forms.act import words
from casework.ombudsman.case_page import state_of
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, Form, Line, Tick
from putright.cases.answerable import EnquiryState, ReferralState
from putright.procedures import ReferralProcess, referral_process
from putright.vocabulary import EnquiryKind, OmbudsmanBody, ReferralKind

NOT_SAID = "not_said"
YES_NO = (("yes", "Yes"), ("no", "No"), (NOT_SAID, "Not said"))
NEVER_WORKED_OUT = "The date in the letter. It is never worked out."
ASKED_ELSEWHERE = frozenset({EnquiryKind.DRAFT, EnquiryKind.REPORT})
"""What has a form of its own."""


class CaseForm(ChosenForm):
    """A form about one case of an Ombudsman."""

    case_key = ""

    @property
    def state(self) -> ReferralState:
        """The case as its events have made it."""
        found = state_of(self.page, self.case_key)
        assert found is not None  # the address is that of a case of this complaint
        return found

    @property
    def process(self) -> ReferralProcess:
        """How cases of this Ombudsman go."""
        return referral_process(self.state.body.body)

    def open_enquiries(self) -> list[EnquiryState]:
        """What the Ombudsman asked in this case and has not come to its end."""
        return [
            one for one in self.page.case.enquiries if one.body.referral == self.case_key and not one.ended
        ]

    def which_enquiry(self, label: str) -> ChoiceOf:
        """The choice of one of them."""
        return self.which([(one.key, self.told_of(one)) for one in self.open_enquiries()], label)

    def told_of(self, one: EnquiryState) -> str:
        """An enquiry in a line."""
        due = f", due {plain_day(one.due)}" if one.due else ", no date yet"
        party = "" if one.body.what is not EnquiryKind.DRAFT else f" ({one.body.party.label.lower()})"
        return f"{self.process.word(one.body.what)}{party}{due}: {self.words_of(one.key, 'no words kept')}"

    def document(self, label: str, hint: str = "") -> ChoiceOf:
        """The choice of a document kept with the complaint."""
        return ChoiceOf(
            [(str(one.id), one.what or one.called) for one in self.page.documents],
            as_list=True, nothing="None", required=False, label=label,
            help_text=f"{hint} Add it to the complaint first, under Documents.".strip(),
        )  # fmt: skip

    def officer(self, label: str, *, nothing: str = "", required: bool = False) -> ChoiceOf:
        """The choice of an officer."""
        people = [(str(one.officer_id), one.called) for one in self.people]
        return ChoiceOf(people, as_list=True, nothing=nothing or "Choose one", required=required, label=label)


def add_letter_fields(
    form: Form, *, bodies: Sequence[OmbudsmanBody], body: OmbudsmanBody | None, today: Any
) -> None:
    """What the letter that opens a case says.

    bodies  the Ombudsmen that may write to us; where it is one, its own words are offered. body: the likely one.
    """
    processes = [referral_process(one) for one in bodies]
    alone = processes[0] if len(processes) == 1 else None
    kinds = [one for one in ReferralKind if any(one in each.kinds for each in processes)]
    asked = [
        one for one in EnquiryKind
        if one not in ASKED_ELSEWHERE and (alone is None or one in alone.enquiries)
    ]  # fmt: skip
    form.fields["body"] = ChoiceOf(bodies, label="Which Ombudsman?", initial=body.value if body else None)
    form.fields["what"] = ChoiceOf(
        alone.choices(kinds) if alone else kinds, label="What has it to do with it?"
    )
    form.fields["reference"] = Line(
        label="Its reference", max_length=40, width="20", required=False,
        help_text="As it stands on the letter. Leave empty if there is none yet.",
    )  # fmt: skip
    form.fields["subject"] = words("What is it about?", rows=2, hint="In a sentence, in our words.")
    form.fields["received_on"] = DayField(label="When did its letter reach us?", initial=today)
    form.fields["asks"] = ChoiceOf(
        alone.choices(asked) if alone else asked,
        as_list=True, nothing="Nothing", required=False, label="What does the letter ask us for?",
    )  # fmt: skip
    add_date_of_letter(form)


def add_date_of_letter(form: Form) -> None:
    """By when it is to be answered, or that the letter does not say."""
    form.fields["answer_by"] = DayField(
        label="By when is it to be answered?", required=False, help_text=NEVER_WORKED_OUT
    )
    form.fields["no_date"] = Tick(label="The letter gives no date: we ask the Ombudsman for one")


def check_date_of_letter(form: Form, given: dict[str, Any], *, asked: bool) -> None:
    """Something is asked: then there is a date, or the letter gives none. Both at once is a slip."""
    if "answer_by" in form.errors:
        return
    if asked and not given.get("answer_by") and not given.get("no_date"):
        form.add_error(
            "answer_by",
            "By when is it to be answered?: enter the date in the letter, or tick that it gives none.",
        )
    elif given.get("answer_by") and given.get("no_date"):
        form.add_error("no_date", "The letter gives a date, or it gives none: clear one of the two.")


def yes_or_no(value: str) -> bool | None:
    """What was chosen of yes, no and not said."""
    return {"yes": True, "no": False}.get(value)
