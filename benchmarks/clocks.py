"""Working days: one deadline against the `holidays` package, a million against numpy."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from time import perf_counter

import holidays
import numpy as np

from benchmarks.measured import Measured
from putright.calendars import Division, add_working_days_many, load_calendar

MANY = 1_000_000


def measure() -> list[Measured]:
    """Both comparisons, in one run."""
    calendar = load_calendar(Division.ENGLAND_AND_WALES)
    draw = random.Random(11)
    starts = [date(2013, 1, 1) + timedelta(days=draw.randrange(5000)) for _ in range(2000)]
    package = holidays.country_holidays("GB", subdiv="ENG", years=range(2012, 2029))

    ours = _seconds(lambda: [calendar.add_working_days(day, 10) for day in starts]) / len(starts)
    theirs = _seconds(lambda: [package.get_nth_working_day(day, 10) for day in starts[:200]], times=5) / 200

    many = np.array([np.datetime64(day) for day in starts] * (MANY // len(starts)), dtype="datetime64[D]")
    days_off = np.array([holiday.on for holiday in calendar.holidays], dtype="datetime64[D]")
    busday = np.busdaycalendar(holidays=days_off)
    vectorised = _seconds(lambda: add_working_days_many(many, 10, calendar=calendar), times=7)
    numpys = _seconds(lambda: np.busday_offset(many, 10, roll="backward", busdaycal=busday), times=7)
    return [
        Measured(
            "one deadline", "-", "holidays / ours", round(theirs / ours, 1), "times faster", "at least 100"
        ),
        Measured("one deadline", "-", "ours", round(ours * 1e6, 2), "µs", ""),
        Measured(
            "a million deadlines",
            "-",
            "numpy / ours",
            round(numpys / vectorised, 1),
            "times faster",
            "at least 5",
        ),
        Measured("a million deadlines", "-", "ours", round(vectorised * 1e3, 1), "ms", ""),
    ]


def _seconds(work: Callable[[], object], times: int = 25) -> float:
    taken = []
    for _ in range(times):
        begun = perf_counter()
        work()
        taken.append(perf_counter() - begun)
    return median(taken)
