"""`putright report` makes a whole report or none, and says in plain words what has to be mended."""

import json
import os
import sys
import zipfile
from pathlib import Path

import pytest

from putright.cli.main import main
from putright.reports import REPORTS, sample_facts
from putright.reports.rendering import charts
from tests.putright.reports.sampled import YEAR
from tests.putright.reports.test_report_building import SMALL

NAME = ("--name", "Alderwick")
QUARTER = ("--from", "2024-01-01", "--to", "2024-03-31")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("facts")
    (folder / "facts.csv").write_text(sample_facts(YEAR), encoding="utf-8")
    (folder / "last.csv").write_text(sample_facts(YEAR.before), encoding="utf-8")
    (folder / "small.csv").write_text(SMALL, encoding="utf-8")
    (folder / "empty.csv").write_bytes(b"")
    (folder / "picture.csv").write_bytes(b"\x89PNG\r\n\x1a\n\x00\r\r" + bytes(range(256)) * 9)
    (folder / "bad.csv").write_text(
        SMALL + "".join(f"X-{n},complaint,,,2024-13-01,yes{',' * 14}\n" for n in range(30)), encoding="utf-8"
    )
    return folder


@pytest.fixture(autouse=True)
def there(folder, monkeypatch):
    monkeypatch.chdir(folder)


