"""Two imports at once: the second is refused; and where nothing held it up, nothing comes in twice."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from django.db import connection

from casework.complaints.models import Complaint
from casework.imports.commands import ImportRefused, take_in
from casework.imports.locking import AnotherRuns, only_one
from casework.imports.models import Import, ImportedRow
from casework.ops.verify import verify
from tests.casework.imports.histories_made import file_of, row, wanted
from tests.casework.made import Officers, at, mon_20_may

pytestmark = pytest.mark.django_db(transaction=True)

NOW: datetime = at(mon_20_may)


def held_elsewhere(organisation: int, until: threading.Event, held: threading.Event) -> None:
    """Hold the lock over a connection of another thread."""
    with only_one(organisation):
        held.set()
        until.wait(30)
    connection.close()


def test_a_second_import_is_refused_while_the_first_goes_on(officers: Officers, tmp_path: Path) -> None:
    until, held = threading.Event(), threading.Event()
    organisation = officers.dana.organisation_id
    other = threading.Thread(target=held_elsewhere, args=(organisation, until, held))
    other.start()
    try:
        assert held.wait(30)
        with pytest.raises(ImportRefused, match="another import of this organisation is going on"):
            take_in(wanted(officers.dana, file_of(tmp_path, [row("A-1")])), now=NOW)
        with only_one(organisation + 1):
            pass
    finally:
        until.set()
        other.join()
    assert not Import.objects.exists()
    assert take_in(wanted(officers.dana, file_of(tmp_path, [row("A-1")])), now=NOW).complaints == 1


def test_the_lock_is_free_again_after_a_failure(officers: Officers) -> None:
    organisation = officers.dana.organisation_id
    with pytest.raises(ZeroDivisionError), only_one(organisation):
        raise ZeroDivisionError
    taken: list[Exception | None] = []
    thread = threading.Thread(target=lambda: taken.append(_tried(organisation)))
    with only_one(organisation):
        thread.start()
        thread.join()
    assert isinstance(taken[0], AnotherRuns)


def _tried(organisation: int) -> Exception | None:
    try:
        with only_one(organisation):
            return None
    except AnotherRuns as error:
        return error
    finally:
        connection.close()


def test_rows_another_import_brought_meanwhile_are_not_brought_twice(
    officers: Officers, tmp_path: Path
) -> None:
    path = file_of(tmp_path, [row(f"R-{number}") for number in range(600)])
    first = take_in(wanted(officers.dana, file_of(tmp_path, [row("X-1")], "first.csv")), now=NOW)

    def told(what: str, done: int, of: int | None) -> None:
        # The other one's row comes in between the first chunk and the second.
        if what == "Taking in" and not ImportedRow.objects.filter(reference="R-599").exists():
            ImportedRow.objects.filter(reference="X-1").update(reference="R-599")

    with pytest.raises(ImportRefused, match="taken in by another import meanwhile"):
        # With two processes both chunks are looked up before the first is written.
        take_in(replace(wanted(officers.dana, path), processes=2), now=NOW, told=told)
    assert Complaint.objects.count() == 501
    assert verify().problems == ()
    assert Import.objects.latest("pk").state == "stopped"
    assert take_in(wanted(officers.dana, path), now=NOW).complaints == 99
    assert first.complaints == 1
    assert Complaint.objects.count() == 600
