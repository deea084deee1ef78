"""The pages of every procedure there is: which versions, what is in force, each clock with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.people.models import Officer
from putright.calendars import receipt_rule
from putright.procedures import (
    Ombudsman,
    Procedure,
    Provision,
    Stage,
    load_procedures,
    ombudsmen,
    outcome_word,
)
from putright.procedures.clock_rows import ClockRow, OwnTimeRow, clock_rows, is_confirmed, own_time_rows
from putright.reports.rendering.timelines import Timeline
from putright.reports.stage_timelines import stage_timeline
from putright.vocabulary import PointOutcome


class NoSuchProcedure(LookupError):
    """There is no procedure, version or stage of this name."""


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in the list. ours: the organisation runs procedures of this body, or it is its own policy."""

    body: str
    version: str
    title: str
    nations: str
    ombudsman: str
    from_on: date
    to_on: date | None
    standing: str
    ours: bool
    to_confirm: int


@dataclass(frozen=True, slots=True)
class StageClocks:
    """A stage with its clocks, the person's own time at it, and the words of its picture."""

    stage: Stage
    clocks: tuple[ClockRow, ...]
    own_time: tuple[OwnTimeRow, ...]
    says: str


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """One version in full.

    received    how the day of receipt follows from the day it arrives, in words.
    others      the other versions of the body, oldest first.
    findings    what it calls a finding where that is a word of its own, with our word beside it.
    provisions  each with whether it was confirmed against the source.
    """

    procedure: Procedure
    row: VersionRow
    ombudsman: Ombudsman
    received: str
    to_complain: tuple[OwnTimeRow, ...]
    stages: tuple[StageClocks, ...]
    others: tuple[VersionRow, ...]
    findings: tuple[tuple[str, str], ...]
    provisions: tuple[tuple[Provision, bool], ...]


def all_procedures(officer: Officer, *, words: str, today: date) -> tuple[VersionRow, ...]:
    """Every version whose name, nation, Ombudsman or key has all these words; those of the organisation first.

    No statement: procedures are files.
    """
    wanted = words.casefold().split()
    rows = [_row(one, officer, today) for one in load_procedures().values()]
    found = [one for one in rows if all(word in _searched(one) for word in wanted)]
    return tuple(sorted(found, key=lambda one: (not one.ours, one.title, one.from_on)))


def procedure_page(officer: Officer, body: str, version: str, *, today: date) -> ProcedurePage:
    """One version, with every clock of every stage. No statement. Raises NoSuchProcedure."""
    found = _procedure(body, version)
    own_time = own_time_rows(found)
    same = [one for key, one in load_procedures().items() if key.startswith(f"{body}/") and one is not found]
    return ProcedurePage(
        procedure=found,
        row=_row(found, officer, today),
        ombudsman=ombudsmen()[found.ombudsman],
        received=_received(found),
        to_complain=tuple(one for one in own_time if not one.stage),
        stages=tuple(_stage(found, one, own_time) for one in found.stages),
        others=tuple(_row(one, officer, today) for one in sorted(same, key=lambda one: one.in_force_from)),
        findings=tuple(
            (outcome_word(found, one), one.label) for one in PointOutcome if one.value in found.outcome_words
        ),
        provisions=tuple((one, is_confirmed(found, one.number)) for one in found.provisions),
    )


def picture_of(body: str, version: str, stage: str) -> Timeline:
    """The picture of one stage. Raises NoSuchProcedure."""
    found = _procedure(body, version)
    for one in found.stages:
        if one.key == stage and one.timescales:
            return stage_timeline(found, one)
    raise NoSuchProcedure(stage)


def _procedure(body: str, version: str) -> Procedure:
    found = load_procedures().get(f"{body}/{version}")
    if found is None:
        raise NoSuchProcedure(f"{body}/{version}")
    return found


def _stage(procedure: Procedure, stage: Stage, own_time: tuple[OwnTimeRow, ...]) -> StageClocks:
    return StageClocks(
        stage,
        tuple(one for one in clock_rows(procedure) if one.stage == stage.key),
        tuple(one for one in own_time if one.stage == stage.key),
        stage_timeline(procedure, stage).says,
    )


def _row(one: Procedure, officer: Officer, today: date) -> VersionRow:
    body, _, version = one.key.rpartition("/")
    organisation = officer.organisation
    marks = [each.confirmed for each in clock_rows(one)] + [each.confirmed for each in own_time_rows(one)]
    return VersionRow(
        body,
        version,
        one.title,
        ", ".join(nation.value.replace("-", " ").title() for nation in one.nations) or "not said",
        ombudsmen()[one.ombudsman].name,
        one.in_force_from,
        one.in_force_to,
        _standing(one, today),
        body in organisation.procedures or one.key in organisation.own_policies.values(),
        marks.count(False),
    )


def _standing(one: Procedure, today: date) -> str:
    if today < one.in_force_from:
        return "not yet in force"
    if one.in_force_to is not None and one.in_force_to < today:
        return "earlier version"
    return "in force"


def _searched(row: VersionRow) -> str:
    return f"{row.title} {row.nations} {row.ombudsman} {row.body} {row.version}".casefold()


def _received(procedure: Procedure) -> str:
    """How a day of arrival becomes the day of receipt, in words."""
    rule = receipt_rule(procedure.receipt_rule)
    late = f"after {rule.cutoff:%H:%M}" if rule.cutoff else ""
    closed = "on a day that is not counted" if rule.rolls_to_working else ""
    later = " or ".join(filter(None, (late, closed)))
    return (
        f"the day it arrives; {later}, the next working day" if later else "the day it arrives, at any hour"
    )
