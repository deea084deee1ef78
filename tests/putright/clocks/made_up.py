"""A small procedure made up for the tests, some days in May 2024, and a short way to ask for one deadline."""

from dataclasses import replace
from datetime import date

from putright.calendars import load_calendar
from putright.clocks import Deadline, Extension, deadlines
from putright.procedures.types import (
    ExtensionRule,
    Force,
    Length,
    Procedure,
    ProcedureKind,
    Stage,
    Timescale,
    Unit,
)

ENGLAND = load_calendar("england-and-wales")

wed_1_may = date(2024, 5, 1)
fri_3_may = date(2024, 5, 3)
sun_5_may = date(2024, 5, 5)
thu_9_may = date(2024, 5, 9)
tue_14_may = date(2024, 5, 14)
mon_20_may = date(2024, 5, 20)
thu_23_may = date(2024, 5, 23)
mon_3_june = date(2024, 6, 3)
tue_4_june = date(2024, 6, 4)
wed_5_june = date(2024, 6, 5)


def working(count: int) -> Length:
    return Length(count, Unit.WORKING_DAY)


TEN_MORE = ExtensionRule(
    most=working(10),
    needs=("reason", "new_date", "ombudsman_details", "told_in_time"),
    provision="6.4",
    details_provision="6.5",
)
ACKNOWLEDGE = Timescale(
    "acknowledge", "Acknowledge", ("received",), "acknowledged", working(5), "6.2", on_receipt=True
)
RESPOND = Timescale(
    "respond",
    "Respond",
    ("acknowledged",),
    "responded",
    working(10),
    "6.3",
    if_never="acknowledge",
    extension=TEN_MORE,
)


def procedure(*timescales: Timescale, key: str = "made-up/2024-04-01", **changes: object) -> Procedure:
    stage = Stage("stage-1", "Stage 1", "received", "responded", timescales)
    made = Procedure(
        key=key,
        title="A made-up procedure",
        short_title="Made-up Code",
        kind=ProcedureKind.CODE,
        force=Force.MUST,
        in_force_from=date(2024, 4, 1),
        in_force_to=None,
        ombudsman="made-up",
        source="made up for this test",
        receipt_rule="actual",
        stages=(stage,),
        provisions=(),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


CODE = procedure(ACKNOWLEDGE, RESPOND)


def due(
    happened: dict[str, object], *, of: str = "respond", code: Procedure = CODE, **more: object
) -> Deadline:
    more.setdefault("calendar", ENGLAND)
    return deadlines(code, "stage-1", happened, **more)[of]  # type: ignore[arg-type]


IN_FORM = Extension(
    mon_3_june,
    decided_on=mon_20_may,
    told_on=mon_20_may,
    reason_given=True,
    ombudsman_details=True,
)


def extended(extension: Extension, **more: object) -> Deadline:
    return due({"received": wed_1_may, "acknowledged": fri_3_may}, extensions=(extension,), **more)
