"""From tables of TOML to the values of a procedure, each checked where it stands."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from putright.procedures.access_building import (
    build_contractor_reply,
    build_eligible,
    build_nations,
    build_not_here,
    build_time_limit,
    build_ways_on,
)
from putright.procedures.fields import KEY, MOMENT, read_key, read_length, read_moment, texts_by_key
from putright.procedures.people_needed import build_people_needed
from putright.procedures.reading import Table, check_fields, check_kind, near, read_word, tables, texts
from putright.procedures.signatures import build_signatures
from putright.procedures.types import (
    Duty,
    Example,
    ExtensionRule,
    Force,
    Procedure,
    ProcedureError,
    ProcedureKind,
    Provision,
    Stage,
    Timescale,
)
from putright.vocabulary import RecordType

EXTENSION_NEEDS = ("reason", "new_date", "ombudsman_details", "told_in_time")
BEYOND = ("good_reason",)
NO_DATE = "none"
CHECKS = ("", "A", "E", "M", "A/E", "E/M", "A/M")


def build_procedure(
    key: str,
    in_force_from: date,
    table: Table,
    *,
    provisions: tuple[Provision, ...],
    examples: tuple[Example, ...],
    where: str,
) -> Procedure:
    """The procedure of a `procedure.toml`. Raises ProcedureError at the first thing that is wrong in it."""
    values: Any = table
    check_fields(
        table,
        where,
        needs={
            "title": str,
            "short_title": str,
            "kind": str,
            "force": str,
            "ombudsman": str,
            "source": str,
            "stage": list,
        },
        may={
            "in_force_to": date,
            "receipt_rule": str,
            "follows": str,
            "extensions_count": bool,
            "local_closures": bool,
            "rejections": list,
            "duties": dict,
            "moments": dict,
            "blocks": dict,
            "on_time_target": int,
            "counted_as": str,
            "unconfirmed": bool,
            "in_force_unconfirmed": bool,
            "nations": list,
            "working_day": str,
            "eligible": list,
            "not_here": list,
            "time_limit": dict,
            "outcome_words": dict,
            "contractor_reply": dict,
            "signatures": dict,
        },
    )
    moments = texts_by_key(values.get("moments", {}), f"{where}: moments", MOMENT)
    target = values.get("on_time_target")
    if target is not None and not 0 < target <= 100:
        raise ProcedureError(f"{where}: on_time_target is {target}; it must be a percentage from 1 to 100")
    return Procedure(
        key=key,
        title=values["title"],
        short_title=values["short_title"],
        kind=read_word(ProcedureKind, values["kind"], f"{where}: kind"),
        force=read_word(Force, values["force"], f"{where}: force"),
        in_force_from=in_force_from,
        in_force_to=values.get("in_force_to"),
        ombudsman=values["ombudsman"],
        source=values["source"],
        receipt_rule=values.get("receipt_rule", "actual"),
        stages=tuple(_stage(row, where) for row in tables(values["stage"], f"{where}: stage")),
        provisions=provisions,
        duties=tuple(_duty(code, row, where) for code, row in values.get("duties", {}).items()),
        examples=examples,
        follows=values.get("follows"),
        extensions_count=values.get("extensions_count", True),
        local_closures=values.get("local_closures", False),
        rejections=texts(values.get("rejections", []), f"{where}: rejections"),
        unconfirmed=values.get("unconfirmed", False),
        in_force_unconfirmed=values.get("in_force_unconfirmed", False),
        moments=moments,
        blocks={
            letter: texts(codes, f"{where}: blocks {letter}")
            for letter, codes in values.get("blocks", {}).items()
        },
        on_time_target=target,
        counted_as=read_word(
            RecordType, values.get("counted_as", RecordType.COMPLAINT.value), f"{where}: counted_as"
        ),
        nations=build_nations(values.get("nations", []), where),
        working_day=values.get("working_day"),
        eligible=build_eligible(values.get("eligible", []), where),
        not_here=build_not_here(values.get("not_here", []), where),
        time_limit=build_time_limit(values.get("time_limit"), where),
        outcome_words=texts_by_key(values.get("outcome_words", {}), f"{where}: outcome_words", MOMENT),
        contractor_reply=build_contractor_reply(values.get("contractor_reply"), where),
        signatures=build_signatures(values.get("signatures", {}), where),
    )


def build_provisions(table: Table, where: str) -> tuple[Provision, ...]:
    """The provisions of a `provisions.toml`, in its order."""
    check_fields(table, where, needs={"provision": list})
    return tuple(_provision(row, where) for row in tables(table["provision"], f"{where}: provision"))


def build_examples(table: Table, where: str) -> tuple[Example, ...]:
    """The worked examples of an `examples.toml`, in its order."""
    check_fields(table, where, needs={"example": list})
    return tuple(_example(row, where) for row in tables(table["example"], f"{where}: example"))


def _stage(row: Table, where: str) -> Stage:
    values: Any = row
    here = f"{where}: stage {values.get('key', '?')}"
    check_fields(
        row,
        here,
        needs={"key": str, "title": str, "opened_by": str, "answered_by": str, "timescale": list},
        may={
            "next": str,
            "not_handled_by": list,
            "request_within": dict,
            "request_provision": str,
            "way_on": list,
            "person": list,
        },
    )
    key = read_key(values["key"], here)
    if ("request_within" in row) != ("request_provision" in row):
        raise ProcedureError(f"{here}: give request_within and request_provision together")
    within = values.get("request_within")
    return Stage(
        key=key,
        title=values["title"],
        opened_by=read_moment(values["opened_by"], here),
        answered_by=read_moment(values["answered_by"], here),
        timescales=tuple(
            _timescale(one, f"{where}: {key}") for one in tables(values["timescale"], f"{here}: timescale")
        ),
        next=values.get("next"),
        not_handled_by=texts(values.get("not_handled_by", []), f"{here}: not_handled_by"),
        request_within=read_length(within, f"{here}: request_within") if within else None,
        request_provision=values.get("request_provision"),
        ways_on=build_ways_on(values.get("way_on", []), here),
        people=build_people_needed(values.get("person", []), here),
    )


def _timescale(row: Table, where: str) -> Timescale:
    values: Any = row
    here = f"{where}/{values.get('key', '?')}"
    check_fields(
        {name: value for name, value in row.items() if name != "runs_from"},
        here,
        needs={"key": str, "title": str, "ends_with": str, "provision": str},
        may={
            "within": dict,
            "date_in": str,
            "if_never": str,
            "roll_forward": bool,
            "on_receipt": bool,
            "extension": dict,
            "applies_when": str,
            "also_from": list,
            "counts_back": bool,
            "if_missed": str,
            "unconfirmed": bool,
        },
    )
    if "runs_from" not in row:
        raise ProcedureError(f"{here} has no 'runs_from'; give it the name of a moment, or a list of them")
    if ("within" in row) == ("date_in" in row):
        raise ProcedureError(f"{here} needs either 'within' (a length of time) or 'date_in' (a moment)")
    runs_from = values["runs_from"]
    named = (runs_from,) if isinstance(runs_from, str) else texts(runs_from, f"{here}: runs_from")
    if not named:
        raise ProcedureError(f"{here}: runs_from is empty; give it the name of a moment")
    date_in = values.get("date_in")
    extension = values.get("extension")
    if extension is not None and date_in is not None:
        raise ProcedureError(f"{here}: a date set from outside has no extension; set another date instead")
    return Timescale(
        key=read_key(values["key"], here),
        title=values["title"],
        runs_from=tuple(read_moment(name, f"{here}: runs_from") for name in named),
        ends_with=read_moment(values["ends_with"], f"{here}: ends_with"),
        within=read_length(values["within"], f"{here}: within") if "within" in row else None,
        provision=values["provision"],
        date_in=read_moment(date_in, f"{here}: date_in") if date_in else None,
        if_never=values.get("if_never"),
        roll_forward=values.get("roll_forward", False),
        on_receipt=values.get("on_receipt", False),
        extension=_extension(extension, f"{here}: extension") if extension is not None else None,
        applies_when=read_moment(values["applies_when"], f"{here}: applies_when")
        if "applies_when" in row
        else None,
        also_from=tuple(
            read_moment(name, f"{here}: also_from")
            for name in texts(values.get("also_from", []), f"{here}: also_from")
        ),
        counts_back=values.get("counts_back", False),
        if_missed=values.get("if_missed"),
        unconfirmed=values.get("unconfirmed", False),
    )


def _extension(row: Table, where: str) -> ExtensionRule:
    values: Any = row
    check_fields(
        row,
        where,
        needs={"needs": list, "provision": str},
        may={"most": dict, "details_provision": str, "beyond_with": list},
    )
    return ExtensionRule(
        most=read_length(values["most"], f"{where}: most") if "most" in row else None,
        needs=_among(values["needs"], EXTENSION_NEEDS, f"{where}: needs"),
        provision=values["provision"],
        details_provision=values.get("details_provision"),
        beyond_with=_among(values.get("beyond_with", []), BEYOND, f"{where}: beyond_with"),
    )


def _duty(code: str, row: object, where: str) -> Duty:
    here = f"{where}: duties {code}"
    if isinstance(row, dict):
        by_stage = texts_by_key(row, here, KEY)
        if not by_stage:
            raise ProcedureError(f"{here} names no stage; write its provision instead")
        return Duty(code, next(iter(by_stage.values())), tuple(by_stage.items()))
    check_kind(row, str, here)
    return Duty(code, str(row))


def _provision(row: Table, where: str) -> Provision:
    values: Any = row
    here = f"{where}: provision {values.get('number', '?')}"
    check_fields(
        row,
        here,
        needs={"number": str, "says": str, "force": str},
        may={"check": str, "unconfirmed": bool},
    )
    check = values.get("check", "")
    if check not in CHECKS:
        raise ProcedureError(f"{here}: check is {check!r}; use A, E or M, or two of them as A/E")
    return Provision(
        number=values["number"],
        says=values["says"],
        force=read_word(Force, values["force"], f"{here}: force"),
        check=check,
        unconfirmed=values.get("unconfirmed", False),
    )


def _example(row: Table, where: str) -> Example:
    values: Any = row
    here = f"{where}: {values.get('says', 'an example')!r}"
    check_fields(
        row,
        here,
        needs={"says": str, "stage": str, "happened": dict, "due": dict},
        may={
            "division": str,
            "extended_to": date,
            "target": dict,
            "facts": list,
            "also_due": dict,
            "ask_until": date,
        },
    )
    return Example(
        says=values["says"],
        stage=values["stage"],
        division=values.get("division", "england-and-wales"),
        happened={name: _when(at, f"{here}: happened {name}") for name, at in values["happened"].items()},
        due=_dates(values["due"], f"{here}: due"),
        extended_to=values.get("extended_to"),
        target=_dates(values["target"], f"{here}: target") if "target" in row else None,
        facts=texts(values.get("facts", []), f"{here}: facts"),
        also_due=_dates(values["also_due"], f"{here}: also_due") if "also_due" in row else None,
        ask_until=values.get("ask_until"),
    )


def _when(at: object, where: str) -> str:
    if isinstance(at, datetime):
        return at.isoformat(timespec="minutes")
    if isinstance(at, date):
        return at.isoformat()
    check_kind(at, str, where)
    return str(at)


def _dates(row: Mapping[str, object], where: str) -> dict[str, date | None]:
    found: dict[str, date | None] = {}
    for key, value in row.items():
        if value == NO_DATE:
            found[key] = None
        elif type(value) is date:
            found[key] = value
        else:
            raise ProcedureError(
                f"{where} {key} is {value!r}; write a date such as 2024-05-20, or {NO_DATE!r}"
            )
    return found


def _among(value: object, known: tuple[str, ...], where: str) -> tuple[str, ...]:
    found = texts(value, where)
    for one in found:
        if one not in known:
            raise ProcedureError(f"{where} has {one!r}, which is not known{near(one, known)}")
    return found
