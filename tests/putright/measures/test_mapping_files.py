"""Reading other systems' exports by a mapping a person wrote."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest

from putright.measures import FactsError, read_facts, read_mapping

MAPPING = """
ignore = ["Officer"]
[file]
delimiter = ";"
encoding = "windows-1252"
list_separator = "|"
dates = ["%d/%m/%Y", "%d/%m/%Y %H:%M"]
[columns]
reference = "Case ID"
received_at = "Logged"
stage_1_responded_on = "Sent"
stage_1_outcome = "Result"
causes = "Root cause"
[values.stage_1_outcome]
"Fully upheld" = "upheld"
[values.causes]
"Late" = "delay"
[constants]
kind = "complaint"
accepted = "yes"
"""
EXPORT = (
    "Case ID;Logged;Sent;Result;Root cause;Officer;department\n"
    "1;03/07/2023 16:05;10/07/2023;Fully upheld;Late | staff_attitude;A. N. Other;Höuse\n"
    "2;04/07/2023;;;;;\n"
)


def mapping_of(tmp_path: Path, text: str = MAPPING) -> object:
    path = tmp_path / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return read_mapping(path)


def test_columns_values_dates_and_constants_are_read_as_the_mapping_says(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path)
    with read_facts(io.BytesIO(EXPORT.encode("windows-1252")), mapping=mapping) as facts:  # type: ignore[arg-type]
        found = facts.connection.execute(
            "SELECT reference, kind, accepted, received_at, stage_1_responded_on, stage_1_outcome, causes, department "
            "FROM facts ORDER BY reference"
        ).fetchall()
        assert "kind" in facts.given["facts"]
    mon_3_july, tue_4_july, mon_10_july = date(2023, 7, 3), date(2023, 7, 4), date(2023, 7, 10)
    assert found == [
        ("1", "complaint", True, mon_3_july, mon_10_july, "upheld", ["delay", "staff_attitude"], "Höuse"),
        ("2", "complaint", True, tue_4_july, None, None, None, None),
    ]


def test_a_date_in_another_form_than_stated_is_named_and_not_guessed(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path)
    export = EXPORT.replace("04/07/2023", "2023-07-04")
    with pytest.raises(FactsError) as error:
        read_facts(io.BytesIO(export.encode("windows-1252")), mapping=mapping)  # type: ignore[arg-type]
    assert "line 3 received_at is no day" in str(error.value)
    assert "write it as %d/%m/%Y or %d/%m/%Y %H:%M" in str(error.value)


def test_a_value_that_is_not_mapped_is_named(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, MAPPING.replace('"Fully upheld"', '"Upheld in full"'))
    with pytest.raises(FactsError, match="stage_1_outcome is not a code that is known"):
        read_facts(io.BytesIO(EXPORT.encode("windows-1252")), mapping=mapping)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        # Day and month the other way round would read one text as two days.
        ('"%d/%m/%Y %H:%M"', '"%m/%d/%Y"', "would read one text as two different days"),
        ('"%d/%m/%Y"', '"%Y"', "write it with %d, %m"),
        ('delimiter = ";"', 'delimiter = ";;"', "write one sign"),
        ("windows-1252", "windows-9999", "is not known; write utf-8"),
        ("[columns]", "[column]", "did you mean columns"),
        ("[constants]", "[constants]\nward = 5", "must be text in quotes"),
    ],
)
def test_what_is_wrong_with_a_mapping_is_told(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    with pytest.raises(FactsError, match=says):
        mapping_of(tmp_path, MAPPING.replace(was, becomes, 1))


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('reference = "Case ID"', 'referenz = "Case ID"', "did you mean reference"),
        (
            'received_at = "Logged"',
            'received_at = "Log"',
            "takes received_at from 'Log', which the file does not have",
        ),
        ('kind = "complaint"', 'reference = "1"', "gives reference a column and a constant"),
        ('received_at = "Logged"', 'received_at = "Sent"', "reads their column 'Sent' twice"),
        ('ignore = ["Officer"]', "", "a column 'Officer', which is not known"),
    ],
)
def test_what_does_not_fit_the_file_is_told(tmp_path: Path, was: str, becomes: str, says: str) -> None:
    mapping = mapping_of(tmp_path, MAPPING.replace(was, becomes, 1))
    with pytest.raises(FactsError, match=says):
        read_facts(io.BytesIO(EXPORT.encode("windows-1252")), mapping=mapping)  # type: ignore[arg-type]


def test_columns_we_do_not_know_can_be_left_alone(tmp_path: Path) -> None:
    mapping = mapping_of(tmp_path, MAPPING.replace('ignore = ["Officer"]', "ignore_others = true"))
    with read_facts(io.BytesIO(EXPORT.encode("windows-1252")), mapping=mapping) as facts:  # type: ignore[arg-type]
        assert facts.rows == 2


def test_a_mapping_cannot_slip_a_statement_in(tmp_path: Path) -> None:
    """What a person writes is quoted wherever it stands."""
    text = MAPPING.replace('"Fully upheld" = "upheld"', '"\' OR true --" = "upheld\' --"')
    mapping = mapping_of(tmp_path, text)
    with pytest.raises(FactsError, match="is not a code that is known"):
        read_facts(io.BytesIO(EXPORT.encode("windows-1252")), mapping=mapping)  # type: ignore[arg-type]
