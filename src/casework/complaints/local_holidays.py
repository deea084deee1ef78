"""The local holidays an organisation's file names, kept in its calendar: closure days that are no bank holidays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import F

from casework.complaints.calendar_page import REDERIVE, DayOffRefused, crossing
from casework.complaints.calendars import CLOSURE, organisation_calendar
from casework.complaints.models import Complaint, DayOff, Job
from casework.people.commands import LocalHoliday
from casework.people.models import Organisation
from putright.calendars import in_london, short_day


def keep_local_holidays(
    organisation: Organisation, holidays: Sequence[LocalHoliday], *, now: datetime
) -> None:
    """Add the local holidays that are not kept yet; for open dates across them, the worker works out the day anew.

    Part of the transaction that makes the organisation. A day that is kept already stays as it is.
    Raises  DayOffRefused for a day that is past while there are complaints, or that is not counted anyhow.
    """
    known = set(DayOff.objects.filter(organisation=organisation).values_list("on", flat=True))
    new = [one for one in holidays if one.on not in known]
    if not new:
        return
    today = in_london(now).date()
    _check(organisation, new, today)
    for one in new:
        # Known from the day itself at the latest, so that a history imported later is judged by it.
        day = DayOff.objects.create(
            organisation=organisation, on=one.on, name=one.name.strip(), kind=CLOSURE,
            recorded_on=min(one.on, today), officer=None,
        )  # fmt: skip
        if touched := crossing(organisation, one.on).values("complaint_id").distinct().count():
            Job.objects.create(
                organisation=organisation, kind=REDERIVE, number=day.pk, asked_at=now, total=touched
            )
    Organisation.objects.filter(pk=organisation.pk).update(calendar_stamp=F("calendar_stamp") + 1)
    organisation.refresh_from_db(fields=["calendar_stamp"])


def _check(organisation: Organisation, new: Sequence[LocalHoliday], today: date) -> None:
    calendar = organisation_calendar(organisation).now()
    days = [one.on for one in new]
    if len(set(days)) < len(days):
        twice = next(one for one in days if days.count(one) > 1)
        raise DayOffRefused(f"{short_day(twice)} is named twice: name each day once")
    for one in new:
        if why_not := calendar.why_not(one.on):
            raise DayOffRefused(f"{short_day(one.on)} is not counted already: {why_not}. Take it out")
    past = [one for one in days if one < today]
    if past and Complaint.objects.filter(organisation=organisation).exists():
        raise DayOffRefused(
            f"{short_day(past[0])} is past, and there are complaints: dates already told are not moved back in time"
        )
