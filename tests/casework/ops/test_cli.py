"""The `casework` command answers a slip with one plain line."""

import pytest

from casework.ops.cli import main


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ([], "required: COMMAND"),
        (["serv"], "invalid choice"),
        (["serve", "--port", "http"], "'http' is not a number"),
        (["serve", "--port", "70000"], "70000 is not a port"),
        (["serve", "--workers", "0"], "'0' is not a number from 1 up"),
        (["worker", "--twice"], "--twice"),
    ],
)
def test_a_mistyped_command_gets_one_line_and_status_2(words, says, capsys) -> None:
    assert main(words) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.startswith("casework: ")
    assert told.count("\n") == 1


@pytest.mark.django_db
def test_an_empty_record_is_sound(capsys) -> None:
    assert main(["verify"]) == 0
    assert "0 complaints and 0 events" in capsys.readouterr().out
