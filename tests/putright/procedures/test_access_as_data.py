"""Who may complain, until when, and how one goes on: what the shipped procedures say, and wrong data told."""

from datetime import date
from pathlib import Path

import pytest

from putright.calendars import Nation, load_calendar
from putright.clocks import last_day_to_complain, ways_on
from putright.procedures import (
    ProcedureError,
    load_procedures,
    ombudsmen,
    procedure,
    read_procedures,
    required_blocks,
)
from putright.procedures.access import WayWhen
from putright.procedures.types import Length, Procedure, Unit
from tests.putright.procedures.folders import FILES, KEY, changed, written

CHILDREN = procedure("children-act/2006-09-01")
ADULTS = procedure("adult-social-care/2009-04-01")
SCOTLAND, NORTHERN = procedure("spso/2021-04-01"), procedure("nipso/2023-04-01")


@pytest.mark.parametrize("shipped", load_procedures().values(), ids=lambda one: one.key)
def test_every_shipped_procedure_says_where_it_holds(shipped: Procedure) -> None:
    assert shipped.nations
    assert shipped.ombudsman in ombudsmen()


def test_each_nation_has_a_procedure_for_every_service_of_a_council() -> None:
    held = {
        nation: {one.counted_as for one in load_procedures().values() if nation in one.nations}
        for nation in Nation
    }
    assert {kind.value for kind in held[Nation.ENGLAND]} == {
        "complaint", "statutory_children", "statutory_adults", "statutory_public_health",
    }  # fmt: skip
    assert {kind.value for kind in held[Nation.WALES]} == {
        "complaint",
        "social_services_children",
        "social_services_adults",
    }
    assert {kind.value for kind in held[Nation.SCOTLAND] | held[Nation.NORTHERN_IRELAND]} == {"complaint"}


def test_a_late_stage_1_gives_the_right_to_stage_2_of_the_childrens_procedure() -> None:
    mon_21_august, wed_6_september = date(2023, 8, 21), date(2023, 9, 6)
    ways = ways_on(CHILDREN, "stage-1", {"received": mon_21_august}, calendar=load_calendar())
    open_now = {way.when: way for way in ways if way.is_open_on(wed_6_september)}
    assert set(open_now) == {WayWhen.OVERDUE, WayWhen.AGREED}
    assert open_now[WayWhen.OVERDUE].to == "stage-2"
    assert open_now[
        WayWhen.OVERDUE
    ].unconfirmed  # the ground is published by councils; no regulation was seen


def test_one_may_move_early_to_each_later_stage_of_the_childrens_procedure() -> None:
    assert [(stage.key, way.to, way.when.value) for stage in CHILDREN.stages for way in stage.ways_on] == [
        ("stage-1", "stage-2", "overdue"),
        ("stage-1", "stage-2", "agreed"),
        ("stage-2", "stage-3", "overdue"),
        ("stage-2", "stage-3", "agreed"),
    ]
    assert [stage.request_within for stage in CHILDREN.stages] == [Length(20, Unit.WORKING_DAY)] * 2 + [None]


def test_the_childs_wishes_are_asked_for_where_another_complains() -> None:
    needs = {one.key: one.needs for one in CHILDREN.eligible}
    assert needs["child"] == ()
    assert any("wishes" in text for text in needs["parent"])
    assert any("consent" in text for text in needs["sufficient-interest"])


def test_letters_give_advocacy_the_discussion_and_the_signature_where_the_regulations_ask() -> None:
    public_health = procedure("public-health/2013-04-01")
    assert "advocacy" in required_blocks(CHILDREN, "acknowledgement")
    for under in (ADULTS, public_health):
        assert "discussion_offer" in required_blocks(under, "acknowledgement")
        assert "responsible_signature" in required_blocks(under, "final-response")
    assert "responsible_signature" not in required_blocks(procedure("lgsco/2024-02-01"), "final-response")


def test_a_contractors_reply_is_stage_1_under_the_codes_and_a_step_in_adult_social_care() -> None:
    counts = {key: one.contractor_reply for key, one in load_procedures().items() if one.contractor_reply}
    assert {key: reply.counts_as for key, reply in counts.items()} == {
        "adult-social-care/2009-04-01": None,
        "public-health/2013-04-01": None,
        "housing-ombudsman/2024-04-01": "stage-1",
        "lgsco/2024-02-01": "stage-1",
    }


def test_an_oral_complaint_settled_by_the_next_working_day_is_none_under_the_regulations() -> None:
    [settled] = [one for one in ADULTS.not_here if one.within]
    assert (settled.key, settled.within) == ("settled-orally", Length(1, Unit.WORKING_DAY))


def test_northern_ireland_counts_two_months_from_the_answer_where_that_ends_later() -> None:
    known = {"happened": date(2024, 1, 10), "known": date(2024, 1, 10), "responded": date(2024, 6, 20)}
    last = last_day_to_complain(NORTHERN, known, calendar=load_calendar("northern-ireland"))
    assert last is not None
    assert last.on == date(2024, 8, 20)


