"""Whether a procedure's parts fit together: every reference leads somewhere, no version leaves a gap."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise

from putright.calendars import division_named, read_when, receipt_rule
from putright.procedures.access_soundness import problems_of_access, problems_of_ways_on
from putright.procedures.citing import codes_known, moment_known, named_once, provision_known
from putright.procedures.meanings import block_meanings, duty_meanings, letter_meanings, ombudsmen
from putright.procedures.people_needed import problems_of_people
from putright.procedures.reading import near
from putright.procedures.signatures import problems_of_signatures
from putright.procedures.types import Example, Procedure, Stage, Timescale, Unit
from putright.vocabulary import RejectionReason


def problems_of(procedure: Procedure) -> tuple[str, ...]:
    """What does not fit together within one procedure, each as a sentence that begins with its file."""
    return (*_in_procedure(procedure), *_in_provisions(procedure), *_in_examples(procedure))


def problems_between(procedures: Mapping[str, Procedure]) -> tuple[str, ...]:
    """What does not fit between versions: overlaps, gaps, and a `follows` that leads nowhere."""
    problems = []
    for procedure in procedures.values():
        if procedure.follows is not None and procedure.follows not in procedures:
            problems.append(
                f"{procedure.key}/procedure.toml: follows {procedure.follows!r}, which is not a procedure"
                f"{near(procedure.follows, procedures)}"
            )
    for versions in _by_body(procedures).values():
        for earlier, later in pairwise(versions):
            problems += _gap_or_overlap(earlier, later)
    return tuple(problems)


def _by_body(procedures: Mapping[str, Procedure]) -> dict[str, list[Procedure]]:
    bodies: dict[str, list[Procedure]] = {}
    for procedure in sorted(procedures.values(), key=lambda one: one.in_force_from):
        bodies.setdefault(procedure.key.rpartition("/")[0], []).append(procedure)
    return bodies


def _gap_or_overlap(earlier: Procedure, later: Procedure) -> list[str]:
    ends, begins = earlier.in_force_to, later.in_force_from
    day_before = begins - timedelta(days=1)
    if ends == day_before:
        return []
    what = (
        f"overlaps {later.key}" if ends is None or ends > day_before else f"leaves a gap before {later.key}"
    )
    return [f"{earlier.key}/procedure.toml: {what}; set in_force_to = {day_before}"]


def _in_procedure(procedure: Procedure) -> Iterator[str]:
    where = f"{procedure.key}/procedure.toml"
    if procedure.in_force_to is not None and procedure.in_force_to < procedure.in_force_from:
        yield f"{where}: in_force_to {procedure.in_force_to} is before {procedure.in_force_from}"
    try:
        receipt_rule(procedure.receipt_rule)
    except ValueError as error:
        yield f"{where}: receipt_rule {error}"
    yield from codes_known(where, "ombudsman", [procedure.ombudsman], ombudsmen(), "ombudsmen.toml")
    yield from codes_known(
        where,
        "rejections",
        procedure.rejections,
        {word.value: word for word in RejectionReason},
        "the list of reasons",
    )
    yield from codes_known(
        where, "duties", [duty.key for duty in procedure.duties], duty_meanings(), "duties.toml"
    )
    yield from codes_known(where, "blocks", procedure.blocks, letter_meanings(), "blocks.toml")
    for letter, codes in procedure.blocks.items():
        yield from codes_known(where, f"blocks {letter}", codes, block_meanings(), "blocks.toml")
    if not procedure.stages:
        yield f"{where}: has no stage; give it at least one [[stage]]"
    keys = [stage.key for stage in procedure.stages]
    yield from named_once(f"{where}: stage", keys)
    for duty in procedure.duties:
        yield from provision_known(procedure, where, f"duties {duty.key}", duty.provision)
        for stage_key, number in duty.at_stage:
            if number != duty.provision:
                yield from provision_known(procedure, where, f"duties {duty.key}", number)
            if stage_key not in keys:
                yield (
                    f"{where}: duties {duty.key} names stage {stage_key!r}, which it does not have"
                    f"{near(stage_key, tuple(keys))}"
                )
    for stage in procedure.stages:
        yield from _in_stage(procedure, stage, where)
    yield from problems_of_access(procedure, where)
    yield from problems_of_signatures(procedure, where)


def _in_stage(procedure: Procedure, stage: Stage, where: str) -> Iterator[str]:
    keys = tuple(one.key for one in procedure.stages)
    position = keys.index(stage.key)
    if stage.next is not None and stage.next not in keys[position + 1 :]:
        meant = near(stage.next, keys)
        yield f"{where}: {stage.key} goes on to {stage.next!r}, which is no later stage{meant}"
    if position and not any(stage.key == earlier.next for earlier in procedure.stages[:position]):
        yield f"{where}: {stage.key} is reached from nowhere; name it as the next of an earlier stage"
    for earlier in stage.not_handled_by:
        if earlier not in keys[:position]:
            meant = near(earlier, keys)
            yield f"{where}: {stage.key} is not_handled_by {earlier!r}, which is no earlier stage{meant}"
    if stage.request_provision is not None:
        yield from provision_known(procedure, where, stage.key, stage.request_provision)
    for moment in (stage.opened_by, stage.answered_by):
        yield from moment_known(procedure, where, stage.key, moment)
    if not stage.timescales:
        yield f"{where}: {stage.key} has no timescale; give it at least one [[stage.timescale]]"
    yield from named_once(f"{where}: {stage.key} timescale", [one.key for one in stage.timescales])
    for timescale in stage.timescales:
        yield from _in_timescale(procedure, stage, timescale, where)
    yield from problems_of_ways_on(procedure, stage, where)
    yield from problems_of_people(procedure, stage, where)


def _in_timescale(procedure: Procedure, stage: Stage, timescale: Timescale, where: str) -> Iterator[str]:
    place = f"{stage.key}/{timescale.key}"
    yield from provision_known(procedure, where, place, timescale.provision)
    if timescale.extension is not None:
        yield from provision_known(procedure, where, place, timescale.extension.provision)
        if timescale.extension.details_provision is not None:
            yield from provision_known(procedure, where, place, timescale.extension.details_provision)
    named = [*timescale.runs_from, *timescale.also_from, timescale.ends_with]
    named += [timescale.date_in] if timescale.date_in else []
    for moment in named:
        yield from moment_known(procedure, where, place, moment)
    if timescale.ends_with in timescale.runs_from:
        yield f"{where}: {place} ends with {timescale.ends_with!r}, which is what starts it"
    yield from _counted_well(timescale, f"{where}: {place}")
    if timescale.if_missed is not None:
        yield from codes_known(
            where, f"{place} if_missed", [timescale.if_missed], block_meanings(), "blocks.toml"
        )
    others = tuple(one.key for one in stage.timescales if one.key != timescale.key)
    if timescale.if_never is not None and timescale.if_never not in others:
        yield (
            f"{where}: {place} counts from {timescale.if_never!r} while never started, which is no other "
            f"timescale of {stage.key}{near(timescale.if_never, others)}"
        )
    elif timescale.if_never is not None and _goes_round(stage, timescale):
        yield f"{where}: {place} is counted from itself; change its if_never"


def _counted_well(timescale: Timescale, here: str) -> Iterator[str]:
    if same := [name for name in timescale.also_from if name == timescale.runs_from[0]]:
        yield f"{here} is also_from {same[0]!r}, which it runs from already; name the other reading's start"
    if timescale.also_from and timescale.within is None:
        yield f"{here} is also_from another moment, but its date is set from outside; leave also_from out"
    if not timescale.counts_back:
        return
    if timescale.extension is not None or timescale.if_never is not None or timescale.roll_forward:
        yield f"{here} counts_back: it has no extension, no if_never and no roll_forward; leave them out"
    if timescale.within is None or timescale.within.unit is Unit.MONTH:
        yield f"{here} counts_back: give it within in working days, days or weeks"


def _goes_round(stage: Stage, timescale: Timescale) -> bool:
    by_key = {one.key: one for one in stage.timescales}
    seen = {timescale.key}
    following = timescale.if_never
    while following is not None and following in by_key:
        if following in seen:
            return True
        seen.add(following)
        following = by_key[following].if_never
    return False


def _in_provisions(procedure: Procedure) -> Iterator[str]:
    yield from named_once(
        f"{procedure.key}/provisions.toml: provision", [one.number for one in procedure.provisions]
    )


def _in_examples(procedure: Procedure) -> Iterator[str]:
    where = f"{procedure.key}/examples.toml"
    if not procedure.examples:
        yield f"{where}: has no example; a rule needs at least one worked example"
    for example in procedure.examples:
        yield from _in_example(procedure, example, f"{where}: {example.says!r}")


def _in_example(procedure: Procedure, example: Example, where: str) -> Iterator[str]:
    stages = {stage.key: stage for stage in procedure.stages}
    if example.stage not in stages:
        yield f"{where} is about stage {example.stage!r}, which there is not{near(example.stage, stages)}"
        return
    stage = stages[example.stage]
    keys = tuple(one.key for one in stage.timescales)
    for key in (*example.due, *(example.target or {}), *(example.also_due or {})):
        if key not in keys:
            yield f"{where} expects a date for {key!r}, which is no timescale of {stage.key}{near(key, keys)}"
    for moment in example.happened:
        yield from moment_known(procedure, where, "happened", moment)
    if example.ask_until is not None and stage.request_within is None:
        yield f"{where} expects an ask_until, but {stage.key} gives no request_within"
    if procedure.nations and example.division not in {nation.division for nation in procedure.nations}:
        there = ", ".join(procedure.nations)
        yield f"{where} is counted in {example.division}, but the procedure holds in {there}"
    yield from _refusals(
        where,
        [
            lambda: division_named(example.division),
            *[lambda at=at: read_when(at) for at in example.happened.values()],
        ],
    )


def _refusals(where: str, attempts: Iterable[Callable[[], object]]) -> Iterator[str]:
    for attempt in attempts:
        try:
            attempt()
        except ValueError as error:
            yield f"{where}: {error}"
