"""Many deadlines at once, with numpy when it is installed."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, overload

from putright.calendars.calendar import BeyondHorizon, WorkingDayCalendar
from putright.calendars.wording import day_in_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@overload
def add_working_days_many(starts: Sequence[date], n: int, *, calendar: WorkingDayCalendar) -> list[date]: ...


@overload
def add_working_days_many(
    starts: "NDArray[np.datetime64]", n: int, *, calendar: WorkingDayCalendar
) -> "NDArray[np.datetime64]": ...


def add_working_days_many(
    starts: "Sequence[date] | NDArray[np.datetime64]", n: int, *, calendar: WorkingDayCalendar
) -> "list[date] | NDArray[np.datetime64]":
    """The nth working day after each start: `calendar.add_working_days` for a whole column.

    starts   dates, or a numpy array of datetime64[D]; an array gives an array back.
    Raises   ValueError for a negative n or a missing date (NaT); BeyondHorizon as for a single date.
    """
    if isinstance(starts, Sequence):
        add = calendar.add_working_days
        return [add(start, n) for start in starts]
    import numpy as np

    if n < 0:
        raise ValueError("working days are added forwards; give a number of 0 or more")
    if starts.size == 0:
        return starts.astype("datetime64[D]")
    answers = _answers(calendar, n)
    first = np.datetime64(calendar.known_from, "D").astype(np.int64)
    offsets = starts.astype("datetime64[D]", copy=False).view(np.int64) - first
    lowest, highest = int(offsets.min()), int(offsets.max())
    if lowest < 0 or highest >= len(answers):
        if bool(np.isnat(starts).any()):
            raise ValueError("a start date is missing: leave those rows out first")
        raise BeyondHorizon(
            f"a start date is outside {day_in_words(calendar.known_from)} to "
            f"{day_in_words(calendar.known_through)}, or {n} working days after it is: "
            "use dates in the known years"
        )
    return answers.take(offsets)


@lru_cache(maxsize=64)
def _answers(calendar: WorkingDayCalendar, n: int) -> "NDArray[np.datetime64]":
    """The answer for each day of the calendar, in order, up to the first whose answer is not known."""
    import numpy as np

    days: list[date] = []
    for ordinal in range(calendar.known_from.toordinal(), calendar.known_through.toordinal() + 1):
        try:
            days.append(calendar.add_working_days(date.fromordinal(ordinal), n))
        except BeyondHorizon:
            break
    return np.array(days, dtype="datetime64[D]")
