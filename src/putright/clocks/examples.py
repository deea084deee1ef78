"""Running the worked examples that live beside a procedure's rules."""

from putright.calendars import load_calendar, read_when
from putright.clocks.deadlines import deadlines
from putright.clocks.extensions import extensions_of_answer
from putright.clocks.ways import ways_on
from putright.procedures.types import Example, Procedure


def failing_examples(procedure: Procedure) -> tuple[str, ...]:
    """What the worked examples of a procedure expect and its rules do not give; empty when all hold.

    An example's extension is taken as valid in form, as on the command line.
    """
    failures: list[str] = []
    for example in procedure.examples:
        try:
            failures += _differences(procedure, example)
        except ValueError as error:
            failures.append(f"{procedure.key}/examples.toml: {example.says!r} cannot be worked out: {error}")
    return tuple(failures)


def _differences(procedure: Procedure, example: Example) -> list[str]:
    stage = procedure.stage(example.stage)
    happened = {moment: read_when(when) for moment, when in example.happened.items()}
    calendar = load_calendar(example.division)
    found = deadlines(
        procedure,
        stage.key,
        happened,
        calendar=calendar,
        extensions=extensions_of_answer(stage, to=example.extended_to) if example.extended_to else (),
        facts=frozenset(example.facts),
        trust_extensions=True,
    )
    asked = (*example.due, *(example.target or {}), *(example.also_due or {}))
    if missing := [key for key in asked if key not in found]:
        raise ValueError(
            f"{missing[0]} does not run in {stage.key}: check its key, or list the fact it needs"
        )
    expected = [(key, "due", day, found[key].due_on) for key, day in example.due.items()]
    expected += [(key, "target", day, found[key].target_on) for key, day in (example.target or {}).items()]
    for key, day in (example.also_due or {}).items():
        also = found[key].also
        expected.append((key, "by its other reading", day, also.due_on if also else None))
    if example.ask_until is not None:
        [asking, *_] = ways_on(procedure, stage.key, happened, calendar=calendar)
        expected.append(
            (stage.next or "the next stage", "to be asked for until", example.ask_until, asking.until)
        )
    return [
        f"{procedure.key}/examples.toml: {example.says!r}: {key} {which} {wanted}, the rules give {given}"
        for key, which, wanted, given in expected
        if wanted != given
    ]
