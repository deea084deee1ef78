"""`putright due`, against the procedures that ship."""

import json
from datetime import date

import pytest

from putright.cli import main

HOS_2024 = ("--procedure", "housing-ombudsman/2024-04-01", "--stage", "stage-1")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = main(["due", *arguments])
    out, err = capsys.readouterr()
    return status, out, err


def happened(**moments: str) -> list[str]:
    typed: list[str] = []
    for moment, when in moments.items():
        typed += ["--happened", f"{moment}={when}"]
    return typed


def due(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict[str, object]]:
    status, out, err = run(capsys, *arguments, "--json")
    assert (status, err) == (0, "")
    return {one["timescale"]: one for one in json.loads(out)["deadlines"]}


def test_the_response_to_an_acknowledged_complaint(capsys: pytest.CaptureFixture[str]) -> None:
    respond = due(capsys, *HOS_2024, *happened(received="2024-05-01T10:00", acknowledged="2024-05-03"))[
        "respond"
    ]
    assert respond["due_on"] == "2024-05-20"
    assert (respond["target_on"], respond["met_on"], respond["provision"]) == (None, None, "6.3")
    days = respond["days"]
    assert isinstance(days, list)
    assert {"on": "2024-05-06", "counts": False, "why": "Early May bank holiday"} in days
    assert days[-1] == {"on": "2024-05-20", "counts": True, "why": "working day 10"}
    assert respond["because"] == [
        "acknowledged on Fri 3 May 2024",
        "not counted: Early May bank holiday (Mon 6 May 2024)",
        "10 working days (6.3) → Mon 20 May 2024",
    ]


def test_the_document_names_its_procedure_and_stage(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *HOS_2024, *happened(received="2024-05-01"), "--json")
    document = json.loads(out)
    assert (document["procedure"], document["stage"]) == ("housing-ombudsman/2024-04-01", "stage-1")
    assert [one["timescale"] for one in document["deadlines"]][:2] == ["acknowledge", "respond"]


def test_a_late_and_a_missing_acknowledgement(capsys: pytest.CaptureFixture[str]) -> None:
    late = due(capsys, *HOS_2024, *happened(received="2024-05-01", acknowledged="2024-05-14"))["respond"]
    assert (late["due_on"], late["target_on"]) == ("2024-05-29", "2024-05-23")
    never = due(capsys, *HOS_2024, *happened(received="2024-05-01"))["respond"]
    assert (never["due_on"], never["target_on"]) == ("2024-05-23", None)


@pytest.mark.parametrize(
    ("extended_to", "falls_due"),
    [("2024-06-03", "2024-06-03"), ("2024-06-04", "2024-06-04"), ("2024-06-05", "2024-05-20")],
)
def test_an_extension_counts_up_to_the_limit(
    capsys: pytest.CaptureFixture[str], extended_to: str, falls_due: str
) -> None:
    moments = happened(received="2024-05-01", acknowledged="2024-05-03")
    respond = due(capsys, *HOS_2024, *moments, "--extended-to", extended_to)["respond"]
    assert respond["due_on"] == falls_due


def test_received_opens_a_later_stage_too(capsys: pytest.CaptureFixture[str]) -> None:
    stage_2 = ("--procedure", "housing-ombudsman/2024-04-01", "--stage", "stage-2")
    received = due(capsys, *stage_2, *happened(received="2024-05-01", acknowledged="2024-05-03"))
    escalated = due(capsys, *stage_2, *happened(escalated="2024-05-01", acknowledged="2024-05-03"))
    assert received == escalated
    assert received["respond"]["due_on"] == "2024-06-04"


def test_the_division_moves_the_date(capsys: pytest.CaptureFixture[str]) -> None:
    moments = happened(received="2024-03-27", acknowledged="2024-03-28")
    assert due(capsys, *HOS_2024, *moments)["respond"]["due_on"] == "2024-04-15"
    scotland = due(capsys, *HOS_2024, *moments, "--division", "scotland")
    assert scotland["respond"]["due_on"] == "2024-04-12"


def test_an_own_policy_gives_a_date_to_aim_at(capsys: pytest.CaptureFixture[str]) -> None:
    own = ("--own-policy", "luton/2022-04-01")
    acknowledge = due(capsys, *HOS_2024, *happened(received="2024-05-01"), *own)["acknowledge"]
    assert (acknowledge["due_on"], acknowledge["target_on"]) == ("2024-05-09", "2024-05-07")


def test_the_first_stage_is_taken_when_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, *HOS_2024[:2], *happened(received="2024-05-01"), "--json")
    assert json.loads(out)["stage"] == "stage-1"


def test_people_are_told_the_date_and_the_reasons(capsys: pytest.CaptureFixture[str]) -> None:
    moments = happened(received="2024-05-01", acknowledged="2024-05-03", responded="2024-05-21")
    status, out, _ = run(capsys, *HOS_2024, *moments)
    assert status == 0
    assert "(6.3): due on Monday 20 May 2024\n  done on Tuesday 21 May 2024, late\n" in out
    assert "2024-05-06  Monday 6 May 2024             not counted: Early May bank holiday\n" in out


