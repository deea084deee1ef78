"""`putright working-days` and `putright holidays`, as a person or a program calls them."""

import json

import pytest

from putright.cli import COMMANDS, main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(arguments)
    out, err = capsys.readouterr()
    return status, out, err


def test_counting_working_days_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "working-days", "2022-10-13", "2022-11-01", "--json")
    document = json.loads(out)
    assert (status, err) == (0, "")
    assert set(document) == {"working_days", "convention", "inclusive", "days"}
    assert (document["working_days"], document["convention"], document["inclusive"]) == (13, "exclusive", 14)
    assert document["days"][0] == {"on": "2022-10-14", "counts": True, "why": "working day 1"}
    assert len(document["days"]) == 19


def test_adding_working_days_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(run(capsys, "working-days", "2025-08-12", "--add", "20", "--json")[1]) == {
        "due_on": "2025-09-10"
    }


def test_a_receipt_rule_moves_day_zero(capsys: pytest.CaptureFixture[str]) -> None:
    after = ("--receipt-rule", "after-15-00", "--json")
    in_time = run(capsys, "working-days", "2024-05-02T15:00", "--add", "10", *after)
    late = run(capsys, "working-days", "2024-05-02T15:01", "--add", "10", *after)
    assert json.loads(in_time[1]) == {"due_on": "2024-05-17"}
    assert json.loads(late[1]) == {"due_on": "2024-05-20"}


def test_the_division_decides_which_days_count(capsys: pytest.CaptureFixture[str]) -> None:
    ask = ("working-days", "2024-03-28", "--add", "1", "--json")
    assert json.loads(run(capsys, *ask)[1]) == {"due_on": "2024-04-02"}
    assert json.loads(run(capsys, *ask, "--division", "scotland")[1]) == {"due_on": "2024-04-01"}


def test_people_are_told_day_by_day(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "working-days", "2024-05-03", "--add", "1")
    assert status == 0
    assert "2024-05-06  Monday 6 May 2024             not counted: Early May bank holiday\n" in out
    assert out.endswith("Due on Tuesday 7 May 2024 (2024-05-07).\n")


def test_the_holidays_of_a_year_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(
        capsys, "holidays", "--division", "scotland", "--from", "2025", "--to", "2025", "--json"
    )
    document = json.loads(out)
    assert status == 0
    assert (document["known_from"], document["known_through"]) == ("2012-01-01", "2028-12-31")
    assert len(document["holidays"]) == 9
    assert document["holidays"][-3] == {"on": "2025-12-01", "name": "St Andrew’s Day (substitute day)"}


def test_all_known_holidays_are_listed_when_no_year_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "holidays")[1]
    assert (
        "2022-09-19  Monday 19 September 2022      Bank Holiday for the State Funeral of Queen Elizabeth II"
        in out
    )
    assert out.endswith("Known for england-and-wales from 2012-01-01 to 2028-12-31.\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "required: COMMAND"),
        (["deadline"], "invalid choice: 'deadline'"),
        (["working-days"], "required: START"),
        (["working-days", "2024-05-01"], "give either END"),
        (["working-days", "2024-05-01", "2024-05-02", "--add", "1"], "give either END"),
        (["working-days", "2024-02-30", "--add", "1"], "START: '2024-02-30' is not a day of the calendar"),
        (["working-days", "1 May", "--add", "1"], "START: '1 May' is not a date or a time"),
        (["working-days", "2024-05-01", "next week"], "END: 'next week' is not a date"),
        (["working-days", "2024-05-02", "2024-05-01"], "give the earlier date first"),
        (["working-days", "2024-03-31T01:30", "--add", "1"], "does not exist in London"),
        (["working-days", "2024-05-02", "--add", "1.5"], "--add: '1.5' is not a number of working days"),
        (["working-days", "2024-05-02", "--add=-1"], "--add: '-1' is not a number of working days"),
        (["working-days", "2028-12-29", "--add", "1"], "outside the known bank holidays"),
        (["working-days", "2011-05-02", "2024-05-02"], "outside the known bank holidays"),
        (["working-days", "2024-05-02", "--add", "1", "--division", "wales"], "use one of england-and-wales"),
        (["working-days", "2024-05-02", "--add", "1", "--receipt-rule", "late"], "is not a receipt rule"),
        (
            ["working-days", "2024-05-02", "--add", "1", "--receipt-rule", "after-15-00"],
            "the time of arrival",
        ),
        (["holidays", "--from", "24"], "is not a year"),
        (["holidays", "--from", ""], "is not a year"),
        (["holidays", "--from", "2030"], "known from 2012 to 2028"),
        (["holidays", "--from", "2025", "--to", "2024"], "give the earlier year first"),
        (["holidays", "--jsn"], "unrecognized arguments: --jsn"),
    ],
)
@pytest.mark.parametrize("as_json", [[], ["--json"]])
def test_bad_input_gets_one_plain_line_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str, as_json: list[str]
) -> None:
    status, out, err = run(capsys, *arguments, *(as_json if len(arguments) > 1 else []))
    assert (status, out) == (2, "")
    assert says in err
    assert err.startswith("putright: ")
    assert err.count("\n") == 1


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        with pytest.raises(SystemExit) as left:
            main([command.name, "--help"])
        assert left.value.code == 0
        assert command.says.split()[0] in capsys.readouterr().out
