"""The date a complaint counts as received."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from putright.calendars.calendar import WorkingDayCalendar
from putright.calendars.london import in_london

_CUTOFF = re.compile(r"(?:after|business-hours)-(\d{2})-(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ReceiptRule:
    """How an arrival becomes a date of receipt.

    key                what procedures and people call the rule: `actual`, `next-working-day`,
                       `after-15-00` or `business-hours-17-00` (any hour and minute).
    cutoff             arrivals later than this count as the next working day; None = none.
    rolls_to_working   whether an arrival on a non-working day is received on the next working day.
    """

    key: str
    cutoff: time | None = None
    rolls_to_working: bool = False


ACTUAL = ReceiptRule("actual")
_NEXT_WORKING_DAY = ReceiptRule("next-working-day", rolls_to_working=True)


def receipt_rule(key: str) -> ReceiptRule:
    """The receipt rule of that name; a cut-off hour is part of the name, so that it stays data.

    Raises  ValueError naming the rules there are.
    """
    if key == ACTUAL.key:
        return ACTUAL
    if key == _NEXT_WORKING_DAY.key:
        return _NEXT_WORKING_DAY
    cut = _CUTOFF.fullmatch(key)
    if cut and int(cut[1]) < 24 and int(cut[2]) < 60:
        return ReceiptRule(
            key, time(int(cut[1]), int(cut[2])), rolls_to_working=key.startswith("business-hours")
        )
    raise ValueError(
        f"{key!r} is not a receipt rule: use actual, next-working-day, after-HH-MM (such as after-15-00) "
        "or business-hours-HH-MM"
    )


def receipt_date(arrived_at: datetime, *, rule: ReceiptRule = ACTUAL, calendar: WorkingDayCalendar) -> date:
    """The date a complaint counts as received: day zero of its clocks.

    arrived_at  aware moment; read in Europe/London.
    rule        the Codes know only `actual`: received when it arrives, a Sunday included. The others
                are an own policy's. The cut-off itself is still the same day.
    Raises      ValueError if arrived_at is naive; BeyondHorizon outside the published holidays.
    Source      own policy (not in the Codes).
    """
    arrived = in_london(arrived_at)
    day = arrived.date()
    if rule.cutoff is not None and arrived.time() > rule.cutoff:
        return calendar.next_working_day(day)
    return received_on(day, rule=rule, calendar=calendar)


def received_on(day: date, *, rule: ReceiptRule = ACTUAL, calendar: WorkingDayCalendar) -> date:
    """The date of receipt of something that arrived on `day` before any cut-off."""
    return calendar.working_day_on_or_after(day) if rule.rolls_to_working else day
