"""Reading facts: what is read, what is named with its line, and that nothing is used until the file is clean."""

from __future__ import annotations

import contextlib
import io
import random
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from putright.measures import BadRow, Facts, FactsError, Period, add_table, measure, read_facts, sources
from tests.putright.measures.made_facts import YEAR, facts_of, row, small_services, written

HEADER = "reference,kind,received_at,accepted,stage_1_due_on,stage_1_responded_on,stage_1_outcome,escalation_reasons\n"


def read(text: str | bytes, *, skip_bad: bool = False, header: str = HEADER) -> Facts:
    raw = text.encode() if isinstance(text, str) else text
    return read_facts(io.BytesIO(header.encode() + raw), skip_bad=skip_bad)


def kept(facts: Facts, columns: str = "*") -> list[tuple[object, ...]]:
    found: list[tuple[object, ...]] = facts.connection.execute(
        f"SELECT {columns} FROM facts ORDER BY reference"
    ).fetchall()
    return found


def refused(text: str | bytes, *, header: str = HEADER) -> FactsError:
    with pytest.raises(FactsError) as error:
        read(text, header=header)
    return error.value


def test_values_are_read_as_they_are_written() -> None:
    lines = (
        "A1,complaint,2023-07-03,yes,2023-07-17,2023-07-17,upheld,new_evidence; disagree_decision;new_evidence\n"
        "A2,complaint,2023-07-03T23:30,0,,,,\n"
        "A3,complaint,2023-07-03T23:30Z,TRUE,,,,\n"
        " A4 ,complaint,2023-07-03 10:00:00.5+00:00,,,,,\n"
    )
    with read(lines) as facts:
        found = kept(facts, "reference, received_at, accepted, stage_1_outcome, escalation_reasons")
    mon_3_july, tue_4_july = date(2023, 7, 3), date(2023, 7, 4)
    assert found == [
        ("A1", mon_3_july, True, "upheld", ["disagree_decision", "new_evidence"]),
        ("A2", mon_3_july, False, None, None),
        # Half past midnight in London, in summer.
        ("A3", tue_4_july, True, None, None),
        ("A4", mon_3_july, None, None, None),
    ]


