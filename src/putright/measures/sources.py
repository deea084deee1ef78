"""Where rows come from: a CSV file in pieces, a Parquet file, or an Arrow table. Never the whole file at once."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from putright.measures.mapping import FileMapping
from putright.measures.types import FactsError

if TYPE_CHECKING:
    import pyarrow as pa

Progress = Callable[[int, int | None], None]
Source = "str | Path | BinaryIO | pa.Table | pa.RecordBatchReader"

PIECE = 16 << 20
"""Bytes of a CSV file read at a time: what bounds the memory, and the longest row there can be."""
TOGETHER = 245_760
"""Rows taken in together: whole groups of those the engine stores, one for each of two processors."""
BROKEN = "\ufdd0"
"""Stands for bytes that are no text: a character no text may hold."""
_WORDS_OF_PARQUET = b"PAR1"
_MARKED = "putright-marked"
codecs.register_error(_MARKED, lambda error: (BROKEN, getattr(error, "end", 0)))


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows as they came.

    numbers  the place of each in the file: the header, where there is one, is 1.
    torn     rows that have the wrong number of columns: their place and why.
    broken   some bytes so far were no text; BROKEN stands where they stood.
    """

    batch: pa.RecordBatch
    numbers: Sequence[int]
    torn: tuple[tuple[int, str], ...] = ()
    broken: bool = False


@dataclass(slots=True)
class Rows:
    """An open source. Iterate `pieces` once.

    names     its columns.
    is_text   whether it is a text file, so that a row has a line.
    breaks    line breaks inside quotation marks met so far, by the place of the row that holds them.
    file      what was opened here and is closed here.
    """

    names: tuple[str, ...]
    pieces: Iterator[Piece]
    is_text: bool
    breaks: dict[int, int] = field(default_factory=dict)
    file: BinaryIO | None = None

    def close(self) -> None:
        """Close the file that was opened for it; one that was handed over stays open."""
        if self.file is not None:
            self.file.close()

    def line(self, number: int) -> int:
        """The line the row at this place begins on: the header is line 1. Only for rows already read."""
        return number + sum(count for other, count in self.breaks.items() if other < number)


def open_rows(source: object, mapping: FileMapping, progress: Progress | None) -> Rows:
    """Open a CSV or Parquet path, an open binary file, or an Arrow table or reader.

    Raises  FactsError when there is nothing to read or it cannot be opened.
    """
    _need_engine()
    import pyarrow as pa

    if isinstance(source, pa.Table | pa.RecordBatch):
        source = pa.RecordBatchReader.from_batches(
            source.schema, source.to_batches() if isinstance(source, pa.Table) else [source]
        )
    if isinstance(source, pa.RecordBatchReader):
        return _arrow(source.schema.names, source, progress, None)
    if isinstance(source, str | Path):
        return _from_path(Path(source), mapping, progress)
    return _from_file(source, mapping, progress)  # type: ignore[arg-type]


def _need_engine() -> None:
    try:
        import duckdb
        import pyarrow
    except ModuleNotFoundError as error:
        raise FactsError(
            f"figures need {error.name}, which is not installed: pip install 'putright[figures]'"
        ) from None
    del duckdb, pyarrow


def _from_path(path: Path, mapping: FileMapping, progress: Progress | None) -> Rows:
    try:
        file = path.open("rb")
    except OSError as error:
        raise FactsError(
            f"{path} cannot be read ({error.strerror}); check the name and who may read it"
        ) from None
    try:
        rows = _from_file(file, mapping, progress)
    except BaseException:
        file.close()
        raise
    rows.file = file
    return rows


def _from_file(file: BinaryIO, mapping: FileMapping, progress: Progress | None) -> Rows:
    start = file.read(4)
    size = None
    if file.seekable():
        size = file.seek(0, io.SEEK_END)
        file.seek(0)
        rest = file
    else:
        rest = io.BufferedReader(_Rejoined(start, file), PIECE)
    if not start:
        raise FactsError("the file is empty; it must have at least a header row")
    if start == _WORDS_OF_PARQUET:
        return _parquet(rest, size, progress)
    return _csv(rest, size, mapping, progress)


def _parquet(file: BinaryIO, size: int | None, progress: Progress | None) -> Rows:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        opened = pq.ParquetFile(file)
    except pa.ArrowInvalid as error:
        raise FactsError(f"the file begins like Parquet but cannot be read: {error}") from None
    return _arrow(opened.schema_arrow.names, opened.iter_batches(TOGETHER), progress, size)


def _arrow(names: list[str], batches: Any, progress: Progress | None, size: int | None) -> Rows:
    def pieces() -> Iterator[Piece]:
        first = read = 0
        for batch in batches:
            yield Piece(batch, range(first + 1, first + 1 + batch.num_rows))
            first += batch.num_rows
            read += batch.nbytes
            if progress:
                progress(read, None)
        if progress and size is not None:
            progress(size, size)

    return Rows(tuple(names), pieces(), is_text=False)


def _csv(file: BinaryIO, size: int | None, mapping: FileMapping, progress: Progress | None) -> Rows:
    import pyarrow as pa
    import pyarrow.csv as csv

    torn: list[tuple[int, str]] = []

    def wrong(row: Any) -> str:
        torn.append((row.number, _wrong_columns(row)))
        return "skip"

    watched = _Watched(file, size, progress, mapping.encoding)
    try:
        names = _header(file, mapping)
        reader = csv.open_csv(
            pa.PythonFile(watched, mode="r"),
            read_options=csv.ReadOptions(use_threads=False, block_size=PIECE),
            parse_options=csv.ParseOptions(
                delimiter=mapping.delimiter,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=wrong,
            ),
            convert_options=csv.ConvertOptions(
                column_types={name: pa.string() for name in names}, strings_can_be_null=False, null_values=[]
            ),
        )
    except pa.ArrowInvalid as error:
        if "Empty CSV" in str(error):
            raise FactsError("the file has a header and no rows; there is nothing to count") from None
        raise FactsError(f"the file cannot be read as CSV: {error}") from None
    rows = Rows(tuple(reader.schema.names), iter(()), is_text=True)
    rows.pieces = _pieces(reader, torn, watched, rows)
    return rows


