"""Wrong routes are told: a combination nobody decides, two rules that contradict, a word nobody knows."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

import putright.procedures.routing
from putright.procedures import ProcedureError, problems_of_tables
from putright.procedures.routing.data import Rules, questions, read_questions, read_routes, read_rules, rules
from putright.procedures.routing.soundness import (
    combinations_tried,
    problems_of_deciding,
    problems_of_routing,
)

FOLDER = Path(putright.procedures.routing.__file__).parent


def without(key: str) -> Rules:
    return replace(rules(), rules=tuple(one for one in rules().rules if one.key != key))


def with_wider(key: str, **when: str) -> Rules:
    """The rules with one of them holding for one more answer."""
    changed = {
        question: one | {when[question]} if question in when else one
        for question, one in next(rule for rule in rules().rules if rule.key == key).when.items()
    }
    return replace(
        rules(), rules=tuple(replace(one, when=changed) if one.key == key else one for one in rules().rules)
    )


def test_what_ships_leads_everywhere_and_contradicts_itself_nowhere() -> None:
    assert problems_of_routing() == ()
    assert problems_of_tables() == ()
    ways = 4 * 12 * 2 * 3 * 2  # nation, about, wants, court, settled
    assert (
        combinations_tried() == ways + 7 + 2 * 2 * 3 * 4 * 2
    )  # so far; wants, harm, court, who speaks, contractor


def test_a_matter_no_rule_takes_is_told_with_its_answers() -> None:
    problems = list(problems_of_deciding(without("wales-adults")))
    assert len(problems) == 4  # court no or threatened, settled or not
    assert problems[0] == (
        "rules.toml: no rule decides the way where nation = wales, about = adult-social-care, wants = put-right, "
        "court = no, settled = no"
    )


def test_two_rules_for_one_matter_are_told() -> None:
    problems = list(problems_of_deciding(with_wider("england-landlord", about="council-service")))
    assert problems[0].startswith(
        "rules.toml: england-landlord and england-council both decide the way where"
    )


def test_a_stage_nobody_decides_is_told() -> None:
    assert list(problems_of_deciding(without("answered-twice"))) == [
        "rules.toml: no rule decides the stage where so-far = stage-2-answered"
    ]


def test_one_route_put_beside_twice_is_told() -> None:
    twice = replace(
        rules(),
        rules=tuple(
            replace(one, route="member-enquiry") if one.key == "harm" else one for one in rules().rules
        ),
    )
    problems = list(problems_of_deciding(twice))
    assert "rules.toml: harm and member both put member-enquiry beside; let one of them do it" in problems


# Which file, which text becomes which, and what is said.
BROKEN = [
    (
        "questions.toml",
        'usual = "put-right"',
        'usual = "put-rihgt"',
        "usual is 'put-rihgt'; did you mean put-right?",
    ),
    (
        "questions.toml",
        'key = "landlord"',
        'key = "council-service"',
        "answer council-service is listed twice",
    ),
    ("questions.toml", 'asks = "Is it before a court?"', "", "question court has no 'asks'"),
    (
        "routes.toml",
        'letter = "forwarding"',
        'letter = "forward"',
        "letter is 'forward'; did you mean forwarding?",
    ),
    (
        "routes.toml",
        'stays = false\nrecord = "whistleblowing"',
        'stays = true\nrecord = "whistleblowing"',
        "give stays_says",
    ),
    ("routes.toml", 'record = "appeal"', 'record = "apeal"', "record is 'apeal'; use one of complaint"),
    (
        "rules.toml",
        "answered = 3",
        'answered = 3\nroute = "appeal"',
        "decides the stage: give it answered, and one only",
    ),
    (
        "rules.toml",
        'procedure = "spso"',
        'procedure = "spso"\nroute = "appeal"',
        "give it procedure or route, and one only",
    ),
    (
        "rules.toml",
        'nation = ["scotland"], about',
        'naton = ["scotland"], about',
        "when asks 'naton', which is no question",
    ),
    (
        "rules.toml",
        'when = { harm = ["yes"] }',
        'when = { harm = ["maybe"] }',
        "when harm is 'maybe', which is no answer",
    ),
    (
        "rules.toml",
        'decides = "stage"\nwhen = { so-far = ["nothing"] }',
        'decides = "stag"\nwhen = { so-far = ["nothing"] }',
        "decides is 'stag'; use one of way, stage, beside",
    ),
    ("rules.toml", 'key = "harm"', 'key = "member"', "rule member is listed twice"),
]


def _read_all(folder: Path) -> None:
    read_rules(folder, read_questions(folder))
    read_routes(folder)


@pytest.mark.parametrize(("file", "old", "new", "says"), BROKEN, ids=[one[3][:40] for one in BROKEN])
def test_wrong_data_is_told_with_its_place(tmp_path: Path, file: str, old: str, new: str, says: str) -> None:
    for path in FOLDER.glob("*.toml"):
        shutil.copy(path, tmp_path)
    text = (tmp_path / file).read_text("utf-8")
    assert text.count(old) == 1
    (tmp_path / file).write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(ProcedureError) as told:
        _read_all(tmp_path)
    assert says in str(told.value)
    assert str(told.value).startswith(file)


def test_the_questions_are_few_and_short() -> None:
    assert len(questions()) == 10
    assert [key for key, one in questions().items() if one.usual is None] == ["nation", "about"]
    assert all(len(one.asks) < 100 and one.asks.endswith("?") for one in questions().values())
