"""What everybody may see: no small number by where people live, and none that could be worked out from the rest."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from casework.published.hiding import for_the_public
from putright.measures import Facts, Period, read_facts
from putright.reports import CountedReport, count, drafted, to_data

YEAR = Period.year("2024-25")
HEAD = (
    "reference,kind,procedure,ward,department,received_at,accepted,stage_1_due_on,stage_1_responded_on,"
    "stage_1_outcome,escalated_on"
)


def rows(ward: str, number: int, *, late: int = 0, escalated: int = 0) -> Iterator[str]:
    """Complaints of a ward, all answered, the first of them late, the last of them taken further."""
    for one in range(number):
        answered = "2024-05-30" if one < late else "2024-05-10"
        further = "2024-06-03" if one >= number - escalated else ""
        begun = (
            f"{ward}-{one},complaint,housing-ombudsman/2024-04-01,{ward},Housing,2024-05-01,yes,2024-05-15"
        )
        yield f"{begun},{answered},upheld,{further}"


def counted(*wards: Iterator[str]) -> CountedReport:
    text = "\n".join([HEAD, *(row for ward in wards for row in ward)]) + "\n"
    facts: Facts
    with read_facts(io.BytesIO(text.encode())) as facts:
        return count("annual", facts, period=YEAR, name="Alderwick")


def by_ward(of: CountedReport) -> dict[str, dict[str, int | None]]:
    return {
        name: {str(cell.by["ward"]): cell.numerator for cell in one.broken_down("ward")}
        for name, one in of.measured.items()
        if one.broken_down("ward")
    }


def test_a_single_small_ward_takes_another_with_it() -> None:
    shown = by_ward(for_the_public(counted(rows("Heron", 3), rows("Marsh", 9), rows("Quay", 20))))
    assert shown, "the annual report has a table by ward"
    for cells in shown.values():
        assert [name for name, number in cells.items() if number is None] == ["Heron", "Marsh"]


@pytest.mark.parametrize("small", [1, 2, 3, 4])
def test_no_number_from_one_to_four_stands_by_ward_and_never_is_one_alone_hidden(small: int) -> None:
    of = for_the_public(
        counted(rows("Heron", small), rows("Marsh", 9, late=2), rows("Quay", 20, escalated=3))
    )
    for cells in by_ward(of).values():
        assert not [number for number in cells.values() if number in (1, 2, 3, 4)]
        assert sum(number is None for number in cells.values()) != 1
    made = drafted(of)
    assert not made.failed
    wards = next(table for table in made.tables if any(row.head == "Heron" for row in table.rows))
    assert {row.head: {str(getattr(one, "words", one)) for one in row.entries} for row in wards.rows}[
        "Heron"
    ] == {"not shown"}


def test_what_one_figure_hides_no_other_of_the_table_tells() -> None:
    of = counted(rows("Heron", 9), rows("Marsh", 12), rows("Quay", 30))
    name = next(iter(by_ward(of)))
    assert None not in by_ward(of)[name].values()
    assert by_ward(for_the_public(of)) == by_ward(of), "nothing is hidden where nothing is small"


def test_neither_references_nor_rows_left_out_are_in_what_everybody_sees() -> None:
    text = "\n".join([HEAD, *rows("Heron", 12, late=4)]) + "\n"
    with read_facts(io.BytesIO(text.encode())) as facts:
        of = count("self-assessment", facts, period=YEAR, name="Alderwick")
    assert "Heron-" in str(to_data(drafted(of)))
    assert "Heron-" not in str(to_data(drafted(for_the_public(of))))
