"""Forms of giving us a decision, and of looking for precedents."""

from __future__ import annotations

from typing import Any

from django.forms import ValidationError

from casework.outcomes.forms.money import MoneyField
from casework.precedents.finding import Wanted
from casework.screens.fields import ChoiceOf, Form, Line, Passage, Tick, Upload
from putright.vocabulary import Determination, OmbudsmanBody, RemedyType

LONGEST_PASTED = 1_500_000


class GiveForm(Form):
    """A decision as a file or as its text."""

    upload = Upload(
        label="The decision as a file", required=False,
        help_text="A text, a saved web page, a PDF or a Word file (.txt, .html, .pdf, .docx).",
    )  # fmt: skip
    pasted = Passage(
        label="Or its text, copied from the Ombudsman’s website",
        required=False,
        rows=10,
        max_length=LONGEST_PASTED,
    )

    def __init__(self, *values: Any, earlier: bool, **options: Any) -> None:
        super().__init__(*values, **options)
        if earlier:
            self.fields["at_review"] = Tick(
                label="It was amended at a review, and takes the place of the one before",
                help_text="Both are kept.",
            )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        if not given.get("upload") and not given.get("pasted"):
            self.add_error(
                "upload", ValidationError("Choose the file of the decision, or paste its text below.")
            )
        elif given.get("upload") and given.get("pasted"):
            self.add_error(
                "pasted", ValidationError("Give the file or its text, not both: take one of them away.")
            )
        return given


class FindForm(Form):
    """What precedents are looked for."""

    words = Line(label="What it is about", required=False, max_length=200)
    body = ChoiceOf(
        [OmbudsmanBody.LGSCO, OmbudsmanBody.HOS],
        as_list=True,
        nothing="Either",
        required=False,
        label="Ombudsman",
    )
    finding = ChoiceOf(list(Determination), as_list=True, nothing="Any", required=False, label="Finding")
    type = ChoiceOf(list(RemedyType), as_list=True, nothing="Any", required=False, label="Had to be done")
    least = MoneyField(label="Sum from", required=False, zero=True)
    most = MoneyField(label="Sum up to", required=False, zero=True)
    category = Line(label="Category", required=False, max_length=100)
    looked_at = ChoiceOf(
        [("confirmed", "Confirmed by a person"), ("unconfirmed", "Read by the machine alone")], as_list=True,
        nothing="Both", required=False, label="Looked at",
    )  # fmt: skip
    ours = Tick(label="About us only")

    def __init__(self, *values: Any, years: tuple[int, ...] = (), **options: Any) -> None:
        super().__init__(*values, **options)
        self.fields["year"] = ChoiceOf(
            [(str(one), str(one)) for one in years],
            as_list=True,
            nothing="Any",
            required=False,
            label="Decided in",
        )
        self.say_what_is_required()

    def clean(self) -> dict[str, Any]:
        """The least is no more than the most."""
        given = super().clean() or self.cleaned_data
        least, most = given.get("least"), given.get("most")
        if least is not None and most is not None and least > most:
            self.add_error(
                "most", ValidationError("Sum up to: it is less than the sum from. Change one of them.")
            )
        return given

    @property
    def wanted(self) -> Wanted:
        """What is looked for, of what could be understood."""
        given = self.cleaned_data
        return Wanted(
            words=given.get("words") or "", body=given.get("body") or "", finding=given.get("finding") or "",
            type=given.get("type") or "", category=given.get("category") or "",
            year=int(given["year"]) if given.get("year") else None, least=given.get("least"), most=given.get("most"),
            looked_at=given.get("looked_at") or "", ours=bool(given.get("ours")),
        )  # fmt: skip
