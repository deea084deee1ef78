"""The forms of packs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.forms import ValidationError

from casework.packs.queries import (
    Proposal,
    procedure_bodies,
    reasons_to_leave_out,
    reasons_to_remove,
)
from casework.packs.words import SentHow
from casework.screens.fields import (
    ChoiceOf,
    DayField,
    Form,
    Line,
    MomentField,
    Passage,
    SeveralOf,
    Tick,
    Upload,
)

__all__ = [
    "BoxForm", "ChoiceForm", "EndForm", "GapForm", "LinesForm", "PageForm", "PolicyForm", "ProposalsForm",
    "SendForm", "StartForm", "WordsForm", "procedure_bodies",
]  # fmt: skip


class StartForm(Form):
    """What a pack is to answer."""

    def __init__(self, *values: Any, asks: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["enquiry"] = ChoiceOf(
            [("", "Nothing in particular: the whole case"), *asks], label="What it answers", required=False
        )
        self.say_what_is_required()


class _WithReason(Form):
    """Why something is removed."""

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        reasons = reasons_to_remove()
        self.fields["reason"] = ChoiceOf(
            [(one.code, one.label) for one in reasons], label="Why it is removed",
            hints={one.code: one.hint for one in reasons if one.hint},
        )  # fmt: skip
        self.fields["note"] = Line(
            label="Note", required=False, max_length=300,
            help_text="The list of what was removed gives it. Never write the removed words here.",
        )  # fmt: skip
        self.say_what_is_required()


class WordsForm(_WithReason):
    """Words that are removed wherever they stand."""

    words = Passage(
        label="Words to be removed", rows=3, max_length=5000,
        help_text="A name, number or passage on each line. Capitals and accents make no difference.",
    )  # fmt: skip
    inside = Tick(label="Also where they are a part of a longer word, such as an e-mail address")


class ProposalsForm(Form):
    """Names that were found, of which those that are ticked are removed."""

    def __init__(self, *values: Any, found: Iterable[Proposal], **options: Any) -> None:
        super().__init__(*values, **options)
        self.found = tuple(found)
        self.fields["names"] = SeveralOf(
            [(one.words, one.words) for one in self.found], label="Found on the file",
            hints={one.words: _told(one) for one in self.found}, required=True,
        )  # fmt: skip
        self.fields["names"].error_messages["required"] = "Tick the names to be removed."
        self.fields["note"] = Line(label="Note", required=False, max_length=300)
        self.say_what_is_required()

    def by_reason(self) -> dict[str, list[str]]:
        """The ticked names by the reason that was proposed with each."""
        taken: dict[str, list[str]] = {}
        reasons = {one.words: one.reason for one in self.found}
        for words in self.cleaned_data["names"]:
            taken.setdefault(reasons[words], []).append(words)
        return taken


def _told(one: Proposal) -> str:
    times = "once" if one.times == 1 else f"{one.times} times"
    things = "one thing" if one.things == 1 else f"{one.things} things"
    inside = f" It is also inside {', '.join(one.longer)}." if one.longer else ""
    return f"{one.what}. Stands {times} in {things}.{inside}"


class LinesForm(_WithReason):
    """Lines of a page that are removed whole; which, is ticked beside them."""


class PageForm(_WithReason):
    """A page that is left out whole."""


class BoxForm(_WithReason):
    """A part of a page, in per cent."""

    left = Line(label="From the left edge, in per cent", width="4")
    right = Line(label="To, from the left edge", width="4")
    top = Line(label="From the top edge, in per cent", width="4")
    bottom = Line(label="To, from the top edge", width="4")
    field_order = ("left", "right", "top", "bottom", "reason", "note")

    def clean(self) -> dict[str, Any]:
        """Whole numbers from 0 to 100."""
        for name in ("left", "right", "top", "bottom"):
            typed = str(self.cleaned_data.get(name, "")).strip().removesuffix("%").strip()
            if typed and not (typed.isdecimal() and len(typed) < 4 and int(typed) <= 100):
                self.add_error(
                    name, ValidationError(f"{self.fields[name].label}: enter a number from 0 to 100.")
                )
            elif typed:
                self.cleaned_data[name] = int(typed)
        return self.cleaned_data

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right, bottom."""
        given = self.cleaned_data
        return given["left"], given["top"], given["right"], given["bottom"]


class ChoiceForm(Form):
    """Whether a thing is in, and why not."""

    taken = ChoiceOf([("yes", "It is in"), ("no", "It is left out")], label="In the pack")
    part = ChoiceOf(
        [("4", "4. Complaint, responses, letters, calls and notes"), ("5", "5. Policies in force"),
         ("6", "6. Records of the service")],
        label="Where it stands", as_list=True,
    )  # fmt: skip

    def __init__(self, *values: Any, looked_through: bool, **options: Any) -> None:
        super().__init__(*values, **options)
        reasons = reasons_to_leave_out()
        self.fields["reason"] = ChoiceOf(
            [(one.code, one.label) for one in reasons], label="Why it is left out", as_list=True, required=False,
            nothing="It is not left out",
        )  # fmt: skip
        self.fields["words"] = Line(label="More about why", required=False, max_length=300)
        if not looked_through:
            self.fields["cleared"] = Tick(
                label="I looked at the file myself: nothing has to be removed from it"
            )
        self.say_what_is_required()


class GapForm(Form):
    """Why a record is missing."""

    words = Passage(
        label="Why it is missing, and what was done to find it", required=False,
        help_text="The Ombudsman reads this. Leave it empty to take the reason back.",
    )  # fmt: skip


class SendForm(Form):
    """A frozen pack that was sent."""

    how = ChoiceOf(SentHow, label="How it was sent")
    to = Line(label="To whom", help_text="The name or address it went to, as the Ombudsman gave it.")
    sent_at = MomentField(label="When it went")
    words = Passage(label="Note", required=False, rows=2)

    def __init__(self, *values: Any, asks: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["enquiry"] = ChoiceOf(
            [*asks, ("", "It answers nothing that was asked")], label="What it answers", required=False
        )
        self.say_what_is_required()


class PolicyForm(Form):
    """A policy with the days it was in force."""

    title = Line(label="Title", help_text="As it is called: Repairs policy, version 3.")
    valid_from = DayField(label="In force from")
    valid_to = DayField(
        label="Last day in force", required=False, help_text="Leave it empty while it still is."
    )
    file = Upload(label="The policy")

    def __init__(self, *values: Any, bodies: Iterable[tuple[str, str]], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["procedure"] = ChoiceOf(
            [("", "Every complaint"), *bodies], label="For", required=False, as_list=False
        )
        self.say_what_is_required()
        self.order_fields(("title", "procedure", "valid_from", "valid_to", "file"))


class EndForm(Form):
    """Until when a policy was in force."""

    valid_to = DayField(label="Last day in force", required=False)
