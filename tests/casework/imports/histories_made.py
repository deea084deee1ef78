"""Files of another system's complaints, for the tests of imports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from casework.imports.commands import Wanted
from casework.people.models import Department, Officer, Organisation, Service
from tests.putright.measures.made_facts import Row, row, written

__all__ = ["Row", "file_of", "row", "structured", "wanted"]


def file_of(folder: Path, rows: Iterable[Row], name: str = "history.csv") -> Path:
    """A file with these rows."""
    path = folder / name
    path.write_bytes(written(rows))
    return path


def structured(organisation: Organisation) -> Service:
    """Repairs, a service of the department every organisation of the tests has."""
    department = Department.objects.get(organisation=organisation, name="Housing")
    return Service.objects.create(department=department, name="Repairs", valid_from=date(2020, 4, 1))


def wanted(by: Officer, source: Path, *, make_services: bool = False, skip_bad: bool = False) -> Wanted:
    """An import of a file by an officer."""
    return Wanted(
        organisation=by.organisation, by=by, source=source, file_name=source.name, make_services=make_services,
        skip_bad=skip_bad,
    )  # fmt: skip
