"""Forms of draft decisions: received, shown to those they criticise, commented on paragraph by paragraph."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.complaints.forms.act import words
from casework.ombudsman.drafts import Track
from casework.ombudsman.forms.fields import NEVER_WORKED_OUT, CaseForm
from casework.ombudsman.queries import comments_of, drafts_of
from casework.screens.dates import plain_day
from casework.screens.fields import ChoiceOf, DayField, Line, Passage, Tick
from putright.vocabulary import CommentKind, DraftParty

NAMED = frozenset({DraftParty.CONTRACTOR, DraftParty.OTHER})


class ReceiveDraft(CaseForm):
    """A draft decision came, with everybody whose comments are waited for."""

    def build(self) -> None:
        """What it finds, whom it criticises, who comments by when."""
        self.fields["at"] = self.at("When did the draft reach us?")
        self.fields["words"] = words("What does it find, in short?", rows=4)
        self.fields["document"] = self.document("The draft")
        self.fields["criticises"] = Passage(
            label="Whom does it criticise?", required=False, rows=2,
            help_text="Any person or other organisation, by name. Leave empty where it criticises nobody but us.",
        )  # fmt: skip
        for party in DraftParty:
            name = party.value
            if party is not DraftParty.US:
                who = "They comment" if party is DraftParty.OTHER else f"{party.label} comments"
                self.fields[f"waits-{name}"] = Tick(label=f"{who} too")
            if party in NAMED:
                self.fields[f"name-{name}"] = Line(
                    label=f"{party.label}: by name", required=False, max_length=120
                )
            self.fields[f"by-{name}"] = DayField(
                label=f"{party.label}: comments by", required=False, help_text=NEVER_WORKED_OUT
            )
        self.fields["no_date"] = Tick(label="The letter gives us no date: we ask the Ombudsman for one")
        self.fields["owner"] = self.officer("Who sees to our comments?", nothing="The link officer")

    def told(self) -> Iterable[str]:
        """Those it criticises are shown it."""
        yield (
            "Each party comments by a date of its own. Whoever the draft criticises must be shown it, with proof sent to "
            "the Ombudsman; our answer is held until that is recorded."
        )

    def clean(self) -> dict[str, Any]:
        """Our own date, or that there is none; a date only for somebody who comments."""
        given = super().clean() or self.cleaned_data
        if "by-us" not in self.errors and not given.get("by-us") and not given.get("no_date"):
            self.add_error("by-us", "Us: enter the date in the letter, or tick that it gives none.")
        for party in DraftParty:
            name = party.value
            if party is not DraftParty.US and given.get(f"by-{name}") and not given.get(f"waits-{name}"):
                self.add_error(
                    f"waits-{name}", f"{party.label}: tick that they comment too, or clear their date."
                )
            if party in NAMED and given.get(f"waits-{name}") and not given.get(f"name-{name}"):
                self.add_error(f"name-{name}", f"{party.label}: enter the name.")
        return given

    @property
    def tracks(self) -> tuple[Track, ...]:
        """Whose comments are waited for."""
        given = self.cleaned_data
        return tuple(
            Track(party, given[f"by-{party.value}"], given.get(f"name-{party.value}", ""))
            for party in DraftParty
            if party is DraftParty.US or given[f"waits-{party.value}"]
        )


class ShowDraft(CaseForm):
    """A draft was shown to those it criticises."""

    def build(self) -> None:
        """Which, to whom, and the proof."""
        those = [one for one in self.open_enquiries() if one.body.criticises and not one.shown]
        self.fields["enquiry"] = self.which([(one.key, self.told_of(one)) for one in those], "Which draft?")
        self.fields["words"] = words(
            "To whom was it shown, and how?",
            rows=3,
            hint="And by when they may comment; comments come back through us.",
        )
        self.fields["document"] = self.document("What proves it", "Such as the message it was sent with.")
        self.fields["at"] = self.at("When was it shown?")


class Comment(CaseForm):
    """What we say to one paragraph of a draft."""

    def build(self) -> None:
        """Which paragraph, about what, and what we say."""
        drafts = drafts_of(self.case_key)
        self.fields["draft"] = self.which(
            [(str(number), f"The draft of {plain_day(day)}") for number, day in drafts], "Which draft?"
        )
        self.fields["paragraph"] = Line(
            label="Paragraph", max_length=20, width="5", help_text="Such as 14, or 14 to 16."
        )
        self.fields["about"] = ChoiceOf(CommentKind, label="What is the comment about?")
        self.fields["words"] = words(
            "Our comment", rows=4, hint="What is wrong or missing, and what shows it."
        )
        self.fields["document"] = self.document("What shows it")


class LeaveOut(CaseForm):
    """A comment is left out of what is sent, or taken in again."""

    def build(self) -> None:
        """Which, and whether."""
        self.fields["comment"] = self.which(
            [
                (
                    str(one.id),
                    f"{one.paragraph or 'No paragraph'}: {one.words[:80]}{' (left out)' if one.left_out else ''}",
                )
                for one in comments_of(self.case_key)
            ],
            "Which comment?",
        )
        self.fields["left_out"] = ChoiceOf(
            [("yes", "Leave it out"), ("no", "Take it in again")], label="What is to become of it?"
        )
