"""By when a contractor's reply is to be checked. The days stand with the rule that sees it was not: DR-43."""

from __future__ import annotations

from datetime import date, datetime

from putright.calendars import WorkingDayCalendar, in_london
from putright.procedures import detection_rules

RULE = "DR-43"


def check_due(sent_at: datetime, calendar: WorkingDayCalendar) -> date:
    """The last day to decide on a reply that came then. Raises BeyondHorizon past the published holidays."""
    return calendar.add_working_days(
        in_london(sent_at).date(), detection_rules()[RULE].number("working_days")
    )
