"""Where a contact goes: each row of the routing table, mixed complaints, late answers, and every combination."""

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.procedures import ProcedureError, Route, RoutingError, ombudsmen, route
from putright.procedures.routing import questions, routes

WED_1_MAY = date(2024, 5, 1)


def goes(**answers: object) -> Route:
    given_answers = {"nation": "england", **{key.replace("_", "-"): one for key, one in answers.items()}}
    return route(given_answers, on=WED_1_MAY)  # type: ignore[arg-type]


# One row for each line of the routing table, and for each nation.
@pytest.mark.parametrize(
    ("answers", "where", "ombudsman"),
    [
        ({"about": "council-service"}, "lgsco", "lgsco"),
        ({"about": "landlord"}, "housing-ombudsman", "housing-ombudsman"),
        ({"about": "childrens-social-care"}, "children-act", "lgsco"),
        ({"about": "adult-social-care"}, "adult-social-care", "lgsco"),
        ({"about": "public-health"}, "public-health", "lgsco"),
        ({"about": "council-service", "wants": "first-request"}, "service-request", None),
        ({"about": "decision-with-appeal"}, "appeal", None),
        ({"about": "councillor-conduct"}, "councillor-conduct", None),
        ({"about": "councillor-conduct", "nation": "wales"}, "councillor-standards", None),
        ({"about": "school-matter"}, "school", None),
        ({"about": "insurance-claim"}, "insurance-claim", None),
        ({"about": "staff-grievance"}, "staff-grievance", None),
        ({"about": "whistleblowing"}, "whistleblowing", None),
        ({"about": "landlord", "court": "filed"}, "legal-proceedings", None),
        ({"about": "landlord", "court": "threatened"}, "housing-ombudsman", "housing-ombudsman"),
        ({"about": "adult-social-care", "settled": "yes"}, "settled", None),
        (
            {"about": "council-service", "settled": "yes"},
            "lgsco",
            "lgsco",
        ),  # only the Regulations leave it out
        ({"about": "adult-social-care", "nation": "scotland"}, "spso", "spso"),
        ({"about": "landlord", "nation": "scotland"}, "spso", "spso"),
        ({"about": "public-health", "nation": "scotland"}, "another-body", None),
        ({"about": "council-service", "nation": "wales"}, "psow", "psow"),
        ({"about": "adult-social-care", "nation": "wales"}, "wales-social-services", "psow"),
        ({"about": "childrens-social-care", "nation": "wales"}, "wales-childrens-services", "psow"),
        ({"about": "council-service", "nation": "northern-ireland"}, "nipso", "nipso"),
        ({"about": "adult-social-care", "nation": "northern-ireland"}, "another-body", None),
    ],
)
def test_each_line_of_the_routing_table(answers: dict[str, str], where: str, ombudsman: str | None) -> None:
    found = goes(**answers)
    assert found.lead.key == where
    assert found.linked == ()
    assert found.plan is None
    told = [post.ombudsman.key for post in found.signposts if post.ombudsman]
    assert told == ([ombudsman] if ombudsman else [])
    assert found.lead.reasons
    assert all(one.says.endswith(".") and one.source for one in found.lead.reasons)


def test_an_information_matter_leads_to_its_regulator_and_handling_stays_ours() -> None:
    found = goes(about="information-rights")
    assert [(post.name, post.ombudsman) for post in found.signposts] == [("Information Commissioner", None)]
    assert found.lead.route is not None
    assert found.lead.route.stays


def test_a_mixed_complaint_has_a_lead_one_plan_and_both_ombudsmen() -> None:
    found = goes(about=["landlord", "council-service", "childrens-social-care", "information-rights"])
    assert [part.key for part in found.parts] == [
        "children-act",
        "housing-ombudsman",
        "lgsco",
        "information-rights",
    ]
    assert found.plan is not None
    assert "one letter answers them" in found.plan.says
    assert [(post.name, post.about) for post in found.signposts] == [
        (ombudsmen()["lgsco"].name, ("childrens-social-care", "council-service")),
        (ombudsmen()["housing-ombudsman"].name, ("landlord",)),
        ("Information Commissioner", ("information-rights",)),
    ]


def test_matters_one_procedure_takes_are_one_complaint() -> None:
    found = goes(nation="wales", about=["landlord", "council-service"])
    assert (found.lead.key, found.lead.about, found.linked) == ("psow", ("landlord", "council-service"), ())
    assert found.plan is None


def test_the_order_of_the_answers_changes_nothing() -> None:
    one, other = goes(about=["landlord", "council-service"]), goes(about=["council-service", "landlord"])
    assert [part.key for part in one.parts] == [part.key for part in other.parts]


def test_several_services_give_shares_to_one_author() -> None:
    assert goes(about="council-service").contributions is None
    shared = goes(about="council-service", services="several").contributions
    assert shared is not None
    assert "one author answers" in shared.says
    assert goes(about="whistleblowing", services="several").contributions is None  # nothing of ours to answer


