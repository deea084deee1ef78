"""Fields for dates, moments and the field's own words: what was typed is kept, mistakes are explained.

Django validates, the macros of `templates/form.html` draw. A field tells the macro how to draw it by its
`drawn_as`.
"""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.forms import ValidationError
from django.http import QueryDict

from putright.calendars import LONDON, as_london, day_in_words, short_day
from putright.vocabulary import Word

MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name}
MOST_IN_A_PASSAGE = 20_000
"""So many characters several lines of text may have."""
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*(am|pm)?", re.IGNORECASE)

Typed = tuple[str, ...]


class PartsWidget(forms.Widget):
    """Several inputs for one value: day, month, year and perhaps the time."""

    parts: tuple[str, ...] = ("day", "month", "year")

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        """What was typed into each part, untouched, so that it can be shown again."""
        return tuple((data.get(f"{name}-{part}") or "").strip() for part in self.parts)

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form did not carry this field at all."""
        return all(f"{name}-{part}" not in data for part in self.parts)

    def typed(self, value: Typed | date | datetime | None) -> Typed:
        """The value as it stands in the inputs."""
        if value is None or value == "":
            return ("",) * len(self.parts)
        if isinstance(value, datetime):
            value = value.astimezone(LONDON)
            return (str(value.day), str(value.month), str(value.year), f"{value:%H:%M}")[: len(self.parts)]
        if isinstance(value, date):
            return (str(value.day), str(value.month), str(value.year), "")[: len(self.parts)]
        return value


class MomentWidget(PartsWidget):
    """Day, month, year and time."""

    parts = ("day", "month", "year", "time")


class DayField(forms.Field):
    """A day, typed in three parts. An impossible day is named and explained."""

    widget = PartsWidget
    drawn_as = "day"

    def to_python(self, value: Typed | date | None) -> date | None:
        """The day typed; None when nothing was."""
        if value is None or isinstance(value, date):
            return value
        return read_day(value[:3], str(self.label))

    def clean(self, value: Any) -> Any:
        """The value, or an error that says what to type."""
        cleaned = self.to_python(value)
        if cleaned is None and self.required:
            raise ValidationError(self.error_messages["required"])
        return cleaned

    def in_words(self, value: Typed | date | None) -> str:
        """What was typed as a day with its weekday, to be shown back; empty while it is not a day."""
        try:
            found = self.to_python(value)
        except ValidationError:
            return ""
        return "" if found is None else short_day(found if not isinstance(found, datetime) else found.date())


class MomentField(DayField):
    """A day with the time of day, in London. Without a time it is the day alone, if `time_optional`."""

    widget = MomentWidget
    drawn_as = "moment"

    def __init__(self, *, time_optional: bool = False, **options: Any) -> None:
        self.time_optional = time_optional
        super().__init__(**options)

    def to_python(self, value: Typed | date | datetime | None) -> date | datetime | None:
        """The moment typed; the day when its time was left out and may be."""
        if value is None or isinstance(value, date):
            return value
        found, typed = read_day(value[:3], str(self.label)), value[3]
        if found is None:
            if typed:
                raise ValidationError(f"{self.label}: enter the day as well as the time {typed}.")
            return None
        if not typed:
            if self.time_optional:
                return found
            raise ValidationError(
                f"{self.label}: enter the time as well, such as 15:40. It can move the date an answer is due."
            )
        return in_london(found, read_time(typed, str(self.label)), str(self.label))


def read_day(typed: Sequence[str], label: str | None) -> date | None:
    """The day of these three texts; None when all are empty.

    Raises ValidationError naming the part that is missing or the day that does not exist.
    """
    if not any(typed):
        return None
    missing = [part for part, text in zip(("day", "month", "year"), typed, strict=True) if not text]
    if missing:
        raise ValidationError(f"{label}: enter the {' and the '.join(missing)} too, such as 27 3 2024.")
    day_text, month_text, year_text = typed
    month = MONTHS.get(month_text.casefold()) or (
        int(month_text) if month_text.isdecimal() and len(month_text) < 3 else 0
    )
    if not 1 <= month <= 12:
        raise ValidationError(
            f"{label}: {month_text[:20]} is not a month. Enter a number from 1 to 12 or a name."
        )
    if not (year_text.isdecimal() and len(year_text) == 4 and 1900 <= int(year_text) <= 2199):
        raise ValidationError(f"{label}: enter the year with four figures, such as 2024.")
    year, most = int(year_text), calendar.monthrange(int(year_text), month)[1]
    number = int(day_text) if day_text.isdecimal() and len(day_text) < 3 else 0
    if not 1 <= number <= most:
        name = calendar.month_name[month]
        raise ValidationError(
            f"{label}: {day_text[:20]} {name} {year} is not a date. {name} {year} has {most} days."
        )
    return date(year, month, number)


def read_time(typed: str, label: str | None) -> time:
    """The time of day of this text, such as `15:40`, `3.40pm` or `0940`. Raises ValidationError."""
    found = _TIME.fullmatch(typed.strip().replace(" ", ""))
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        if hour < 24 and minute < 60 and (found[2] or half):
            return time(hour, minute)
    raise ValidationError(f"{label}: {typed[:20]} is not a time. Enter it like 15:40 or 3:40pm.")


def in_london(day: date, clock: time, label: str | None) -> datetime:
    """The moment a London clock showed this. Raises ValidationError for the hour that spring leaves out."""
    try:
        return as_london(datetime.combine(day, clock))
    except ValueError:
        raise ValidationError(
            f"{label}: there was no {clock:%H:%M} on {day_in_words(day)}, the clocks went forward. "
            "Enter a time an hour later."
        ) from None


class ChoiceOf(forms.ChoiceField):
    """One of several, as radio buttons, side by side if `in_line`; `as_list` draws a list to drop down."""

    widget = forms.RadioSelect
    drawn_as = "radios"

    def __init__(
        self,
        choices: Iterable[tuple[str, str] | Word],
        *,
        hints: dict[str, str] | None = None,
        as_list: bool = False,
        in_line: bool = False,
        **options: Any,
    ) -> None:
        self.in_line = in_line
        pairs = [(one.value, one.label) if isinstance(one, Word) else one for one in choices]
        self.hints = hints or {}
        if as_list:
            self.drawn_as = "select"
            pairs = [("", options.pop("nothing", "Choose one")), *pairs]
        super().__init__(choices=pairs, **options)


class SeveralOf(forms.MultipleChoiceField):
    """Any number of several, as checkboxes."""

    widget = forms.CheckboxSelectMultiple
    drawn_as = "checkboxes"

    def __init__(
        self,
        choices: Iterable[tuple[str, str] | Word],
        *,
        hints: dict[str, str] | None = None,
        **options: Any,
    ) -> None:
        self.hints = hints or {}
        super().__init__(
            choices=[(one.value, one.label) if isinstance(one, Word) else one for one in choices], **options
        )


class Tick(forms.BooleanField):
    """A statement that is ticked or not. Never required unless said."""

    drawn_as = "tick"

    def __init__(self, *, required: bool = False, **options: Any) -> None:
        super().__init__(required=required, **options)


class Text(forms.CharField):
    """Text a person typed. What nobody can see, such as a zero-width space, is no answer."""

    def to_python(self, value: Any) -> str:
        """The text; empty where it holds nothing that can be seen."""
        typed = str(super().to_python(value))
        return typed if any(not _unseen(one) for one in typed) else ""


def _unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in ("Cf", "Cc")


class Line(Text):
    """One line of text. `width` is a class of the input component, such as `20` or `one-half`."""

    drawn_as = "line"

    def __init__(
        self,
        *,
        max_length: int = 200,
        width: str = "",
        kind: str = "text",
        autocomplete: str = "",
        **options: Any,
    ) -> None:
        self.width, self.kind, self.autocomplete = width, kind, autocomplete
        super().__init__(max_length=max_length, **options)


class Passage(Text):
    """Several lines of text."""

    drawn_as = "passage"

    def __init__(self, *, rows: int = 4, max_length: int = MOST_IN_A_PASSAGE, **options: Any) -> None:
        self.rows = rows
        super().__init__(max_length=max_length, widget=forms.Textarea, **options)


def typed_beside(sent: QueryDict, name: str) -> str:
    """What was typed into a passage that stands beside a form, such as a reason for going on, fit to be kept.

    Without the character that no store takes and nobody types, and no longer than a passage of a form.
    """
    return str(sent.get(name, "")).replace("\x00", "")[:MOST_IN_A_PASSAGE]


class Upload(forms.FileField):
    """A file."""

    drawn_as = "upload"


class Carried(forms.CharField):
    """A value the page carries without showing it, such as the version of the complaint that was seen."""

    drawn_as = "carried"

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, **options)


class Form(forms.Form):
    """A form whose errors read as sentences naming the field."""

    def __init__(self, *values: Any, **options: Any) -> None:
        super().__init__(*values, **options)
        self.say_what_is_required()

    def say_what_is_required(self) -> None:
        """Give every field its own sentence for what is missing. Call it again after adding fields."""
        for name, field in self.fields.items():
            if field.label is None:
                field.label = name.replace("_", " ").capitalize()
            if str(field.error_messages.get("required", "")).startswith("This field"):
                choose = isinstance(field, forms.ChoiceField)
                field.error_messages["required"] = (
                    f"{field.label}: {'choose' if choose else 'enter'} an answer."
                )
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = f"{field.label}: choose one of the answers shown."


def first_input(bound: forms.BoundField) -> str:
    """The id of the input an error summary leads to."""
    widget = bound.field.widget
    return f"{bound.auto_id}-{widget.parts[0]}" if isinstance(widget, PartsWidget) else str(bound.auto_id)