def test_a_byte_order_mark_and_windows_line_ends_are_read() -> None:
    raw = b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode() + b"A1,complaint,2023-07-03,yes,,,,\r\n"
    with read_facts(io.BytesIO(raw)) as facts:
        assert facts.rows == 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("A1,komplaint,2023-07-03,yes,,,,", "kind is not a code that is known (it is 'komplaint')"),
        (",complaint,2023-07-03,yes,,,,", "reference is empty"),
        ("A1,complaint,,yes,,,,", "received_at is empty"),
        # Not guessed: which is the day, and a stand-in for none.
        ("A1,complaint,03/07/2023,yes,,,,", "received_at is no day between 1974 and 2099; write it as YYYY-MM-DD"),
        ("A1,complaint,2023-7-3,yes,,,,", "(it is '2023-7-3')"),
        ("A1,complaint,2023-02-29,yes,,,,", "(it is '2023-02-29')"),
        ("A1,complaint,2023-07-03T25:00,yes,,,,", "(it is '2023-07-03T25:00')"),
        ("A1,complaint,9999-12-31,yes,,,,", "leave it empty when it did not happen (it is '9999-12-31')"),
        ("A1,complaint,2023-07-03,maybe,,,,", "accepted is neither yes nor no (it is 'maybe')"),
        ("A1,complaint,2023-07-03,yes,,2023-07-02,,", "stage_1_responded_on is before received_at"),
        ("A1,complaint,2023-07-03,yes,,,upheld,", "stage_1_outcome is given without the day of the response"),
        ("A1,complaint,2023-07-03,no,,2023-07-04,,", "accepted is no, and yet stage_1_responded_on is given"),
        ("A1,complaint,2023-07-03,yes,,,,new_evidence;wrong", "escalation_reasons holds a code that is not known"),
        ("A1,complaint,2023-07-03", "has 3 columns, not 8"),
        ("A1,complaint,2023-07-03,yes,,,,,", "has 9 columns, not 8"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_named_with_its_line(line: str, why: str) -> None:
    error = refused(f"A0,complaint,2023-07-03,yes,,,,\n{line}\n")
    assert error.read
    [bad] = error.read.left_out
    assert bad.line == 3
    assert why in bad.why
    assert str(error).startswith("1 row cannot be read: line 3 ")


def test_everything_that_is_wrong_with_a_row_is_told_at_once() -> None:
    error = refused("A1,komplaint,2023-07-03,maybe,,,,\n")
    assert error.read
    assert error.read.left_out[0].why.count(";") == 1
    assert dict(error.read.reasons) == {"kind: cannot be read": 1, "accepted: cannot be read": 1}


def test_bytes_that_are_no_text_are_named() -> None:
    error = refused(b"A1,complaint,2023-07-03,yes,,,,\nA\xff,complaint,2023-07-03,yes,,,,\n")
    assert error.read
    [bad] = error.read.left_out
    assert bad.line == 3
    assert "reference holds bytes that are not text" in bad.why


def test_lines_are_right_after_blank_lines_and_line_breaks_in_quotation_marks() -> None:
    text = (
        "\n"
        'A1,complaint,2023-07-03,yes,,,,"\n"\n'
        "\n"
        "A2,complaint,2023-07-03\n"
        'A3,complaint,2023-07-03,yes,,,,"\n\n"\n'
        "A4,wrong,2023-07-03,yes,,,,\n"
    )
    error = refused(text)
    assert error.read
    assert [bad.line for bad in error.read.left_out] == [6, 10]


def test_rows_that_share_a_reference_are_all_left_out() -> None:
    line = "A1,complaint,2023-07-03,yes,,,,\n"
    error = refused(line + line.replace("A1", "A2") + line + line)
    assert error.read
    assert error.read.left_out == (
        BadRow(2, "has the reference 'A1', as line 4 has; each row needs its own"),
        BadRow(4, "has the reference 'A1', as line 2 has; each row needs its own"),
        BadRow(5, "has the reference 'A1', as line 2 has; each row needs its own"),
    )
    assert str(error).startswith("3 rows cannot be read: line 2 has the reference 'A1', as line 4 has")


def test_bad_rows_are_left_out_only_when_that_is_asked_for() -> None:
    text = "A1,complaint,2023-07-03,yes,,,,\nA2,wrong,2023-07-03,yes,,,,\n"
    with read(text, skip_bad=True) as facts:
        assert facts.rows == 1
        assert facts.read.left_out == (BadRow(3, "kind is not a code that is known (it is 'wrong')"),)
        total = measure(facts, "AR-1", period=YEAR).total
    assert total
    assert total.numerator == 1


def test_at_most_so_many_bad_rows_are_listed_and_all_are_counted() -> None:
    lines = "".join(f"A{at},wrong,2023-07-03,yes,,,,\n" for at in range(50))
    with pytest.raises(FactsError) as error:
        read_facts(io.BytesIO((HEADER + lines).encode()), most_listed=10)
    found = error.value.read
    assert found
    assert [bad.line for bad in found.left_out] == list(range(2, 12))
    assert found.left_out_of == 50
    assert dict(found.reasons) == {"kind: cannot be read": 50}
    assert "and 49 more" in str(error.value)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "the file is empty"),
        (b"\n\n", "the first line is empty"),
        (HEADER.encode(), "a header and no rows"),
        (HEADER.strip().encode(), "a header and no rows"),
        (b"reference;kind;received_at;accepted\n", "one column only"),
        (b"reference,kind,received_at\nA1,complaint,2023-07-03\n", "no column 'accepted'"),
        (
            b"reference,kind,received_at,accepted,closed\nA1,complaint,2023-07-03,yes,\n",
            "did you mean closed_on",
        ),
        (b"reference,reference\nA,B\n", "names reference twice"),
        ("reference,kind\nA1,complaint\n".encode("utf-16"), "is not utf-8 text"),
    ],
)
def test_a_file_that_is_no_facts_file_is_told_what_is_wrong(raw: bytes, says: str) -> None:
    with pytest.raises(FactsError, match=says):
        read_facts(io.BytesIO(raw))


def test_a_file_that_is_not_there_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=r"none\.csv cannot be read \(No such file or directory\)"):
        read_facts(tmp_path / "none.csv")


def test_an_open_quotation_mark_is_told_with_its_line() -> None:
    error = refused(
        'A1,complaint,2023-07-03,yes,,,,\n"A2,complaint,2023-07-03,yes,,,,\nA3,complaint,2023-07-03,yes,,,,\n'
    )
    assert error.read
    [bad] = error.read.left_out
    assert bad.line == 3
    assert "a quotation mark is not closed" in bad.why


