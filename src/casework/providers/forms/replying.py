"""The form by which a contractor replies, and those of signing in."""

from __future__ import annotations

from typing import Any

from django.forms import ValidationError

from casework.complaints.forms.letters import REMEDIES, finding_choices
from casework.providers.replying import PointSaid, Said
from casework.providers.shown import ShownPart
from casework.screens.fields import Carried, ChoiceOf, Form, Line, Passage, Tick, Upload


class ReplyForm(Form):
    """What the contractor says to each point, what it will do, and what the resident can do next."""

    def __init__(self, *values: Any, part: ShownPart, **options: Any) -> None:
        self.part = part
        super().__init__(*values, **options)
        for point in part.points:
            name = f"Point {point.key}"
            self.fields[f"outcome-{point.key}"] = ChoiceOf(
                finding_choices(part.procedure, point.outcome), as_list=True, nothing="Not answered yet",
                required=False, label=f"{name}: your finding", initial=point.outcome,
            )  # fmt: skip
            self.fields[f"reasons-{point.key}"] = Passage(
                required=False,
                rows=4,
                label=f"{name}: what happened, and your reasons",
                initial=point.reasons,
            )
            self.fields[f"remedy-{point.key}"] = ChoiceOf(
                REMEDIES, as_list=True, nothing="Not decided yet", required=False, label=f"{name}: putting it right",
                initial=point.remedy,
            )  # fmt: skip
        self.fields["putting_right"] = Passage(
            required=False, label="How it is put right", initial=part.putting_right,
            help_text="An apology, what you will do, what you suggest we pay. What is owed, we decide.",
        )  # fmt: skip
        self.fields["still_to_do"] = Passage(
            required=False, label="What is still to be done, by whom and by when", initial=part.still_to_do,
            help_text="Say “nothing” if nothing is left.",
        )  # fmt: skip
        self.fields["next_steps"] = Passage(
            required=False, label="What the resident can do if they do not agree", initial=part.next_steps,
            help_text="How to come to us and to the Ombudsman. A copy to us is not enough.",
        )  # fmt: skip
        self.fields["signed_by"] = Line(
            required=False, max_length=120, label="Your name and job", initial=part.signed_by
        )
        self.fields["declared"] = Tick(
            label="I may reply for the contractor, and this is true and complete as far as I know"
        )
        self.fields["seen_version"] = Carried(initial=str(part.version))
        self.say_what_is_required()

    @property
    def said(self) -> Said:
        """The reply as the commands take it."""
        given = self.cleaned_data
        seen = given["seen_version"]
        return Said(
            points=[
                PointSaid(
                    one.key, given[f"outcome-{one.key}"], given[f"reasons-{one.key}"], given[f"remedy-{one.key}"]
                )
                for one in self.part.points
            ],
            putting_right=given["putting_right"], still_to_do=given["still_to_do"], next_steps=given["next_steps"],
            signed_by=given["signed_by"], seen_version=int(seen) if seen.isdecimal() and len(seen) < 9 else -1,
        )  # fmt: skip


class SignInForm(Form):
    """Signing in as somebody of a contractor."""

    email = Line(label="E-mail address", kind="email", max_length=254, autocomplete="username")
    password = Line(label="Password", kind="password", max_length=200, autocomplete="current-password")


class PasswordForm(Form):
    """Choosing a password."""

    password = Line(
        label="Choose a password", kind="password", max_length=200, autocomplete="new-password",
        help_text="At least 12 characters. Several words together are easy to remember.",
    )  # fmt: skip
    again = Line(
        label="The same password again", kind="password", max_length=200, autocomplete="new-password"
    )

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        given = super().clean() or self.cleaned_data
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error(
                "again", "The same password again: the two are not the same. Enter both once more."
            )
        return given


class ReturnForm(Form):
    """The complaints of a month."""

    def __init__(self, *values: Any, months: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["month"] = ChoiceOf(months, as_list=True, label="Which month?")
        self.fields["rows"] = Passage(
            required=False, rows=8, max_length=500_000, label="Every complaint of the month, one a line",
            help_text="reference; received; about; answered; our reference. For example: "
            "A-12; 03/06/2026; Nobody came; 20/06/2026; without names or addresses.",
        )  # fmt: skip
        self.fields["none"] = Tick(label="There was no complaint in this month")
        self.fields["jobs"] = Line(required=False, max_length=7, width="5", label="Jobs done in the month")
        self.say_what_is_required()

    def clean_jobs(self) -> int | None:
        """A whole number, or nothing."""
        typed = self.cleaned_data["jobs"].strip()
        if typed and not typed.isdecimal():
            raise ValidationError("Jobs done in the month: enter a whole number, or leave it empty.")
        return int(typed) if typed else None


class EnteredReturnForm(ReturnForm):
    """A return an officer enters for a contractor, with the document it came in."""

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["said"] = Line(
            label="How did it reach us?", help_text="Such as: by e-mail of 4 June, from its contract desk."
        )
        self.fields["upload"] = Upload(
            label="The document it came in",
            help_text="Its e-mail, letter or table: what we entered can be checked.",
        )
        self.say_what_is_required()