def test_an_answer_on_the_last_day_says_it_depends_on_the_convention(
    capsys: pytest.CaptureFixture[str],
) -> None:
    moments = happened(received="2024-05-01", acknowledged="2024-05-03", responded="2024-05-20")
    respond = due(capsys, *HOS_2024, *moments)["respond"]
    assert respond["convention_sensitive"] is True
    assert isinstance(respond["because"], list)
    assert respond["because"][-1].startswith("depends on the counting convention")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "required: --procedure"),
        (["--procedure", "housing-ombudsman/2024"], "housing-ombudsman/2024"),
        ([*HOS_2024[:2], "--stage", "stage-9", *happened(received="2024-05-01")], "it has: stage-1"),
        ([*HOS_2024], "give --happened received=WHEN"),
        ([*HOS_2024, "--happened", "2024-05-01"], "write MOMENT=WHEN"),
        ([*HOS_2024, *happened(recieved="2024-05-01")], "knows no moment 'recieved'"),
        ([*HOS_2024, *happened(received="01/05/2024")], "is not a date or a time"),
        ([*HOS_2024, *happened(received="2024-03-31T01:30")], "does not exist in London"),
        ([*HOS_2024, *happened(received="2024-05-01"), *happened(received="2024-05-02")], "given twice"),
        ([*HOS_2024, *happened(received="2024-05-01", acknowledged="2024-04-30")], "is before received"),
        (
            [*HOS_2024, *happened(received="2024-05-01T10:00", acknowledged="2024-05-01T09:00")],
            "is before received",
        ),
        (
            [*HOS_2024[:2], "--stage", "stage-2", *happened(received="2024-06-03", escalated="2024-05-01")],
            "escalated (2024-05-01) is before received",
        ),
        ([*HOS_2024, *happened(received="0001-01-01T00:00+01:00")], "outside the calendar"),
        ([*HOS_2024[:2], "--stage", "", *happened(received="2024-05-01")], "it has: stage-1"),
        ([*HOS_2024, *happened(received="2024-05-01"), "--own-policy", ""], "'' is not a procedure"),
        ([*HOS_2024, *happened(received="2024-05-01"), "--division", "w" * 5_000_000], "use one of england"),
        ([*HOS_2024, *happened(received="2028-12-28")], "outside the known bank holidays"),
        ([*HOS_2024, *happened(received="2024-05-01"), "--extended-to", "soon"], "--extended-to: 'soon'"),
        ([*HOS_2024, *happened(received="2024-05-01"), "--extended-to", "2024-04-01"], "is before received"),
        ([*HOS_2024, *happened(received="2024-05-01"), "--own-policy", "nowhere/2024"], "nowhere/2024"),
        ([*HOS_2024, *happened(received="2024-05-01"), "--fact", "raining"], "depends on 'raining'"),
        (
            [*HOS_2024, *happened(received="2024-05-01"), "--division", "wales"],
            "use one of england-and-wales",
        ),
    ],
)
def test_bad_input_gets_one_plain_line_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str], says: str
) -> None:
    status, out, err = run(capsys, *arguments)
    assert (status, out) == (2, "")
    assert says in err
    assert err.count("\n") == 1
    assert len(err) < 1000


@pytest.mark.parametrize(
    "moment",
    ["2024-05-01T10:00:30", "2024-05-01T10:00+01:00", "2024-05-01T09:00Z", "2024-05-01T09:00:00.000Z"],
)
def test_a_moment_may_carry_seconds_their_parts_and_an_offset(
    capsys: pytest.CaptureFixture[str], moment: str
) -> None:
    acknowledge = due(capsys, *HOS_2024, *happened(received=moment))["acknowledge"]
    assert acknowledge["due_on"] == "2024-05-09"
    assert acknowledge["because"][0] == "received on Wed 1 May 2024 at 10:00"  # type: ignore[index]


def test_in_the_hour_that_happens_twice_the_later_moment_is_later(capsys: pytest.CaptureFixture[str]) -> None:
    moments = happened(received="2024-10-27T00:30Z", acknowledged="2024-10-27T01:10Z")
    assert due(capsys, *HOS_2024, *moments)["acknowledge"]["met_on"] == "2024-10-27"


def test_a_moment_only_the_own_policy_knows_can_be_told(capsys: pytest.CaptureFixture[str]) -> None:
    found = due(
        capsys,
        *("--procedure", "adult-social-care/2009-04-01", "--own-policy", "hackney-adult-care/2023-04-01"),
        *happened(received="2024-08-15", investigation_started="2024-09-02"),
    )
    assert (found["respond"]["due_on"], found["respond"]["target_on"]) == ("2025-02-15", "2024-09-30")


def test_no_due_date_falls_on_a_day_that_does_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    for month in range(1, 13):
        received = date(2024, month, 15)
        for one in due(capsys, *HOS_2024, *happened(received=received.isoformat())).values():
            if one["days"]:
                assert one["days"][-1]["counts"]  # type: ignore[index]


def test_both_starts_are_told_and_another_body_may_have_received_it_before_us(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """SI 2009/309 regulation 6(5)-(6): made to us when we received it, with the first body's day kept beside."""
    given = ["--happened", "received=2024-05-23", "--happened", "first_body_received=2024-05-16"]
    assert main(["due", "--procedure", "adult-social-care/2009-04-01", *given, "--json"]) == 0
    [acknowledge, respond, _] = json.loads(capsys.readouterr().out)["deadlines"]
    assert (acknowledge["due_on"], acknowledge["also"]["due_on"]) == ("2024-05-29", "2024-05-21")
    assert (respond["due_on"], respond["also"]["due_on"]) == ("2024-11-23", "2024-11-16")
    wrong = ["--happened", "received=2024-05-23", "--happened", "acknowledged=2024-05-16"]
    assert main(["due", "--procedure", "adult-social-care/2009-04-01", *wrong]) == 2
