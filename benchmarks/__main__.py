"""Measure everything: `python -m benchmarks --sizes 10000,100000,1000000 --stores sqlite,postgresql`.

Databases are made in `--work-dir` and kept, so that a run that was stopped goes on where it was.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks import clocks, reading
from benchmarks.measured import Measured, as_markdown
from benchmarks.serving import medians, resident_megabytes, server
from benchmarks.stores import STORES, store


def main() -> int:
    """Measure, print the table, and write it with the numbers to `--out`."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.splitlines()[0])
    parser.add_argument(
        "--sizes", default="10000,100000,1000000", help="complaints to hold, joined with commas"
    )
    parser.add_argument("--stores", default=",".join(STORES), help="sqlite, postgresql or both")
    parser.add_argument("--work-dir", type=Path, default=Path(tempfile.gettempdir()) / "putright-benchmarks")
    parser.add_argument("--processes", type=int, default=2, help="processes that work out rows while loading")
    parser.add_argument("--writers-seconds", type=float, default=5)
    parser.add_argument(
        "--out", type=Path, default=Path("benchmarks/results"), help="folder for the table and the numbers"
    )
    words = parser.parse_args()
    rows = clocks.measure() + reading.measure()
    sizes = sorted(int(size) for size in words.sizes.split(","))
    for name in words.stores.split(","):
        rows += _measure(name, sizes, words)
        _write(rows, words.out)
    print(as_markdown(rows))
    return 0


def _measure(name: str, sizes: list[int], words: argparse.Namespace) -> list[Measured]:
    rows: list[Measured] = []
    first: dict[str, float] = {}
    for size in sizes:
        at = f"{size:,}"
        with store(name, size, words.work_dir) as environment:
            _say(f"{name}, {at} complaints")
            loaded = _run(environment, "benchmarks.loading", str(size), str(words.processes))
            if loaded["seconds"] > 0:
                rows.append(
                    Measured(
                        "complaints loaded",
                        name,
                        at,
                        round(loaded["complaints"] / loaded["seconds"]),
                        "a second",
                        "",
                    )
                )
                rows.append(
                    Measured(
                        "events loaded",
                        name,
                        at,
                        round(loaded["events"] / loaded["seconds"]),
                        "a second",
                        "20,000; not below 5,000",
                    )
                )
            what = f"daily look at {loaded['looked']:,} complaints, {loaded['alerts']:,} alerts"
            rows.append(Measured(what, name, at, round(loaded["look_seconds"], 1), "s", "minutes"))
            pages, memory = _pages(environment, loaded)
            for what, (own, bare) in pages.items():
                rows.append(Measured(what, name, at, round(own * 1e3, 1), "ms", "under 50"))
                rows.append(
                    Measured(f"{what} / bare page", name, at, round(own / bare, 2), "times", "at most 3")
                )
                if size == sizes[0]:
                    first[what] = own
                elif size == sizes[-1]:
                    growth = round(own / first[what], 2)
                    rows.append(
                        Measured(
                            f"{what}: growth", name, f"{sizes[0]:,} to {at}", growth, "times", "at most 1.2"
                        )
                    )
            rows.append(Measured("server memory", name, at, round(memory), "MB", ""))
            written = _run(environment, "benchmarks.inside", "writers", "8", str(words.writers_seconds))
            rows.append(
                Measured(
                    "complaints by 8 writers, durable", name, at, round(written["a_second"]), "a second", ""
                )
            )
            again = _run(environment, "benchmarks.inside", "rederive")
            what = f"re-deriving {again['complaints']:,} open complaints, {again['moved']:,} dates moved"
            rows.append(Measured(what, name, at, round(again["seconds"], 1), "s", "seconds"))
    return rows


def _pages(
    environment: dict[str, str], loaded: dict[str, object]
) -> tuple[dict[str, tuple[float, float]], float]:
    session = str(_run(environment, "benchmarks.inside", "session", str(loaded["officer"])))
    asked = {
        "queue of 50 rows": ("/?view=all", "/bare/50"),
        "complaint page with 20 events": (f"/complaints/{loaded['long']}", "/bare/20"),
        "complaint page with 20 open ends and its alerts": (f"/complaints/{loaded['busy']}", "/bare/20"),
        "page of 50 alerts": ("/alerts?whose=all", "/bare/50"),
        "search for a name and a word": ("/search?for=Larkhurst+window", "/bare/25"),
        "search for a common word": ("/search?for=leak", "/bare/25"),
    }
    paths = {f"{what} own": own for what, (own, _) in asked.items()} | {
        f"{what} bare": bare for what, (_, bare) in asked.items()
    }
    with server(environment) as (port, running):
        taken = medians(port, session, paths)
        return {what: (taken[f"{what} own"], taken[f"{what} bare"]) for what in asked}, resident_megabytes(
            running
        )


def _run(environment: dict[str, str], module: str, *words: str):  # type: ignore[no-untyped-def]
    done = subprocess.run(
        [sys.executable, "-m", module, *words], env=environment, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout.decode().strip().splitlines()[-1])


def _write(rows: list[Measured], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "measured.md").write_text(as_markdown(rows), encoding="utf-8")
    (folder / "measured.json").write_text(
        json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8"
    )


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
