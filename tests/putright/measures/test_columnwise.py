"""Rows taken in column by column are the rows a look at each of them takes in, and leave the same ones out."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from putright.measures import FactsError, FactsRead, FileMapping, read_facts, reading, sources
from putright.measures.columnwise import Columnwise

WORDS: dict[str, tuple[str, ...]] = {
    "reference": ("", " ", "C7", "Ünal/7"),
    "organisation": ("one", " one ", "two", ""),
    "kind": ("complaint", " compliment", "komplaint", ""),
    "department": ("", "homes", " homes\t", "höhe"),
    "received_at": ("2023-07-03", "2023-07-03T23:30Z", "2023-02-29", "1900-01-01", "3/7/2023", ""),
    "accepted": ("yes", "0", "TRUE", "", "maybe"),
    "stage_1_due_on": ("2023-07-17", "", "9999-12-31", "2023-7-17"),
    "stage_1_responded_on": ("2023-07-17", "2023-07-01", "", "2023-07-17 10:00"),
    "stage_1_outcome": ("upheld", "", "held up"),
    "escalated_on": ("", "2023-08-01"),
    "escalation_reasons": ("", "new_evidence;disagree_decision; new_evidence", "wrong", ";", " "),
    "themes": ("", "damp;repairs", "damp; ;repairs "),
    "learning_actions": ("", "3", "-3", "1.5", "1234567890123456"),
    "remedy_paid_pence": ("", "25000", "£250"),
}
"""What a cell may hold: the first ones are what most cells of a real file hold."""
GOOD = {
    "reference": 0, "organisation": 3, "kind": 2, "department": 4, "received_at": 2, "accepted": 4,
    "stage_1_due_on": 2, "stage_1_responded_on": 1, "stage_1_outcome": 1, "escalated_on": 2,
    "escalation_reasons": 2, "themes": 3, "learning_actions": 2, "remedy_paid_pence": 2,
}  # fmt: skip
"""How many of them can be read."""
MAPPINGS = (
    FileMapping(),
    FileMapping(
        columns={"remedy_paid_pence": "paid"},
        values={"kind": {"komplaint": "complaint"}, "escalation_reasons": {"wrong": "delay_in_response"}},
        constants={"channel": "phone", "causes": "delay;communication", "procedure": "of ours"},
    ),
    # Nothing can be read: what every row is given is no code.
    FileMapping(constants={"channel": "pigeon"}),
    FileMapping(dates=("%d/%m/%Y", "%Y-%m-%d"), list_separator="|"),
)

Read = tuple[list[tuple[object, ...]], FactsRead, str]


def told(read: Callable[[], Any]) -> Read:
    """Everything reading gives: the rows, what was left out, and the refusal where it refuses."""
    nothing = FactsRead(0, (), 0, {})
    try:
        with read() as facts:
            found = facts.connection.execute("SELECT * FROM facts ORDER BY row_number").fetchall()
            return found, facts.read, ""
    except FactsError as error:
        return [], error.read or nothing, str(error)


def both(monkeypatch: pytest.MonkeyPatch, read: Callable[[], Any]) -> tuple[Read, Read]:
    """What is read column by column, and with a look at every row."""
    columnwise = told(read)
    with monkeypatch.context() as careful:
        careful.setattr(Columnwise, "take", lambda self, rows, **options: rows["row_number"].combine_chunks())
        return columnwise, told(read)


def cell(chance: random.Random, name: str, bad: float) -> str:
    words = WORDS[name]
    good = words[: GOOD[name]]
    if good and chance.random() > bad:
        return chance.choice(good)
    if name == "reference" and chance.random() > bad:
        return f"C{chance.randrange(10_000)}"
    return chance.choice(words)


def a_file(chance: random.Random, names: list[str]) -> bytes:
    """Rows of which some are bad, blank, torn, no text, or have a line break in quotation marks."""
    bad, lines = chance.choice((0.0, 0.002, 0.05)), [",".join(names)]
    for _ in range(chance.randrange(1, 300)):
        cells = [cell(chance, "remedy_paid_pence" if name == "paid" else name, bad) for name in names]
        if chance.random() < bad:
            cells = [
                '"a\nb"' if name == "department" else one for name, one in zip(names, cells, strict=True)
            ]
        lines.append("torn" if chance.random() < bad / 2 else ",".join(cells))
        if chance.random() < bad:
            lines.append("")
    raw = ("\n".join(lines) + "\n").encode()
    if chance.random() < 0.3:
        at = chance.randrange(len(lines[0]) + 1, len(raw))
        raw = raw[:at] + b"\xff" + raw[at:]
    return raw


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_bad_rows_is_read_alike(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    mapping = MAPPINGS[seed % len(MAPPINGS)]
    names = ["paid" if one == "remedy_paid_pence" and mapping.columns else one for one in WORDS]
    chance.shuffle(names)
    raw = a_file(chance, names)
    monkeypatch.setattr(sources, "PIECE", chance.choice((2048, 1 << 20)))
    monkeypatch.setattr(reading, "TOGETHER", chance.choice((60, 1000)))
    most, skip = chance.choice((3, 200)), chance.random() < 0.8
    columnwise, careful = both(
        monkeypatch,
        lambda: read_facts(io.BytesIO(raw), mapping=mapping, skip_bad=skip, most_listed=most),
    )
    assert columnwise == careful


DAYS = (date(2023, 7, 3), date(2023, 7, 4), None)
MOMENTS = (datetime(2023, 7, 3, 23, 30, tzinfo=UTC), datetime(2023, 7, 1, tzinfo=UTC), None)
TYPED: dict[str, tuple[tuple[pa.DataType, tuple[Any, ...], Any], ...]] = {
    "kind": ((pa.string(), ("complaint", " compliment "), "komplaint"), (pa.large_string(), ("complaint",), None)),
    "department": ((pa.string(), ("", "homes", None), " \t"), (pa.null(), (None,), None), (pa.int64(), (7,), None)),
    "received_at": ((pa.date32(), DAYS[:2], None), (pa.date64(), DAYS[:2], date(1900, 1, 1)),
                    (pa.timestamp("us", "UTC"), MOMENTS[:2], None), (pa.string(), ("2023-07-03",), "never")),
    "accepted": ((pa.bool_(), (True, False, None), None), (pa.string(), ("yes", None), "maybe"),
                 (pa.int8(), (1, 0, None), 2)),
    "stage_1_responded_on": ((pa.date32(), (date(2023, 7, 20), None), date(2023, 7, 1)),
                             (pa.timestamp("ns"), (datetime(2023, 7, 20), None), datetime(2150, 1, 1))),
    "escalation_reasons": ((pa.list_(pa.string()), (["new_evidence", " new_evidence"], [], None), ["wrong"]),
                           (pa.list_(pa.string()), (["new_evidence", None], None), [" "]),
                           (pa.large_list(pa.string()), (["new_evidence"], None), [""])),
    "themes": ((pa.list_(pa.string()), (["damp", "repairs"], ["damp;repairs"], None), None),
               (pa.string(), ("damp; repairs", None), None)),
    "learning_actions": ((pa.int64(), (0, 3, None), -3), (pa.uint64(), (3, None), 2**63),
                         (pa.float64(), (None,), 1.0), (pa.string(), ("3", None), "three")),
    "remedy_paid_pence": ((pa.int32(), (250, None), -1), (pa.int64(), (250, None), 10**15)),
}  # fmt: skip
"""The types a column may come with: what most rows hold, and what one may hold beside."""


def a_table(chance: random.Random) -> pa.Table:
    rows, bad = chance.randrange(1, 200), chance.choice((0.0, 0.01, 0.1))
    columns: dict[str, pa.Array] = {
        "reference": pa.array(
            [f"C{chance.randrange(5000)}" if chance.random() > bad / 2 else "" for _ in range(rows)]
        )
    }
    for name, ways in TYPED.items():
        kind, good, other = chance.choice(ways)
        values = [chance.choice(good) if chance.random() > bad else other for _ in range(rows)]
        columns[name] = pa.array(values, kind)
        if pa.types.is_string(kind) and chance.random() < 0.5:
            columns[name] = columns[name].dictionary_encode()
    return pa.table(columns)


@pytest.mark.parametrize("seed", range(12))
def test_a_table_with_bad_rows_is_read_alike(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    table = a_table(chance)
    monkeypatch.setattr(reading, "TOGETHER", chance.choice((60, 1000)))
    in_batches = pa.Table.from_batches(table.to_batches(max_chunksize=chance.choice((30, 1000))))
    columnwise, careful = both(monkeypatch, lambda: read_facts(in_batches, skip_bad=True))
    assert columnwise == careful
    written = io.BytesIO()
    pq.write_table(table, written)
    from_file, careful = both(monkeypatch, lambda: read_facts(io.BytesIO(written.getvalue()), skip_bad=True))
    assert from_file == careful


def test_only_rows_that_are_not_surely_fine_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quick way is the way most rows go: nothing else would keep a file of millions bearable."""
    left: list[int] = []
    take = Columnwise.take

    def counted(self: Columnwise, rows: pa.Table, *, broken: bool) -> pa.Array:
        found = take(self, rows, broken=broken)
        left.extend(found.to_pylist())
        return found

    monkeypatch.setattr(Columnwise, "take", counted)
    header = "reference,kind,received_at,accepted,stage_1_due_on,stage_1_responded_on,themes\n"
    rows = [f"C{at},complaint,2023-07-03,yes,2023-07-17,2023-07-17,damp;repairs" for at in range(1000)]
    rows[10] = "C10,complaint,2023-07-03,yes,,2023-07-01,"
    rows[20] = ""
    rows[30] = "C30,complaint,2023-07-03,perhaps,,,"
    with read_facts(io.BytesIO((header + "\n".join(rows)).encode()), skip_bad=True) as facts:
        assert facts.rows == 997
        assert [one.line for one in facts.read.left_out] == [12, 32]
    assert sorted(left) == [12, 22, 32]
