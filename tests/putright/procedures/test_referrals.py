"""The processes of the Ombudsmen can be relied on: every step leads somewhere, every kind of case begins somewhere."""

import pytest

from putright.procedures import compliance, referral_process, referral_processes
from putright.procedures.referrals import _process
from putright.procedures.types import ProcedureError
from putright.vocabulary import Determination, EnquiryKind, OmbudsmanBody, PublishedOutcome, ReferralKind

STEP = {
    "key": "enquiry",
    "title": "Enquiry",
    "desk": "enquiry",
    "then": ["closed"],
    "source": "made up",
    "decides": True,
}
END = {"key": "closed", "title": "Closed", "desk": "closed", "then": [], "source": "made up", "ends": True}
ROW = {
    "bodies": ["hos"], "step": [STEP, END], "kept_years": 5, "review_within": "3 weeks", "review_why": "new facts",
    "review_source": "made up", "published": ["upheld"], "texts": ["determination"], "determinations": ["mediation"],
}  # fmt: skip


@pytest.mark.parametrize("body", list(OmbudsmanBody))
def test_every_step_can_be_reached_and_the_end_from_each(body: OmbudsmanBody) -> None:
    process = referral_process(body)
    reached = {process.first(kind).key for kind in ReferralKind}
    while more := {after.key for key in reached for after in process.after(key)} - reached:
        reached |= more
    assert reached == set(process.steps)
    assert all(step.then for step in process.steps.values()), "even what is closed may come again"


@pytest.mark.parametrize("body", list(OmbudsmanBody))
def test_a_step_at_which_something_is_decided_comes_before_what_is_to_be_done(body: OmbudsmanBody) -> None:
    process = referral_process(body)
    assert any(step.decides for step in process.steps.values())
    assert process.review_why


def test_our_own_rules_are_numbers_above_nothing() -> None:
    ours = compliance()
    assert ours.director_working_days_before > 0
    assert ours.overdue_months > 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"bodies": []}, "bodies is empty"),
        ({"step": [{**STEP, "then": ["close"]}, END]}, "leads to 'close'"),
        ({"step": [STEP, {**END, "ends": False}]}, "no step ends it"),
        ({"step": [STEP, STEP, END]}, "listed twice"),
        ({"step": [{**STEP, "decides": False}, END]}, "no step decides it"),
        ({"step": [{**STEP, "desk": "elsewhere"}, END]}, "elsewhere"),
        ({"step": [{**STEP, "asked": ["everything"]}, END]}, "everything"),
        ({"review_within": 3}, "review_within"),
        ({"determinations": ["guilty"]}, "guilty"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], says: str) -> None:
    with pytest.raises(ProcedureError, match=says):
        _process({**ROW, **change})


def test_each_ombudsman_has_one_process() -> None:
    assert set(referral_processes()) == set(OmbudsmanBody)


@pytest.mark.parametrize(
    ("body", "published", "step"),
    [
        (OmbudsmanBody.LGSCO, PublishedOutcome.UPHELD, "decided"),
        (OmbudsmanBody.LGSCO, PublishedOutcome.CLOSED, "closed_at_assessment"),
        (OmbudsmanBody.LGSCO, PublishedOutcome.REFERRED_BACK, "premature_returned"),
        (OmbudsmanBody.HOS, PublishedOutcome.DETERMINED, "decided"),
        (OmbudsmanBody.PSOW, None, "decided"),
    ],
)
def test_what_is_published_says_at_which_step_the_case_stands(
    body: OmbudsmanBody, published: PublishedOutcome | None, step: str
) -> None:
    assert referral_process(body).decided_at(published).key == step


def test_what_is_asked_says_at_which_step_the_case_stands() -> None:
    draft = referral_process(OmbudsmanBody.LGSCO).asked_at(EnquiryKind.DRAFT)
    assert draft is not None
    assert draft.key == "draft"
    assert referral_process(OmbudsmanBody.LGSCO).asked_at(EnquiryKind.OTHER) is None


def test_each_ombudsman_has_its_own_words_for_what_it_finds() -> None:
    assert Determination.SERVICE_FAILURE in referral_process(OmbudsmanBody.HOS).determinations
    assert Determination.SERVICE_FAILURE not in referral_process(OmbudsmanBody.LGSCO).determinations
    # An older word is kept for older reports, and offered for none.
    assert all(Determination.PARTIAL not in one.determinations for one in referral_processes().values())
