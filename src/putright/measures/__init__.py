"""What is counted: facts read from a file, figures by definition, and checks that a report cannot contradict itself.

The doors, all keyword-only after the first argument:

    read_facts(path_or_file, *, mapping=None, skip_bad=False, progress=None, most_listed=200) -> Facts
        path_or_file  a CSV or Parquet path, an open binary file, or an Arrow table or reader.
        mapping       a Mapping from `read_mapping(path)`, for another system's export.
        skip_bad      leave unreadable rows out (they are listed in `facts.read`) rather than raise FactsError.
        progress      called with (bytes read, bytes in all or None).
        Facts is a context manager: `.rows`, `.read` (FactsRead), `.close()`.
    definitions() -> tuple[Definition, ...]            every figure there is, in order; also as measures()
    definition(id) -> Definition                       raises FactsError, naming near ids
    measure(facts, definition_id, *, period, by=(), previous=None, organisation=None) -> Measured
        by            one breakdown, such as ("department",); the total always comes first.
        previous      a Period of the same facts, or Earlier(facts, period) for those of another file.
        organisation  an Organisation from `read_organisation(path)`: restructures, homes, population, labels.
    measure_all(facts, asked, *, period, previous=None, organisation=None) -> tuple[Measured, ...]
        asked         Asked(definition_id, by=(("department",), ("ward",))), …; counted together in few scans.
    run_checks(measured, *, commentary=(), tables=()) -> tuple[Check, ...]
        commentary    Commentary(where, text, about=(About(definition_id, by), …)): words typed by a person.
        tables        Typed(where, …): tables or totals typed by a person.
    percent(numerator, denominator) -> Decimal | None  by the house rule: half up, a decimal under 100, none under 5
    written(cell, definition) -> str                   "74% (1,373 of 1,868)", "3 of 4", "fewer than 5"
"""

from putright.measures.types import (
    BadRow,
    Cell,
    Check,
    CountBasis,
    Counts,
    Definition,
    FactsError,
    FactsRead,
    Measured,
    MeasureKind,
    Period,
    PeriodBasis,
    Recorded,
    Spread,
)

__all__ = [
    "BadRow",
    "Cell",
    "Check",
    "CountBasis",
    "Counts",
    "Definition",
    "FactsError",
    "FactsRead",
    "MeasureKind",
    "Measured",
    "Period",
    "PeriodBasis",
    "Recorded",
    "Spread",
]
