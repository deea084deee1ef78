"""What the page on finding the way of a contact shows is so."""

import re
import shlex
from pathlib import Path

import pytest

from putright.cli import main
from putright.procedures.routing.data import questions, rules

PAGE = (Path(__file__).resolve().parents[4] / "docs/how-to/find-the-way-of-a-contact.md").read_text("utf-8")


def test_the_python_on_the_page_runs() -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(code, "find-the-way-of-a-contact.md", "exec"), {})


def test_the_command_on_the_page_gives_a_route(capsys: pytest.CaptureFixture[str]) -> None:
    [command] = re.findall(r"```\n(putright route --answer .*?)```", PAGE, re.DOTALL)
    assert main(shlex.split(command.replace("\\\n", " "))[1:]) == 0
    told = capsys.readouterr().out
    assert "First: Safeguarding" in told
    assert "Leads: Adult social care procedure, Complaint plan" in told


def test_the_rule_on_the_page_is_the_one_that_ships() -> None:
    [shown] = [one for one in rules().rules if one.key == "school"]
    assert f'reason = "{shown.reason.says}"' in PAGE
    assert f'source = "{shown.reason.source}"' in PAGE


def test_the_page_counts_the_questions_right() -> None:
    assert len(questions()) == 10
    assert "asks ten short questions" in PAGE
