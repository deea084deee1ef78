"""From tables of TOML to who may complain, about what, until when, and how they go on."""

from typing import Any

from putright.calendars import Nation
from putright.procedures.access import ContractorReply, Eligible, NotHere, TimeLimit, WayOn, WayWhen
from putright.procedures.fields import read_key, read_length, read_moment
from putright.procedures.reading import Table, check_fields, check_kind, read_word, tables, texts
from putright.procedures.types import ProcedureError
from putright.vocabulary import RecordType

_STEP = "step"


def build_nations(value: object, where: str) -> tuple[Nation, ...]:
    """The nations of a list of their names."""
    here = f"{where}: nations"
    return tuple(read_word(Nation, name, here) for name in texts(value, here))


def build_ways_on(value: object, where: str) -> tuple[WayOn, ...]:
    """The ways of `[[stage.way_on]]`."""
    return tuple(_way_on(row, f"{where}: way_on") for row in tables(value, f"{where}: way_on"))


def _way_on(row: Table, where: str) -> WayOn:
    values: Any = row
    check_fields(
        row,
        where,
        needs={"to": str, "when": str, "says": str, "provision": str},
        may={"timescale": str, "unconfirmed": bool},
    )
    when = read_word(WayWhen, values["when"], f"{where}: when")
    if when is WayWhen.ANSWERED:
        raise ProcedureError(
            f"{where}: asking after the answer is said by next and request_within; leave it out"
        )
    if (when is WayWhen.OVERDUE) != ("timescale" in row):
        raise ProcedureError(f"{where}: give a timescale where, and only where, when is 'overdue'")
    return WayOn(
        to=values["to"],
        when=when,
        says=values["says"],
        provision=values["provision"],
        timescale=values.get("timescale"),
        unconfirmed=values.get("unconfirmed", False),
    )


def build_eligible(value: object, where: str) -> tuple[Eligible, ...]:
    """Who may complain, of `[[eligible]]`."""
    return tuple(_eligible(row, where) for row in tables(value, f"{where}: eligible"))


def _eligible(row: Table, where: str) -> Eligible:
    values: Any = row
    here = f"{where}: eligible {values.get('key', '?')}"
    check_fields(
        row,
        here,
        needs={"key": str, "says": str, "provision": str},
        may={"needs": list, "unconfirmed": bool},
    )
    return Eligible(
        key=read_key(values["key"], here),
        says=values["says"],
        provision=values["provision"],
        needs=texts(values.get("needs", []), f"{here}: needs"),
        unconfirmed=values.get("unconfirmed", False),
    )


def build_not_here(value: object, where: str) -> tuple[NotHere, ...]:
    """What the procedure does not take, of `[[not_here]]`."""
    return tuple(_not_here(row, where) for row in tables(value, f"{where}: not_here"))


def _not_here(row: Table, where: str) -> NotHere:
    values: Any = row
    here = f"{where}: not_here {values.get('key', '?')}"
    check_fields(
        row,
        here,
        needs={"key": str, "says": str, "provision": str},
        may={"instead": str, "deferred": bool, "within": dict, "counted_as": str, "unconfirmed": bool},
    )
    return NotHere(
        key=read_key(values["key"], here),
        says=values["says"],
        provision=values["provision"],
        instead=values.get("instead"),
        deferred=values.get("deferred", False),
        within=read_length(values["within"], f"{here}: within") if "within" in row else None,
        counted_as=read_word(RecordType, values["counted_as"], f"{here}: counted_as")
        if "counted_as" in row
        else None,
        unconfirmed=values.get("unconfirmed", False),
    )


def build_time_limit(value: object, where: str) -> TimeLimit | None:
    """How long somebody has to complain, of `[time_limit]`; None without one."""
    if value is None:
        return None
    check_kind(value, dict, f"{where}: time_limit")
    values: Any = value
    here = f"{where}: time_limit"
    check_fields(
        values,
        here,
        needs={"within": dict, "counted_from": list, "later_when": str, "provision": str},
        may={"or_after": dict, "unconfirmed": bool},
    )
    counted_from = texts(values["counted_from"], f"{here}: counted_from")
    if not counted_from:
        raise ProcedureError(f"{here}: counted_from is empty; give it what the time is counted from")
    return TimeLimit(
        within=read_length(values["within"], f"{here}: within"),
        counted_from=tuple(read_moment(one, f"{here}: counted_from") for one in counted_from),
        later_when=values["later_when"],
        provision=values["provision"],
        or_after=_lengths(values.get("or_after", {}), f"{here}: or_after"),
        unconfirmed=values.get("unconfirmed", False),
    )


def _lengths(rows: Table, where: str) -> dict[str, Any]:
    found = {}
    for moment, row in rows.items():
        check_kind(row, dict, f"{where} {moment}")
        values: Any = row
        found[read_moment(moment, where)] = read_length(values, f"{where} {moment}")
    return found


def build_contractor_reply(value: object, where: str) -> ContractorReply | None:
    """What a contractor's reply counts as, of `[contractor_reply]`; None where it is not said."""
    if value is None:
        return None
    values: Any = value
    here = f"{where}: contractor_reply"
    check_fields(values, here, needs={"counts_as": str, "provision": str})
    counts_as = values["counts_as"]
    return ContractorReply(None if counts_as == _STEP else counts_as, values["provision"])
