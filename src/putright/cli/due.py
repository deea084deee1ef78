"""`putright due`: when things are due, and why on that day."""

import argparse
from collections.abc import Mapping
from datetime import UTC, date, datetime

from putright.calendars import weekday_in_words
from putright.cli.command import (
    BadInput,
    Command,
    add_division,
    add_json,
    calendar_for,
    print_json,
    typed_date,
    typed_when,
)
from putright.clocks import Deadline, Extension, OtherReading, deadlines, extensions_of_answer
from putright.procedures import Procedure, Stage, procedure

Happening = Mapping[str, date | datetime]


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--procedure", required=True, metavar="KEY", help="such as housing-ombudsman/2024-04-01"
    )
    parser.add_argument("--stage", metavar="STAGE", help="such as stage-1; the first when left out")
    parser.add_argument(
        "--happened",
        action="append",
        default=[],
        metavar="MOMENT=WHEN",
        help="such as received=2024-05-01T10:00 or acknowledged=2024-05-03; as often as needed",
    )
    parser.add_argument("--extended-to", metavar="DATE", help="the date an extension of the response named")
    parser.add_argument("--own-policy", metavar="KEY", help="a stricter policy, for the date to aim at")
    parser.add_argument(
        "--fact",
        action="append",
        default=[],
        metavar="NAME",
        help="a fact of the case that a timescale depends on; as often as needed",
    )
    add_division(parser)
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    calendar = calendar_for(arguments.division)
    chosen = procedure(arguments.procedure)
    stage = chosen.stage(arguments.stage) if arguments.stage is not None else chosen.first_stage
    own_policy = procedure(arguments.own_policy) if arguments.own_policy is not None else None
    happened = _happened(arguments.happened, chosen, stage, own_policy)
    found = deadlines(
        chosen,
        stage.key,
        happened,
        calendar=calendar,
        extensions=_extensions(arguments.extended_to, stage, happened),
        own_policy=own_policy,
        facts=_facts(arguments.fact, chosen),
        trust_extensions=True,
        with_days=True,
    )
    if arguments.json:
        print_json(
            {
                "procedure": chosen.key,
                "stage": stage.key,
                "deadlines": [deadline_document(deadline) for deadline in found.values()],
            }
        )
    else:
        _tell(chosen, stage, tuple(found.values()))
    return 0


def deadline_document(deadline: Deadline) -> dict[str, object]:
    """A deadline as the command line prints it."""
    return {
        "timescale": deadline.timescale,
        "due_on": deadline.due_on,
        "target_on": deadline.target_on,
        "provision": deadline.provision,
        "met_on": deadline.met_on,
        "convention_sensitive": deadline.convention_sensitive,
        "also": _other_document(deadline.also),
        "days": [{"on": day.on, "counts": day.counts, "why": day.why} for day in deadline.days],
        "because": list(deadline.because),
    }


def _other_document(also: OtherReading | None) -> dict[str, object] | None:
    if also is None:
        return None
    return {
        "runs_from": also.runs_from,
        "started_on": also.started_on,
        "due_on": also.due_on,
        "elapsed": also.elapsed,
    }


def _happened(
    typed: list[str], chosen: Procedure, stage: Stage, own_policy: Procedure | None
) -> dict[str, date | datetime]:
    known = tuple(dict.fromkeys([*_moments(chosen), *(_moments(own_policy) if own_policy else ())]))
    happened: dict[str, date | datetime] = {}
    for text in typed:
        name, equals, when = text.partition("=")
        if not equals:
            raise BadInput(f"--happened {text!r}: write MOMENT=WHEN, for example received=2024-05-01T10:00")
        if name not in known:
            raise BadInput(
                f"--happened: {chosen.key} knows no moment {name!r}; use one of {', '.join(known)}"
            )
        if name in happened:
            raise BadInput(f"--happened: {name} is given twice: give each moment once")
        happened[name] = typed_when(when, where=f"--happened {name}")
    if stage.opened_by not in happened and "received" in happened:
        # People say "received" of an escalation too.
        happened[stage.opened_by] = happened.pop("received")
    if stage.opened_by not in happened:
        raise BadInput(
            f"nothing can be counted without the start of {stage.key}: give --happened {stage.opened_by}=WHEN"
        )
    # What another body received before us may well lie before our receipt.
    earlier = {name for one in stage.timescales for name in one.also_from} - {stage.opened_by}
    _refuse_before(stage.opened_by, tuple(name for name in _within(stage) if name not in earlier), happened)
    _refuse_before("received", tuple(name for name in happened if name not in earlier), happened)
    return happened


def _refuse_before(start: str, names: tuple[str, ...], happened: Happening) -> None:
    """Refuse what cannot have been: one of these moments before the one it all began with."""
    if start not in happened:
        return
    first = happened[start]
    for name in names:
        if name in happened and _is_before(happened[name], first):
            raise BadInput(
                f"--happened: {name} ({_day(happened[name])}) is before {start} ({_day(first)}): "
                "check the two dates"
            )


def _moments(chosen: Procedure) -> tuple[str, ...]:
    names = ["received"]
    for stage in chosen.stages:
        names += [stage.opened_by, *_within(stage)]
    return tuple(dict.fromkeys(names))


def _within(stage: Stage) -> tuple[str, ...]:
    names = [stage.answered_by]
    for timescale in stage.timescales:
        names += [*timescale.runs_from, *timescale.also_from, timescale.ends_with]
        if timescale.date_in:
            names.append(timescale.date_in)
    return tuple(dict.fromkeys(names))


def _facts(typed: list[str], chosen: Procedure) -> frozenset[str]:
    known = {one.applies_when for stage in chosen.stages for one in stage.timescales if one.applies_when}
    for name in typed:
        if name not in known:
            choice = f"use one of {', '.join(sorted(known))}" if known else "leave it out"
            raise BadInput(f"--fact: nothing in {chosen.key} depends on {name!r}: {choice}")
    return frozenset(typed)


def _extensions(typed: str | None, stage: Stage, happened: Happening) -> tuple[Extension, ...]:
    if typed is None:
        return ()
    to = typed_date(typed, where="--extended-to")
    if to < _day(happened[stage.opened_by]):
        raise BadInput(f"--extended-to {to} is before {stage.opened_by}: check the date")
    return extensions_of_answer(stage, to=to)


def _is_before(at: date | datetime, first: date | datetime) -> bool:
    if isinstance(at, datetime) and isinstance(first, datetime):
        # In UTC: on London's clocks the hour that happens twice in autumn would run backwards.
        return at.astimezone(UTC) < first.astimezone(UTC)
    return _day(at) < _day(first)


def _day(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at


def _tell(chosen: Procedure, stage: Stage, found: tuple[Deadline, ...]) -> None:
    print(f"{chosen.title}, {stage.title}")
    for deadline in found:
        due = f"due on {weekday_in_words(deadline.due_on)}" if deadline.due_on else "no date yet"
        print(f"\n{deadline.title} ({deadline.provision}): {due}")
        if deadline.target_on:
            print(f"  aim at {weekday_in_words(deadline.target_on)}")
        if deadline.met_on:
            late = deadline.due_on is not None and deadline.met_on > deadline.due_on
            print(f"  done on {weekday_in_words(deadline.met_on)}{', late' if late else ''}")
        for reason in deadline.because:
            print(f"  - {reason}")
        for day in deadline.days:
            why = day.why if day.counts else f"not counted: {day.why}"
            print(f"    {day.on}  {weekday_in_words(day.on):<28}  {why}")


COMMAND = Command("due", "Work out when things are due, and explain each day.", _arguments, _run)
