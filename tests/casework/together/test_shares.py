"""Shares of an answer: asked for in time, given by the service, sent back, held at the answer."""

import threading
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection

from casework.complaints.commands import Answer, Held, respond, restrict
from casework.complaints.models import Note, OpenEnd
from casework.people.models import Service
from casework.together import giving, shares
from casework.together.giving import NoSuchShare, TextChanged
from casework.together.models import Share, ShareMail
from casework.together.shares import Asking
from putright.cases import CaseError
from putright.vocabulary import ContributionStep, PointOutcome, RemedyDecision
from tests.casework.made import Officers, at, fri_24_may, mon_20_may, thu_9_may, tue_7_may
from tests.casework.together.asked import (
    NOON,
    asked,
    case_of,
    common,
    complaint,
    fri_10_may,
    service,
    tue_14_may,
    version,
)

pytestmark = pytest.mark.django_db(transaction=True)

thu_16_may = date(2024, 5, 16)


@pytest.fixture
def one(officers: Officers) -> str:
    return complaint(officers.asha)


def answer(reference: str, officers: Officers, *, going_on: str = "", complete: bool = True) -> None:
    answers = [
        Answer(point, PointOutcome.NOT_UPHELD, "Nothing went wrong.", RemedyDecision.NOT_DECIDED)
        for point in ("1", "2")
    ]
    respond(
        reference, answers if complete else answers[:1], at=thu_16_may, blocks=BLOCKS, complete=complete,
        more_by=None if complete else mon_20_may, by=officers.asha, now=at(thu_16_may, 15),
        seen_version=version(reference), going_on=going_on,
    )  # fmt: skip


BLOCKS = (
    "stage", "complaint_definition", "decision", "reasons", "remedy", "outstanding_actions", "how_to_escalate",
    "ombudsman_details", "who_acts_next",
)  # fmt: skip


def test_a_share_is_asked_of_a_service_and_its_officer_is_told(officers: Officers, one: str) -> None:
    share = asked(officers, one)
    [state] = case_of(one).contributions
    assert (state.due, state.body.points, state.body.service) == (tue_14_may, ("1",), str(share.service_id))
    assert Note.objects.get(pk=state.key).words == "When did anybody visit?"
    [mail] = ShareMail.objects.all()
    assert (mail.kind, mail.share, mail.due_on) == ("asked", share, tue_14_may)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"due": mon_20_may}, "our own answer is due on Mon 20 May 2024"),
        ({"due": tue_7_may}, "which has passed"),
        ({"points": ()}, "choose which points"),
        ({"points": ("9",)}, "choose which points"),
        ({"service": 999_999}, "no such service"),
        ({"officer": None}, "say who gives the share"),
        ({"service": None, "officer": None}, "choose a service, or enter"),
        ({"service": None, "officer": None, "outside": "Merebrook NHS Trust"}, "the resident agrees"),
    ],
)
def test_what_nobody_could_give_in_time_is_refused_with_what_to_do_and_nothing_is_written(
    officers: Officers, one: str, change: dict, says: str
) -> None:
    notes = Note.objects.count()
    fine = Asking(("1",), tue_14_may, service(officers.asha.organisation).pk, officers.carl.pk)
    with pytest.raises(CaseError, match=says):
        shares.ask(one, replace(fine, **change), "When?", **common(one, officers.asha))
    assert (Note.objects.count(), Share.objects.count(), ShareMail.objects.count()) == (notes, 0, 0)


def test_a_service_or_officer_of_another_organisation_and_an_auditor_are_nobody_here(
    officers: Officers, one: str
) -> None:
    theirs = service(officers.fern.organisation, "Theirs")
    ours = service(officers.asha.organisation)
    for number, officer in (
        (theirs.pk, officers.carl.pk), (ours.pk, officers.fern.pk), (ours.pk, officers.ewan.pk),
    ):  # fmt: skip
        with pytest.raises(CaseError):
            shares.ask(
                one, Asking(("1",), tue_14_may, number, officer), "When?", **common(one, officers.asha)
            )
    Service.objects.filter(pk=ours.pk).update(valid_to=date(2023, 3, 31))
    with pytest.raises(CaseError, match="no such service today"):
        shares.ask(
            one, Asking(("1",), tue_14_may, ours.pk, officers.carl.pk), "When?", **common(one, officers.asha)
        )


