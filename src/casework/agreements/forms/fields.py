"""Fields these forms need besides: a time of day, a small number, and the words a visit is told with."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.forms import ValidationError

from casework.complaints.forms.act import ActForm
from casework.screens.fields import ChoiceOf, Line, read_time


class TimeLine(Line):
    """A time of day, such as 15:40; None when left empty."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=8, width="5", **options)

    def clean(self, value: Any) -> Any:
        """The time typed."""
        if isinstance(value, time):
            return value
        typed = super().clean(value)
        return read_time(typed, str(self.label)) if typed else None


class NumberLine(Line):
    """A small whole number; None when left empty."""

    def __init__(self, *, most: int = 365, **options: Any) -> None:
        self.most = most
        super().__init__(max_length=4, width="4", **{"required": False, **options})

    def clean(self, value: Any) -> Any:
        """The number typed."""
        typed = super().clean(value)
        if not typed:
            return None
        if not typed.isdecimal() or int(typed) > self.most:
            raise ValidationError(f"{self.label}: enter a whole number up to {self.most}, or leave it empty.")
        return int(typed)


class ChosenForm(ActForm):
    """A form about one of several things; the page it came from may say which."""

    chosen = ""

    def which(self, choices: list[tuple[str, str]], label: str) -> ChoiceOf:
        """The choice of one of them: the one the page said, or the only one, is chosen already."""
        keys = [key for key, _ in choices]
        first = self.chosen if self.chosen in keys else keys[0] if len(keys) == 1 else None
        return ChoiceOf(choices, label=label, initial=first)

    def words_of(self, key: str, otherwise: str) -> str:
        """The words kept under this key, in a line."""
        found = next((note.words for note in self.page.notes if str(note.id) == key), "")
        first = (found.splitlines() or [""])[0]
        return (f"{first[:80]}…" if len(first) > 80 else first) or otherwise


def together(*parts: tuple[str, str]) -> str:
    """What was entered in several fields as one text, each part under its name; empty parts are left out."""
    return "\n".join(
        f"{name}: {text.strip()}" if name else text.strip() for name, text in parts if text.strip()
    )
