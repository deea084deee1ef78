"""The form by which a complaint is sorted: what it is about, which further services it touches, where it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casework.complaints.forms.act import ActForm
from casework.complaints.sorting import Sortable, sortable_for
from casework.screens.fields import ChoiceOf, Form, SeveralOf
from putright.cases import Classified, classification


class Sort(ActForm):
    """How the complaint is sorted from now on, all of it."""

    def build(self) -> None:
        """Themes, services, ward, as they are chosen now."""
        now = classification(self.page.case) or Classified()
        kept = (*now.themes, *now.services, *([now.ward] if now.ward else []))
        choices = sortable_for(self.page.complaint_id, on=self.today, kept=kept)
        # Nobody sorted it yet: what the postcode tells is proposed, and counts once somebody keeps it.
        ward = now.ward if classification(self.page.case) else choices.place.ward
        add_fields(self, choices, themes=now.themes, services=now.services, ward=ward or "")

    def told(self) -> Iterable[str]:
        """What it does."""
        yield "Figures are told apart by it. What was chosen before stays in the history of the complaint."


def add_fields(
    form: Form, choices: Sortable, *, themes: Iterable[str] = (), services: Iterable[str] = (), ward: str = ""
) -> None:  # fmt: skip
    """Put the fields by which something is sorted into a form; those with nothing to choose are left out."""
    if choices.themes:
        form.fields["themes"] = SeveralOf(
            choices.themes, label="What is it about?", required=False, initial=list(themes),
            help_text="Tick all that apply.",
        )  # fmt: skip
    if choices.services:
        form.fields["services"] = SeveralOf(
            choices.services, label="Which other services does it touch?", required=False, initial=list(services),
            help_text="Besides the service it is about. Leave all empty if it touches no other.",
        )  # fmt: skip
    if choices.wards:
        form.fields["ward"] = ChoiceOf(
            choices.wards, as_list=True, nothing="Not known", required=False, initial=ward,
            label="Ward of the home or place it is about", help_text=choices.place.told,
        )  # fmt: skip


def chosen(given: dict[str, Any]) -> dict[str, Any]:
    """What was chosen, as `classify` takes it."""
    return {
        "themes": given.get("themes") or [], "services": given.get("services") or [], "ward": given.get("ward") or None,
    }  # fmt: skip
