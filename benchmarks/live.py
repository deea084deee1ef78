"""Figures of the record, live, through the stored facts: `python -m benchmarks.live --sizes 10000,100000,1000000`.

The monthly on-time table (AR-3 and AR-3a by month over twelve months) is counted through `facts_for`, as the board of
the organisation does, in turn with the bare page of a real server. Complaints are made as rows with their facts, since
no more of them is counted. The file is measured as Parquet too.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

from benchmarks.made_facts import write
from benchmarks.measured import Measured, as_markdown
from benchmarks.serving import server

FIGURES = ("AR-3", "AR-3a")
YEAR = (date(2022, 4, 1), date(2023, 3, 31))
TIMES = 25
AIM = "at most 3"


def main() -> int:
    """Measure every size, each in a process of its own, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", default="10000,100000,1000000", help="complaints, joined with commas")
    parser.add_argument("--work-dir", type=Path, default=Path(tempfile.gettempdir()) / "putright-benchmarks")
    parser.add_argument("--size", type=int, help="measure this one here, and print its numbers as JSON")
    words = parser.parse_args()
    if words.size:
        print(json.dumps(measure(words.size, words.work_dir)))
        return 0
    rows: list[Measured] = []
    for size in sorted(int(one) for one in words.sizes.split(",")):
        var = words.work_dir / f"live-{size}"
        var.mkdir(parents=True, exist_ok=True)
        own = [
            sys.executable,
            "-m",
            "benchmarks.live",
            "--size",
            str(size),
            "--work-dir",
            str(words.work_dir),
        ]
        environment = {
            **os.environ, "CASEWORK_VAR": str(var), "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
            "SECRET_KEY": "measured", "DATABASE_URL": os.environ.get("DATABASE_URL", ""),
        }  # fmt: skip
        done = subprocess.run(own, env=environment, stdout=subprocess.PIPE, check=True)
        rows += [Measured(*one) for one in json.loads(done.stdout)]
        print(as_markdown(rows), file=sys.stderr)
    print(as_markdown(rows))
    return 0


def measure(size: int, work: Path) -> list[tuple[Any, ...]]:
    """Everything at one size: rows for the table."""
    import django

    django.setup()
    from casework.insight import held as holding
    from casework.insight.store import make_first, make_next

    officer = filled(size, work)
    begun = perf_counter()
    made = make_first(officer.organisation, now=datetime.now(UTC))
    first = perf_counter() - begun
    at, store = f"{size:,}", "sqlite"
    rows: list[tuple[Any, ...]] = [("stored facts: first file", store, at, round(first, 1), "s", "")]
    place = Path(os.environ["CASEWORK_VAR"]) / "facts" / made.file
    rows.append(("stored facts: file", store, at, round(place.stat().st_size / 2**20, 1), "MB", ""))
    rows += as_parquet(place, at)
    holding._held.clear()
    begun = perf_counter()
    table(officer)
    rows.append(("monthly table: first in a process", store, at, _ms(perf_counter() - begun), "ms", ""))
    with server(dict(os.environ)) as (port, _):
        bare = page(port)
        kinds: dict[str, Callable[[], object]] = {
            "bare page": bare,
            "monthly table": lambda: table(officer),
            "monthly table, a complaint changed before each": lambda: table(officer),
        }
        taken = in_turn(kinds, {"monthly table, a complaint changed before each": lambda: change(officer, 1)})
        rows += ratios(taken, store, at, "")
        make_next(officer.organisation, now=datetime.now(UTC))
        change(officer, 499)
        del kinds["monthly table"]
        taken = in_turn(kinds, {"monthly table, a complaint changed before each": lambda: change(officer, 1)})
        rows += ratios(taken, store, at, ", beside 500 that changed")
    begun = perf_counter()
    make_next(officer.organisation, now=datetime.now(UTC))
    rows.append(("stored facts: next file", store, at, round(perf_counter() - begun, 1), "s", ""))
    return rows


def ratios(taken: dict[str, float], store: str, at: str, beside: str) -> list[tuple[Any, ...]]:
    """Each as milliseconds, and against the bare page of the same run."""
    found: list[tuple[Any, ...]] = []
    for name, seconds in taken.items():
        found.append((f"{name}{beside if name != 'bare page' else ''}", store, at, _ms(seconds), "ms", ""))
        if name != "bare page":
            ratio = round(seconds / taken["bare page"], 2)
            found.append((f"{name}{beside} / bare page", store, at, ratio, "times", AIM))
    return found


def in_turn(
    kinds: dict[str, Callable[[], object]], before: dict[str, Callable[[], object]]
) -> dict[str, float]:
    """The median of each, all in turn, so that a passing load hits them alike."""
    taken: dict[str, list[float]] = {name: [] for name in kinds}
    for round_ in range(TIMES + 3):
        for name, do in kinds.items():
            if name in before:
                before[name]()
            begun = perf_counter()
            do()
            if round_ >= 3:
                taken[name].append(perf_counter() - begun)
    return {name: median(times) for name, times in taken.items()}


