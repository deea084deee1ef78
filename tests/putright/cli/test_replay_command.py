"""`putright replay` reads strictly, and says in one line what to change."""

import json

import pytest

from putright.cli.main import main

GOOD = """
title = "An invented complaint"
as_at = 2024-06-28
procedure = "housing-ombudsman/2024-04-01"

[[point]]
key = "noise"
words = "The boiler is loud."

[[event]]
verb = "receive"
at = 2024-05-01T10:00:00
channel = "email"
paragraph = 1

[[event]]
verb = "agree_points"
points = ["noise"]
on = 2024-05-01
paragraph = "1, 2"

[[event]]
verb = "acknowledge"
on = 2024-05-03
paragraph = 2

[[event]]
verb = "respond"
on = 2024-05-20
paragraph = 3
findings = [{ point = "noise", outcome = "not_upheld" }]
"""


@pytest.fixture
def replayed(tmp_path, capsys):
    def run(text, *more):
        path = tmp_path / "story.toml"
        path.write_text(text, encoding="utf-8")
        status = main(["replay", str(path), *more])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_a_complaint_answered_on_its_last_day_shows_nothing(replayed):
    status, out, _ = replayed(GOOD)
    assert status == 0
    assert "Not met: 0 breaches" in out
    assert "depends on the counting convention" in out


def test_the_json_is_one_document_with_nulls_and_dates(replayed):
    status, out, _ = replayed(GOOD, "--json")
    found = json.loads(out)
    assert status == 0
    assert found["own_policy"] is None
    assert found["breaches"] == []
    assert found["stages"][0]["outcome"] == "not_upheld"
    deadline = found["stages"][0]["deadlines"][1]
    assert (deadline["due_on"], deadline["convention_sensitive"]) == ("2024-05-20", True)


def test_a_breach_expected_and_not_shown_is_told_and_fails(replayed):
    status, out, err = replayed(GOOD + '\n[[expect]]\nduty = "learn"\nstage = "stage-1"\nparagraph = 4\n')
    assert status == 1
    assert "does not show: learn, stage-1 (¶4)" in out
    assert "does not show learn, stage-1 (¶4)" in err
    assert err.count("\n") == 1


def test_a_byte_order_mark_is_passed_over(replayed):
    assert replayed("\ufeff" + GOOD)[0] == 0


def test_several_complaints_of_one_document_each_have_their_key(replayed):
    head, _, rest = GOOD.partition("procedure =")
    one = ("procedure =" + rest).replace("[[", "[[complaint.")
    text = head + "".join(
        f'[[complaint]]\nkey = "{key}"\ntitle = "The {key} one"\n{one}\n' for key in ("first", "second")
    )
    status, out, err = replayed(text, "--json")
    assert (status, err) == (0, "")
    assert [stage["complaint"] for stage in json.loads(out)["stages"]] == ["first", "second"]


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("as_at = 2024-06-28", 'as_at = "June"', "as_at: 'June' is not a date"),
        ("as_at = 2024-06-28", "", "as_at is missing"),
        ("as_at = 2024-06-28", "as_at = 2024-06-28\nowner = 'x'", "'owner' is not known here"),
        ("as_at = 2024-06-28", "as_at = 2024-06-28\ndivison = 'x'", "did you mean 'division'?"),
        ("as_at = 2024-06-28", "as_at = 2024-06-28\ndivision = 'mars'", "mars"),
        ("as_at = 2024-06-28", "as_at = 2024-05-02", "has not come yet"),
        ("housing-ombudsman/2024-04-01", "housing-ombudsman/1999-01-01", "is not a procedure"),
        ('verb = "acknowledge"', 'verb = "acknowlege"', "did you mean 'acknowledge'?"),
        ('verb = "acknowledge"', 'verb = "acknowledge"\nchannel = "email"', "'channel' is not known here"),
        ("on = 2024-05-03", "on = 2024-04-30", "before the complaint was received"),
        ("on = 2024-05-03", 'on = "2024-05-03"', "without quotation marks"),
        ("on = 2024-05-03", "on = 2024-05-33", "is not sound TOML"),
        ("on = 2024-05-03", 'on = 2024-05-03\nmonth = "2024-05"', "says both on and month"),
        ("on = 2024-05-03", 'month = "May"', "is not a month"),
        ("at = 2024-05-01T10:00:00", "at = 2024-05-01", "is not a moment"),
        ("at = 2024-05-01T10:00:00", "at = 2024-03-31T01:30:00", "does not exist in London"),
        ("at = 2024-05-01T10:00:00", "on = 1980-05-01", "1980"),
        ('channel = "email"', 'channel = "pigeon"', "is no Channel"),
        ('channel = "email"\n', "", "needs channel"),
        ('channel = "email"', 'channel = "email"\nconduct_of_staff = "no"', "is not true or false"),
        ('point = "noise", outcome', 'point = "smell", outcome', "no point 'smell'"),
        ('outcome = "not_upheld"', 'outcome = "maybe"', "is no PointOutcome"),
        ('key = "noise"', 'key = "smell"', "agreed but not told"),
        ('points = ["noise"]', 'points = "noise"', "is not a list"),
        ("paragraph = 3", "", "cites no paragraph"),
        ('verb = "receive"', 'verb = "accept"', "begins with verb"),
        ('words = "The boiler is loud."', 'words = ""', "is not a text"),
        ("[[point]]", "[point]", "tables"),
        ('verb = "respond"', 'verb = "respond"\nstage = "stage-2"', "escalate it first"),
        ('verb = "acknowledge"', 'verb = "find"\nduty = "shout"', "is not a duty"),
        ('verb = "acknowledge"', 'verb = "close"\nreason = "anonymous"', "is no ClosingReason"),
        ('verb = "acknowledge"', 'verb = "extend"\nto = "later"', "is not a date"),
        ("[[point]]", '[[expect]]\nduty = "lern"\n[[point]]', "did you mean 'learn'?"),
        ("at = 2024-05-01T10:00:00", "at = 0001-01-01T00:00:00+05:00", "outside the calendar"),
        ("[[point]]", f"note = {'[' * 9999}\n[[point]]", "nested too deeply"),
        ("[[point]]", f"# {'x' * 1_000_000}\n[[point]]", "longer than a story can be"),
    ],
)
def test_a_slip_gets_one_line_that_names_the_place_and_exit_status_2(replayed, old, new, says):
    assert old in GOOD
    status, out, err = replayed(GOOD.replace(old, new, 1))
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert says in err
    assert "story.toml" in err


def test_a_file_that_is_not_there_gets_one_line(capsys, tmp_path):
    assert main(["replay", str(tmp_path / "none.toml")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_story_without_events_gets_one_line(replayed):
    status, _, err = replayed(GOOD.partition("[[event]]")[0])
    assert status == 2
    assert "nothing happened" in err


def test_bytes_that_are_not_utf_8_get_one_line(capsys, tmp_path):
    path = tmp_path / "story.toml"
    path.write_bytes(b'title = "\xff"')
    assert main(["replay", str(path)]) == 2
    assert "UTF-8" in capsys.readouterr().err