def test_once_our_own_day_has_come_any_day_to_come_is_possible(officers: Officers, one: str) -> None:
    late = at(mon_20_may)
    shares.ask(
        one, Asking(("1",), fri_24_may, service(officers.asha.organisation).pk, officers.carl.pk), "When?",
        **common(one, officers.asha, late),
    )  # fmt: skip
    assert case_of(one).contributions[0].due == fri_24_may


def test_the_officer_of_the_service_writes_and_gives_it_without_seeing_the_complaint(
    client, officers: Officers, one: str
) -> None:
    share = asked(officers, one)
    client.force_login(officers.carl)
    assert client.get(f"/complaints/{one}").status_code == 404
    giving.save(share.pk, "We went", by=officers.carl, seen_version=0)
    with pytest.raises(TextChanged) as changed:
        giving.save(share.pk, "Other words", by=officers.carl, seen_version=0)
    assert (changed.value.text, changed.value.version) == ("We went", 1)
    giving.give(share.pk, "We went on 12 April.", by=officers.carl, now=at(thu_9_may), seen_version=1)
    [state] = case_of(one).contributions
    assert state.step is ContributionStep.GIVEN
    assert Note.objects.get(pk=state.moves[-1].body.note).words == "We went on 12 April."
    share.refresh_from_db()
    assert share.text == ""
    with pytest.raises(CaseError, match="given"):
        giving.save(share.pk, "More", by=officers.carl, seen_version=share.version)
    with pytest.raises(CaseError, match="given already"):
        giving.give(share.pk, "More", by=officers.carl, now=at(thu_9_may, 13), seen_version=share.version)


def test_an_empty_share_is_none(officers: Officers, one: str) -> None:
    share = asked(officers, one)
    with pytest.raises(CaseError, match="no words"):
        giving.give(share.pk, "  ", by=officers.carl, now=at(thu_9_may), seen_version=0)
    assert not case_of(one).contributions[0].ended


def test_nobody_else_sees_or_gives_it(officers: Officers, one: str) -> None:
    share = asked(officers, one)
    with pytest.raises(NoSuchShare):
        giving.share_seen(officers.fern, share.pk)
    restrict(one, [officers.asha], by=officers.asha, now=NOON, seen_version=version(one))
    for officer in (officers.carl, officers.bela, officers.dana):
        with pytest.raises(NoSuchShare):
            giving.give(share.pk, "Words", by=officer, now=at(thu_9_may), seen_version=0)
    assert not case_of(one).contributions[0].ended


def test_a_share_of_a_restricted_complaint_is_asked_of_who_is_named_on_it(officers: Officers) -> None:
    secret = complaint(officers.asha, named=(officers.asha.pk, officers.bela.pk))
    with pytest.raises(CaseError, match="not named on this restricted complaint"):
        asked(officers, secret)
    share = asked(officers, secret, officer=officers.bela.pk)
    assert giving.share_seen(officers.bela, share.pk) == share


def test_a_share_is_sent_back_with_what_is_missing_and_given_again(officers: Officers, one: str) -> None:
    share = asked(officers, one)
    with pytest.raises(CaseError, match="not given yet"):
        shares.send_back(one, share.key, "The dates", due=fri_10_may, **common(one, officers.asha))
    giving.give(share.pk, "We went.", by=officers.carl, now=at(thu_9_may), seen_version=0)
    late = common(one, officers.asha, at(thu_9_may, 14))
    with pytest.raises(CaseError, match="say what is missing"):
        shares.send_back(one, share.key, " ", due=fri_10_may, **late)
    shares.send_back(one, share.key, "The dates of the visits", due=fri_10_may, **late)
    share.refresh_from_db()
    assert share.text == "We went."
    [end] = OpenEnd.objects.filter(kind="contribution")
    assert (end.is_open, end.due_on, end.ended_on, end.step) == (True, fri_10_may, None, "returned")
    assert ShareMail.objects.filter(kind="returned", due_on=fri_10_may).exists()
    giving.give(
        share.pk, "We went on 12 April.", by=officers.carl, now=at(fri_10_may), seen_version=share.version
    )
    assert [one.body.to for one in case_of(one).contributions[0].moves] == [
        ContributionStep.GIVEN, ContributionStep.RETURNED, ContributionStep.GIVEN,
    ]  # fmt: skip


