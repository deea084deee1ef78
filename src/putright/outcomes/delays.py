"""The delay in handling the complaint itself: how long it was, from its own milestones, for a remedy of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from putright.calendars.wording import day_in_words
from putright.clocks.lengths import add_months
from putright.procedures import Band
from putright.vocabulary import RemedyType


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something the procedure promised by a day: `name` as people read it, such as “stage 2 answer”.

    happened_on  None while it has not happened.
    """

    name: str
    due_on: date
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class DelayRemedy:
    """What there is to say for a remedy of the delay alone; its amount is for a person to decide.

    type   the type of the line it proposes; band: the guidance's row for it, None where it has none.
    days   calendar days late; days late in two respects count once.
    words  the delay as a letter says it; why: each milestone missed, in a sentence.
    """

    type: RemedyType
    days: int
    words: str
    why: tuple[str, ...]
    band: Band | None


def delay_remedy(
    milestones: Iterable[Milestone], *, on: date, guidance: Sequence[Band]
) -> DelayRemedy | None:
    """The line for delay in the complaint process, worked out from its milestones; None when there was none.

    on        the day it is looked at: what has not happened yet is late until then.
    guidance  the bands that count on that day.
    Source    LGSCO decisions 23 016 199, paragraph 10 (£100 for two months at stage 2), and 24 015 110.
    """
    late = [
        (one, ended)
        for one in sorted(milestones, key=lambda one: (one.due_on, one.name))
        if (ended := one.happened_on if one.happened_on is not None else on) > one.due_on
    ]
    if not late:
        return None
    days = {
        one.due_on + timedelta(days=number)
        for one, ended in late
        for number in range(1, (ended - one.due_on).days + 1)
    }
    band = next((one for one in guidance if one.for_delay), None)
    why = tuple(_told(one, ended) for one, ended in late)
    words = in_words(late[0][0].due_on, until=late[0][1]) if len(late) == 1 else _days(len(days))
    return DelayRemedy(RemedyType.PAY_DISTRESS, len(days), words, why, band)


def in_words(due_on: date, *, until: date) -> str:
    """How long after a due date something came: 9 days, 2 months, 2 months and 3 days."""
    months = 0
    while add_months(due_on, months + 1) <= until:
        months += 1
    if not months:
        return _days((until - due_on).days)
    over = (until - add_months(due_on, months)).days
    told = f"{months} month{'' if months == 1 else 's'}"
    return f"{told} and {_days(over)}" if over else told


def _told(milestone: Milestone, ended: date) -> str:
    came = f"came on {day_in_words(ended)}" if milestone.happened_on is not None else "has not come yet"
    late = in_words(milestone.due_on, until=ended)
    return f"{milestone.name}: due {day_in_words(milestone.due_on)}, {came}, {late} late"


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"
