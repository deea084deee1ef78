"""Stored facts held open by this process, with the rows that changed since beside them, and counts it remembers.

A file never changes, so that what was counted over it is remembered until another holds. Rows that changed are read
from the record once for each change, and laid over it: their old selves are taken away from every count.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING

from casework.insight.models import StoredFacts
from casework.insight.store import Standing, folder
from casework.insight.stored_rows import columns_of_file, put, rows_of
from casework.people.models import Organisation
from putright.measures.facts import engine
from putright.measures.statements import Answer, Statement

if TYPE_CHECKING:
    import duckdb

MEMORY = "256MB"
MOST_HELD = 4
"""Organisations whose facts one process holds open at once."""
MOST_REMEMBERED = 2000

Key = tuple[str, Statement]


class Held:
    """One file held open. Threads share it; each asks through a cursor of its own.

    layer  grows whenever a changed row was read: what was counted over the changed rows before is of another layer.
    """

    def __init__(self, organisation: Organisation, place: Path, made_at: datetime | None) -> None:
        self.made_at = made_at
        self.layer = 0
        self._organisation = organisation
        self._seen: dict[int, int] = {}
        self._lock = threading.Lock()
        self._counted: OrderedDict[tuple[int, Key], list[Answer]] = OrderedDict()
        spilled = Path(gettempdir()) / f"putright-{place.stem}"
        self._engine = engine(":memory:", spilled, memory=MEMORY)
        self._engine.execute(f"ATTACH '{place}' AS stored (READ_ONLY)")
        for name in ("gone", "fresh"):
            self._engine.execute(f"CREATE TABLE {name} ({columns_of_file()})")

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A way to ask for one thread."""
        return self._engine.cursor()

    def bring(self, changes: Mapping[int, int]) -> None:
        """Read the rows that changed since they were last read, and lay them over the file."""
        with self._lock:
            wanted = [key for key, count in changes.items() if self._seen.get(key) != count]
            if wanted:
                self._lay(wanted)

    def _lay(self, keys: list[int]) -> None:
        pieces, read = rows_of(self._organisation, keys)
        at, new = self._engine.cursor(), [key for key in keys if key not in self._seen]
        at.execute("BEGIN")
        at.execute("DELETE FROM fresh WHERE key IN (SELECT unnest(?))", [keys])
        if new:
            at.execute("INSERT INTO gone SELECT * FROM stored.facts WHERE key IN (SELECT unnest(?))", [new])
        for piece in pieces:
            put(at, "fresh", piece)
        at.execute("COMMIT")
        self._seen |= {key: read.get(key, 0) for key in keys}
        self.layer += 1

    def remembered(self, layer: int, key: Key) -> list[Answer] | None:
        """What was counted over these rows before. layer: 0 for what is of the file alone."""
        with self._lock:
            return self._counted.get((layer, key))

    def remember(self, layer: int, key: Key, answers: list[Answer]) -> None:
        """Remember what was counted; the oldest is forgotten when there is too much."""
        with self._lock:
            self._counted[layer, key] = answers
            while len(self._counted) > MOST_REMEMBERED:
                self._counted.popitem(last=False)


_held: OrderedDict[int, tuple[str, Held]] = OrderedDict()
_opening = threading.Lock()


def hold(organisation: Organisation, standing: Standing) -> Held | None:
    """The file that holds, opened; None when it cannot be."""
    with _opening:
        file, held = _held.get(organisation.pk, ("", None))
        if held is None or file != standing.file:
            opened = _open(organisation, standing.file)
            if opened is None:
                return None
            held = opened
            _held[organisation.pk] = standing.file, held
        _held.move_to_end(organisation.pk)
        while len(_held) > MOST_HELD:
            _held.popitem(last=False)
        return held


def _open(organisation: Organisation, file: str) -> Held | None:
    import duckdb

    made_at = StoredFacts.objects.filter(organisation=organisation).values_list("made_at", flat=True).first()
    try:
        return Held(organisation, folder() / file, made_at)
    except duckdb.Error:
        return None
