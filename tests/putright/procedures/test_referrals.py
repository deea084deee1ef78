"""The processes of the Ombudsmen can be relied on: every step leads somewhere, every kind of case begins somewhere."""

import pytest

from putright.procedures import compliance, referral_process, referral_processes
from putright.procedures.referrals import _process
from putright.procedures.types import ProcedureError
from putright.vocabulary import (
    DecisionText,
    Determination,
    EnquiryKind,
    OmbudsmanBody,
    PublishedOutcome,
    ReferralKind,
)

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
    "review_source": "made up", "published": ["upheld"], "looked_into": ["upheld"], "upheld": ["upheld"],
    "texts": ["determination"], "determinations": ["mediation"],
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
        (
            {"looked_into": ["upheld", "not_upheld"]},
            "looked_into has 'not_upheld', which is not in published",
        ),
        ({"looked_into": []}, "upheld has 'upheld', which is not in looked_into"),
        ({"called": {"words": {"upheld": "Yes"}}}, "'words', which is not known"),
        ({"called": {"published": {"yes": "Yes"}}}, "yes"),
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
        (OmbudsmanBody.SPSO, PublishedOutcome.PARTLY_UPHELD, "decided"),
        (OmbudsmanBody.PSOW, PublishedOutcome.RESOLVED, "decided"),
        (OmbudsmanBody.NIPSO, PublishedOutcome.REFERRED_BACK, "premature_returned"),
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


OTHER_NATIONS = (OmbudsmanBody.SPSO, OmbudsmanBody.PSOW, OmbudsmanBody.NIPSO)


@pytest.mark.parametrize("body", OTHER_NATIONS)
def test_an_ombudsman_of_another_nation_makes_no_failure_order_and_no_severe_finding(
    body: OmbudsmanBody,
) -> None:
    process = referral_process(body)
    assert ReferralKind.FAILURE_ORDER not in process.kinds
    assert {ReferralKind.PREMATURE, ReferralKind.INVESTIGATION, ReferralKind.MEDIATION} <= set(process.kinds)
    assert EnquiryKind.FAILURE_ORDER not in process.enquiries
    assert process.enquiries[-1] is EnquiryKind.OTHER
    assert Determination.SEVERE not in process.determinations
    assert {Determination.UPHELD, Determination.NOT_UPHELD} <= set(process.determinations)


@pytest.mark.parametrize("body", OTHER_NATIONS)
def test_what_is_resolved_is_in_no_uphold_rate(body: OmbudsmanBody) -> None:
    process = referral_process(body)
    assert PublishedOutcome.RESOLVED in process.published
    assert PublishedOutcome.RESOLVED not in process.looked_into
    assert process.upheld == (PublishedOutcome.UPHELD, PublishedOutcome.PARTLY_UPHELD)


@pytest.mark.parametrize(
    ("body", "word", "said"),
    [
        (OmbudsmanBody.SPSO, PublishedOutcome.PARTLY_UPHELD, "Some upheld"),
        (OmbudsmanBody.SPSO, EnquiryKind.DRAFT, "Comments on a provisional decision"),
        (OmbudsmanBody.PSOW, ReferralKind.MEDIATION, "Early resolution"),
        (OmbudsmanBody.PSOW, PublishedOutcome.RESOLVED, "Early resolution or settlement"),
        (OmbudsmanBody.NIPSO, DecisionText.FAULT_ALONE, "Maladministration, no injustice"),
        # A code two lists have: what is published of a case is called otherwise, a head is not.
        (OmbudsmanBody.SPSO, PublishedOutcome.UPHELD, "Fully upheld"),
        (OmbudsmanBody.SPSO, Determination.UPHELD, "Upheld"),
        (OmbudsmanBody.LGSCO, PublishedOutcome.UPHELD, "Upheld"),
    ],
)
def test_each_ombudsman_calls_it_in_its_own_words(
    body: OmbudsmanBody, word: PublishedOutcome, said: str
) -> None:
    process = referral_process(body)
    assert process.word(word) == said
    assert (word.value, said) in process.choices([word])


def test_the_report_of_a_nation_asks_what_its_law_asks() -> None:
    wales = referral_process(OmbudsmanBody.PSOW).asked_at(EnquiryKind.REPORT)
    scotland = referral_process(OmbudsmanBody.SPSO).asked_at(EnquiryKind.REPORT)
    assert wales is not None
    assert scotland is not None
    assert (len(wales.parts), wales.unconfirmed) == (4, True)
    assert scotland.source == "Scottish Public Services Ombudsman Act 2002 section 15(4)"
