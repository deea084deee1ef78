"""The worked examples beside a procedure are run, and a wrong one is named."""

from dataclasses import replace
from datetime import date

import pytest

from putright.clocks import failing_examples
from putright.procedures import load_procedures
from putright.procedures.types import (
    Example,
    ExtensionRule,
    Force,
    Length,
    Procedure,
    ProcedureKind,
    Stage,
    Timescale,
    Unit,
)

RESPOND = Timescale(
    "answer",
    "Answer",
    ("received",),
    "responded",
    Length(10, Unit.WORKING_DAY),
    "4",
    extension=ExtensionRule(Length(10, Unit.WORKING_DAY), ("reason",), "5"),
)
FROM_A_WEDNESDAY = Example(
    says="ten working days over a bank holiday",
    stage="stage-1",
    division="england-and-wales",
    happened={"received": "2024-05-01T10:00"},
    due={"answer": date(2024, 5, 16)},
)


def procedure(*examples: Example) -> Procedure:
    return Procedure(
        key="made-up/2024-04-01",
        title="A made-up procedure",
        short_title="Made-up Code",
        kind=ProcedureKind.CODE,
        force=Force.MUST,
        in_force_from=date(2024, 4, 1),
        in_force_to=None,
        ombudsman="made-up",
        source="made up for this test",
        receipt_rule="actual",
        stages=(Stage("stage-1", "Stage 1", "received", "responded", (RESPOND,)),),
        provisions=(),
        examples=examples,
    )


def test_examples_that_hold_say_nothing() -> None:
    in_scotland = replace(FROM_A_WEDNESDAY, division="scotland")
    extended = replace(FROM_A_WEDNESDAY, extended_to=date(2024, 5, 31), due={"answer": date(2024, 5, 31)})
    assert failing_examples(procedure(FROM_A_WEDNESDAY, in_scotland, extended)) == ()


def test_an_example_the_rules_do_not_give_is_named_with_both_dates() -> None:
    wrong = replace(FROM_A_WEDNESDAY, due={"answer": date(2024, 5, 15)})
    (problem,) = failing_examples(procedure(wrong))
    assert problem == (
        "made-up/2024-04-01/examples.toml: 'ten working days over a bank holiday': answer due 2024-05-15, "
        "the rules give 2024-05-16"
    )


def test_an_example_that_cannot_be_worked_out_is_named() -> None:
    unreadable = replace(FROM_A_WEDNESDAY, happened={"received": "1 May"})
    unknown = replace(FROM_A_WEDNESDAY, due={"reply": date(2024, 5, 16)})
    nowhere = replace(FROM_A_WEDNESDAY, stage="stage-7")
    failures = failing_examples(procedure(unreadable, unknown, nowhere))
    assert "'1 May' is not a date" in failures[0]
    assert "reply does not run in stage-1" in failures[1]
    assert "has no stage 'stage-7'" in failures[2]


@pytest.mark.parametrize("shipped", load_procedures().values(), ids=lambda shipped: shipped.key)
def test_the_worked_examples_of_every_shipped_procedure_hold(shipped: Procedure) -> None:
    assert shipped.examples
    assert failing_examples(shipped) == ()
