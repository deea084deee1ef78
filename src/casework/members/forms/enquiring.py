"""Forms of members' enquiries: logged, consented to, held, answered, taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import ClassVar

from casework.agreements.forms.fields import ChosenForm
from casework.complaints.forms.act import ActForm, words
from casework.members.commands import Enquiring
from casework.members.queries import MemberRow, waiting
from casework.members.rules import rules
from casework.people.queries import OfficerRow
from casework.screens.fields import ChoiceOf, DayField, Line
from putright.calendars import BeyondHorizon
from putright.cases.in_step import waits_for_the_answer
from putright.vocabulary import MemberKind


class LogEnquiry(ActForm):
    """A member asks about the complaint."""

    members: tuple[MemberRow, ...] = ()
    officers: tuple[OfficerRow, ...] = ()
    organisation = ""
    contact: int | None = None
    asked = ""

    def build(self) -> None:
        """Who asks, what, and whether the person agrees."""
        self.fields["member"] = ChoiceOf(
            [
                (str(one.id), one.called if one.in_office(self.today) else f"{one.called} (not in office)")
                for one in self.members
            ],
            as_list=True, label="Who asks?", help_text="Somebody new: put them on the register first.",
        )  # fmt: skip
        self.fields["words"] = words("What they ask, in their words")
        self.fields["words"].initial = self.asked
        self.fields["their_reference"] = Line(label="Their reference", max_length=60, required=False)
        self.fields["consent"] = ChoiceOf(
            [("yes", "Yes, and it is on record how"), ("no", "No, or not known")],
            label="Has the person agreed that the member is answered?", initial="no",
            hints={"no": "The member can be told that an answer follows, and nothing of the matter."},
        )  # fmt: skip
        self.fields["owner"] = ChoiceOf(
            [(str(one.id), one.name) for one in self.officers],
            as_list=True, nothing="Who handles the complaint", required=False, label="Who answers?",
        )  # fmt: skip
        self.fields["at"] = self.at("When did it reach us?")

    def told(self) -> Iterable[str]:
        """That the complaint goes on, and by when a member is answered."""
        yield "The complaint goes on as it is: an enquiry is answered beside it, and never in its place."
        days = {kind: rules().answer_within(kind, self.organisation) for kind in MemberKind}
        yield f"Answered within: {'; '.join(f'{kind.label}, {days[kind]} working days' for kind in MemberKind)}."

    @property
    def enquiring(self) -> Enquiring:
        """What was entered."""
        given = self.cleaned_data
        return Enquiring(
            given["member"], given["words"], given["consent"] == "yes", given["their_reference"], given["owner"],
            self.contact,
        )  # fmt: skip


class _OfEnquiry(ChosenForm):
    """A form about one enquiry."""

    names: ClassVar[Mapping[str, str]] = {}
    organisation = ""

    def enquiry(self) -> ChoiceOf:
        """Which enquiry."""
        return self.which(
            [
                (one.key, f"{self.names.get(one.key) or one.body.who.label}: {self.words_of(one.key, 'an enquiry')}")
                for one in waiting(self.page)
            ],
            "Whose enquiry?",
        )  # fmt: skip


class Consent(_OfEnquiry):
    """The person agrees to the member being answered."""

    def build(self) -> None:
        """Which enquiry, and how they said so."""
        self.fields["enquiry"] = self.enquiry()
        self.fields["words"] = words("How they agreed, and to what", rows=3)
        self.fields["at"] = self.at("When?")


class HoldAnswer(_OfEnquiry):
    """The member is told that the answer follows the complaint's own."""

    def build(self) -> None:
        """Which enquiry, what was told, and by when they hear."""
        self.fields["enquiry"] = self.enquiry()
        self.fields["due"] = DayField(
            label="By when do they hear from us?", initial=self.proposed,
            help_text="The day after the complaint’s own answer that our policy gives, unless you say otherwise.",
        )  # fmt: skip
        self.fields["words"] = words("What the member was told, and how", rows=3)
        self.fields["at"] = self.at("When were they told?")

    @property
    def proposed(self) -> date | None:
        """So many working days after the complaint's own answer is due; None where no day is known."""
        stage = self.page.stage
        own = [
            one for one in self.page.deadlines if one.stage == stage.key and one.met_on is None and one.due_on
        ]
        if not own:
            return None
        last = max(one.due_on for one in own if one.due_on)
        try:
            return self.calendar.add_working_days(last, rules().after_answer(self.organisation))
        except BeyondHorizon:
            return None

    def told(self) -> Iterable[str]:
        """What a member may be told without consent."""
        yield "Without the person’s consent, the member is told only that they hear from us, and by when."


class AnswerMember(_OfEnquiry):
    """The member was answered."""

    def build(self) -> None:
        """Which enquiry, and what the answer says."""
        self.fields["enquiry"] = self.enquiry()
        self.fields["words"] = words("What the answer says, and how it went", rows=5)
        self.fields["at"] = self.at("When was it sent?")

    def told(self) -> Iterable[str]:
        """What holds it."""
        if waits_for_the_answer(self.page.case):
            yield "The complaint’s own answer has still to go. The member’s goes after it, or with a reason."
        for one in waiting(self.page):
            if not one.consent:
                yield f"{self.names.get(one.key) or one.body.who.label}: the person’s consent is not on record."


class TakeBack(_OfEnquiry):
    """The member wants no answer any more."""

    def build(self) -> None:
        """Which enquiry, and why."""
        self.fields["enquiry"] = self.enquiry()
        self.fields["words"] = words("Why", rows=3)
        self.fields["at"] = self.at("When?")
