"""Writing absences: planned, changed, taken back. One transaction each."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from casework.people.models import Absence, Officer
from casework.people.permissions import may_plan_absence, why_no_cover
from putright.calendars import in_london, short_day


class AbsenceRefused(ValueError):
    """The absence cannot stand like that. field: the one of the form that it is about."""

    def __init__(self, field: str, says: str) -> None:
        self.field = field
        super().__init__(says)


def plan_absence(
    away: Officer, *, first_on: date, last_on: date, cover: Officer | None, by: Officer, now: datetime,
    changes: int | None = None,
) -> int:  # fmt: skip
    """Put an absence on record, or another in the place of one; its number.

    changes  the number of the absence that is changed; None = a new one.
    Raises   AbsenceRefused for days that cannot be, an absence there is already, or a cover who cannot.
    """
    with transaction.atomic(durable=True):
        # Whoever else writes about these people waits: two absences at once could each be the other's cover.
        people = {one for one in (away.pk, cover.pk if cover else None) if one is not None}
        list(Officer.objects.select_for_update(of=("self",)).filter(pk__in=people).order_by("pk"))
        check_absence(away, first_on=first_on, last_on=last_on, cover=cover, by=by, now=now, changes=changes)
        before = (
            Absence.objects.filter(pk=changes, officer=away, withdrawn_at=None).first() if changes else None
        )
        if changes and before is None:
            raise AbsenceRefused("", "This absence was taken back meanwhile. Put it on record anew.")
        was = before.cover_id if before else None
        absence = before or Absence(officer=away)
        absence.first_on, absence.last_on, absence.cover, absence.by, absence.at = (
            first_on,
            last_on,
            cover,
            by,
            now,
        )
        absence.save()
        _keep_covers_until(was, cover.pk if cover else None)
    return absence.pk


def check_absence(
    away: Officer, *, first_on: date, last_on: date, cover: Officer | None, by: Officer, now: datetime,
    changes: int | None = None,
) -> None:  # fmt: skip
    """Whether an absence can be put on record like that, as `plan_absence` asks it. Raises AbsenceRefused."""
    _check_allowed(away, by)
    _check_days(away, first_on, last_on, changes, in_london(now).date())
    if cover is not None:
        _check_cover(away, cover, first_on, last_on)


def take_back(number: int, *, by: Officer, now: datetime) -> None:
    """Take an absence back: the officer is here after all. Raises AbsenceRefused from somebody whose it is not."""
    with transaction.atomic(durable=True):
        absence = Absence.objects.select_for_update(of=("self",)).select_related("officer").get(pk=number)
        _check_allowed(absence.officer, by)
        if absence.withdrawn_at is None:
            absence.withdrawn_at, absence.by, absence.at = now, by, now
            absence.save(update_fields=["withdrawn_at", "by", "at"])
            _keep_covers_until(absence.cover_id)


def _check_allowed(away: Officer, by: Officer) -> None:
    if not may_plan_absence(by, away):
        raise AbsenceRefused("", "Absences of others are for the manager of their team or an administrator.")


def _check_days(away: Officer, first_on: date, last_on: date, changes: int | None, today: date) -> None:
    if last_on < first_on:
        raise AbsenceRefused("last_on", "The last day is before the first: check both.")
    if last_on < today:
        raise AbsenceRefused("last_on", "The last day is past: nothing is left to cover. Check the year.")
    if last_on.year - first_on.year > 1:
        raise AbsenceRefused("last_on", "That is more than a year later: check the year.")
    others = Absence.objects.filter(
        officer=away, withdrawn_at=None, first_on__lte=last_on, last_on__gte=first_on
    )
    if changes is not None:
        others = others.exclude(pk=changes)
    if (other := others.order_by("first_on").first()) is not None:
        raise AbsenceRefused(
            "first_on",
            f"{away.name} is away from {short_day(other.first_on)} until {short_day(other.last_on)} already: "
            "change that absence instead.",
        )


def _check_cover(away: Officer, cover: Officer, first_on: date, last_on: date) -> None:
    if lacks := why_no_cover(cover, away):
        raise AbsenceRefused("cover", f"{cover.name} cannot cover: {lacks}. Choose somebody else.")
    absences = Absence.objects.filter(
        officer=cover, withdrawn_at=None, first_on__lte=last_on, last_on__gte=first_on
    )
    if (other := absences.order_by("first_on").first()) is not None:
        raise AbsenceRefused(
            "cover",
            f"{cover.name} is away from {short_day(other.first_on)} until {short_day(other.last_on)}: "
            "choose somebody who is here all the time.",
        )


def _keep_covers_until(*officers: int | None) -> None:
    """Write down anew until when these officers cover for somebody."""
    for one in {number for number in officers if number is not None}:
        last = Absence.objects.filter(cover=one, withdrawn_at=None).aggregate(last=Max("last_on"))["last"]
        Officer.objects.filter(pk=one).update(covers_until=last)
