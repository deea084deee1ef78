"""The e-mails of figures as they are handed over: counts, references and links, in text and HTML, and nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse

from casework.insight.mail_kinds import Each, MailKind
from casework.insight.mail_tokens import token_to_stop
from casework.insight.queries.day_figures import CHANGED, STANDING, DayCount, DayFigures, DayRow, day_figures
from casework.insight.queries.week_figures import WeekFigures, week_figures
from casework.insight.reporting import NothingToCount
from casework.letters.adapters.carrier import Parcel
from casework.people.models import Officer
from putright.calendars import short_day

BY_DEPARTMENT = (DayCount.OVERDUE, DayCount.TODAY, DayCount.SOON, DayCount.IN_TIME)
_QUEUE = {
    DayCount.OVERDUE: "overdue",
    DayCount.TODAY: "today",
    DayCount.SOON: "soon",
    DayCount.PROMISES: "promises",
}


def parcel_for(officer: Officer, kind: MailKind, *, stands_for: date, today: date) -> Parcel | None:
    """The e-mail of this kind to this officer; None when there is nothing to tell."""
    if kind.each is Each.DAY:
        day = day_figures(officer, kind, on=stands_for)
        return None if day.is_empty else _of_day(officer, kind, day)
    try:
        week = week_figures(officer, kind, monday=stands_for, today=today)
    except NothingToCount:
        return None
    return _of_week(officer, kind, week)


def _of_day(officer: Officer, kind: MailKind, day: DayFigures) -> Parcel:
    late = (day.own or day.whole).counts[DayCount.OVERDUE]
    subject = f"Complaints: {late} overdue on {short_day(day.on)}"
    shown = {
        "day": day, "standing": STANDING, "changed": CHANGED, "by_department": BY_DEPARTMENT,
        "columns": [one for one in (day.own, day.whole) if one],
        "links": {one: _address("queue") + f"?view=all&only={only}" for one, only in _QUEUE.items()},
        "changed_when": _days(day.since, day.until),
        "late": [(one.reference, short_day(one.due_on), _address("complaint", one.reference)) for one in day.late],
    }  # fmt: skip
    return _parcel(officer, kind, day.on, subject, shown, list(_day_text(day, shown["columns"])))  # type: ignore[arg-type]


def _of_week(officer: Officer, kind: MailKind, week: WeekFigures) -> Parcel:
    subject = f"Complaints: the week from {short_day(week.period.starts_on)}"
    monday = date.fromordinal(week.period.ends_on.toordinal() + 1)
    return _parcel(officer, kind, monday, subject, {"week": week}, list(_week_text(week)))


def _parcel(
    officer: Officer, kind: MailKind, on: date, subject: str, shown: dict[str, object], lines: list[str]
) -> Parcel:
    stop = _address("figures-mail-stop", token_to_stop(officer, kind))
    about = {
        "subject": subject, "kind": kind, "queue_address": _address("queue") + "?view=all",
        "choose_address": _address("figures-mails"), "stop_address": stop, "lessons_address": _address("actions"),
    }  # fmt: skip
    text = [
        *lines,
        "Only complaints you may see are counted.",
        "",
        f"All open complaints: {about['queue_address']}",
        f"Choose your e-mails: {about['choose_address']}",
        f"Stop this one: {stop}",
    ]
    return Parcel(
        message_id=f"figures-{kind.key}-{officer.pk}-{on.isoformat()}",
        to=officer.email,
        subject=subject,
        text="\n".join(text) + "\n",
        html=get_template(f"insight/mail-{kind.each.value}.html").render({**about, **shown}),
        automatic=True,
        stop_address=stop,
    )


def _day_text(day: DayFigures, columns: list[DayRow]) -> Iterator[str]:
    yield f"The figures of {short_day(day.on)}. Due soon is by {short_day(day.soon_on)}."
    for column in columns:
        yield from ("", column.words)
        yield from (f"  {one.label}: {column.counts[one]}" for one in STANDING)
        yield f"  Changed {_days(day.since, day.until)}:"
        yield from (f"    {one.label}: {column.counts[one]}" for one in CHANGED)
    if day.own is None and day.rows:
        yield from ("", "By department: overdue, due today, due soon, in time")
        for row in day.rows:
            numbers = (row.counts[one] for one in BY_DEPARTMENT)
            yield f"  {row.words}: {', '.join(map(str, numbers))}"
    if day.late:
        yield from ("", "Overdue longest:")
        for one in day.late:
            yield f"  {one.reference}, due {short_day(one.due_on)} {_address('complaint', one.reference)}"
        if day.late_more:
            yield f"  And {day.late_more} more."
    yield ""


def _week_text(week: WeekFigures) -> Iterator[str]:
    yield f"The week from {short_day(week.period.starts_on)} to {short_day(week.period.ends_on)}."
    for table in week.tables:
        yield from ("", table.words)
        for row in table.rows:
            yield f"  {row.label}: {row.last}"
            yield f"    the week before: {row.before}; the {week.weeks} weeks before: {row.weeks}"
        yield f"  Lessons overdue today: {table.lessons_overdue}"
    yield ""


def _days(first: date, last: date) -> str:
    return f"on {short_day(first)}" if first == last else f"from {short_day(first)} to {short_day(last)}"


def _address(name: str, *parts: str) -> str:
    return settings.SERVICE_URL.rstrip("/") + reverse(name, args=parts or None)
