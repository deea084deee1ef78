"""By when something is to be done: the length of time or the date a sentence states, and the date it comes to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from putright.calendars import BeyondHorizon, WorkingDayCalendar
from putright.clocks.lengths import add_months
from putright.decisions.dates import as_date, date_pattern
from putright.decisions.types import Within
from putright.decisions.wordings import any_of, finder, wordings

_LONGEST_TAIL = 110
_OURS = ("decision", "report")


@dataclass(frozen=True, slots=True)
class Timing:
    """What a sentence says about time.

    counted_from  decision, report, or other when it hangs on something else; None when it does not say.
    on            the date itself, when it is stated.
    year_taken    its year is not: the next such day after the decision was taken.
    """

    as_stated: str
    within: Within | None = None
    counted_from: str | None = None
    on: date | None = None
    start: int = 0
    end: int = 0
    year_taken: bool = False


def timings_in(text: str, *, decided_on: date | None = None) -> list[Timing]:
    """Every time a text sets, in its order; vague ones only when there is no other.

    decided_on  a date without a year is the next one after it.
    """
    found = [_length(text, one) for one in _lengths().finditer(text)]
    # "In four weeks" sets a time only where it is counted from the decision.
    found = [
        one for one in found if one.counted_from in _OURS or text[one.start : one.start + 3].lower() != "in "
    ]
    for one in _dates().finditer(text):
        day = as_date(one, on_or_after=decided_on)
        if day is not None and not any(other.start <= one.start() < other.end for other in found):
            words = text[one.start() : one.end()].strip()
            taken = one["year"] is None
            found.append(Timing(words, on=day, start=one.start(), end=one.end(), year_taken=taken))
    found.sort(key=lambda timing: timing.start)
    if not found and (vague := _vague().search(text)):
        found.append(Timing(vague[0], start=vague.start(), end=vague.end()))
    return found


def due_on(
    timing: Timing, *, decided_on: date | None, calendar: WorkingDayCalendar
) -> tuple[date | None, str | None]:
    """The date a timing comes to, and why there is none when that needs saying."""
    if timing.on is not None:
        return timing.on, None
    within = timing.within
    if within is None:
        return None, None
    if timing.counted_from == "other":
        return None, f"“{timing.as_stated}” hangs on something whose date is not in the decision"
    if timing.counted_from is None:
        return None, f"“{timing.as_stated}” does not say from when it counts"
    if decided_on is None:
        return None, f"“{timing.as_stated}” cannot be worked out: the date of the decision is not there"
    try:
        return _add(decided_on, within, calendar), None
    except BeyondHorizon:
        return None, f"“{timing.as_stated}” ends beyond the bank holidays known"
    except (OverflowError, ValueError):
        return None, f"“{timing.as_stated}” is too long to work out"


def _add(start: date, within: Within, calendar: WorkingDayCalendar) -> date:
    if within.unit == "working_day":
        return calendar.add_working_days(start, within.length)
    if within.unit == "month":
        return add_months(start, within.length)
    if within.unit == "year":
        return add_months(start, 12 * within.length)
    return start + timedelta(days=within.length * (7 if within.unit == "week" else 1))


def _length(text: str, found: re.Match[str]) -> Timing:
    number = found["number"].lower()
    count = int("".join(number.split())) if number[0].isdigit() else _numbers().get(number, 0)
    unit = found["unit"].lower().rstrip("s")
    if unit == "fortnight":
        count, unit = 2 * count, "week"
    if (found["sort"] or "").lower() in {"working", "business"} and unit == "day":
        unit = "working_day"
    end = found.end()
    counted, end = _counted(text, end)
    return Timing(
        text[found.start() : end].strip(" ,.;:"),
        within=Within(count, unit),
        counted_from=counted,
        start=found.start(),
        end=end,
    )


def _counted(text: str, at: int) -> tuple[str | None, int]:
    """What the length before `at` is counted from, and where the words that say so end."""
    tail = text[at : at + _LONGEST_TAIL]
    from_ours = _from_ours().match(tail)
    if from_ours:
        word = from_ours["ours"]
        if word is None:
            return "decision", at + from_ours.end()
        return _which()[" ".join(word.lower().split())], at + from_ours.end()
    other = _from_other().match(tail)
    if other:
        return "other", at + other.end()
    return None, at


@cache
def _numbers() -> dict[str, int]:
    numbers: dict[str, int] = wordings("times")["numbers"]
    return numbers


@cache
def _lengths() -> re.Pattern[str]:
    before = any_of((*wordings("times")["within"]["before"], "in"))
    words = "|".join(sorted(_numbers(), key=len, reverse=True))
    length = (
        rf"(?P<number>\d\s?\d?\d?|{words})(?: ?\((?:[a-z-]+|\d+)\))?[ -]"
        r"(?:(?P<sort>calendar|working|business|full)[ -])?(?P<unit>days?|weeks?|months?|years?|fortnight)\b(?:[’'])?"
    )
    return re.compile(rf"{before} (?:the )?{length}", re.IGNORECASE)


@cache
def _which() -> dict[str, str]:
    counted = wordings("times")["counted"]
    return dict.fromkeys(counted["decision"], "decision") | dict.fromkeys(counted["report"], "report")


@cache
def _from_ours() -> re.Pattern[str]:
    ours = "|".join(sorted((one.replace(" ", r"\s") for one in _which()), key=len, reverse=True))
    date_of = r"(?:the )?(?:date|issue|day|date of issue|publication|issuing|date of publication)(?: of)?(?: issuing)?"
    whose = (
        r"(?:this|my|our|the|these|today[’']s|the Ombudsman[’']s|the Ombudsmen[’']s|this Service[’']s|an?)"
        r"(?: (?:date of (?:this|my|our|the)))?"
    )
    return re.compile(
        rf"\s?,?(?:of|from|after|following|starting from|beginning with|beginning on|starting on) "
        rf""
        rf"(?:today\b|the date above|the above date|(?:(?:{date_of}) )?{whose} "
        r"(?:(?:final|investigation|formal|published|Ombudsman[’']s|written|own) )*"
        rf"(?P<ours>{ours})\b(?! (?:process|policy|procedure|response|on the|to the|about)))",
        re.IGNORECASE,
    )


@cache
def _from_other() -> re.Pattern[str]:
    # Up to where the next clause begins.
    return re.compile(
        r"\s?,?(?:of|from|after|following|once|upon) [^.,;:]{3,80}?"
        r"(?=[.,;:)]|$| and | provide | (?:the landlord|the Council|it) (?:must|should|will) )",
        re.IGNORECASE,
    )


@cache
def _dates() -> re.Pattern[str]:
    before = any_of(wordings("times")["by"]["before"])
    return re.compile(
        rf"{before}:? (?:(?:\d{{1,2}}(?:[.:]\d\d)? ?[ap]m|noon|midday|(?:the )?close of business|the end of) (?:on )?)?"
        rf"(?:the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?{date_pattern()}",
        re.IGNORECASE,
    )


@cache
def _vague() -> re.Pattern[str]:
    return finder(wordings("times")["vague"]["words"])
