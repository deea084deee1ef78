"""What stands behind a number is what it counts: for every figure, in every breakdown."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

import pyarrow as pa
import pytest

from putright.measures import (
    Cell,
    ColumnKind,
    Definition,
    Facts,
    FactsError,
    MeasureKind,
    Organisation,
    Period,
    Unit,
    Which,
    add_table,
    definitions,
    measure,
    opened,
    schemas,
)
from tests.putright.measures.made_facts import facts_of
from tests.putright.measures.made_facts import row as written_row
from tests.putright.measures.test_figure_laws import made_rows, read

PERIOD = Period(date(2023, 4, 1), date(2023, 9, 30))
BORN = Organisation(
    "Merebrook",
    landlord_procedures=("housing-ombudsman",),
    units=(
        Unit("department", "adults", "Adults", None, None, date(2023, 8, 31), "people"),
        Unit("department", "people", "People", None, date(2023, 9, 1), None, None),
        Unit("department", "housing", "Housing", None, None, None, None),
    ),
)
IDS = [one.id for one in definitions()]


def beside(facts: Facts, chance: random.Random) -> None:
    """Rows of every other table, several for one complaint."""
    for name, schema in schemas().items():
        if name in facts.given:
            continue
        columns: dict[str, list[object]] = {one.name: [] for one in schema.columns}
        for _ in range(80):
            days = sorted(date(2023, 2, 1) + timedelta(days=chance.randrange(300)) for _ in range(3))
            for one in schema.columns:
                columns[one.name].append(_value(one.name, one.kind, one.codes, one.filled, days, chance))
        add_table(facts, name, pa.table(columns), skip_bad=True)


def _value(
    name: str, kind: ColumnKind, codes: tuple[str, ...], filled: bool, days: list[date], chance: random.Random
) -> object:
    if name == "reference":
        return f"C{chance.randrange(30)}"
    if not filled and chance.random() < 0.3:
        return None
    match kind:
        case ColumnKind.DAY:
            return days[-1] if name.startswith(("done", "kept", "answered", "paid", "appointed")) else days[0]
        case ColumnKind.YES:
            return chance.choice([True, False])
        case ColumnKind.NUMBER | ColumnKind.PENCE:
            return chance.randrange(4)
    return chance.choice(codes or ("adults", "housing"))


@pytest.fixture(scope="module")
def facts() -> Iterator[Facts]:
    with read(made_rows(5, 1500)) as made:
        beside(made, random.Random(5))
        assert set(made.given) == set(schemas())
        yield made


def breakdowns(definition: Definition) -> list[tuple[str, ...]]:
    """What is opened in ways of its own for every figure; of all else a part, and all of it by the figures of a table."""
    own = {"department", "service", *definition.parts_of}
    dimensions = [one.name for one in schemas()[definition.table].columns if one.dimension]
    others = [one for one in dimensions if one not in own]
    together = [one.id for one in definitions() if one.table == definition.table]
    share = min(4, len(together))
    turn = together.index(definition.id) % share
    chosen = [*(one for one in dimensions if one in own), *others[turn::share], "month"]
    return [(), *((name,) for name in chosen), ("department", "month")]


def some_of(cells: list[Cell], turn: int) -> list[Cell]:
    """What is not recorded and two others, which differ from figure to figure: to open all of them takes minutes."""
    coded = [one for one in cells if None not in one.by.values()]
    start = 2 * turn % len(coded) if coded else 0
    return [*[one for one in cells if None in one.by.values()][:1], *(coded[start:] + coded[:start])[:2]]


def counted(
    facts: Facts, definition: Definition, cell: Cell, which: Which, by: tuple[str, ...]
) -> int | None:
    """The number opened; None when it is said that there is none."""
    try:
        found = opened(
            facts, definition.id, period=PERIOD, by=cell.by, which=which, organisation=BORN, most=5000
        )
    except FactsError as refused:
        if "could be opened" in str(refused):
            return None
        raise
    assert len(found.references) == found.complaints <= max(found.counted, 0)
    assert list(found.references) == sorted(set(found.references))
    return found.counted


@pytest.mark.parametrize("definition", definitions(), ids=IDS)
def test_the_rows_behind_a_cell_are_as_many_as_it_says(facts: Facts, definition: Definition) -> None:
    for by in breakdowns(definition):
        measured = measure(facts, definition.id, period=PERIOD, by=by, organisation=BORN)
        cells = [one for one in measured.cells if tuple(one.by) == by and not one.suppressed]
        for cell in some_of(cells, IDS.index(definition.id)):
            assert counted(facts, definition, cell, Which.NUMERATOR, by) == cell.numerator
            assert (counted(facts, definition, cell, Which.UNKNOWN, by) or 0) == cell.unknown
            base = counted(facts, definition, cell, Which.BASE, by)
            assert base is None or base == cell.denominator
            if definition.kind is MeasureKind.SHARE:
                assert base is not None
                missed = counted(facts, definition, cell, Which.MISSED, by)
                assert missed is None or missed == base - (cell.numerator or 0)


def test_something_stands_behind_most_figures(facts: Facts) -> None:
    found = [opened(facts, name, period=PERIOD, organisation=BORN).counted for name in IDS]
    assert sum(number > 0 for number in found) > len(found) * 0.8


def test_references_come_page_by_page(facts: Facts) -> None:
    whole = opened(facts, "AR-1", period=PERIOD, most=5000)
    pages: list[str] = []
    while page := opened(facts, "AR-1", period=PERIOD, after=pages[-1] if pages else "", most=7).references:
        assert len(page) <= 7
        pages += page
    assert tuple(pages) == whole.references
    assert len(pages) == whole.complaints


def test_an_old_department_is_opened_under_the_new_one(facts: Facts) -> None:
    [cell] = [
        one
        for one in measure(facts, "AR-1", period=PERIOD, by=("department",), organisation=BORN).cells
        if one.by.get("department") == "people"
    ]
    assert cell.numerator
    assert opened(facts, "AR-1", period=PERIOD, by=cell.by, organisation=BORN).counted == cell.numerator
    assert opened(facts, "AR-1", period=PERIOD, by={"department": "adults"}, organisation=BORN).counted == 0


def test_a_small_number_is_not_opened() -> None:
    wards = ["Alder"] * 9 + ["Birch"] * 2 + ["Cedar"] * 7
    with facts_of([written_row(f"C{at}", ward=ward) for at, ward in enumerate(wards)]) as facts:
        year = Period.year("2023-24")
        shown = {
            one.by["ward"]: one.suppressed
            for one in measure(facts, "AR-1", period=year, by=("ward",)).broken_down("ward")
        }
        assert shown == {"Alder": False, "Birch": True, "Cedar": True}, "Cedar would tell of Birch"
        assert opened(facts, "AR-1", period=year, by={"ward": "Alder"}).counted == 9
        for ward in ("Birch", "Cedar"):
            with pytest.raises(FactsError, match="few people"):
                opened(facts, "AR-1", period=year, by={"ward": ward})


@pytest.mark.parametrize(
    ("figure", "by", "says"),
    [
        ("AR-99", {}, "AR-99"),
        ("AR-1", {"weather": "wet"}, "cannot be broken down"),
        ("AR-17", {}, "Not in these facts"),
    ],
)
def test_what_cannot_be_opened_says_why(figure: str, by: dict[str, str], says: str) -> None:
    with facts_of([written_row("C1")]) as facts, pytest.raises(FactsError, match=says):
        opened(facts, figure, period=PERIOD, by=by)


def test_a_code_is_never_read_as_a_statement(facts: Facts) -> None:
    for code, after in product(("it's", "'; DROP TABLE facts; --", "$rows"), ("", "' OR '1'='1")):
        assert opened(facts, "AR-1", period=PERIOD, by={"department": code}, after=after).counted == 0
    assert facts.rows == 1500
