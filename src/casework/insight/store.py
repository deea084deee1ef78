"""The stored facts of an organisation: a file of columns beside the database, and the making of the next one.

Whatever changed after a file was begun carries that in its own row (`facts_changed`), from the same transaction as the
change. A reader takes such a row from the record and the others from the file, so that no change is ever missed: the
file that holds and the rows that changed are read in one statement, and a row's count goes back to nought only in the
transaction that lets a file hold that has the row as it was counted. A process that dies leaves a file nobody reads.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import rmtree
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from casework.complaints.models import Complaint
from casework.insight.models import StoredFacts
from casework.insight.stored_rows import (
    SCOPING,
    Changes,
    columns_of_file,
    pages,
    put,
    rows_of,
)
from casework.intake.models import Contact
from casework.people.models import Officer, Organisation
from putright.measures.facts import engine
from putright.measures.typed import typed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb

LEAST = 300
"""So many complaints are worth a file; fewer are read as quickly from the record."""
MANY_CHANGED = 500
"""So many changed rows are worth a new file at once."""
MOST_AT_ONCE = 20_000
"""So many changed rows are taken into one new file: their counts go back in one transaction."""
_TOLD_EVERY = 50_000
_MEMORY = "512MB"
_LONGEST_SECONDS = 6 * 3600
_STANDING = """
    SELECT 'file', generation, 0, file FROM insight_storedfacts WHERE organisation_id = %s AND shape = %s
    UNION ALL SELECT 'changed', id, facts_changed, '' FROM complaints_complaint
    WHERE organisation_id = %s AND facts_changed > 0
    UNION ALL SELECT 'changed', -id, facts_changed, '' FROM intake_contact
    WHERE organisation_id = %s AND facts_changed > 0
    UNION ALL SELECT 'named', complaint_id, 0, '' FROM complaints_namedofficer WHERE officer_id = %s
