"""Annual figures over many facts, against the same sums written directly: `python -m benchmarks.figures`.

Each engine counts the same eleven figures by department for a year and the year before, in a process of its own, and all
must give the same numbers. Loading is measured apart. Polars is tried when it is installed.
"""

from __future__ import annotations

import argparse
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from benchmarks.made_facts import write
from benchmarks.measured import Measured, as_markdown

YEARS = ((date(2022, 4, 1), date(2023, 3, 31)), (date(2021, 4, 1), date(2022, 3, 31)))
COMPLAINT = "kind IN ('complaint', 'statutory_children', 'statutory_adults', 'statutory_public_health')"
UPHELD_1, UPHELD_2 = (f"stage_{stage}_outcome IN ('upheld', 'partly_upheld')" for stage in (1, 2))
UPHELD = f"({UPHELD_1} OR {UPHELD_2} OR stage_3_outcome IN ('upheld', 'partly_upheld'))"
STANDING_1, STANDING_2 = (
    f"(withdrawn_on IS NULL OR withdrawn_on > stage_{stage}_responded_on)" for stage in (1, 2)
)
Answer = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure as somebody would write it by hand: its id, its numerator and its base."""

    figure: str
    numerator: str
    base: str | None = None


SUMS: dict[str, tuple[Sum, ...]] = {
    "received_at": (
        Sum("AR-1", f"{COMPLAINT} AND accepted"),
        Sum("AR-2", "NOT accepted", "accepted IS NOT NULL"),
        Sum("AR-12", "kind = 'compliment'"),
        Sum("AR-19", f"{COMPLAINT} AND accepted AND repeat_of IS NOT NULL", f"{COMPLAINT} AND accepted"),
    ),
    "stage_1_responded_on": (
        Sum(
            "AR-3",
            f"{COMPLAINT} AND {STANDING_1} AND stage_1_responded_on <= stage_1_due_on",
            f"{COMPLAINT} AND {STANDING_1} AND stage_1_due_on IS NOT NULL",
        ),
        Sum("AR-6", f"{COMPLAINT} AND escalated_on IS NOT NULL", COMPLAINT),
        Sum(
            "AR-7",
            f"{COMPLAINT} AND {UPHELD_1}",
            f"{COMPLAINT} AND stage_1_outcome IN ('upheld', 'partly_upheld', 'not_upheld')",
        ),
        Sum(
            "AR-9",
            f"{COMPLAINT} AND stage_1_outcome = 'not_upheld' AND {UPHELD_2}",
            f"{COMPLAINT} AND stage_1_outcome = 'not_upheld'",
        ),
        Sum(
            "AR-11",
            f"{COMPLAINT} AND {UPHELD} AND learning_actions > 0",
            f"{COMPLAINT} AND {UPHELD} AND learning_actions IS NOT NULL",
        ),
    ),
    "stage_2_responded_on": (
        Sum(
            "AR-4",
            f"{COMPLAINT} AND {STANDING_2} AND stage_2_responded_on <= stage_2_due_on",
            f"{COMPLAINT} AND {STANDING_2} AND stage_2_due_on IS NOT NULL",
        ),
    ),
    "escalated_on": (Sum("AR-6n", COMPLAINT),),
}
FIGURES = tuple(one.figure for each in SUMS.values() for one in each)


def putright_sums(path: Path) -> tuple[float, Callable[[], Answer]]:
    """The facts read and checked, and the figures by their definitions."""
    from putright.measures import Asked, Period, measure_all, read_facts

    begun = perf_counter()
    facts = read_facts(path)
    loaded = perf_counter() - begun
    now, then = (Period(*year) for year in YEARS)
    asked = tuple(Asked(figure, (("department",),)) for figure in FIGURES)

    def count() -> Answer:
        found: Answer = {}
        for one in measure_all(facts, asked, period=now, previous=then):
            for cell in one.cells:
                key = f"{one.definition.id} {cell.by.get('department', '')}"
                assert cell.previous
                assert cell.numerator is not None
                found[key] = [cell.numerator, cell.denominator or 0]
                found[f"{key} before"] = [cell.previous.numerator or 0, cell.previous.denominator or 0]
        return found

    return loaded, count


def duckdb_sums(path: Path) -> tuple[float, Callable[[], Answer]]:
    """The same sums as statements of DuckDB, over a table of its own."""
    import duckdb

    begun = perf_counter()
    engine = duckdb.connect(config={"memory_limit": "1GB", "temp_directory": tempfile.mkdtemp()})
    engine.execute(f"CREATE TABLE facts AS SELECT * FROM '{path}'").fetchall()
    loaded = perf_counter() - begun
    return loaded, lambda: _by_statement(lambda statement: engine.execute(statement).fetchall(), "DATE ")


def sqlite_sums(path: Path) -> tuple[float, Callable[[], Answer]]:
    """The same sums as statements of SQLite, with the days indexed."""
    import pyarrow.parquet as pq

    begun = perf_counter()
    database = Path(tempfile.mkdtemp()) / "facts.sqlite"
    engine = sqlite3.connect(database)
    engine.execute("PRAGMA synchronous = OFF")
    file = pq.ParquetFile(path)
    names = [
        name
        for name in file.schema_arrow.names
        if name not in ("themes", "causes", "escalation_reasons", "remedy_types")
    ]
    engine.execute(f"CREATE TABLE facts ({', '.join(names)})")
    for batch in file.iter_batches(50_000, columns=names):
        columns = [
            [one.isoformat() if isinstance(one, date) else one for one in column.to_pylist()]
            for column in batch.columns
        ]
        engine.executemany(
            f"INSERT INTO facts VALUES ({', '.join('?' * len(names))})", zip(*columns, strict=True)
        )
    for name in SUMS:
        engine.execute(f"CREATE INDEX by_{name} ON facts ({name})")
    engine.commit()
    loaded = perf_counter() - begun

    def ask(statement: str) -> list[tuple[object, ...]]:
        with closing(engine.execute(statement)) as found:
            return found.fetchall()

    return loaded, lambda: _by_statement(ask, "")


def _by_statement(ask: Callable[[str], list[tuple[object, ...]]], typed: str) -> Answer:
    found: Answer = {}
    for mark, (first, last) in zip(("", " before"), YEARS, strict=True):
        for field, sums in SUMS.items():
            counts = ", ".join(
                f"count(*) FILTER (WHERE {one.numerator}), count(*) FILTER (WHERE {one.base or 'false'})"
                for one in sums
            )
            rows = ask(
                f"SELECT department, {counts} FROM facts "
                f"WHERE {field} BETWEEN {typed}'{first}' AND {typed}'{last}' GROUP BY department"
            )
            _gather(found, sums, rows, mark)
    return found


def _gather(found: Answer, sums: tuple[Sum, ...], rows: list[tuple[object, ...]], mark: str) -> None:
    for department, *counts in rows:
        for at, one in enumerate(sums):
            pair = [int(str(number or 0)) for number in counts[2 * at : 2 * at + 2]]
            found[f"{one.figure} {department}{mark}"] = pair
            total = found.setdefault(f"{one.figure} {mark}", [0, 0])
            total[0] += pair[0]
            total[1] += pair[1]


def polars_sums(path: Path) -> tuple[float, Callable[[], Answer]]:
    """The same sums as expressions of Polars, over a frame in memory."""
    import polars as pl

    begun = perf_counter()
    frame = pl.read_parquet(path)
    loaded = perf_counter() - begun

    def count() -> Answer:
        found: Answer = {}
        for mark, (first, last) in zip(("", " before"), YEARS, strict=True):
            for field, sums in SUMS.items():
                columns = [
                    pl.sql_expr(f"CASE WHEN {words or 'false'} THEN 1 ELSE 0 END")
                    .sum()
                    .alias(f"{one.figure}{at}")
                    for one in sums
                    for at, words in enumerate((one.numerator, one.base))
                ]
                inside = frame.lazy().filter(pl.col(field).is_between(first, last))
                _gather(found, sums, inside.group_by("department").agg(columns).collect().rows(), mark)
        return found

    return loaded, count


ENGINES: dict[str, Callable[[Path], tuple[float, Callable[[], Answer]]]] = {
    "putright": putright_sums, "DuckDB": duckdb_sums, "Polars": polars_sums, "SQLite": sqlite_sums,
}  # fmt: skip


def one_engine(name: str, path: Path, times: int) -> dict[str, object]:
    """Load and count with one engine, and say how long it took and how much memory it had at most."""
    begun = process_time()
    loaded, count = ENGINES[name](path)
    worked = process_time() - begun
    answer = count()
    taken = []
    for _ in range(times):
        begun = perf_counter()
        count()
        taken.append(perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    kept = {key.strip(): pair for key, pair in answer.items() if any(pair)}
    return {"loaded": loaded, "worked": worked, "seconds": median(taken), "megabytes": peak, "answer": kept}


def measure(sizes: list[int], folder: Path, *, largest_for_sqlite: int) -> list[Measured]:
    """Every engine at every size, each in a process of its own."""
    rows: list[Measured] = []
    for size in sizes:
        path, at = write(size, folder / f"facts-{size}.parquet"), f"{size:,} rows"
        found: dict[str, dict[str, object]] = {}
        for name in ENGINES:
            if (name == "Polars" and not find_spec("polars")) or (
                name == "SQLite" and size > largest_for_sqlite
            ):
                continue
            found[name] = _apart(name, path)
        assert all(one["answer"] == found["putright"]["answer"] for one in found.values()), (
            "they count differently"
        )
        for name, one in found.items():
            rows.append(Measured("figures: read", name, at, round(float(str(one["loaded"])), 2), "s", ""))
            worked = round(float(str(one["worked"])), 2)
            rows.append(Measured("figures: read, time of the processors", name, at, worked, "s", ""))
            rows.append(
                Measured("figures: annual", name, at, round(1e3 * float(str(one["seconds"])), 1), "ms", "")
            )
            rows.append(
                Measured("figures: peak memory", name, at, round(float(str(one["megabytes"]))), "MB", "")
            )
        for name in found:
            if name != "putright":
                ratio = float(str(found["putright"]["seconds"])) / float(str(found[name]["seconds"]))
                aim = "at most 1.5" if name == "DuckDB" and size >= 1_000_000 else ""
                rows.append(
                    Measured(f"figures: annual / {name}", "putright", at, round(ratio, 2), "times", aim)
                )
    return rows


def _apart(name: str, path: Path) -> dict[str, object]:
    print(name, path.name, file=sys.stderr, flush=True)
    words = [sys.executable, "-m", "benchmarks.figures", "--engine", name, "--file", str(path)]
    done = subprocess.run(words, stdout=subprocess.PIPE, check=True)
    found: dict[str, object] = json.loads(done.stdout)
    return found


def main() -> int:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.figures", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10000,1000000,10000000", help="rows, joined with commas")
    parser.add_argument("--work-dir", type=Path, default=Path(tempfile.gettempdir()) / "putright-benchmarks")
    parser.add_argument("--largest-for-sqlite", type=int, default=1_000_000)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--engine", choices=ENGINES)
    parser.add_argument("--file", type=Path)
    words = parser.parse_args()
    if words.engine:
        print(json.dumps(one_engine(words.engine, words.file, words.times)))
        return 0
    words.work_dir.mkdir(parents=True, exist_ok=True)
    sizes = sorted(int(size) for size in words.sizes.split(","))
    print(as_markdown(measure(sizes, words.work_dir, largest_for_sqlite=words.largest_for_sqlite)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