def refused(capsys, *arguments):
    """Run it, expect exit status 2, and return the last line told and what was told before it."""
    assert main(["report", *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    *before, last = (line for line in told.err.splitlines() if not line.startswith("Reading "))
    assert last.startswith("putright: ")
    return last.removeprefix("putright: "), before


def test_json_is_one_document_on_standard_output(capsys):
    assert (
        main(["report", "annual", "facts.csv", "--year", "2023-24", "--compare", "last.csv", *NAME, "--json"])
        == 0
    )
    told = capsys.readouterr()
    data = json.loads(told.out)
    assert list(data) == ["title", "organisation", "period", "measures", "tables", "checks", "left_out"]
    on_time = next(one for one in data["measures"] if one["id"] == "AR-3")
    cell = on_time["cells"][0]
    assert list(cell)[:4] == ["by", "numerator", "denominator", "percent"]
    assert cell["by"] == {}
    assert cell["previous"]["denominator"] > 0
    assert all(check["holds"] for check in data["checks"])
    assert "putright:" not in told.err


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("suffix", ["html", "docx", "xlsx", "zip", "json"])
def test_every_report_is_had_in_every_form(name, suffix, tmp_path, capsys):
    out = tmp_path / f"report.{suffix}"
    assert main(["report", name, "small.csv", *QUARTER, *NAME, "--out", str(out)]) == 0
    content = out.read_bytes()
    assert content.startswith({"html": b"<!doctype html>", "json": b"{"}.get(suffix, b"PK"))
    if suffix in {"docx", "xlsx", "zip"}:
        assert zipfile.ZipFile(out).testzip() is None
    assert os.listdir(tmp_path) == [out.name]
    assert capsys.readouterr().out == ""


def test_the_reports_are_listed(capsys):
    assert main(["report", "--list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(REPORTS)
    assert main(["report", "--list", "--json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)["reports"]] == list(REPORTS)


def test_the_sample_is_the_same_every_time_and_is_read_without_a_bad_row(capsys, tmp_path):
    assert main(["report", "--sample", "--year", "2022-23"]) == 0
    printed = capsys.readouterr().out
    assert main(["report", "--sample", "--year", "2022-23", "--out", str(tmp_path / "s.csv")]) == 0
    assert (tmp_path / "s.csv").read_text(encoding="utf-8") == printed
    assert main(["report", "committee-quarter", str(tmp_path / "s.csv"), "--year", "2022-23", *NAME]) == 0
    assert json.loads(capsys.readouterr().out)["left_out"] == []


def test_rows_that_cannot_be_read_are_listed_and_nothing_is_made(capsys, tmp_path):
    out = tmp_path / "r.html"
    last, before = refused(capsys, "annual", "bad.csv", *QUARTER, *NAME, "--out", str(out))
    assert "30 rows cannot be read" in last
    assert len(before) == 21
    assert before[0].startswith("line 14: received_at")
    assert before[-1] == "and 10 more"
    assert not out.exists()


def test_rows_left_out_on_request_stand_in_the_report(capsys):
    assert main(["report", "annual", "bad.csv", *QUARTER, *NAME, "--skip-bad"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["left_out"]) == 30
    assert data["left_out"][0]["line"] == 14


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "say which report; putright report --list names them"),
        (("anual", "small.csv"), "'anual' is no report; did you mean annual"),
        (("annual",), "give the facts: putright report annual FACTS.csv --year 2023-24"),
        (("annual", "small.csv"), "say which period: --year 2023-24, or --from and --to"),
        (("annual", "small.csv", "--year", "2023"), "'2023' is not a year; write it like 2023-24"),
        (("annual", "small.csv", "--from", "2024-01-01"), "say which period"),
        (("annual", "small.csv", "--year", "2023-24", "--to", "2024-01-01"), "not both"),
        (("annual", "small.csv", "--from", "2024-02-01", "--to", "2024-01-01"), "before it starts"),
        (("annual", "small.csv", "--from", "yesterday", "--to", "2024-01-01"), "--from: "),
        (("annual", "small.csv", *QUARTER), "say whose report it is"),
        (("annual", "nothing.csv", *QUARTER, *NAME), "nothing.csv cannot be read"),
        (("annual", "empty.csv", *QUARTER, *NAME), "empty.csv: the file is empty"),
        (("annual", "picture.csv", *QUARTER, *NAME), "picture.csv"),
        (("annual", ".", *QUARTER, *NAME), ". cannot be read: Is a directory"),
        (("annual", "small.csv", *QUARTER, *NAME, "--compare", "nothing.csv"), "nothing.csv cannot be read"),
        (("annual", "small.csv", *QUARTER, *NAME, "--format", "docx"), "say where to write it: --out report.docx"),
        (("annual", "small.csv", *QUARTER, *NAME, "--format", "docx", "--json"), "ask for two forms"),
        (("annual", "small.csv", *QUARTER, *NAME, "--published", "x.json"), "add --compare"),
        (("annual", "small.csv", *QUARTER, *NAME, "--compare", "--published", "x.json"), "x.json cannot be opened"),
        (("annual", "small.csv", *QUARTER, *NAME, "--compare", "--published", "small.csv"), "is not JSON"),
        (("annual", "small.csv", *QUARTER, *NAME, "--commentary", "nothing.toml"), "nothing.toml: cannot be read"),
        (("annual", "small.csv", *QUARTER, *NAME, "--organisation", "nothing.toml"), "nothing.toml: cannot be read"),
        (("annual", "small.csv", *QUARTER, *NAME, "--mapping", "nothing.toml"), "nothing.toml: cannot be read"),
        (("annual", "small.csv", *QUARTER, *NAME, "--procedure", "x/1"), "annual does not assess 'x/1'"),
        (("annual", "small.csv", *QUARTER, *NAME, "--table", "findings"), "write it as NAME=FILE"),
        (("annual", "small.csv", *QUARTER, *NAME, "--table", "finding=small.csv"), "did you mean findings"),
        (("annual", "small.csv", *QUARTER, *NAME, "--format", "pdf"), "invalid choice: 'pdf'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)  # fmt: skip
def test_what_was_typed_wrong_is_answered_in_one_line(arguments, says, capsys):
    last, before = refused(capsys, *arguments)
    assert says in last
    assert before == []


def test_a_report_that_contradicts_itself_is_listed_and_not_made(capsys, tmp_path):
    words = tmp_path / "words.toml"
    words.write_text('[section.volume]\nwords = "75% were answered on time at stage 1."\nabout = ["AR-3a"]\n')
    out = tmp_path / "r.html"
    last, before = refused(
        capsys, "annual", "small.csv", *QUARTER, *NAME, "--commentary", str(words), "--out", str(out)
    )
    assert "would contradict itself, so there is none" in last
    assert any("75%" in line for line in before)
    assert not out.exists()


def test_what_cannot_be_written_leaves_nothing_and_spares_what_was_there(capsys, tmp_path):
    (tmp_path / "a-folder").mkdir()
    last, _ = refused(capsys, "annual", "small.csv", *QUARTER, *NAME, "--out", str(tmp_path / "a-folder"))
    assert "cannot be written: it is a folder; nothing was left there" in last
    last, _ = refused(
        capsys, "annual", "small.csv", *QUARTER, *NAME, "--out", str(tmp_path / "no" / "r.html")
    )
    assert "cannot be written: No such file or directory" in last
    there = tmp_path / "there.html"
    there.write_text("as it was", encoding="utf-8")
    refused(capsys, "annual", "small.csv", "--year", "1999-98", *NAME, "--out", str(there))
    assert there.read_text(encoding="utf-8") == "as it was"
    assert sorted(os.listdir(tmp_path)) == ["a-folder", "there.html"]


def test_findings_of_the_ombudsman_are_handed_over_beside_the_facts(capsys, tmp_path):
    findings = tmp_path / "findings.csv"
    findings.write_text(FINDINGS, encoding="utf-8")
    arguments = [
        "report",
        "ombudsman-performance",
        "small.csv",
        *QUARTER,
        *NAME,
        "--table",
        f"findings={findings}",
    ]
    assert main(arguments) == 0
    data = json.loads(capsys.readouterr().out)
    rate = next(one for one in data["measures"] if one["id"] == "HO-1")["cells"][0]
    assert (rate["numerator"], rate["denominator"]) == (2, 3)


FINDINGS = """\
reference,decided_on,determination
H-1,2024-02-01,maladministration
H-1,2024-02-01,service_failure
H-1,2024-02-01,reasonable_redress
H-2,2024-02-02,outside_jurisdiction
"""


def test_an_organisation_names_itself_and_its_homes(capsys, tmp_path):
    organisation = tmp_path / "organisation.toml"
    organisation.write_text(
        'name = "Alderwick Homes"\n[[number]]\nwhat = "homes"\ncount = 4000\non = 2024-03-31\nsource = "stock list"\n'
    )
    arguments = ["report", "tenant-satisfaction", "small.csv", *QUARTER, "--organisation", str(organisation)]
    assert main(arguments) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["organisation"] == "Alderwick Homes"
    rate = next(one for one in data["measures"] if one["id"] == "CH01-1")["cells"][0]
    assert (rate["numerator"], rate["denominator"], rate["rate"]) == (4, 4000, 1)


def test_the_command_in_the_documentation_makes_what_it_says(capsys, tmp_path, monkeypatch):
    page = Path(__file__).parents[3] / "docs" / "how-to" / "make-an-annual-report.md"
    block = page.read_text(encoding="utf-8").split("```")[1]
    monkeypatch.chdir(tmp_path)
    for line in block.splitlines():
        if line.startswith("putright "):
            words = line.removeprefix("putright ").replace('"Alderwick Borough Council"', "Alderwick").split()
            assert main(words) == 0
    assert (tmp_path / "report.html").stat().st_size > 50_000
    assert "putright:" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("library", "suffix", "extra"),
    [
        ("duckdb", "json", "figures"), ("altair", "html", "reports"), ("docx", "docx", "reports"),
        ("xlsxwriter", "xlsx", "reports"),
    ],
)  # fmt: skip
def test_a_library_that_is_not_installed_is_named_with_what_brings_it(
    library, suffix, extra, capsys, monkeypatch, tmp_path
):
    monkeypatch.setitem(sys.modules, library, None)
    charts._libraries.cache_clear()
    charts._drawn.cache_clear()
    out = tmp_path / f"r.{suffix}"
    last, _ = refused(capsys, "committee-quarter", "small.csv", *QUARTER, *NAME, "--out", str(out))
    assert f"pip install 'putright[{extra}]'" in last
    assert not out.exists()
    charts._libraries.cache_clear()


def test_the_nation_is_told_and_never_guessed(capsys, folder):
    made = ("report", "committee-quarter", "facts.csv", *QUARTER, *NAME, "--json")
    assert main([*made]) == 0
    assert {"LG-1", "HO-2"} <= {one["id"] for one in json.loads(capsys.readouterr().out)["measures"]}
    assert main([*made, "--nation", "wales"]) == 0
    told = {one["id"] for one in json.loads(capsys.readouterr().out)["measures"]}
    assert "ON-1" in told
    assert not [one for one in told if one.startswith(("LG-", "HO-"))]
    (folder / "rannoch.toml").write_text('name = "Rannoch"\nnation = "scotland"\n')
    made = ("report", "committee-quarter", "facts.csv", *QUARTER, "--organisation", "rannoch.toml")
    assert main([*made, "--json"]) == 0
    assert "ON-1" in {one["id"] for one in json.loads(capsys.readouterr().out)["measures"]}


@pytest.mark.parametrize(
    ("written", "more", "says"),
    [
        ('nation = "scotlnd"', (), "'scotlnd' is not a nation"),
        ('nation = "scotland"\ndivision = "northern-ireland"', (), "keeps the bank holidays of scotland"),
        ('nation = "scotland"', ("--nation", "wales"), "does not say this nation"),
        ('nation = "scotland"', ("--report", "self-assessment"), "does not bind in Scotland"),
    ],
)
def test_a_nation_that_does_not_fit_is_refused(capsys, folder, written, more, says):
    (folder / "nation.toml").write_text(f'name = "Rannoch"\n{written}\n')
    report, more = (more[1], ()) if more[:1] == ("--report",) else ("annual", more)
    last, _ = refused(capsys, report, "facts.csv", *QUARTER, "--organisation", "nation.toml", *more)
    assert says in last
