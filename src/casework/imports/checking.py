"""Looking at one row before anything is written: what it is, under which procedure, and why it cannot be taken in."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache

from casework.imports.placing import NOWHERE, Placed, Places
from casework.imports.reading import FileRow
from casework.people.models import Organisation
from putright.calendars import short_day
from putright.procedures import Procedure, in_force, load_procedures
from putright.procedures.reading import near
from putright.procedures.types import ProcedureError

LONGEST_REFERENCE = 120
LONGEST_CODE = 40
HAPPENED = (
    "received_at", "acknowledged_on", "stage_1_responded_on", "escalated_on", "stage_2_acknowledged_on",
    "stage_2_statement_agreed_on", "stage_2_responded_on", "stage_3_requested_on", "stage_3_panel_on",
    "stage_3_panel_reported_on", "stage_3_responded_on", "withdrawn_on", "closed_on",
    "ombudsman_received_on", "ombudsman_decided_on",
)  # fmt: skip
"""The days on which something happened, so that none can lie ahead."""


class RowRefused(ValueError):
    """A row cannot be taken in; the message says which column and what to do."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A row that can be taken in. procedure: None for a contact that is no complaint. place: where it belongs."""

    row: FileRow
    procedure: str | None
    place: Placed
    before_known: bool = False


@dataclass(slots=True)
class Checker:
    """What rows of one file are looked at with.

    default  procedure of rows that name none, as a key or a body; empty = that of their service.
    """

    organisation: Organisation
    places: Places
    today: date
    default: str = ""
    wanting_is_bad: bool = True
    _versions: dict[tuple[str, date], tuple[str, bool]] = field(default_factory=dict)

    def checked(self, row: FileRow) -> Checked:
        """The row with what it is. Raises RowRefused."""
        values = row.values
        if len(row.reference) > LONGEST_REFERENCE:
            raise RowRefused(
                f"reference has {len(row.reference)} characters; {LONGEST_REFERENCE} are the most"
            )
        if len(values["ward"] or "") > LONGEST_CODE:
            raise RowRefused(
                f"ward is no code: {LONGEST_CODE} characters are the most; give its code or a short name"
            )
        self._not_ahead(row)
        place = self._place(row)
        kind = str(values["kind"])
        if kind not in _kinds():
            return Checked(row, None, place)
        key, before_known = self._procedure(row, kind, place)
        return Checked(row, key, place, before_known)

    def _not_ahead(self, row: FileRow) -> None:
        for name in HAPPENED:
            day = row.values[name]
            if day is not None and day > self.today:
                raise RowRefused(
                    f"{name} is {short_day(day)}, which has not come yet (today is {short_day(self.today)}); "
                    "check the year and the month"
                )

    def _place(self, row: FileRow) -> Placed:
        department, service = row.values["department"], row.values["service"]
        why = self.places.why_not(department, service)
        if why is None:
            return self.places.placed(department, service, row.values["received_at"])
        if self.wanting_is_bad:
            raise RowRefused(f"{why}; name ours under values in a mapping file, or have it made")
        return NOWHERE

    def _procedure(self, row: FileRow, kind: str, place: Placed) -> tuple[str, bool]:
        named, received = row.values["procedure"], row.values["received_at"]
        if named:
            key, before = self._version(str(named), received)
            if load_procedures()[key].counted_as.value != kind:
                raise RowRefused(
                    f"kind is {kind}, and {key} is for {load_procedures()[key].counted_as.value}; change one of them"
                )
            return key, before
        bodies = [one for one in (self.default, place.body, *self.organisation.procedures) if one]
        for body in (*bodies, *_bodies_for(kind)):
            key, before = self._version(body, received)
            if load_procedures()[key].counted_as.value == kind:
                return key, before
        raise RowRefused("procedure is empty, and none fits; name one with --procedure")

    def _version(self, named: str, on: date) -> tuple[str, bool]:
        """The key of the version, and whether the complaint is older than any version there is."""
        found = self._versions.get((named, on))
        if found is None:
            found = self._versions[named, on] = _version(named, on)
        return found


def _version(named: str, on: date) -> tuple[str, bool]:
    known = load_procedures()
    if named in known:
        return named, False
    versions = sorted(
        (one for key, one in known.items() if key.rpartition("/")[0] == named),
        key=lambda one: one.in_force_from,
    )
    if not versions:
        bodies = tuple(dict.fromkeys(key.rpartition("/")[0] for key in known))
        raise RowRefused(f"procedure {named!r} is not known{near(named, (*known, *bodies))}")
    try:
        return in_force(named, on).key, False
    except ProcedureError:
        # Older than any we hold: the first is the nearest. The trial says how many.
        earlier = [one for one in versions if one.in_force_from <= on]
        return (earlier[-1] if earlier else versions[0]).key, not earlier


@cache
def _kinds() -> frozenset[str]:
    """The kinds of record that some procedure handles here; others are contacts."""
    return frozenset(one.counted_as.value for one in load_procedures().values())


@cache
def _bodies_for(kind: str) -> tuple[str, ...]:
    """The bodies whose procedures are for this kind, for rows of which nothing else is said."""
    found: list[Procedure] = [one for one in load_procedures().values() if one.counted_as.value == kind]
    return tuple(dict.fromkeys(one.key.rpartition("/")[0] for one in found))