def _wrong_columns(row: Any) -> str:
    says = (
        f"has {row.actual_columns} column{'s' if row.actual_columns != 1 else ''}, not {row.expected_columns}"
    )
    if row.text.count('"') % 2:
        return f"{says}; a quotation mark is not closed"
    return says


def _pieces(reader: Any, torn: list[tuple[int, str]], watched: _Watched, rows: Rows) -> Iterator[Piece]:
    import pyarrow as pa

    last, gone = 1, set[int]()
    while True:
        try:
            batch = reader.read_next_batch()
        except StopIteration:
            break
        except pa.ArrowInvalid as error:
            raise FactsError(
                f"the file cannot be read after line {rows.line(last)}: {error}. "
                "A quotation mark there is probably not closed"
            ) from None
        told, torn[:] = tuple(torn), []
        gone.update(number for number, _ in told)
        numbers = _numbers(batch.num_rows, last, gone)
        if watched.has_quotes:
            rows.breaks.update(_breaks(batch, numbers))
        yield Piece(batch, numbers, told, watched.has_broken)
        last = numbers[-1] if batch.num_rows else last
    if torn:
        yield Piece(_nothing(rows.names), (), tuple(torn))


def _nothing(names: tuple[str, ...]) -> pa.RecordBatch:
    import pyarrow as pa

    return pa.RecordBatch.from_arrays([pa.array([], pa.string()) for _ in names], names=list(names))


def _numbers(count: int, last: int, gone: set[int]) -> Sequence[int]:
    """The places of the next rows, those that were torn left out; the reader may tell of those ahead of time."""
    if not any(number > last for number in gone):
        return range(last + 1, last + 1 + count)
    found: list[int] = []
    while len(found) < count:
        last += 1
        if last not in gone:
            found.append(last)
    return found


def _breaks(batch: pa.RecordBatch, numbers: Sequence[int]) -> dict[int, int]:
    import pyarrow.compute as pc

    found: dict[int, int] = {}
    for column in batch.columns:
        if not pc.any(pc.match_substring(column, "\n")).as_py():
            continue
        for number, count in zip(numbers, pc.count_substring(column, "\n").to_pylist(), strict=True):
            if count:
                found[number] = found.get(number, 0) + count
    return found


def _header(file: BinaryIO, mapping: FileMapping) -> tuple[str, ...]:
    """The names of the columns, so that each can be read as it stands."""
    import csv as plain

    start = file.peek(1 << 16) if isinstance(file, io.BufferedReader) else None
    if start is None or not start:
        start = file.read(1 << 16)
        file.seek(0)
    text = start.decode(mapping.encoding, errors="replace").removeprefix("\ufeff")
    try:
        names = tuple(next(iter(plain.reader(io.StringIO(text), delimiter=mapping.delimiter)), []))
    except plain.Error:
        raise FactsError("the header has a line break in the middle; save the file as CSV again") from None
    if any("\x00" in name or "\ufffd" in name for name in names):
        raise FactsError(
            f"the header is not {mapping.encoding} text; save the file as CSV in UTF-8, "
            "or say how it is written with encoding in a mapping file"
        )
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise FactsError(
            f"the header names {', '.join(sorted(twice))} twice; each column needs a name of its own"
        )
    if not any(name.strip() for name in names):
        raise FactsError("the first line is empty; it must name the columns")
    return names


class _Watched(io.RawIOBase):
    """A text file read as UTF-8, telling how far it was read, and whether it held quotation marks or broken bytes.

    Bytes that are no text are marked and not dropped: a row must never be lost with them.
    """

    def __init__(self, file: BinaryIO, size: int | None, progress: Progress | None, encoding: str) -> None:
        self._file, self._size, self._progress = file, size, progress
        self._decoder = codecs.getincrementaldecoder(encoding)(_MARKED)
        self._read = 0
        self._rest = b""
        self.has_quotes = self.has_broken = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while len(self._rest) < size or size < 0:
            raw = self._file.read(size)
            text = self._decoder.decode(raw, final=not raw)
            self._note(text, len(raw))
            self._rest += text.encode()
            if not raw:
                break
        wanted = len(self._rest) if size < 0 else size
        given, self._rest = self._rest[:wanted], self._rest[wanted:]
        return given

    def _note(self, text: str, count: int) -> None:
        self._read += count
        self.has_quotes = self.has_quotes or '"' in text
        self.has_broken = self.has_broken or BROKEN in text
        if self._progress:
            self._progress(self._read, self._size)


class _Rejoined(io.RawIOBase):
    """A stream with the few bytes put back that were read to see what it is."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int:
        got = self._start or self._rest.read(len(into))
        self._start = b""
        into[: len(got)] = got
        return len(got)


def size_of(source: object) -> int | None:
    """How many bytes there are to read, when that can be known without reading."""
    if isinstance(source, str | Path):
        try:
            return Path(source).stat().st_size
        except OSError:
            return None
    if isinstance(source, io.BytesIO):
        return source.getbuffer().nbytes
    size = getattr(source, "nbytes", None)
    return size if isinstance(size, int) else None
