"""What is counted: facts read from a file, figures by definition, and checks that a report cannot contradict itself.

The doors, everything keyword-only after the first arguments:

    read_facts(path_or_file, *, mapping=None, skip_bad=False, progress=None, most_listed=200) -> Facts
        path_or_file  a CSV or Parquet path, an open binary file, or an Arrow table or reader.
        mapping       a FileMapping from `read_mapping(path)`, for another system's export.
        skip_bad      leave unreadable rows out (they are listed in `facts.read`) rather than raise FactsError.
        progress      called with (bytes read, bytes in all or None).
        Facts is a context manager: `.rows`, `.read` (FactsRead), `.close()`.
    add_table(facts, name, path_or_file, *, mapping=None, skip_bad=False)
        name          payments, actions, promises, enquiries, refusals, first_contacts, findings, recommendations,
                      public_reports or investigators: `schemas()[name]` states the columns.
    definitions() -> tuple[Definition, ...]            every figure there is, in order; also as measures()
    definition(definition_id) -> Definition            raises FactsError, naming near ids
    measure(facts, definition_id, *, period, by=(), previous=None, organisation=None) -> Measured
        by            one breakdown, such as ("department",); the total always comes first. ("month",) always works.
        previous      a Period of the same facts, or Earlier(facts, period) for those of another file.
        organisation  an Organisation from `read_organisation(path)`: restructures, homes, population, labels.
    measure_all(facts, asked, *, period, previous=None, organisation=None) -> tuple[Measured, ...]
        asked         Asked(definition_id, by=(("department",), ("ward",))), …; counted together in few scans.
    opened(facts, definition_id, *, period, by={}, which=Which.NUMERATOR, organisation=None, after="", most=50) -> Opened
        by            dimension to code, as `Cell.by`: the references behind that cell.
        which         the rows of its numerator or base, those missed, or those that could not be judged.
    run_checks(measured, *, commentary=(), tables=(), headings=()) -> tuple[Check, ...]
        commentary    Commentary(where, text, about=(About(definition_id, by), …)): words typed by a person.
        tables        TypedTable(where, …): tables typed by a person.
    number_kinds() -> tuple[NumberKind, ...]           what an organisation tells of itself: homes, residents
    percent(numerator, denominator) -> Decimal | None  by the house rule: half up, a decimal under 100, none under 5
    written(cell, definition) -> str                   "74% (1,373 of 1,868)", "3 of 4", "not shown"
"""

from putright.measures.asking import Asked, Earlier
from putright.measures.checks import About, Commentary, TypedTable, run_checks
from putright.measures.definitions import NumberKind, definition, definitions, number_kinds
from putright.measures.facts import Facts
from putright.measures.mapping import FileMapping, read_mapping
from putright.measures.measuring import measure, measure_all
from putright.measures.opening import Opened, Which, opened
from putright.measures.organisation import Number, Organisation, Unit, read_organisation
from putright.measures.reading import add_table, read_facts
from putright.measures.rounding import percent, rate, written
from putright.measures.tables import Column, ColumnKind, Schema, schemas
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

measures = definitions

__all__ = [
    "About",
    "Asked",
    "BadRow",
    "Cell",
    "Check",
    "Column",
    "ColumnKind",
    "Commentary",
    "CountBasis",
    "Counts",
    "Definition",
    "Earlier",
    "Facts",
    "FactsError",
    "FactsRead",
    "FileMapping",
    "MeasureKind",
    "Measured",
    "Number",
    "NumberKind",
    "Opened",
    "Organisation",
    "Period",
    "PeriodBasis",
    "Recorded",
    "Schema",
    "Spread",
    "TypedTable",
    "Unit",
    "Which",
    "add_table",
    "definition",
    "definitions",
    "measure",
    "measure_all",
    "measures",
    "number_kinds",
    "opened",
    "percent",
    "rate",
    "read_facts",
    "read_mapping",
    "read_organisation",
    "run_checks",
    "schemas",
    "written",
]
