"""Whether the guidance on remedies fits together: ranges in order, days without overlap or gap."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from putright.procedures.bands import Band, Basis, Guidance
from putright.procedures.meanings import ombudsmen
from putright.procedures.reading import near

SEVERITIES = range(1, 5)
"""How hard somebody was hit: 1 small, 2 moderate, 3 serious, 4 severe (`impact.toml`)."""


def problems_of_guidance(guidance: Guidance) -> tuple[str, ...]:
    """What does not fit together within one guidance, each as a sentence that begins with its file."""
    return tuple(_in_guidance(guidance))


def problems_between_guidance(guidances: Mapping[str, Guidance]) -> tuple[str, ...]:
    """What does not fit between guidances; an own policy's need no procedure of that name to be read."""
    problems = []
    for guidance in guidances.values():
        if guidance.ombudsman is not None and guidance.ombudsman not in ombudsmen():
            problems.append(
                f"{where_of(guidance.id)}: ombudsman {guidance.ombudsman!r} is not listed in ombudsmen.toml"
                f"{near(guidance.ombudsman, ombudsmen())}"
            )
    return tuple(problems)


def where_of(guidance_id: str) -> str:
    """How a guidance's file is named in messages."""
    return f"guidance/{guidance_id}.toml"


def _in_guidance(guidance: Guidance) -> Iterator[str]:
    where = where_of(guidance.id)
    if (guidance.ombudsman is None) == (guidance.own_policy is None):
        yield f"{where}: say either whose it is (ombudsman) or which policy's (own_policy), one of the two"
    if guidance.effective_to is not None and guidance.effective_to < guidance.effective_from:
        yield f"{where}: effective_to {guidance.effective_to} is before {guidance.effective_from}"
    if not guidance.bands and not guidance.empty_because:
        yield f"{where}: has no [[band]]; add one, or say why there is none (empty_because)"
    if guidance.bands and guidance.empty_because:
        yield f"{where}: has bands and says why there are none; take empty_because away"
    for band in guidance.bands:
        yield from _in_band(guidance, band, f"{where}: {band.key}")
    by_key: dict[str, list[Band]] = {}
    for band in guidance.bands:
        by_key.setdefault(band.key, []).append(band)
    for rows in by_key.values():
        yield from _days(rows, where)
    yield from _one_band_for_each_severity(guidance, where)


def _in_band(guidance: Guidance, band: Band, where: str) -> Iterator[str]:
    low, high = band.low_pence, band.high_pence
    for name, pence in (("low_pence", low), ("high_pence", high)):
        if pence is not None and pence < 0:
            yield f"{where}: {name} is {pence}; a band begins at 0 or above"
    if low is not None and high is not None and (high < low or (band.more_than and high == low)):
        yield f"{where}: high_pence {high} is below low_pence {low}; put the smaller first"
    if band.more_than and low is None:
        yield f"{where}: more_than needs a low_pence to be more than"
    wants = band.basis in (Basis.RANGE, Basis.DECISIONS)
    if wants and not band.has_figures:
        yield f'{where}: has no low_pence or high_pence; give one, or basis = "actual-cost" or "no-figure"'
    if not wants and band.has_figures:
        yield f"{where}: basis {band.basis.value!r} has no low_pence or high_pence; take them away"
    if band.effective_to is not None and band.effective_to < band.effective_from:
        yield f"{where}: effective_to {band.effective_to} is before {band.effective_from}"
    if band.effective_from < guidance.effective_from:
        yield f"{where}: effective_from {band.effective_from} is before its guidance began"
    for severity in band.severities:
        if severity not in SEVERITIES:
            yield f"{where}: severity {severity} is not one; they go from 1 to 4"


def _days(rows: list[Band], where: str) -> Iterator[str]:
    rows = sorted(rows, key=lambda one: one.effective_from)
    for earlier, later in pairwise(rows):
        day_before = later.effective_from - timedelta(days=1)
        if earlier.effective_to == day_before:
            continue
        over = earlier.effective_to is None or earlier.effective_to > day_before
        what = "overlaps" if over else "leaves a gap before"
        yield (
            f"{where}: {earlier.key} from {earlier.effective_from} {what} the one from "
            f"{later.effective_from}; set effective_to = {day_before}"
        )


def _one_band_for_each_severity(guidance: Guidance, where: str) -> Iterator[str]:
    """Two bands for one severity on one day would leave the suggestion to the order of the file."""
    for severity in SEVERITIES:
        yield from _clash(
            [band for band in guidance.bands if severity in band.severities], where, f"severity {severity}"
        )
    yield from _clash([band for band in guidance.bands if band.for_delay], where, "delay")


def _clash(bands: Iterable[Band], where: str, what: str) -> Iterator[str]:
    ordered = sorted(bands, key=lambda one: one.effective_from)
    for earlier, later in pairwise(ordered):
        if earlier.key != later.key and earlier.counts_on(later.effective_from):
            yield f"{where}: {earlier.key} and {later.key} are both for {what}; leave it to one of them"
