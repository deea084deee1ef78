"""The pages of shares as officers use them: tab, acts, the page of a share, the board, and what they cost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from casework.complaints.record import act, record
from casework.together.board import board, lateness
from casework.together.giving import give
from casework.together.models import Share
from casework.together.shares import Asking, ask
from putright.calendars import in_london
from putright.cases import verbs
from tests.casework import made
from tests.casework.made import Officers, at, fri_24_may, mon_20_may, thu_9_may
from tests.casework.together.asked import asked, case_of, complaint, fri_10_may, service, tue_14_may, version

pytestmark = pytest.mark.django_db(transaction=True)


def today():
    return in_london(timezone.now()).date()


@pytest.fixture
def one(officers: Officers) -> str:
    """One received and acknowledged today, so that what a page calls today fits."""
    reference = made.told(officers.asha, received=today() - timedelta(days=1)).reference
    record(reference, act(verbs.acknowledge, at=today()), by=officers.asha, now=timezone.now())
    return reference


def typed(officers: Officers, **rest) -> dict[str, object]:
    """What asha types to ask Repairs."""
    of = rest.pop("of", None) or str(service(officers.asha.organisation).pk)
    due = rest.pop("due", today() + timedelta(days=5))
    return {
        "of": of, "officer": str(officers.carl.pk), "points": ["1"], "words": "When did anybody visit?",
        "due-day": str(due.day), "due-month": str(due.month), "due-year": str(due.year),
        "at-day": str(today().day), "at-month": str(today().month), "at-year": str(today().year), "at-time": "",
        **rest,
    }  # fmt: skip


def asked_on_page(client, officers: Officers, reference: str, **rest) -> Share:
    client.force_login(officers.asha)
    sent = {**typed(officers, **rest), "seen_version": version(reference)}
    answer = client.post(f"/complaints/{reference}/share-ask", sent)
    assert answer.status_code == 302, answer.content.decode()
    assert answer.headers["Location"] == f"/complaints/{reference}/together"
    return Share.objects.latest("pk")


def test_a_share_goes_from_the_handler_to_the_service_and_back(client, officers: Officers, one: str) -> None:
    share = asked_on_page(client, officers, one)
    tab = client.get(f"/complaints/{one}/together").content.decode()
    assert "When did anybody visit?" in tab
    client.force_login(officers.carl)
    board = client.get("/shares").content.decode()
    assert f"/shares/{share.pk}" in board
    assert f'href="/complaints/{one}' not in board
    page = client.get(f"/shares/{share.pk}").content.decode()
    assert "Nobody came in six weeks" in page
    for hidden in ("The kitchen ceiling is spoilt", "Gwendolyn Ashdown", "Leak above the kitchen"):
        assert hidden not in page
    kept = client.post(f"/shares/{share.pk}", {"text": "We went", "version": "0", "keep": "yes"}, follow=True)
    assert "It is not given yet" in kept.content.decode()
    given = client.post(
        f"/shares/{share.pk}", {"text": "We went on 12 April.", "version": "1", "give": "yes"}, follow=True
    )
    assert "Your share is given" in given.content.decode()
    client.force_login(officers.asha)
    assert "We went on 12 April." in client.get(f"/complaints/{one}/together").content.decode()


def test_somebody_elses_words_are_not_written_over_and_ones_own_are_kept(
    client, officers: Officers, one: str
) -> None:
    share = asked_on_page(client, officers, one)
    client.force_login(officers.carl)
    client.post(f"/shares/{share.pk}", {"text": "First", "version": "0", "keep": "yes"})
    for version_sent in ("0", "", "x", "9" * 20):
        answer = client.post(
            f"/shares/{share.pk}", {"text": "Second", "version": version_sent, "give": "yes"}
        )
        assert answer.status_code == 409
        assert ("First" in answer.content.decode(), "Second" in answer.content.decode()) == (True, True)
    share.refresh_from_db()
    assert (share.text, case_of(one).contributions[0].ended) == ("First", False)


def test_a_day_that_comes_too_late_is_told_with_our_own_and_what_was_typed_is_kept(
    client, officers: Officers, one: str
) -> None:
    client.force_login(officers.asha)
    late = typed(officers, due=today() + timedelta(days=40), seen_version=version(one))
    answer = client.post(f"/complaints/{one}/share-ask", late)
    told = answer.content.decode()
    assert answer.status_code == 422
    assert "Our own answer is due on" in told
    assert "When did anybody visit?" in told
    assert not Share.objects.exists()


@pytest.mark.parametrize(
    "bad",
    [
        {"of": "999999"}, {"of": "x"}, {"officer": "x"}, {"points": []}, {"points": ["9"]}, {"words": " "},
        {"due-day": "31", "due-month": "2"}, {"of": "outside", "outside": ""},
        {"of": "outside", "outside": "NHS", "email": "no address", "consent": "on"},
        {"of": "outside", "outside": "NHS"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(
    client, officers: Officers, one: str, bad: dict
) -> None:
    client.force_login(officers.asha)
    answer = client.post(
        f"/complaints/{one}/share-ask", {**typed(officers), **bad, "seen_version": version(one)}
    )
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()
    assert not Share.objects.exists()


def test_nobody_else_opens_the_page_and_an_auditor_only_reads(client, officers: Officers, one: str) -> None:
    share = asked_on_page(client, officers, one)
    client.force_login(officers.fern)
    assert client.get(f"/shares/{share.pk}").status_code == 404
    assert client.post(f"/shares/{share.pk}", {"text": "x", "version": "0"}).status_code == 404
    assert one not in client.get("/shares").content.decode()
    client.force_login(officers.ewan)
    assert client.get(f"/shares/{share.pk}").status_code == 200
    assert client.post(f"/shares/{share.pk}", {"text": "x", "version": "0"}).status_code == 403
    assert client.get(f"/complaints/{one}/share-ask").status_code == 403
    client.logout()
    assert client.get(f"/shares/{share.pk}").status_code == 302


def test_the_board_leaves_a_restricted_complaint_out_of_lists_and_counts(
    client, officers: Officers, one: str
) -> None:
    asked_on_page(client, officers, one)
    record(one, act(verbs.restrict, officers=[str(officers.asha.pk)], at=timezone.now()), by=officers.asha,
           now=timezone.now())  # fmt: skip
    for officer in (officers.carl, officers.bela, officers.dana):
        client.force_login(officer)
        told = client.get("/shares").content.decode()
        assert (one in told, "Repairs</a>" in told) == (False, False)
    client.force_login(officers.asha)
    assert one in client.get("/shares").content.decode()


def test_lateness_by_service_counts_what_is_given_late_and_what_is_out_late(officers: Officers) -> None:
    reference = complaint(officers.asha)
    repairs, gas = (service(officers.asha.organisation, name) for name in ("Repairs", "Gas"))
    in_time, late, out, not_due = (
        asked(officers, reference, service=number, due=due)
        for number, due in (
            (repairs.pk, tue_14_may), (gas.pk, fri_10_may), (gas.pk, tue_14_may), (repairs.pk, tue_14_may),
        )
    )  # fmt: skip
    give(in_time.pk, "Words", by=officers.carl, now=at(thu_9_may), seen_version=0)
    give(late.pk, "Words", by=officers.carl, now=at(mon_20_may), seen_version=0)
    hidden = complaint(officers.bela, named=(officers.bela.pk,))
    asked_there = Asking(("1",), fri_10_may, gas.pk, officers.bela.pk)
    ask(
        hidden, asked_there, "Words", at=made.wed_8_may, by=officers.bela, now=at(made.wed_8_may),
        seen_version=version(hidden),
    )  # fmt: skip
    found = list(lateness(officers.asha, since=made.wed_1_may, today=tue_14_may))
    assert [(one.of, one.due, one.in_time, one.given_late, one.out_late) for one in found] == [
        ("Gas", 1, 0, 1, 0), ("Repairs", 1, 1, 0, 0),
    ]  # fmt: skip
    later = list(lateness(officers.asha, since=made.wed_1_may, today=fri_24_may))
    assert [(one.of, one.due, one.out_late) for one in later] == [("Gas", 2, 1), ("Repairs", 2, 1)]
    assert [one.due for one in lateness(officers.bela, since=made.wed_1_may, today=fri_24_may)] == [3, 2]
    shown = board(officers.carl, today=fri_24_may)
    assert [row.id for row in shown.of_us] == [out.pk, not_due.pk]
    assert {row.days_late for row in shown.of_us} == {10}


def test_the_pages_cost_the_same_with_one_share_and_with_many(
    client, officers: Officers, one: str, django_assert_max_num_queries
) -> None:
    first = asked_on_page(client, officers, one)
    for _ in range(6):
        asked_on_page(client, officers, one, of=str(first.service_id))
    with django_assert_max_num_queries(14):
        assert client.get(f"/complaints/{one}/together").status_code == 200
    client.force_login(officers.carl)
    with django_assert_max_num_queries(9):
        assert client.get("/shares").status_code == 200
    with django_assert_max_num_queries(9):
        assert client.get(f"/shares/{first.pk}").status_code == 200


def test_the_open_end_leads_to_the_tab(client, officers: Officers, one: str) -> None:
    asked_on_page(client, officers, one)
    assert f"/complaints/{one}/together" in client.get(f"/complaints/{one}").content.decode()