def page(port: int) -> Callable[[], object]:
    """Asking for the bare page of fifty rows."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def ask() -> object:
        connection.request("GET", "/bare/50")
        answer = connection.getresponse()
        body = answer.read()
        assert answer.status == 200
        return body

    return ask


def table(officer: Any) -> object:
    """The monthly table as a board counts it."""
    from casework.insight.live import facts_for
    from casework.insight.reporting import known_as
    from putright.measures import Asked, Period, measure_all

    with facts_for(officer, FIGURES) as (facts, _):
        asked = [Asked(one, (("month",),)) for one in FIGURES]
        found = measure_all(
            facts, asked, period=Period(*YEAR), organisation=known_as(officer.organisation, None)
        )
    assert len(found[0].broken_down("month")) == 12
    return found


def change(officer: Any, number: int) -> None:
    """Some complaints change, the next ones each time."""
    from django.db.models import F

    from casework.complaints.models import Complaint

    own = Complaint.objects.filter(organisation=officer.organisation)
    ids = list(own.filter(facts_changed=0).order_by("-pk").values_list("pk", flat=True)[:number])
    own.filter(pk__in=ids).update(closed_on=date(2024, 1, 2), facts_changed=F("facts_changed") + 1)


def as_parquet(place: Path, at: str) -> list[tuple[Any, ...]]:
    """The same statement over the same rows as Parquet, and over the engine's own file."""
    import duckdb

    other = place.with_suffix(".parquet")
    counting = (
        "SELECT strftime(stage_1_responded_on, '%Y-%m'), count(*) FILTER (WHERE stage_1_responded_on <= stage_1_due_on)"
        f", count(*) FROM {{}} WHERE stage_1_responded_on BETWEEN DATE '{YEAR[0]}' AND DATE '{YEAR[1]}' GROUP BY 1"
    )
    found: list[tuple[Any, ...]] = []
    with duckdb.connect() as engine:
        engine.execute(f"ATTACH '{place}' AS stored (READ_ONLY)")
        engine.execute(f"COPY stored.facts TO '{other}' (FORMAT parquet)")
        for name, source in (("DuckDB", "stored.facts"), ("Parquet", f"'{other}'")):
            times = []
            for _ in range(9):
                begun = perf_counter()
                engine.execute(counting.format(source)).fetchall()
                times.append(perf_counter() - begun)
            found.append((f"one count over the file, {name}", "sqlite", at, _ms(median(times)), "ms", ""))
    found.append(("stored facts: as Parquet", "sqlite", at, round(other.stat().st_size / 2**20, 1), "MB", ""))
    other.unlink()
    return found


def filled(size: int, work: Path) -> Any:
    """An officer of an organisation with so many complaints; made once."""
    from django.core.management import call_command

    from benchmarks.loading import bare_rows
    from casework.people.models import Department, Officer, Organisation, Service
    from casework.people.roles import Role

    call_command("migrate", verbosity=0)
    if Organisation.objects.exists():
        return Officer.objects.get()
    bare_rows()
    made = Organisation.objects.create(name="Invented Borough", short_name="Invented")
    for at in range(12):
        department = Department.objects.create(
            organisation=made, name=f"department-{at}", valid_from=date(2010, 4, 1)
        )
        for other in range(5):
            Service.objects.create(
                department=department, name=f"service-{at}-{other}", valid_from=date(2010, 4, 1)
            )
    insert(made, write(size, work / f"facts-{size}.parquet"))
    return Officer.objects.create_user(
        "somebody@invented.example", name="Somebody", organisation=made, roles=[Role.COMPLAINTS_OFFICER.value]
    )


def insert(organisation: Any, path: Path) -> None:
    """The complaints of the made facts, as rows."""
    import pyarrow.parquet as pq

    from casework.complaints.models import Complaint
    from casework.complaints.record import empty_columns
    from casework.people.models import Service

    services = dict(Service.objects.values_list("name", "pk"))
    blank = empty_columns(date(2020, 1, 1))
    for batch in pq.ParquetFile(path).iter_batches(10_000):
        Complaint.objects.bulk_create(
            Complaint(
                organisation=organisation, service_id=services[row["service"]],
                **{**blank, **{name: told(row[name]) for name in row if name in blank or name in _OWN}},
            )
            for row in batch.to_pylist()
        )  # fmt: skip


_OWN = ("reference", "procedure")


def told(value: Any) -> Any:
    """A value as the complaint's row has it."""
    return ";".join(value) if isinstance(value, list) else value


def _ms(seconds: float) -> float:
    return round(1e3 * seconds, 1)


if __name__ == "__main__":
    raise SystemExit(main())
