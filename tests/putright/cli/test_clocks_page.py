"""The page of every clock is what the data says, and leaves none out."""

from pathlib import Path

import pytest

from putright.cli import main
from putright.cli.clocks_page import clocks_page
from putright.procedures import load_procedures

PAGE = Path(__file__).resolve().parents[3] / "docs" / "clocks.md"


def test_the_page_in_the_documentation_is_the_one_the_data_gives() -> None:
    assert PAGE.read_text("utf-8") == clocks_page(), (
        "make it anew: putright procedures --clocks > docs/clocks.md"
    )


def test_every_clock_has_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "--clocks"]) == 0
    told = capsys.readouterr().out
    clocks = sum(len(stage.timescales) for one in load_procedures().values() for stage in one.stages)
    rows = [line for line in told.splitlines() if line.count(" | ") == 7 and not line.startswith("| Stage |")]
    assert len(rows) == clocks
    assert all(f"## {one.title}\n" in told for one in load_procedures().values())


def test_what_is_not_confirmed_says_so_and_both_starts_are_told() -> None:
    rows = {
        line.split(" | ")[1]: line
        for line in clocks_page().splitlines()
        if line.startswith("| Stage 2, investigation")
    }
    assert (
        "statement agreed, else escalated; beside it, never judged by: escalated"
        in rows["Investigate and adjudicate"]
    )
    papers = next(line for line in clocks_page().splitlines() if "Send out the papers" in line)
    assert "| 10 working days before | panel set | papers sent | none |" in papers
    assert papers.endswith("| to be confirmed |")
