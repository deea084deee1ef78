"""Writing the facts into a file: whole or not there, however many there are."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from casework.insight.beside import BESIDE
from casework.insight.facts import Chosen, Told, arrow_schema, fact_pieces
from casework.people.models import Organisation

if TYPE_CHECKING:
    import pyarrow as pa

SUFFIXES = (".csv", ".parquet")


class ExportRefused(ValueError):
    """The facts cannot be written there; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: each file with its rows."""

    files: tuple[tuple[Path, int], ...]


def export_facts(
    organisation: Organisation, path: Path, chosen: Chosen, *, beside: bool = False, told: Told | None = None
) -> Exported:
    """Write the facts as CSV or Parquet, as the name ends; memory stays bounded.

    beside  write the tables beside the facts too, those that have rows: `facts-promises.csv` next to `facts.csv`.
    told    called with how many complaints were read, of how many.
    Raises  ExportRefused; then nothing of that file is left behind.
    """
    if path.suffix not in SUFFIXES:
        raise ExportRefused(f"{path.name} says neither .csv nor .parquet; end the name with one of them")
    files = [(path, _write(path, "facts", fact_pieces(organisation, chosen, told=told)))]
    for name, pieces in BESIDE.items() if beside else ():
        found = pieces(organisation, chosen)
        first = next(found, None)
        if first is not None:
            place = path.with_name(f"{path.stem}-{name}{path.suffix}")
            files.append((place, _write(place, name, _again(first, found))))
    return Exported(tuple(files))


def _again(first: pa.RecordBatch, rest: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    yield first
    yield from rest


def _write(path: Path, table: str, pieces: Iterator[pa.RecordBatch]) -> int:
    rows = 0
    with _whole(path) as file, _writer(path, file, table) as put:
        for piece in pieces:
            put(piece)
            rows += piece.num_rows
    return rows


@contextmanager
def _writer(path: Path, file: BinaryIO, table: str) -> Iterator[Callable[[pa.RecordBatch], None]]:
    schema = arrow_schema(table)
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        with pq.ParquetWriter(file, schema) as columns:
            yield columns.write_batch
        return
    import pyarrow.csv as csv

    # Its own header would be in quotation marks.
    file.write((",".join(schema.names) + "\n").encode())
    options = csv.WriteOptions(include_header=False, quoting_style="needed")
    with csv.CSVWriter(file, schema, write_options=options) as lines:
        yield lines.write


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    """A file beside the place, moved there once it is complete; a file already there stays until then."""
    made: Path | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError(0, "it is a folder")
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:50]}.")
        made = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # Facts are of a few people each: for whoever exported them alone, as the temporary file was.
        made.replace(path)
    except OSError as error:
        raise ExportRefused(
            f"{path} cannot be written: {error.strerror}; nothing was left there; give another name"
        ) from None
    finally:
        if made is not None:
            with suppress(OSError):
                made.unlink()
