"""Dates and times as the screens show them: always with the weekday, always in London."""

from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup

from putright.calendars import LONDON, short_day


def day_of(value: date | datetime) -> date:
    """The day in London of a day or of an aware moment."""
    return value.astimezone(LONDON).date() if isinstance(value, datetime) else value


def plain_day(value: date | datetime | None) -> str:
    """The day in words, such as `Mon 20 May 2024`; a dash when there is none."""
    return "–" if value is None else short_day(day_of(value))


def plain_moment(value: date | datetime | None) -> str:
    """The day, with the time of day when it is known: `Mon 20 May 2024 at 15:40`."""
    if not isinstance(value, datetime):
        return plain_day(value)
    return f"{short_day(day_of(value))} at {value.astimezone(LONDON):%H:%M}"


@lru_cache(maxsize=4096)
def day(value: date | datetime | str | None) -> str:
    """The day, marked up so that programs can read it too."""
    return _marked(value, plain_day)


def moment(value: date | datetime | str | None) -> str:
    """The moment, marked up so that programs can read it too."""
    return _marked(value, plain_moment)


def _marked(value: date | datetime | str | None, in_words: object) -> str:
    if isinstance(value, str):
        value = (
            datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value) if value else None
        )
    if value is None:
        return Markup('<span aria-hidden="true">–</span><span class="govuk-visually-hidden">none</span>')
    stamp = (
        value.astimezone(LONDON).isoformat(timespec="minutes")
        if isinstance(value, datetime)
        else value.isoformat()
    )
    return Markup('<time datetime="{}">{}</time>').format(stamp, in_words(value))  # type: ignore[operator]


def ago(value: date | datetime | None, today: date) -> str:
    """How long ago in days, as a list says it: `today`, `yesterday`, `9 days ago`."""
    if value is None:
        return "never"
    days = (today - day_of(value)).days
    return (
        "today"
        if days == 0
        else "yesterday"
        if days == 1
        else f"{days} days ago"
        if days > 0
        else plain_day(value)
    )


def capital(text: str) -> str:
    """The text with its first letter large and the rest as it is."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """The text with its first letter small and the rest as it is."""
    return text[:1].lower() + text[1:]