@pytest.mark.parametrize(
    ("about", "so_far", "stage", "may_go_on"),
    [
        ("council-service", "nothing", "stage-1", None),
        ("council-service", "stage-1-late", "stage-1", None),  # the Code gives no way past a late answer
        ("council-service", "stage-1-answered", "stage-2", None),
        ("council-service", "stage-2-answered", None, None),
        ("childrens-social-care", "stage-1-late", "stage-1", "stage-2"),
        ("childrens-social-care", "stage-2-late", "stage-2", "stage-3"),
        ("childrens-social-care", "stage-2-answered", "stage-3", None),
        ("childrens-social-care", "stage-3-late", "stage-3", None),
        ("childrens-social-care", "stage-3-answered", None, None),
        ("adult-social-care", "stage-1-answered", None, None),
    ],
)
def test_how_far_it_got_gives_the_stage(
    about: str, so_far: str, stage: str | None, may_go_on: str | None
) -> None:
    lead = goes(about=about, so_far=so_far).lead
    assert (lead.stage.key if lead.stage else None, lead.may_go_on) == (stage, may_go_on)


def test_the_stage_is_told_in_words_with_its_doubt() -> None:
    late = goes(about="childrens-social-care", so_far="stage-1-late").lead.reasons[-1]
    assert late.says == (
        "Children Act procedure lets the person go on to Stage 2, investigation when the answer before is late."
    )
    assert late.unconfirmed
    assert not goes(about="council-service").lead.reasons[-1].unconfirmed
    assert (
        "may go to the Ombudsman" in goes(about="landlord", so_far="stage-2-answered").lead.reasons[-1].says
    )


def test_safety_comes_first_and_the_complaint_goes_on_beside_it() -> None:
    found = goes(about="adult-social-care", harm="yes", raised_by="mp", contractor="yes", court="threatened")
    assert [(one.route.key, one.first) for one in found.beside] == [
        ("safeguarding", True),
        ("member-enquiry", False),
        ("contractor", False),
        ("legal-proceedings", False),
    ]
    assert found.lead.key == "adult-social-care"


def test_what_nobody_answered_is_taken_as_usual_and_told() -> None:
    found = goes(about="landlord", harm="no")
    assert ("wants", "put-right") in found.assumed
    assert "harm" not in dict(found.assumed)
    assert (
        dict(
            goes(
                **{key.replace("-", "_"): one.usual for key, one in questions().items() if one.usual},
                about="landlord",
            ).assumed
        )
        == {}
    )


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({}, "nation is not answered: In which nation is the organisation? Answer one of england"),
        ({"nation": "england"}, "about is not answered"),
        ({"nation": "england", "about": []}, "about is not answered"),
        ({"nation": "englnd", "about": "landlord"}, "nation cannot be 'englnd'; did you mean england"),
        ({"nation": ["england", "wales"], "about": "landlord"}, "nation takes one answer, and was given 2"),
        ({"nation": "england", "abuot": "landlord"}, "'abuot' is not a question; did you mean about?"),
    ],
)
def test_an_answer_that_cannot_be_used_says_what_to_answer(answers: dict[str, str], says: str) -> None:
    with pytest.raises(RoutingError) as told:
        route(answers, on=WED_1_MAY)
    assert says in str(told.value)


def test_a_day_before_a_procedure_began_is_not_guessed() -> None:
    with pytest.raises(ProcedureError, match="psow has no version in force on 2019-01-07"):
        route({"nation": "wales", "about": "landlord"}, on=date(2019, 1, 7))
    assert (
        goes(about="landlord").lead.procedure
        == route({"nation": "england", "about": "landlord"}, on=date(2024, 4, 1)).lead.procedure
    )
    earlier = route({"nation": "england", "about": "landlord"}, on=date(2024, 3, 31)).lead.procedure
    assert earlier is not None
    assert earlier.key == "housing-ombudsman/2022-04-01"


def test_every_combination_of_what_decides_the_way_and_the_stage_gives_a_route() -> None:
    asked = ("nation", "about", "wants", "court", "settled", "so-far")
    reached = set()
    for answers in product(*(questions()[key].answers for key in asked)):
        found = route(dict(zip(asked, answers, strict=True)), on=WED_1_MAY)
        assert (found.lead.procedure is None) != (found.lead.route is None)
        reached.add(found.lead.key)
    beside = {"safeguarding", "member-enquiry", "representative", "contractor"}
    assert {key for key in routes() if key not in reached} == beside


several = st.lists(st.sampled_from(sorted(questions()["about"].answers)), min_size=1, unique=True)
singly = st.fixed_dictionaries(
    {key: st.sampled_from(sorted(one.answers)) for key, one in questions().items() if not one.several}
)


@given(several, singly)
def test_any_answers_give_each_matter_one_part(about: list[str], single: dict[str, str]) -> None:
    found = route({**single, "about": about}, on=WED_1_MAY)
    covered = [one for part in found.parts for one in part.about]
    assert sorted(covered) == sorted(about)
    assert len({part.key for part in found.parts}) == len(found.parts)
    assert (found.plan is None) == (len(found.parts) == 1)
    ours = {part.procedure.ombudsman for part in found.parts if part.procedure}
    assert {post.ombudsman.key for post in found.signposts if post.ombudsman} == ours
    assert [one.first for one in found.beside] == sorted((one.first for one in found.beside), reverse=True)