def test_a_file_in_many_pieces_is_read_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same lines, rows and reasons, wherever the pieces are cut."""
    monkeypatch.setattr(sources, "PIECE", 4096)
    lines = []
    for at in range(500):
        lines.append(f"A{at},{'wrong' if at % 100 == 7 else 'complaint'},2023-07-03,yes,,,,\n")
        if at % 100 == 50:
            lines.append("torn\n")
    told: list[tuple[int, int | None]] = []
    raw = (HEADER + "".join(lines)).encode()
    with read_facts(
        io.BytesIO(raw), skip_bad=True, progress=lambda done, of: told.append((done, of))
    ) as facts:
        assert facts.rows == 495
        expected = sorted(at + 2 for at, line in enumerate(lines) if "wrong" in line or line == "torn\n")
        assert [bad.line for bad in facts.read.left_out] == expected
    assert told[-1] == (len(raw), len(raw))
    assert len(told) > 5


def test_a_stream_that_cannot_be_wound_back_is_read() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    with read_facts(Pipe((HEADER + "A1,complaint,2023-07-03,yes,,,,\n").encode())) as facts:
        assert facts.rows == 1


def test_facts_come_as_arrow_and_parquet_too(tmp_path: Path) -> None:
    london = ZoneInfo("Europe/London")
    table = pa.table({
        "reference": ["A1", "A2"],
        "kind": pa.array(["complaint", "complaint"]).dictionary_encode(),
        "received_at": pa.array(
            [datetime(2023, 7, 3, 0, 30, tzinfo=london), datetime(2023, 7, 4, 9, tzinfo=london)],
            pa.timestamp("us", "UTC"),
        ),
        "accepted": [True, None],
        "stage_1_responded_on": pa.array([date(2023, 7, 10), None], pa.date32()),
        "themes": [["damp", "repairs"], []],
        "remedy_paid_pence": [25000, None],
    })  # fmt: skip
    path = tmp_path / "facts.parquet"
    pq.write_table(table, path)
    columns = "reference, received_at, accepted, stage_1_responded_on, themes, remedy_paid_pence"
    expected = [
        ("A1", date(2023, 7, 3), True, date(2023, 7, 10), ["damp", "repairs"], 25000),
        ("A2", date(2023, 7, 4), None, None, None, None),
    ]
    for source in (table, table.to_reader(), path):
        with read_facts(source) as facts:
            assert kept(facts, columns) == expected


def test_a_bad_row_of_arrow_is_named_by_its_place() -> None:
    table = pa.table({
        "reference": ["A1", "A2"], "kind": ["complaint", "wrong"], "received_at": ["2023-07-03", "2023-07-03"],
        "accepted": [True, True],
    })  # fmt: skip
    with pytest.raises(FactsError) as error:
        read_facts(table)
    assert error.value.read
    assert [bad.line for bad in error.value.read.left_out] == [2]


def test_a_table_beside_the_facts_is_read_and_counted() -> None:
    with facts_of([row("A1")]) as facts:
        assert measure(facts, "AR-14", period=YEAR).absent == (
            "Not in these facts: it needs the table actions, one row for each action agreed."
        )
        raw = b"reference,due_on,done_on,kind\nA1,2023-08-01,2023-08-01,remedy\nA1,2023-08-01,2023-08-02,learning\n"
        add_table(facts, "actions", io.BytesIO(raw))
        total = measure(facts, "AR-14", period=YEAR, by=("kind",)).total
        assert total
        assert (total.numerator, total.denominator) == (1, 2)
        with pytest.raises(FactsError, match="was handed over before"):
            add_table(facts, "actions", io.BytesIO(raw))
        with pytest.raises(FactsError, match="is no table of figures"):
            add_table(facts, "action", io.BytesIO(raw))


def test_a_refused_table_can_be_handed_over_again_once_mended() -> None:
    with facts_of([row("A1")]) as facts:
        with pytest.raises(FactsError, match="due_on is empty"):
            add_table(facts, "promises", io.BytesIO(b"reference,due_on,kept_on\nA1,,2023-08-01\n"))
        add_table(facts, "promises", io.BytesIO(b"reference,due_on,kept_on\nA1,2023-08-01,2023-08-01\n"))
        assert facts.read_of("promises")


def test_the_temporary_file_is_gone_once_the_facts_are_closed() -> None:
    facts = facts_of([row("A1")])
    folder = Path(facts._folder.name)
    assert folder.exists()
    facts.close()
    assert not folder.exists()


def test_the_same_rows_count_the_same_from_a_file_on_disk(tmp_path: Path) -> None:
    path = tmp_path / "facts.csv"
    path.write_bytes(written([row(f"A{at}") for at in range(10)]))
    with read_facts(path) as facts:
        total = measure(facts, "AR-1", period=Period.year("2023-24")).total
    assert total
    assert total.numerator == 10


def test_a_torn_row_of_broken_bytes_is_not_lost() -> None:
    error = refused(
        b"A1,complaint,2023-07-03\xb5\nA2,complaint,2023-07-03,yes,,,,\nA3,wrong,2023-07-03,yes,,,,\n"
    )
    assert error.read
    assert [bad.line for bad in error.read.left_out] == [2, 4]


def test_no_damage_to_a_file_does_more_than_refuse_it() -> None:
    whole, chance = written(small_services()), random.Random(5)
    for _ in range(40):
        raw = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(raw))
            raw[at : at + chance.choice((0, 0, 1, 20))] = chance.choice(
                (b"", b'"', b",", b"\n", b"\r", b"\0", b"\xff", b";")
            )
        with contextlib.suppress(FactsError), read_facts(io.BytesIO(bytes(raw)), skip_bad=True) as facts:
            # The header is whole or the file was refused: no row is lost without being told.
            assert facts.rows + facts.read.left_out_of <= raw.count(b"\n") + raw.count(b"\r")
