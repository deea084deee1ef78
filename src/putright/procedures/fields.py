"""The kinds of field that stand in every table of a procedure: names, moments, lengths of time."""

import re

from putright.procedures.reading import Table, check_fields, check_kind
from putright.procedures.types import Length, ProcedureError, Unit

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
MOMENT = re.compile(r"[a-z]+(_[a-z0-9]+)*", re.ASCII)


def read_key(text: str, where: str) -> str:
    """A name such as `stage-1`."""
    if not KEY.fullmatch(text):
        raise ProcedureError(f"{where}: key {text!r} must be lower-case words joined with -, such as stage-1")
    return text


def read_moment(text: object, where: str) -> str:
    """The name of a moment or a fact, such as `panel_met`."""
    if not isinstance(text, str) or not MOMENT.fullmatch(text):
        raise ProcedureError(f"{where}: {text!r} must be lower-case words joined with _, such as panel_met")
    return text


def read_length(row: Table, where: str) -> Length:
    """A length of time in one unit, such as `{ working_days = 10 }`."""
    units = {unit.value: int for unit in Unit}
    check_fields(row, where, needs={}, may=units)
    if len(row) != 1:
        raise ProcedureError(f"{where} needs one length, such as {{ working_days = 10 }}")
    [(unit, count)] = row.items()
    assert isinstance(count, int)
    if count < 1:
        raise ProcedureError(f"{where} is {count} {unit.replace('_', ' ')}; it must be 1 or more")
    return Length(count, Unit(unit))


def texts_by_key(row: Table, where: str, shape: re.Pattern[str]) -> dict[str, str]:
    """A table of texts whose names all have that shape."""
    for key, value in row.items():
        if not shape.fullmatch(key):
            raise ProcedureError(f"{where} {key!r} is not a name; use lower-case words joined with - or _")
        check_kind(value, str, f"{where} {key}")
    return {key: str(value) for key, value in row.items()}
