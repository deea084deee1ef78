"""Heads of complaint belong to their decision; a review may find on them anew."""

from datetime import date

from putright.cases import verbs
from putright.cases.heads import decisions_of, holding_heads
from putright.cases.referred import HeadDecided, ReferralDecided, ReferralOpened
from putright.vocabulary import Determination, OmbudsmanBody, ReferralKind
from tests.putright.cases.made import received, then

thu_2_may = date(2024, 5, 2)


def case(*bodies):
    made = received()
    opened = ReferralOpened("1", OmbudsmanBody.HOS, ReferralKind.INVESTIGATION, "evidence")
    for body in (opened, *bodies):
        verb = verbs.follow_up if isinstance(body, ReferralDecided) else verbs.refer
        made = then(made, verb(made, body=body, at=thu_2_may))
    return made, made.referrals[0]


def head(key, found=Determination.MALADMINISTRATION):
    return HeadDecided(key, "1", found)


def keys(case, referral):
    return [[one.key for one in decision.heads] for decision in decisions_of(case, referral)]


def test_heads_told_before_their_decision_are_of_the_first():
    assert keys(*case(head("a"), ReferralDecided("1"), head("b"))) == [["a", "b"]]


def test_a_review_that_finds_anew_leaves_those_before_on_record():
    found = case(ReferralDecided("1"), head("a"), ReferralDecided("1", at_review=True), head("b"))
    assert keys(*found) == [["a"], ["b"]]
    assert [one.key for one in holding_heads(*found)] == ["b"]


def test_a_review_that_finds_nothing_anew_leaves_the_heads_as_they_were():
    found = case(ReferralDecided("1"), head("a"), ReferralDecided("1", at_review=True))
    assert keys(*found) == [["a"], ["a"]]


def test_without_a_decision_every_head_holds():
    found = case(head("a"), head("b"))
    assert decisions_of(*found) == ()
    assert [one.key for one in holding_heads(*found)] == ["a", "b"]
