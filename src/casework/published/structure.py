"""Departments and services as they stood on another day than the last of the period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from putright.measures import Organisation, Unit

_KINDS = ("department", "service")


def as_placed_on(organisation: Organisation, day: date, *, ends_on: date) -> Organisation:
    """The organisation whose structure at the end of the period is the one of that day.

    Figures are told by the structure at the end of their period. Each code gets one stretch there: it stands, or it
    was over the day before and the one it belongs to on that day follows it.
    """
    units: list[Unit] = []
    for kind in _KINDS:
        placed = organisation.placed(kind, on=day)
        for unit in {one.code: one for one in organisation.units if one.kind == kind}.values():
            found = placed.get(unit.code)
            if found is not None and found.code == unit.code:
                units.append(
                    replace(unit, department=found.department, from_on=None, to_on=None, successor=None)
                )
            else:
                over = ends_on - timedelta(days=1)
                after = found.code if found else None
                units.append(replace(unit, from_on=None, to_on=over, successor=after))
    return replace(organisation, units=tuple(units))


def structure_told(organisation: Organisation, *, on: date) -> list[list[Any]]:
    """Where each department and service belongs on a day: what is compared when a figure is counted again."""
    return [
        [kind, code, placed.code, placed.department]
        for kind in _KINDS
        for code, placed in sorted(organisation.placed(kind, on=on).items())
    ]
