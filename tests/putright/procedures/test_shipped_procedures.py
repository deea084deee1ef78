"""The shipped Codes, regulations and policies: sound, without gaps, honest about what is not confirmed."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from putright.procedures import (
    Force,
    Procedure,
    ProcedureError,
    ProcedureKind,
    block_meanings,
    check,
    duty_meanings,
    in_force,
    letter_at,
    letter_meanings,
    load_procedures,
    ombudsmen,
    procedure,
    required_blocks,
)
from putright.procedures.types import Length, Unit

SHIPPED = load_procedures()
HOS, LGSCO = procedure("housing-ombudsman/2024-04-01"), procedure("lgsco/2024-02-01")


def each() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("shipped", SHIPPED.values(), ids=lambda one: one.key)


def test_what_ships_is_sound() -> None:
    assert check() == ()


def test_what_ships_can_be_named() -> None:
    assert set(SHIPPED) == {
        "adult-social-care/2009-04-01",
        "children-act/2006-09-01",
        "hackney-adult-care/2023-04-01",
        "housing-ombudsman/2022-04-01",
        "housing-ombudsman/2024-04-01",
        "lgsco/2024-02-01",
        "luton/2022-04-01",
        "nipso/2023-04-01",
        "psow/2021-04-01",
        "public-health/2013-04-01",
        "rbkc/2023-04-01",
        "spso/2021-04-01",
        "wales-childrens-services/2014-08-01",
        "wales-social-services/2014-08-01",
    }


def test_versions_of_a_body_neither_overlap_nor_leave_a_gap() -> None:
    for body in {key.rpartition("/")[0] for key in SHIPPED}:
        versions = [one for key, one in SHIPPED.items() if key.startswith(f"{body}/")]
        for earlier, later in pairwise(versions):
            assert earlier.in_force_to == later.in_force_from - timedelta(days=1)


@each()
def test_every_cited_provision_is_listed_and_every_duty_known(shipped: Procedure) -> None:
    listed = {one.number for one in shipped.provisions}
    cited = {timescale.provision for stage in shipped.stages for timescale in stage.timescales}
    cited |= {number for duty in shipped.duties for _, number in duty.at_stage or (("", duty.provision),)}
    assert cited <= listed
    assert {duty.key for duty in shipped.duties} <= set(duty_meanings())


@each()
def test_provisions_are_short_and_in_our_words(shipped: Procedure) -> None:
    for provision in shipped.provisions:
        assert provision.says.endswith(".")
        assert len(provision.says) < 320, provision.number
    says = Counter(provision.says for provision in shipped.provisions)
    assert not [text for text, count in says.items() if count > 1]


@each()
def test_a_code_says_must_or_should_and_its_provisions_follow(shipped: Procedure) -> None:
    forces = {one.force for one in shipped.provisions} - {Force.MAY, Force.INTRODUCTION}
    if shipped.kind is ProcedureKind.OWN_POLICY:
        assert forces == {Force.SHOULD}
    assert shipped.force in forces


# Every mark of "from knowledge" in the sources, counted, so that none is lost and none appears unnoticed.
@pytest.mark.parametrize(
    ("key", "provisions", "of", "timescales"),
    [
        ("housing-ombudsman/2024-04-01", 29, 73, []),
        ("lgsco/2024-02-01", 17, 67, []),
        ("housing-ombudsman/2022-04-01", 15, 22, ["stage-1/acknowledge", "stage-2/respond"]),
        ("children-act/2006-09-01", 11, 25, ["stage-3/acknowledge", "stage-3/send-papers"]),
        ("adult-social-care/2009-04-01", 2, 11, []),
        ("luton/2022-04-01", 1, 4, ["stage-2/respond", "stage-2/respond-from-acknowledgement"]),
        ("rbkc/2023-04-01", 0, 6, []),
        ("hackney-adult-care/2023-04-01", 0, 2, []),
        ("public-health/2013-04-01", 10, 11, []),
        ("spso/2021-04-01", 4, 12, []),
        ("psow/2021-04-01", 4, 7, ["stage-1/respond"]),
        ("nipso/2023-04-01", 2, 10, []),
        ("wales-social-services/2014-08-01", 2, 6, []),
        ("wales-childrens-services/2014-08-01", 6, 6, []),
    ],
)
def test_what_is_not_confirmed_is_marked(key: str, provisions: int, of: int, timescales: list[str]) -> None:
    shipped = SHIPPED[key]
    assert sum(one.unconfirmed for one in shipped.provisions) == provisions
    assert len(shipped.provisions) == of
    assert [
        f"{stage.key}/{timescale.key}"
        for stage in shipped.stages
        for timescale in stage.timescales
        if timescale.unconfirmed
    ] == timescales


def test_days_of_coming_into_force_that_nobody_confirmed_are_marked() -> None:
    assert {key for key, one in SHIPPED.items() if one.in_force_unconfirmed} == {
        "hackney-adult-care/2023-04-01",
        "housing-ombudsman/2022-04-01",
        "lgsco/2024-02-01",
        "luton/2022-04-01",
        "nipso/2023-04-01",
        "psow/2021-04-01",
        "public-health/2013-04-01",
        "spso/2021-04-01",
        "wales-childrens-services/2014-08-01",
        "wales-social-services/2014-08-01",
    }


def test_the_housing_code_lists_all_its_provisions() -> None:
    counts = {1: 6, 2: 5, 3: 7, 4: 3, 5: 15, 6: 20, 7: 4, 8: 5, 9: 8}
    assert [one.number for one in HOS.provisions] == [
        f"{section}.{number}" for section, count in counts.items() for number in range(1, count + 1)
    ]


def test_the_lgsco_code_lists_its_provisions_under_its_own_numbers() -> None:
    numbers = [one.number for one in LGSCO.provisions]
    assert Counter(number.partition(".")[0] for number in numbers) == Counter(
        {"1": 8, "2": 5, "3": 8, "4": 3, "5": 11, "6": 16, "7": 5, "8": 3, "9": 8}
    )
    assert all(one.unconfirmed for one in LGSCO.provisions if "x" in one.number or "+" in one.number)


# The figures of both Codes side by side.
@pytest.mark.parametrize(
    ("stage", "timescale", "days", "more", "hos", "lgsco"),
    [
        ("stage-1", "acknowledge", 5, None, "6.2", "6.2"),
        ("stage-1", "respond", 10, 10, "6.3", "6.3"),
        ("stage-2", "acknowledge", 5, None, "6.11", "6.9+ stage 2 acknowledgement"),
        ("stage-2", "respond", 20, 20, "6.14", "6.9+ stage 2 response"),
    ],
)
def test_both_codes_give_the_same_times_under_their_own_numbers(
    stage: str, timescale: str, days: int, more: int | None, hos: str, lgsco: str
) -> None:
    for code, number in ((HOS, hos), (LGSCO, lgsco)):
        found = code.stage(stage).timescale(timescale)
        assert found.within == Length(days, Unit.WORKING_DAY)
        assert found.provision == number
        most = found.extension.most if found.extension else None
        assert most == (Length(more, Unit.WORKING_DAY) if more else None)


def test_only_the_housing_code_has_a_closed_list_of_reasons_to_refuse() -> None:
    assert HOS.rejections == ("over_12_months", "court_proceedings_issued", "previously_considered")
    assert LGSCO.rejections == ()


def test_the_codes_differ_where_the_sources_say_they_do() -> None:
    assert HOS.force is Force.MUST
    assert LGSCO.force is Force.SHOULD
    assert HOS.duty("agree-update-intervals") is not None
    assert LGSCO.duty("agree-update-intervals") is None
    undeliverable = LGSCO.duty("undeliverable-remedy-told")
    assert undeliverable is not None
    assert undeliverable.provision == "7.4"


def test_a_duty_has_the_provision_of_its_stage() -> None:
    points = HOS.duty("answer-every-point")
    assert points is not None
    assert [points.provision_at(stage) for stage in ("stage-1", "stage-2", None)] == ["6.7", "6.18", "6.7"]


# Monday 1 April 2024 is the day the statutory Code began.
@pytest.mark.parametrize(
    ("body", "day", "key"),
    [
        ("housing-ombudsman", date(2022, 4, 1), "housing-ombudsman/2022-04-01"),
        ("housing-ombudsman", date(2024, 3, 31), "housing-ombudsman/2022-04-01"),
        ("housing-ombudsman", date(2024, 4, 1), "housing-ombudsman/2024-04-01"),
        ("lgsco", date(2030, 1, 1), "lgsco/2024-02-01"),
    ],
)
def test_a_complaint_is_judged_by_the_version_of_its_day(body: str, day: date, key: str) -> None:
    assert in_force(body, day).key == key


def test_a_day_before_the_first_version_is_not_guessed() -> None:
    with pytest.raises(ProcedureError, match=r"no version in force on 2021-05-03; there is: housing"):
        in_force("housing-ombudsman", date(2021, 5, 3))
    with pytest.raises(ProcedureError, match="'lgo' has no procedure; did you mean lgsco"):
        in_force("lgo", date(2024, 5, 1))


def test_an_unknown_procedure_is_told_what_it_may_have_been() -> None:
    with pytest.raises(ProcedureError, match=r"did you mean housing-ombudsman/2024-04-01"):
        procedure("housing-ombudsman/2024")


def test_every_duty_says_what_was_not_done_and_which_lesson_it_answers() -> None:
    for duty in duty_meanings().values():
        assert duty.says[0].isupper()
        assert duty.says.endswith(".")
        assert duty.requirements
        assert all(one.startswith("R-") for one in duty.requirements)
        assert duty.detection is None or duty.detection.startswith("DR-")


def test_every_duty_is_asked_for_by_some_procedure() -> None:
    asked = {duty.key for shipped in SHIPPED.values() for duty in shipped.duties}
    of_any_timescale = {"acknowledge-in-time", "respond-in-time", "delay-hidden"}
    # What an Ombudsman asks for rests on its own powers, whatever procedure the complaint runs under.
    of_an_ombudsman = {
        "ombudsman-answered-in-time", "draft-shown", "orders-complied", "orders-dated", "orders-ended-with-word",
    }  # fmt: skip
    assert asked == set(duty_meanings()) - of_any_timescale - of_an_ombudsman


def test_letters_need_their_blocks_and_the_codes_differ() -> None:
    assert required_blocks(HOS, "response") == (
        "stage",
        "complaint_definition",
        "decision",
        "reasons",
        "remedy",
        "outstanding_actions",
        "how_to_escalate",
    )
    assert "ombudsman_details" in required_blocks(LGSCO, "final-response")
    assert "update_interval" in required_blocks(HOS, "extension")
    assert "update_interval" not in required_blocks(LGSCO, "extension")
    with pytest.raises(ProcedureError, match="'respons' is not a kind of letter; did you mean response"):
        required_blocks(HOS, "respons")


@pytest.mark.parametrize(
    ("stage", "verb", "letter"),
    [
        ("stage-1", "acknowledge", "acknowledgement"),
        ("stage-2", "acknowledge", "later-acknowledgement"),
        ("stage-1", "respond", "response"),
        ("stage-2", "respond", "final-response"),
        ("stage-1", "decline", "refusal"),
        ("stage-2", "decline", "escalation-refusal"),
        ("stage-2", "extend", "extension"),
    ],
)
def test_the_letter_depends_on_the_stage(stage: str, verb: str, letter: str) -> None:
    assert letter_at(HOS, stage, verb) == letter


def test_every_block_is_needed_by_some_letter() -> None:
    needed = {code for letter in letter_meanings().values() for code in letter.blocks}
    needed |= {code for shipped in SHIPPED.values() for codes in shipped.blocks.values() for code in codes}
    needed |= {
        timescale.if_missed
        for shipped in SHIPPED.values()
        for stage in shipped.stages
        for timescale in stage.timescales
        if timescale.if_missed
    }
    assert needed == set(block_meanings())


def test_contact_details_from_knowledge_are_marked() -> None:
    assert set(ombudsmen()) == {"lgsco", "housing-ombudsman", "spso", "psow", "nipso"}
    for ombudsman in ombudsmen().values():
        assert ombudsman.unconfirmed
        assert ombudsman.website.startswith("https://")
        assert ombudsman.address
