"""The outcome of a stage follows from its findings, and says by which rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from putright.outcomes import case_outcome
from putright.vocabulary import CaseOutcome, PointOutcome

UP, PART, NOT = PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD, PointOutcome.NOT_UPHELD
THIN, GONE, DONE = PointOutcome.NO_FINDING_POSSIBLE, PointOutcome.WITHDRAWN, PointOutcome.RESOLVED


@pytest.mark.parametrize(
    ("findings", "outcome", "why"),
    [
        ([UP], CaseOutcome.UPHELD, "every point"),
        ([UP, NOT], CaseOutcome.PARTLY_UPHELD, "some points"),
        ([NOT, NOT], CaseOutcome.NOT_UPHELD, "no point"),
        ([PART], CaseOutcome.PARTLY_UPHELD, "in part"),
        ([UP, PART], CaseOutcome.PARTLY_UPHELD, "in part"),
        ([NOT, PART], CaseOutcome.PARTLY_UPHELD, "in part"),
        ([UP, THIN], CaseOutcome.UPHELD, "1 point without a finding left aside"),
        ([UP, GONE, GONE], CaseOutcome.UPHELD, "2 points without a finding left aside"),
        ([THIN], CaseOutcome.NO_FINDING, "no point"),
        ([GONE], CaseOutcome.NO_FINDING, "no point"),
        ([DONE, GONE], CaseOutcome.RESOLVED, "resolved"),
        ([DONE, NOT], CaseOutcome.NOT_UPHELD, "left aside"),
        ([], CaseOutcome.NO_FINDING, "no point"),
    ],
)
def test_an_outcome_follows_from_the_findings_and_names_its_rule(findings, outcome, why):
    derived, rule = case_outcome(findings)
    assert derived is outcome
    assert why in rule


@given(st.lists(st.sampled_from(PointOutcome)), st.randoms())
def test_the_order_of_the_points_does_not_matter(findings, random):
    shuffled = list(findings)
    random.shuffle(shuffled)
    assert case_outcome(shuffled) == case_outcome(findings)


@given(st.lists(st.sampled_from(PointOutcome)))
def test_one_upheld_point_is_never_lost_in_the_whole(findings):
    assert case_outcome([*findings, UP])[0] in (CaseOutcome.UPHELD, CaseOutcome.PARTLY_UPHELD)
