"""Which band of a guidance fits an injustice, and why: from severity, length and factors, asked for or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from putright.procedures import (
    Band,
    Effect,
    Factor,
    ProcedureError,
    cumulative,
    prolonged,
    read_severity,
    severities,
)
from putright.procedures import factors as known_factors
from putright.procedures.reading import near

MOST_SEVERE = 4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A band that fits, with its reasons; a person decides, and may decide otherwise.

    band      None = the guidance has none for this on this day, and none is guessed.
    severity  1 to 4, after what raised it.
    leans     whether the factors point to the upper end of the band (raises) or the lower (lowers); None = neither.
    """

    band: Band | None
    severity: int
    leans: Effect | None
    why: tuple[str, ...]


def suggest(
    severity: int,
    *,
    duration_days: int | None,
    guidance: Sequence[Band],
    factors: Collection[str] = (),
    failures: Iterable[date] = (),
) -> Suggestion:
    """Which band fits an injustice of this severity that lasted so long.

    severity       1 to 4 as recorded with the impact; a long duration and failings that add up raise it.
    duration_days  how long it lasted; None = not known.
    guidance       the bands that count on the day of the offer: `guidance(…)` or `own_bands(…)`.
    factors        keys of `factors()`; they lean to one end of the band and never move it.
    failures       the days of the failings of service of this one person; see `adding_up`.
    Raises         ValueError for a severity or a factor there is not.
    Source         LGSCO guidance on remedies (severe or prolonged; aggravating and mitigating factors); own
                   defaults for the numbers, in `impact.toml`.
    """
    level = read_severity(severity)
    why = [f"severity {level}: {severities()[level]}"]
    if duration_days is not None and duration_days >= prolonged().from_days:
        level = min(MOST_SEVERE, level + prolonged().raises_by)
        why.append(
            f"lasted {duration_days} days, which is prolonged from {prolonged().from_days}: severity {level}"
        )
    if together := adding_up(failures):
        level = min(MOST_SEVERE, level + cumulative().raises_by)
        why.append(
            f"{len(together)} failings within {cumulative().within_days} days add up: severity {level}"
        )
    given = _factors(factors)
    why += [f"{one.effect.label.lower()}: {one.says}" for one in given]
    leans = _leaning(given)
    band = next((one for one in guidance if level in one.severities), None)
    if band is None:
        why.append("no band of the guidance is for this severity on this day; choose by the injustice")
    else:
        doubt = ", not confirmed" if band.unconfirmed else ""
        why.append(f"{band.amount}: {band.injustice} ({band.source}{doubt})")
        if leans is not None:
            end = "upper" if leans is Effect.RAISES else "lower"
            why.append(f"the factors point to its {end} end")
    return Suggestion(band, level, leans, tuple(why))


def adding_up(failures: Iterable[date]) -> tuple[date, ...]:
    """The days of failings that add up, because so many fell within the window; empty = they do not.

    All those of the fullest window are given, the earliest such one. Two on the same day are two.
    Source  LGSCO decision 24 015 097, paragraph 42; the number and the window are `impact.toml`'s.
    """
    days = sorted(failures)
    window = timedelta(days=cumulative().within_days)
    fullest: tuple[date, ...] = ()
    for number, first in enumerate(days):
        within = tuple(day for day in days[number:] if day - first <= window)
        if len(within) > len(fullest):
            fullest = within
    return fullest if len(fullest) >= cumulative().failures else ()


def _factors(keys: Collection[str]) -> tuple[Factor, ...]:
    known = known_factors()
    for key in keys:
        if key not in known:
            raise ProcedureError(f"{key!r} is not a factor{near(key, known)}")
    return tuple(factor for key, factor in known.items() if key in keys)


def _leaning(given: Sequence[Factor]) -> Effect | None:
    raising = sum(one.effect is Effect.RAISES for one in given)
    lowering = len(given) - raising
    if raising == lowering:
        return None
    return Effect.RAISES if raising > lowering else Effect.LOWERS
