"""From a moment to its day, as everything here counts days: in London."""

from __future__ import annotations

from datetime import date, datetime

from putright.calendars import LONDON


def day_of(at: date | datetime | None) -> date | None:
    """The day in London something happened; None when nobody knows."""
    return at.astimezone(LONDON).date() if isinstance(at, datetime) else at