def test_resolved_is_an_outcome_in_scotland() -> None:
    assert SCOTLAND.outcome_words["resolved_no_finding"] == "Resolved"
    assert SCOTLAND.outcome_words["partly_upheld"] == "Partially upheld"
    assert SCOTLAND.local_closures
    assert not CHILDREN.local_closures


PROCEDURE, PROVISIONS, EXAMPLES = FILES
RESPOND_END = 'extension = { most = { working_days = 5 }, needs = ["reason"], provision = "3.2" }\n'
STAGE_1_END = 'next = "stage-2"\n'


def beginning(text: str) -> dict[str, str]:
    return changed(PROCEDURE, 'source = "own policy"\n', f'source = "own policy"\n{text}\n')


def at_stage_1(text: str) -> dict[str, str]:
    return changed(PROCEDURE, STAGE_1_END, f"{STAGE_1_END}{text}\n")


def in_respond(text: str) -> dict[str, str]:
    return changed(PROCEDURE, RESPOND_END, f"{text}\n")


def own_tables(text: str) -> dict[str, str]:
    return changed(PROCEDURE, "[duties]", f"{text}\n\n[duties]")


WAY = 'to = "stage-2", when = "{}", says = "It is late.", provision = "3.1"'
BROKEN = [
    (beginning('nations = ["mercia"]'), "nations is 'mercia'; use one of england, scotland, wales, northern-ireland"),
    (beginning('working_day = "9"'), "working_day cites provision 9, which provisions.toml does not list"),
    (at_stage_1(f"way_on = [{{ {WAY.format('answered')} }}]"), "is said by next and request_within; leave it out"),
    (at_stage_1(f"way_on = [{{ {WAY.format('overdue')} }}]"), "where, and only where, when is 'overdue'"),
    (
        at_stage_1(f"way_on = [{{ {WAY.format('overdue')}, timescale = \"respnd\" }}]"),
        "stage-1 way_on overdue waits for 'respnd', which is no timescale of stage-1; did you mean respond?",
    ),
    (
        at_stage_1(f"way_on = [{{ {WAY.format('agreed').replace('stage-2', 'stage-1')} }}]"),
        "stage-1 way_on agreed leads to 'stage-1', which is no later stage; did you mean stage-2?",
    ),
    (
        at_stage_1(f"way_on = [{{ {WAY.format('agreed')} }}, {{ {WAY.format('agreed')} }}]"),
        "stage-1 way_on agreed to stage-2 is listed twice",
    ),
    (in_respond("counts_back = true\nroll_forward = true"), "counts_back: it has no extension, no if_never and no roll"),
    (in_respond('also_from = ["received"]'), "is also_from 'received', which it runs from already"),
    (in_respond('also_from = ["recieved"]'), "names the moment 'recieved', which is neither an ordinary one"),
    (
        own_tables('[[eligible]]\nkey = "child"\nsays = "A child"\nprovision = "7"'),
        "child cites provision 7, which provisions.toml does not list",
    ),
    (
        own_tables('[time_limit]\nwithin = { months = 6 }\ncounted_from = []\nlater_when = "so"\nprovision = "3.1"'),
        "time_limit: counted_from is empty; give it what the time is counted from",
    ),
    (own_tables('[outcome_words]\nuphelt = "Upheld"'), "outcome_words names 'uphelt', which the list"),
    (
        own_tables('[contractor_reply]\ncounts_as = "stage-9"\nprovision = "3.1"'),
        "contractor_reply counts_as 'stage-9', which is no stage and no 'step'; did you mean",
    ),
    (
        changed(EXAMPLES, "due = {", "ask_until = 2024-06-01\ndue = {"),
        "expects an ask_until, but stage-1 gives no request_within",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "says"), BROKEN, ids=[says[:48] for _, says in BROKEN])
def test_wrong_data_is_told_with_its_place(tmp_path: Path, files: dict[str, str], says: str) -> None:
    with pytest.raises(ProcedureError) as told:
        read_procedures(written(tmp_path, files=files))
    assert says in str(told.value)
    assert str(told.value).startswith(f"{KEY}/")


def test_an_example_in_another_nation_is_told(tmp_path: Path) -> None:
    files = beginning('nations = ["scotland"]')
    with pytest.raises(
        ProcedureError, match="is counted in england-and-wales, but the procedure holds in scotland"
    ):
        read_procedures(written(tmp_path, files=files))


def test_no_regulation_leaves_out_closure_days(tmp_path: Path) -> None:
    files = changed(PROCEDURE, 'kind = "own-policy"', 'kind = "regulations"\nlocal_closures = true')
    with pytest.raises(ProcedureError, match="no regulation leaves out an organisation's closure days"):
        read_procedures(written(tmp_path, files=files))
