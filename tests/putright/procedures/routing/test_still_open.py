"""Only what can still change the way is asked: the rest would be time spent for nothing."""

from datetime import date
from itertools import product

import pytest

from putright.procedures import RoutingError, route
from putright.procedures.routing import questions, still_open


def asked(**answers: object) -> list[str]:
    given = {key.replace("_", "-"): one for key, one in answers.items()}
    return [one.key for one in still_open(given)]  # type: ignore[arg-type]


def test_nothing_known_asks_everything_in_its_order() -> None:
    assert asked() == list(questions())


@pytest.mark.parametrize(
    ("answers", "open_questions"),
    [
        # A landlord in England: only the court, the stage and what runs beside are left.
        (
            {"about": "landlord", "wants": "put-right"},
            ["so-far", "harm", "court", "raised-by", "contractor", "services"],
        ),
        # Only the Regulations leave out what was settled at once.
        (
            {"about": "adult-social-care", "wants": "put-right"},
            ["so-far", "harm", "court", "settled", "raised-by", "contractor", "services"],
        ),
        # A first request has no stage and no court.
        ({"about": "landlord", "wants": "first-request"}, ["harm", "raised-by"]),
        # A councillor's conduct has no stage and no shares; a threat of court is told to legal services all the same.
        ({"about": "councillor-conduct", "wants": "put-right"}, ["harm", "court", "raised-by", "contractor"]),
        # What was filed is left to the court, at no stage of ours; a part of it that goes elsewhere changes nothing.
        ({"about": "landlord", "wants": "put-right", "court": "filed"}, ["harm", "raised-by", "contractor"]),
    ],
)
def test_only_what_changes_the_way_is_asked(answers: dict[str, str], open_questions: list[str]) -> None:
    assert asked(nation="england", **answers) == open_questions


def test_a_mixed_complaint_asks_what_any_of_its_parts_needs() -> None:
    assert "settled" not in asked(nation="england", about=["landlord"], wants="put-right")
    assert "settled" in asked(nation="england", about=["landlord", "public-health"], wants="put-right")


def test_nothing_is_open_once_everything_is_answered() -> None:
    everything = {key: next(iter(one.answers)) for key, one in questions().items()}
    assert still_open(everything) == ()


def test_a_question_that_is_not_open_changes_nothing() -> None:
    """Whatever is answered to a closed question, the parts are the same: tried for every matter and nation."""

    on = date(2024, 5, 1)
    for nation, about, wants in product(
        questions()["nation"].answers, questions()["about"].answers, questions()["wants"].answers
    ):
        given = {"nation": nation, "about": about, "wants": wants}
        open_now = {one.key for one in still_open(given)}
        usual = route(given, on=on)
        for key, question in questions().items():
            if key in given or key in open_now:
                continue
            for answer in question.answers:
                assert route({**given, key: answer}, on=on).parts == usual.parts, (given, key, answer)


def test_an_answer_nobody_knows_is_told() -> None:
    with pytest.raises(RoutingError, match="landlrod"):
        asked(about="landlrod")
    with pytest.raises(RoutingError, match="is not a question"):
        asked(colour="red")
