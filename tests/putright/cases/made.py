"""A procedure and complaints made up for these tests."""

from datetime import date, datetime, timedelta

from putright.calendars import LONDON
from putright.cases import Case, Event, replay, verbs
from putright.procedures.types import (
    Duty,
    ExtensionRule,
    Force,
    Length,
    Procedure,
    ProcedureKind,
    Provision,
    Stage,
    Timescale,
    Unit,
)
from putright.vocabulary import Channel

wed_1_may = date(2024, 5, 1)


def days(count: int) -> Length:
    return Length(count, Unit.WORKING_DAY)


def stage(key: str, opened_by: str, respond_in: int, **more: object) -> Stage:
    rule = ExtensionRule(
        days(respond_in), ("reason", "new_date", "ombudsman_details", "told_in_time"), "6.4", "6.5"
    )
    acknowledge = Timescale(
        "acknowledge",
        "Acknowledge",
        (opened_by,),
        "acknowledged",
        days(5),
        "6.2",
        on_receipt=opened_by == "received",
    )
    respond = Timescale(
        "respond",
        "Respond",
        ("acknowledged",),
        "responded",
        days(respond_in),
        "6.3",
        if_never="acknowledge",
        extension=rule,
    )
    return Stage(key, key, opened_by, "responded", (acknowledge, respond), **more)  # type: ignore[arg-type]


def code(*duties: str, force: Force = Force.MUST, **more: object) -> Procedure:
    """A two-stage Code that lists these duties, each under provision `d.<number>`."""
    numbered = tuple(Duty(key, f"d.{number}") for number, key in enumerate(duties, 1))
    provisions = [Provision(one.provision, one.key, force) for one in numbered]
    provisions += [Provision(number, "a time", force) for number in ("6.2", "6.3", "6.4", "6.5")]
    fields: dict[str, object] = {
        "key": "made-up/2024-01-01",
        "title": "A made-up Code",
        "short_title": "Made-up Code",
        "kind": ProcedureKind.CODE,
        "force": force,
        "in_force_from": date(2024, 1, 1),
        "in_force_to": None,
        "ombudsman": "made-up",
        "source": "made up",
        "receipt_rule": "actual",
        "stages": (
            stage("stage-1", "received", 10, next="stage-2"),
            stage("stage-2", "escalated", 20, not_handled_by=("stage-1",)),
        ),
        "provisions": tuple(provisions),
        "duties": numbered,
    }
    return Procedure(**(fields | more))  # type: ignore[arg-type]


CODE = code()


def received(on: date | datetime | None = wed_1_may, *, procedure: Procedure = CODE, **more: object) -> Case:
    """A complaint received by e-mail."""
    return replay(verbs.receive(None, procedure=procedure, channel=Channel.EMAIL, at=on, **more))  # type: ignore[arg-type]


def then(case: Case, *steps: tuple[Event, ...]) -> Case:
    """The case after one proposal."""
    return replay((*case.events, *(event for step in steps for event in step)))


def moment(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=LONDON)


def later(count: int, start: date = wed_1_may) -> date:
    return start + timedelta(days=count)