"""
Told = Callable[[int], None]


class Overtaken(Exception):
    """Another worker made stored facts meanwhile: what was made here is thrown away."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds at one moment, read in one statement.

    file       the name of the file that holds; empty = none does, or one of another shape.
    changes    by key: how often each row changed since. named: complaints the officer is named on.
    """

    generation: int = 0
    file: str = ""
    changes: tuple[tuple[int, int], ...] = ()
    named: tuple[int, ...] = ()


@cache
def shape() -> str:
    """The columns, words and rules of the facts, hashed: a file of others is not read."""
    import duckdb

    # The statement that looks at each row says all of it, and is the same in every process.
    told = ("1", duckdb.__version__, columns_of_file(), typed("facts", "piece", SCOPING))
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def folder() -> Path:
    """Where the files are."""
    place = Path(settings.FACTS)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    return place


def standing(organisation: Organisation, officer: Officer | None = None) -> Standing:
    """What holds now, for this officer. One statement, so that no new file can come to hold in the midst of it."""
    own = officer.pk if officer else None
    asked: list[int | str | None] = [organisation.pk, shape(), organisation.pk, organisation.pk, own]
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, asked)
        return _standing(cursor.fetchall())


def _standing(rows: Iterable[tuple[str, int, int, str]]) -> Standing:
    generation, file, changes, named = 0, "", [], []
    for kind, one, count, text in rows:
        match kind:
            case "file":
                generation, file = one, text
            case "changed":
                changes.append((one, count))
            case _:
                named.append(one)
    return Standing(generation, file, tuple(sorted(changes)), tuple(sorted(named)))


def make_first(organisation: Organisation, *, now: datetime, told: Told | None = None) -> StoredFacts:
    """Make a file of everything on record. Nothing that holds is kept: until it is done all is read from the record.

    Rows are counted as stored page by page, each only while this making goes on.
    Raises  Overtaken.
    """
    StoredFacts.objects.get_or_create(organisation=organisation)
    StoredFacts.objects.filter(organisation=organisation).update(
        generation=F("generation") + 1, file="", rows=0, asked_at=now
    )
    generation = StoredFacts.objects.get(organisation=organisation).generation
    with _file(organisation, generation) as (name, into):
        rows = 0
        for piece, changes in pages(organisation):
            put(into, "facts", piece)
            rows += piece.num_rows
            with transaction.atomic():
                _still(organisation, generation, {"rows": rows})
                _as_stored(changes)
            if told and rows // _TOLD_EVERY != (rows - piece.num_rows) // _TOLD_EVERY:
                told(rows)
    return _holds(organisation, generation, generation, name, rows, {}, now)


def make_next(organisation: Organisation, *, now: datetime) -> StoredFacts:
    """Make a file of the one that holds and what changed since, so many rows at most. Raises Overtaken."""
    held = standing(organisation)
    old = folder() / held.file
    keys = [key for key, _ in held.changes[:MOST_AT_ONCE]]
    pieces, changes = rows_of(organisation, keys)
    with _file(organisation, held.generation + 1) as (name, into):
        into.execute(f"ATTACH '{old}' AS old (READ_ONLY)")
        into.execute("CREATE TEMP TABLE changed (key BIGINT)")
        if keys:
            into.executemany("INSERT INTO changed VALUES (?)", [[key] for key in keys])
        into.execute("INSERT INTO facts SELECT * FROM old.facts WHERE key NOT IN (SELECT key FROM changed)")
        for piece in pieces:
            put(into, "facts", piece)
        [(rows,)] = into.execute("SELECT count(*) FROM facts").fetchall()
    return _holds(organisation, held.generation, held.generation + 1, name, rows, changes, now)


def lost(organisation: Organisation) -> bool:
    """Whether there is no file that could be read."""
    held = standing(organisation)
    return not held.file or not (folder() / held.file).is_file()


@contextmanager
def _file(organisation: Organisation, generation: int) -> Iterator[tuple[str, duckdb.DuckDBPyConnection]]:
    """A new file for facts, complete on the disk when the block ends; nothing is left of one that broke off."""
    name = f"facts-{organisation.pk}-{generation}-{secrets.token_hex(6)}.duckdb"
    place = folder() / name
    made = place.with_suffix(".making")
    into = engine(made, place.with_suffix(".spilled"), memory=_MEMORY)
    try:
        into.execute(f"CREATE TABLE facts ({columns_of_file()})")
        yield name, into
        into.execute("CHECKPOINT")
        into.close()
        made.replace(place)
    finally:
        into.close()
        made.unlink(missing_ok=True)


def _holds(
    organisation: Organisation,
    was: int,
    generation: int,
    name: str,
    rows: int,
    changes: Changes,
    now: datetime,
) -> StoredFacts:
    """Let a file hold, and count the rows it has as stored, in one transaction. Raises Overtaken."""
    try:
        with transaction.atomic():
            _still(
                organisation, was,
                {"generation": generation, "file": name, "rows": rows, "made_at": now, "shape": shape()},
            )  # fmt: skip
            _as_stored(changes)
    except Overtaken:
        (folder() / name).unlink(missing_ok=True)
        raise
    _tidy(organisation, name)
    return StoredFacts.objects.get(organisation=organisation)


def _still(organisation: Organisation, generation: int, values: Mapping[str, Any]) -> None:
    """Write to the row of the stored facts, and so hold it, while nobody else has made others."""
    held = StoredFacts.objects.filter(organisation=organisation, generation=generation)
    if not held.update(**values):
        raise Overtaken


def _as_stored(changes: Changes) -> None:
    """Count rows as stored that are still as they were read."""
    by_count: dict[tuple[bool, int], list[int]] = {}
    for key, count in changes.items():
        if count:
            by_count.setdefault((key > 0, count), []).append(abs(key))
    for (is_complaint, count), numbers in by_count.items():
        model = Complaint if is_complaint else Contact
        for at in range(0, len(numbers), 2000):
            some = model.objects.filter(pk__in=numbers[at : at + 2000], facts_changed=count)
            some.update(facts_changed=0)


def _tidy(organisation: Organisation, name: str) -> None:
    """Remove files that no reader can be about to open: all but the one that holds and the newest before it."""
    own = [one for one in folder().glob(f"facts-{organisation.pk}-*.duckdb") if one.name != name]
    own.sort(key=lambda one: one.stat().st_mtime)
    for one in own[:-1]:
        with suppress(OSError):
            one.unlink()


def sweep(*, now: datetime) -> None:
    """Remove what makings that were killed left behind, once they are so old that nobody can be at them still."""
    for one in (*folder().glob("*.making*"), *folder().glob("*.spilled")):
        with suppress(OSError):
            if now.timestamp() - one.stat().st_mtime > _LONGEST_SECONDS:
                rmtree(one) if one.is_dir() else one.unlink()
