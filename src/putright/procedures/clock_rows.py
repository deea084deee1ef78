"""Every clock of a procedure version in words, row by row: what `docs/clocks.md` and the pages of procedures print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from putright.procedures.access import WayWhen
from putright.procedures.types import ExtensionRule, Procedure, Stage, Timescale


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of a stage. Everything is in words; confirmed: False where nobody checked it against the source."""

    stage: str
    stage_title: str
    key: str
    title: str
    length: str
    counted_from: str
    met_by: str
    extension: str
    provision: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class OwnTimeRow:
    """A time the person has: to complain, or to go on to a stage. stage: which one it leads from; empty = before all."""

    stage: str
    what: str
    length: str
    counted_from: str
    provision: str
    confirmed: bool


def clock_rows(procedure: Procedure) -> tuple[ClockRow, ...]:
    """Every clock of every stage, in their order."""
    return tuple(_clock(procedure, stage, one) for stage in procedure.stages for one in stage.timescales)


def own_time_rows(procedure: Procedure) -> tuple[OwnTimeRow, ...]:
    """What time the person has, before the first stage and between stages."""
    ways = (row for stage in procedure.stages for row in _ways(procedure, stage))
    return (*_to_complain(procedure), *ways)


def is_confirmed(procedure: Procedure, number: str, *, doubt: bool = False) -> bool:
    """Whether a figure that stands in this provision was checked. doubt: the figure itself is marked."""
    provision = procedure.provision(number)
    return not (doubt or procedure.unconfirmed or (provision is not None and provision.unconfirmed))


def _clock(procedure: Procedure, stage: Stage, one: Timescale) -> ClockRow:
    length = f"{one.within}{' before' if one.counts_back else ''}" if one.within else "the day set"
    return ClockRow(
        stage.key, stage.title, one.key, one.title, length, _counted_from(one, stage), _moment(one.ends_with),
        _extension(procedure, one.extension), one.provision,
        is_confirmed(procedure, one.provision, doubt=one.unconfirmed),
    )  # fmt: skip


def _counted_from(one: Timescale, stage: Stage) -> str:
    if one.date_in is not None:
        return f"{_moment(one.date_in)} says the day"
    told = ", else ".join(_moment(name) for name in one.runs_from)
    if one.if_never is not None:
        told += f"; until then the last day for “{stage.timescale(one.if_never).title}”"
    if one.also_from:
        told += f"; beside it, never judged by: {', '.join(_moment(name) for name in one.also_from)}"
    if one.applies_when is not None:
        told += f"; only with the fact {one.applies_when}"
    return told


def _extension(procedure: Procedure, rule: ExtensionRule | None) -> str:
    if rule is None:
        return "none"
    if not procedure.extensions_count:
        return f"counts for nothing ({rule.provision})"
    most = f"{rule.most} at most" if rule.most else "no limit"
    needs = ", ".join(need.replace("_", " ") for need in rule.needs)
    beyond = "; beyond that with a good reason" if rule.beyond_with else ""
    return (
        f"{most}, with {needs}{beyond} ({rule.provision})" if needs else f"{most}{beyond} ({rule.provision})"
    )


def _to_complain(procedure: Procedure) -> Iterator[OwnTimeRow]:
    limit = procedure.time_limit
    if limit is None:
        return
    start = "the later of " * (len(limit.counted_from) > 1)
    start += " and ".join(_moment(name) for name in limit.counted_from)
    confirmed = is_confirmed(procedure, limit.provision, doubt=limit.unconfirmed)
    what = f"To complain; later where {limit.later_when}"
    yield OwnTimeRow("", what, str(limit.within), start, limit.provision, confirmed)
    for moment, length in limit.or_after.items():
        what = "To complain, where this ends later"
        yield OwnTimeRow("", what, str(length), _moment(moment), limit.provision, confirmed)


def _ways(procedure: Procedure, stage: Stage) -> Iterator[OwnTimeRow]:
    if stage.next is not None and stage.request_within is not None:
        number = stage.request_provision or ""
        what, start = f"To ask for {procedure.stage(stage.next).title}", f"the answer at {stage.title}"
        confirmed = is_confirmed(procedure, number)
        yield OwnTimeRow(stage.key, what, str(stage.request_within), start, number, confirmed)
    for way in stage.ways_on:
        overdue = f"the day after “{stage.timescale(way.timescale).title}” was due" if way.timescale else ""
        start = {
            WayWhen.OVERDUE: overdue,
            WayWhen.AGREED: "the agreement",
            WayWhen.DIRECT: "the beginning",
        }[way.when]
        yield OwnTimeRow(
            stage.key, f"To go on to {procedure.stage(way.to).title}: {way.says}", "no limit stated", start,
            way.provision, is_confirmed(procedure, way.provision, doubt=way.unconfirmed),
        )  # fmt: skip


def _moment(name: str) -> str:
    return name.replace("_", " ")
