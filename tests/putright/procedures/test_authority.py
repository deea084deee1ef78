"""How far an authority reaches: its scopes, its points, its last day."""

from datetime import date
from typing import Any

import pytest

from putright.procedures import ProcedureError
from putright.procedures.authority import Authority, authority_rules, build_authority_rules
from putright.vocabulary import Disclosure

fri_3_may = date(2024, 5, 3)
sat_4_may = date(2024, 5, 4)
LETTERS, DETAILS, PACKS = Disclosure.LETTERS, Disclosure.CONTACT_DETAILS, Disclosure.PACKS
TABLE: dict[str, Any] = {
    "asking": {"answer_within_working_days": 5, "source": "own policy"},
    "scope": [{"key": "everything", "title": "All", "gives": ["letters"], "source": "own policy"}],
}


def test_without_a_basis_nothing_may_be_given() -> None:
    for what in Disclosure:
        assert Authority("").why_not(what, today=fri_3_may) == "no authority on record allows it today"


def test_an_authority_holds_on_its_last_day_and_not_the_day_after() -> None:
    letter = Authority("Letter of 1 March", until=fri_3_may)
    assert letter.why_not(LETTERS, today=fri_3_may) == ""
    assert (
        letter.why_not(LETTERS, today=sat_4_may)
        == "their authority ended on 3 May 2024: ask for it again"
    )  # fmt: skip


def test_of_several_scopes_only_what_all_give_is_given() -> None:
    both = Authority("Letter", ("letters-only", "no-health"))
    assert both.why_not(LETTERS, today=fri_3_may) == ""
    assert both.without_health
    assert "narrower" in both.why_not(PACKS, today=fri_3_may)
    assert Authority("Letter", ("no-contact-details",)).why_not(PACKS, today=fri_3_may) == ""
    assert Authority("Letter", ("no-contact-details",)).why_not(DETAILS, today=fri_3_may)


def test_an_authority_for_named_points_is_for_no_other() -> None:
    one = Authority("Letter", ("named-points",), ("1",))
    assert one.why_not(LETTERS, today=fri_3_may, points=("1",)) == ""
    assert (
        one.why_not(LETTERS, today=fri_3_may, points=("1", "2"))
        == "their authority is for point 1 only, and it speaks of point 2"
    )
    assert one.reach == "Only the points named: point 1"


def test_a_scope_nobody_knows_is_told() -> None:
    with pytest.raises(ProcedureError, match="has no scope 'half'"):
        Authority("Letter", ("half",)).why_not(LETTERS, today=fri_3_may)


def test_every_scope_that_ships_gives_something_and_says_who_asks() -> None:
    for scope in authority_rules().scopes.values():
        assert scope.gives
        assert scope.source
        assert scope.title


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"scope": []}, "has no scope 'everything'"),
        ({"scope": [*TABLE["scope"], *TABLE["scope"]]}, "is listed twice"),
        ({"scope": [{**TABLE["scope"][0], "gives": ["secrets"]}]}, "'secrets'"),
        ({"asking": {"source": "own policy"}}, "answer_within_working_days"),
    ],
)
def test_a_file_that_is_wrong_says_where(changed: dict[str, Any], told: str) -> None:
    with pytest.raises(ProcedureError, match=told):
        build_authority_rules({**TABLE, **changed})