def test_the_whole_answer_is_held_while_a_share_is_out_until_a_named_officer_says_why(
    officers: Officers, one: str
) -> None:
    asked(officers, one)
    with pytest.raises(Held) as held:
        answer(one, officers)
    assert "shares-before-answer" in {each.duty for each in held.value.would_break}
    others = [each for each in held.value.would_break if each.duty != "shares-before-answer"]
    assert others == []
    answer(one, officers, going_on="Repairs is closed this week; the visits stand in the job log.")
    assert Note.objects.filter(about="override").count() == 1


def test_an_answer_is_not_held_once_every_share_is_given_or_not_needed(officers: Officers, one: str) -> None:
    first, second = (
        asked(officers, one),
        asked(officers, one, service=service(officers.asha.organisation, "Gas").pk),
    )
    giving.give(first.pk, "We went on 12 April.", by=officers.carl, now=at(thu_9_may), seen_version=0)
    shares.not_needed(one, second.key, "Repairs told us all", **common(one, officers.asha, at(thu_9_may, 14)))
    answer(one, officers)
    assert case_of(one).current.complete_responded_on == thu_16_may


def test_part_of_an_answer_leaves_without_the_share_that_is_out(officers: Officers, one: str) -> None:
    asked(officers, one, points=("2",))
    answer(one, officers, complete=False)
    assert case_of(one).current.complete_responded_on is None


def test_chasing_may_give_another_day_and_tells_the_officer(officers: Officers, one: str) -> None:
    share = asked(officers, one, due=fri_10_may)
    late = common(one, officers.asha, at(thu_9_may))
    with pytest.raises(CaseError, match="our own answer is due"):
        shares.chase(one, share.key, "", due=mon_20_may, **late)
    shares.chase(one, share.key, "Rang; it comes on Tuesday", due=tue_14_may, **late)
    [state] = case_of(one).contributions
    assert (state.step, state.due) == (ContributionStep.CHASED, tue_14_may)
    assert ShareMail.objects.filter(kind="chased", due_on=tue_14_may).exists()


def test_a_body_outside_gives_its_share_on_paper(officers: Officers, one: str) -> None:
    share = asked(
        officers,
        one,
        officer=None,
        outside="Merebrook NHS Trust",
        email="pals@merebrook.example",
        consent=True,
    )
    assert not ShareMail.objects.exists(), "whoever handles the complaint writes to them first"
    shares.record_given(one, share.key, "The ward says so", **common(one, officers.asha, at(thu_9_may)))
    assert case_of(one).contributions[0].ended


def test_what_was_begun_is_kept_where_the_share_comes_another_way(officers: Officers, one: str) -> None:
    share = asked(officers, one)
    giving.save(share.pk, "They came twice", by=officers.carl, seen_version=0)
    shares.record_given(one, share.key, "By telephone: once", **common(one, officers.asha, at(thu_9_may)))
    kept = Note.objects.filter(complaint__reference=one, about="contribution").values_list("words", flat=True)
    assert {"They came twice", "By telephone: once"} <= set(kept)


def test_a_share_of_another_complaint_is_no_share_of_this_one(officers: Officers, one: str) -> None:
    share = asked(officers, one)
    other = complaint(officers.asha)
    for does in (shares.record_given, shares.not_needed):
        with pytest.raises(CaseError, match="no such share"):
            does(other, share.key, "Words", **common(other, officers.asha))


def test_words_kept_while_the_share_is_given_are_refused_and_never_lost(officers: Officers, one: str) -> None:
    share, told = asked(officers, one), []
    seen = giving.save(share.pk, "They came twice", by=officers.carl, seen_version=0)

    def keep() -> None:
        try:
            giving.save(share.pk, "They came twice, and once more", by=officers.carl, seen_version=seen)
            told.append("kept")
        except (TextChanged, CaseError) as refused:
            told.append(type(refused).__name__)
        finally:
            connection.close()

    another = threading.Thread(target=keep)

    def meanwhile(execute, sql, params, many, context):
        if sql.startswith('UPDATE "together_share"') and another.ident is None:
            another.start()
            another.join(1)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile):
        giving.give(share.pk, "They came twice", by=officers.carl, now=NOON, seen_version=seen)
    another.join()
    assert told in (["TextChanged"], ["CaseError"])
