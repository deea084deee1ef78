"""What of a row the record keeps beside its events, and what it has no place for."""

from __future__ import annotations

from casework.imports.checking import Checked

_NO_PLACE = {"contractor": "the contractor of a complaint is known here by the letter it was passed on with"}
_OF_CONTACTS = frozenset(
    {"reference", "kind", "organisation", "department", "service", "channel", "received_at"}
)


def not_kept(one: Checked) -> tuple[dict[str, str], dict[str, str]]:
    """Columns of a row that are left out, and those we fill, each with why; those its events keep left aside."""
    values = one.row.values
    if one.procedure is not None:
        return {name: why for name, why in _NO_PLACE.items() if values[name] is not None}, {}
    kind = str(values["kind"]).replace("_", " ")
    left_out = {
        name: f"a contact ({kind}) is no complaint, and nothing is answered or counted on it"
        for name, value in values.items()
        if value is not None and name not in _OF_CONTACTS
    }
    if values["service"] is None and values["department"] is not None:
        left_out["department"] = "a contact belongs to a service, and this one names none"
    filled = {"channel": "a contact came in some way: other"} if values["channel"] is None else {}
    return left_out, filled
