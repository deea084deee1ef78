"""Whom a stage needs, as data: what ships, and what is refused with the place and what to write."""

from dataclasses import replace

import pytest

from putright.procedures import procedure
from putright.procedures.people_needed import PersonNeeded, build_people_needed, problems_of_people
from putright.procedures.types import ProcedureError
from putright.vocabulary import Conflict, PersonRole

CHILDREN = procedure("children-act/2006-09-01")


def test_the_childrens_procedure_needs_three_people_at_stage_2_and_a_panel_of_three():
    needed = {stage.key: {one.role.value: one.number for one in stage.people} for stage in CHILDREN.stages}
    assert needed == {
        "stage-1": {},
        "stage-2": {"investigating_officer": 1, "independent_person": 1, "adjudicating_officer": 1},
        "stage-3": {"panel_chair": 1, "panel_member": 2},
    }


def test_independent_means_neither_member_nor_officer_nor_a_partner_of_one():
    chair = CHILDREN.stages[2].people[0]
    assert set(chair.ruled_out_by) == {
        Conflict.MEMBER, Conflict.OFFICER, Conflict.PARTNER, Conflict.EARLIER_STAGE, Conflict.SERVICE, Conflict.KNOWS,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"role": "advocat", "number": 1, "provision": "17"}, "role is 'advocat'; use one of"),
        ({"role": "advocate", "number": 0, "provision": "17"}, "number is 0"),
        ({"role": "advocate", "provision": "17"}, "has no 'number'"),
        (
            {"role": "advocate", "number": 1, "provision": "17", "not_from": ["friend"]},
            "not_from is 'friend'",
        ),
        ({"role": "advocate", "number": 1, "provision": "17", "hands_in": "letter"}, "hands_in is 'letter'"),
        ({"role": "advocate", "number": 1, "provision": "17", "paid": True}, "'paid', which is not known"),
    ],
)
def test_a_wrong_row_is_refused_with_its_place(row, says):
    with pytest.raises(ProcedureError) as refused:
        build_people_needed([row], "procedure.toml: stage stage-2")
    assert says in str(refused.value)
    assert str(refused.value).startswith("procedure.toml: stage stage-2: person")


def test_what_does_not_fit_together_is_named():
    twice = PersonNeeded(PersonRole.PANEL_CHAIR, 1, "99", (Conflict.EARLIER_STAGE, Conflict.OFFICER), True)
    stage = replace(CHILDREN.stages[0], people=(twice, twice))
    under = replace(CHILDREN, duties=(), stages=(stage, *CHILDREN.stages[1:]))
    told = "\n".join(problems_of_people(under, stage, "procedure.toml"))
    for part in (
        "is listed twice",
        "cites provision 99",
        "leave it out",
        "first stage",
        "no people-appointed",
    ):
        assert part in told
    assert not [*problems_of_people(CHILDREN, CHILDREN.stages[1], "procedure.toml")]
