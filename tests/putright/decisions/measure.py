"""How well decisions are read, on invented ones with their truth: `python -m tests.putright.decisions.measure`.

Prints precision and recall of every field: on the corpus as it is written, and on each of its mutations.
`--misses` lists what was missed and what was invented.
"""

from __future__ import annotations

import argparse
import random

from tests.putright.decisions.labelled import Tally, compare, lines, seeds
from tests.putright.decisions.mutations import MUTATIONS, mutated
from tests.putright.decisions.rendered import rendered


def main() -> int:
    """Measure, and print a table for the corpus, its mutations, and generated decisions."""
    parser = argparse.ArgumentParser(prog="python -m tests.putright.decisions.measure")
    parser.add_argument("--generated", type=int, default=300, help="how many generated decisions to read")
    parser.add_argument("--misses", action="store_true", help="list what was missed and what was invented")
    words = parser.parse_args()
    written: dict[str, Tally] = {}
    changed: dict[str, Tally] = {}
    made: dict[str, Tally] = {}
    for seed in seeds():
        _note(words.misses, seed.name, compare(seed.text, seed.truth, written))
        for name in MUTATIONS:
            text, truth = mutated(seed, [name], random.Random(seed.name + name))
            _note(words.misses, f"{seed.name}, {name}", compare(text, truth, changed))
    for number in range(words.generated):
        text, truth = rendered(random.Random(number))
        _note(words.misses, f"generated {number}", compare(text, truth, made))
    for title, tallies in (
        (f"{len(seeds())} decisions as written", written),
        (f"the same under each of {len(MUTATIONS)} mutations", changed),
        (f"{words.generated} generated decisions", made),
    ):
        print(f"\n{title}")
        print("\n".join(lines(tallies)))
    return 0


def _note(wanted: bool, name: str, misses: list[str]) -> None:
    if wanted and misses:
        print(name, *misses, sep="\n    ")


if __name__ == "__main__":
    raise SystemExit(main())
