"""What the pages of imports show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.imports.models import Import, ListedRow
from casework.imports.words import ImportState, RowTrouble
from casework.people.models import Officer

PAGE = 30
SHOWN = 20


class NotToBeSeen(LookupError):
    """There is no such import in the officer's organisation."""


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One import in the list."""

    number: int
    file_name: str
    officer: str
    asked_at: datetime
    state: ImportState
    rows: int
    complaints: int
    contacts: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a file that is not taken in."""

    line: int
    what: RowTrouble
    why: str


@dataclass(frozen=True, slots=True)
class ImportPage:
    """One import with what its trial said. listed: the first rows that are not taken in, of `listed_of`."""

    row: ImportRow
    says: str
    known: int
    changed: int
    bad: int
    done: int
    answer: Mapping[str, Any]
    listed: tuple[Listed, ...]
    listed_of: int
    may_go_ahead: bool
    waits: bool


_WAITS = frozenset({ImportState.TO_TRY, ImportState.TRYING, ImportState.TO_RUN, ImportState.RUNNING})
_READY = frozenset({ImportState.TRIED, ImportState.STOPPED, ImportState.REFUSED})


def imports(officer: Officer, *, page: int = 1) -> tuple[tuple[ImportRow, ...], bool]:
    """The imports of the organisation, the latest first, and whether there are more. One statement."""
    found = Import.objects.filter(organisation=officer.organisation_id).select_related("officer")
    rows = list(found.order_by("-pk")[(page - 1) * PAGE : page * PAGE + 1])
    return tuple(_row(one) for one in rows[:PAGE]), len(rows) > PAGE


def import_page(officer: Officer, number: int) -> ImportPage:
    """One import. Three statements. Raises NotToBeSeen."""
    found = Import.objects.filter(organisation=officer.organisation_id, pk=number).select_related("officer")
    load = found.first()
    if load is None:
        raise NotToBeSeen(number)
    listed = ListedRow.objects.filter(load=load).order_by("line", "pk")
    row = _row(load)
    return ImportPage(
        row, load.says, load.known, load.changed, load.bad, load.done, load.answer,
        tuple(Listed(one.line, RowTrouble(one.what), one.why) for one in listed[:SHOWN]), listed.count(),
        may_go_ahead=row.state in _READY and bool(load.stored_as), waits=row.state in _WAITS,
    )  # fmt: skip


def listed_rows(officer: Officer, number: int) -> Iterator[Listed]:
    """Every row that is not taken in, for a file."""
    found = ListedRow.objects.filter(load=number, load__organisation=officer.organisation_id)
    for one in found.order_by("line", "pk").iterator(chunk_size=2000):
        yield Listed(one.line, RowTrouble(one.what), one.why)


def _row(load: Import) -> ImportRow:
    return ImportRow(
        load.pk, load.file_name, load.officer.name, load.asked_at, ImportState(load.state), load.rows,
        load.complaints, load.contacts, load.bad,
    )  # fmt: skip
