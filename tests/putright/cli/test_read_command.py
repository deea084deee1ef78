"""`putright read` prints what a decision says, and refuses in one plain line what is none."""

import io
import json
import sys

import pytest

from putright.cli.main import main
from tests.putright.decisions.labelled import seeds

SEED = next(seed for seed in seeds() if seed.name == "one month and three months")


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "decision.txt"
    path.write_text(SEED.text, encoding="utf-8")
    return path


def test_one_decision_is_one_json_document(saved, capsys):
    assert main(["read", str(saved), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["reference"] == "23 004 118"
    assert data["decided_on"] == "2023-11-14"
    assert data["payment_total_pence"] == 220000
    assert [order["due_on"] for order in data["orders"]] == ["2023-12-14"] * 3 + ["2024-02-14"] * 2
    assert list(data["orders"][0]) == [
        "key", "kind", "type", "text", "payer", "payee", "amount_pence", "attribution", "within", "counted_from",
        "due_on", "as_stated", "span",
    ]  # fmt: skip


def test_without_json_it_is_told_in_words(saved, capsys):
    assert main(["read", str(saved)]) == 0
    told = capsys.readouterr().out
    assert "Local Government and Social Care Ombudsman, Upheld, Tuesday 14 November 2023" in told
    assert "£400 to Mrs T; by Thursday 14 December 2023" in told
    assert "To be paid in all: £2,200" in told


def test_the_text_that_places_are_counted_in_can_be_printed(saved, capsys):
    assert main(["read", str(saved), "--text"]) == 0
    assert capsys.readouterr().out == SEED.text


def test_what_can_be_read_is_printed_though_another_file_cannot(saved, tmp_path, capsys):
    foreign = tmp_path / "letter.txt"
    foreign.write_text("Dear resident, thank you for your letter of 3 May.", encoding="utf-8")
    assert main(["read", "--json", str(saved), str(foreign)]) == 2
    shown = capsys.readouterr()
    assert json.loads(shown.out)["reference"] == "23 004 118"
    assert (
        shown.err.startswith("putright: letter.txt: this does not read like a decision")
        or str(foreign) in shown.err
    )
    assert shown.err.count("\n") == 1


def test_a_decision_can_be_piped_in(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SEED.text.encode())))
    assert main(["read", "-", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["authority"] == "Larkhurst Borough Council"


@pytest.mark.parametrize("name", ["nowhere.txt", "."])
def test_a_file_that_cannot_be_opened_is_named(name, capsys):
    assert main(["read", name]) == 2
    told = capsys.readouterr().err
    assert name in told
    assert told.count("\n") == 1
