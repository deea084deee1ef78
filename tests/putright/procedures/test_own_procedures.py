"""Procedures of quite different shapes work from their data alone."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

from putright.calendars import load_calendar
from putright.clocks import deadlines
from putright.procedures import asks_for, check, in_force, procedure, read_procedures
from tests.putright.procedures.folders import FILES, KEY, changed, written

CALENDAR = load_calendar("england-and-wales")

PLAN = """
title = "Elmstead enquiries"
short_title = "Enquiries"
kind = "own-policy"
force = "must"
ombudsman = "lgsco"
source = "own policy"

[moments]
date_set = "The Ombudsman set the day of the answer"

[[stage]]
key = "plan"
title = "Enquiry"
opened_by = "received"
answered_by = "responded"

[[stage.timescale]]
key = "respond"
title = "Answer the enquiry"
runs_from = "received"
ends_with = "responded"
date_in = "date_set"
provision = "1"

[[stage.timescale]]
key = "follow-up"
title = "Follow up"
runs_from = "responded"
if_never = "respond"
ends_with = "closed"
within = { weeks = 2 }
roll_forward = true
provision = "1"
"""
PLAN_FILES = {
    "procedure.toml": PLAN,
    "provisions.toml": 'provision = [{ number = "1", force = "must", says = "Answer on the day set." }]',
    "examples.toml": """
        [[example]]
        says = "The day set from outside is kept as it is"
        stage = "plan"
        happened = { received = "2024-05-01", date_set = "2024-06-09" }
        due = { respond = 2024-06-09, follow-up = 2024-06-24 }
        """,
}


def test_a_single_stage_with_a_date_set_from_outside_needs_no_python(tmp_path: Path) -> None:
    found = read_procedures(written(tmp_path, key="elmstead-enquiries/2024-01-01", files=PLAN_FILES))
    enquiries = found["elmstead-enquiries/2024-01-01"]
    sun_9_june, mon_24_june = date(2024, 6, 9), date(2024, 6, 24)  # two weeks on is Sun 23 June
    due = deadlines(
        enquiries, "plan", {"received": date(2024, 5, 1), "date_set": sun_9_june}, calendar=CALENDAR
    )
    assert due["respond"].due_on == sun_9_june
    assert due["follow-up"].due_on == mon_24_june
    assert enquiries.first_stage.next is None


def test_three_stages_follow_each_other() -> None:
    children_act = procedure("children-act/2006-09-01")
    assert [stage.next for stage in children_act.stages] == ["stage-2", "stage-3", None]
    mon_3_june = date(2024, 6, 3)
    due = deadlines(children_act, "stage-3", {"escalated": mon_3_june}, calendar=CALENDAR)
    assert CALENDAR.working_days_between(mon_3_june, due["respond"].due_on) == 50  # type: ignore[arg-type]


def test_an_own_policy_stands_beside_the_code_it_follows(tmp_path: Path) -> None:
    policy = read_procedures(written(tmp_path))[KEY]
    wed_1_may, fri_3_may = date(2024, 5, 1), date(2024, 5, 3)
    [_, respond] = deadlines(
        procedure("lgsco/2024-02-01"),
        "stage-1",
        {"received": wed_1_may, "acknowledged": fri_3_may},
        calendar=CALENDAR,
        own_policy=policy,
    ).values()
    assert respond.due_on == date(2024, 5, 20)
    assert respond.target_on == date(2024, 5, 14)


def test_duties_of_the_followed_code_hold_for_an_own_policy(tmp_path: Path) -> None:
    policy = read_procedures(written(tmp_path))[KEY]
    own = asks_for(policy, "different-person")
    assert own is not None
    assert own[0] is policy
    assert own[1].provision_at("stage-2") == "3.2"
    followed = asks_for(policy, "answer-every-point")
    assert followed is not None
    assert followed[0].key == "lgsco/2024-02-01"
    assert followed[1].provision_at("stage-1") == "6.7"
    assert asks_for(policy, "agree-update-intervals") is None  # the Housing Ombudsman's alone
    assert asks_for(procedure("rbkc/2023-04-01"), "answer-every-point") is None  # follows none


def test_a_folder_may_be_the_version_itself_or_hold_many(tmp_path: Path) -> None:
    written(
        tmp_path,
        files=changed(
            "procedure.toml", 'source = "own policy"', 'source = "own policy"\nin_force_to = 2025-03-31'
        ),
    )
    written(tmp_path, key="borough-of-elmstead/2025-04-01")
    assert list(read_procedures(tmp_path)) == [KEY, "borough-of-elmstead/2025-04-01"]
    assert list(read_procedures(tmp_path / KEY)) == [KEY]
    assert check(tmp_path) == ()


def test_the_version_of_the_day_is_found_among_ones_own(tmp_path: Path) -> None:
    found = read_procedures(written(tmp_path, files=FILES))
    assert in_force("borough-of-elmstead", date(2024, 4, 1), procedures=found).key == KEY


def test_the_folder_named_in_the_environment_is_known_to_every_command(tmp_path: Path) -> None:
    written(tmp_path)
    command = [sys.executable, "-m", "putright.cli", "procedures", "--json"]
    told = subprocess.run(
        command,
        env={**os.environ, "PUTRIGHT_PROCEDURES": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert KEY in told.stdout
    alone = subprocess.run(command, env=os.environ, capture_output=True, text=True, check=True)
    assert KEY not in alone.stdout


def test_a_folder_named_in_the_environment_that_is_not_there_is_told_in_one_line(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "putright.cli", "procedures"],
        env={**os.environ, "PUTRIGHT_PROCEDURES": str(tmp_path / "nowhere")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 2
    assert told.stdout == ""
    assert "nowhere is not a folder" in told.stderr
    assert len(told.stderr.splitlines()) == 1
