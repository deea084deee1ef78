"""The pages of visits and agreements: forms, what holds them, boards, and who may."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.agreements import commands
from casework.agreements.views.acts import ACTS
from casework.complaints.models import Complaint
from casework.complaints.record import act, record
from casework.complaints.storing import read_events
from putright.cases import replay, verbs
from putright.vocabulary import NeedStep
from tests.casework import made
from tests.casework.agreements.arranging import (
    common,
    contractor,
    kept_away,
    mon_13_may,
    version,
    visit,
    worker,
)
from tests.casework.made import Officers, at, fri_3_may, thu_2_may

pytestmark = pytest.mark.django_db(transaction=True)

fri_10_may = date(2024, 5, 10)


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


@pytest.fixture
def one(client: Client, officers: Officers) -> str:
    """A complaint in the hands of Asha, who is logged in."""
    client.force_login(officers.asha)
    return made.told(officers.asha).reference


def case_of(reference: str):
    return replay(read_events(Complaint.objects.get(reference=reference))[0])


def post(client: Client, reference: str, name: str, **fields: Any):
    return client.post(f"/complaints/{reference}/{name}", {"seen_version": version(reference), **fields})


def text(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("kind", ACTS, ids=lambda one: one.name)
def test_every_act_has_a_page_or_leads_back(client: Client, one: str, officers: Officers, kind) -> None:
    answer = client.get(f"/complaints/{one}/{kind.name}")
    assert answer.status_code in (200, 302)
    assert answer.status_code == 200 or answer.headers["Location"] == f"/complaints/{one}/visits"


def test_a_visit_is_arranged_with_its_window(client: Client, one: str, officers: Officers) -> None:
    answer = post(
        client, one, "visit", words="To look at the pipe", begins="9:00", until="11:30", site="No parking",
        worker=worker(officers.asha), constraints=["do_not_knock"],
        **day("on", mon_13_may), **day("told_on", thu_2_may), **day("at", thu_2_may),
    )  # fmt: skip
    assert answer.headers["Location"] == f"/complaints/{one}/visits"
    shown = text(client.get(f"/complaints/{one}/visits"))
    for words in ("09:00 to 11:30", "At the place: No parking", "Dylan Prowse (Plumber)", "Do not knock"):
        assert words in shown


def test_a_worker_kept_away_is_named_and_the_form_keeps_what_was_typed(
    client: Client, one: str, officers: Officers
) -> None:
    dylan = worker(officers.asha)
    kept_away(one, officers.asha, dylan)
    given = {
        "words": "To look at the pipe", "worker": dylan,
        **day("on", date(2027, 5, 10)), **day("at", thu_2_may),
    }  # fmt: skip
    answer = post(client, one, "visit", **given)
    assert answer.status_code == 422
    assert "Dylan Prowse must not contact or visit this resident since Thu 2 May 2024" in text(answer)
    assert "To look at the pipe</textarea>" in text(answer)
    assert post(client, one, "visit", **given, going_on="He is the only one").status_code == 422
    client.force_login(officers.bela)
    assert post(client, one, "visit", **given, going_on="He is the only one").status_code == 302
    assert len(case_of(one).incidents) == 1


def test_an_active_rule_stands_beside_every_form_and_is_not_asked_for_again(
    client: Client, one: str, officers: Officers
) -> None:
    kept_away(one, officers.asha, worker(officers.asha))
    for page in ("note", "visit", "keep-away", "acknowledge"):
        shown = text(client.get(f"/complaints/{one}/{page}"))
        assert "Must not contact or visit" in shown
        assert "Dylan Prowse: Not to come to the flat or to call" in shown
    assert "The resident is not asked to say or write it again." in text(
        client.get(f"/complaints/{one}/keep-away")
    )


def test_half_a_time_slot_is_told(client: Client, one: str) -> None:
    answer = post(
        client, one, "visit", words="Pipe", begins="9:00", **day("on", mon_13_may), **day("at", thu_2_may)
    )
    assert "Until: enter both ends of the time slot, or neither." in text(answer)


def test_an_hour_that_spring_leaves_out_is_told(client: Client, one: str) -> None:
    sun_28_march = date(2027, 3, 28)
    answer = post(
        client,
        one,
        "visit",
        words="Pipe",
        begins="1:30",
        until="3:00",
        **day("on", sun_28_march),
        **day("at", thu_2_may),
    )
    assert answer.status_code == 422
    assert "the clocks went forward" in text(answer)


def test_a_joint_visit_has_a_checklist(client: Client, one: str, officers: Officers) -> None:
    dylan, ines = worker(officers.asha), worker(officers.asha, "Ines Fall")
    given = {
        "words": "Fit the lever",
        "worker": dylan,
        "second": ines,
        **day("on", mon_13_may),
        **day("at", thu_2_may),
    }
    assert "Checklist for a joint visit: say who brings what" in text(post(client, one, "visit", **given))
    assert (
        post(client, one, "visit", **given, checklist="Ines brings the lever of the order").status_code == 302
    )
    assert case_of(one).appointments[0].workers == (dylan, ines)


def test_a_failed_visit_says_why_and_what_is_next(client: Client, one: str, officers: Officers) -> None:
    key = visit(one, officers.asha).case.appointments[0].key
    given = {"appointment": key, "to": "no_access", **day("at", mon_13_may)}
    answer = text(post(client, one, "visit-outcome", **given))
    assert "If not, why?: choose the cause" in answer
    assert "By when is another visit arranged?: enter the day" in answer
    done = post(
        client, one, "visit-outcome", **given, because="nobody_in", **day("again_by", date(2024, 5, 14))
    )
    assert done.status_code == 302
    assert "Not complete, and no visit arranged" in text(client.get(f"/complaints/{one}/visits"))


def test_a_meeting_without_support_is_held(client: Client, one: str, officers: Officers) -> None:
    given = {
        "purpose": "To hear what happened", "begins": "10:00", "until": "11:00", "chair": "Bela Example",
        "attends_0": f"officer-{officers.bela.pk}", "questions": "Why was he sent again?", "arrival": "Side door",
        **day("on", date(2027, 5, 10)), **day("at", thu_2_may),
    }  # fmt: skip
    held = post(client, one, "meeting", support="no", **given)
    assert "Nobody to support the resident was offered" in text(held)
    assert post(client, one, "meeting", support="comes", **given).status_code == 302
    shown = text(client.get(f"/complaints/{one}/visits"))
    assert "Their questions: Why was he sent again?" in shown
    assert "Arrival: Side door" in shown


@pytest.mark.parametrize(
    ("what", "missing"),
    [
        ("adjustment", "an adjustment is reviewed"),
        ("named_contact", "Named contact: choose who it is."),
        ("do_not_route", "Team they are not put through to: choose it."),
    ],
)
def test_an_agreement_has_what_makes_it_one(client: Client, one: str, what: str, missing: str) -> None:
    answer = post(
        client, one, "agree", what=what, words="Large print", time_slot="no", **day("at", thu_2_may)
    )
    assert missing in text(answer)
    assert "Large print</textarea>" in text(answer)


def test_an_agreement_and_its_history_are_shown(client: Client, one: str) -> None:
    post(
        client, one, "agree", what="adjustment", words="Letters in large print", time_slot="yes", hours_from="10:00",
        **day("review", date(2024, 11, 1)), **day("at", thu_2_may),
    )  # fmt: skip
    key = case_of(one).agreements[0].key
    answer = post(
        client, one, "agreement-review", agreement=key, goes_on="yes", words="Still wanted", **day("at", fri_3_may),
        **day("review", date(2025, 5, 2)),
    )  # fmt: skip
    assert answer.status_code == 302
    shown = text(client.get(f"/complaints/{one}/visits"))
    for words in ("Always with a time slot", "Contacted from 10:00", "Agreement goes on", "Still wanted"):
        assert words in shown


def test_a_need_keeps_the_complaint_from_being_closed(client: Client, one: str, officers: Officers) -> None:
    post(
        client,
        one,
        "need",
        words="Grab rails at the bath",
        risk="on",
        **day("due", fri_10_may),
        **day("at", thu_2_may),
    )
    form = text(client.get(f"/complaints/{one}/close"))
    assert "Need still open: Grab rails at the bath, due Fri 10 May 2024." in form
    closing = {"reason": "closed_answered", "acts_next": "nobody", **day("at", mon_13_may)}
    answer = text(post(client, one, "close", **closing))
    assert "Closed while something was still open" in answer
    board = text(client.get("/needs"))
    assert "Grab rails at the bath" in board
    assert "Risk of harm" in board


def test_closing_says_who_acts_next_and_by_when(client: Client, one: str) -> None:
    closing = {"reason": "closed_answered", **day("at", mon_13_may)}
    assert "Who acts next?: choose an answer." in text(post(client, one, "close", **closing))
    assert "By when?: enter the day, since somebody has to act." in text(
        post(client, one, "close", **closing, acts_next="us")
    )


@pytest.mark.parametrize(
    ("what", "words", "due", "told"),
    [
        ("visit", "The plumber comes soon", False, "“soon” is no day"),
        ("other", "We see to it urgently", False, "“urgently” is no day"),
        ("visit", "The plumber comes", False, "enter the day"),
        ("no_contact", "He does not come again", False, ""),
        ("visit", "The plumber comes soon, on Friday", True, ""),
    ],
)
def test_a_promise_has_a_day_and_not_a_vague_word(
    client: Client, one: str, what: str, words: str, due: bool, told: str
) -> None:
    given = {"what": what, "words": words, **day("at", thu_2_may), **(day("due", fri_10_may) if due else {})}
    answer = post(client, one, "promise", **given)
    assert answer.status_code == (422 if told else 302)
    assert not told or told in text(answer)


def test_a_promise_has_an_owner_and_is_on_their_board(client: Client, one: str, officers: Officers) -> None:
    given = {"what": "call_back", "words": "We call back", "owner": str(officers.asha.pk)}
    post(client, one, "promise", **given, **day("at", thu_2_may), **day("due", fri_10_may))
    assert case_of(one).promises[0].owner == str(officers.asha.pk)
    assert "We call back" in text(client.get("/promises"))
    client.force_login(officers.bela)
    assert "We call back" not in text(client.get("/promises"))
    assert "We call back" in text(client.get("/promises?whose=all"))


def test_the_second_writer_is_told_what_changed(client: Client, one: str, officers: Officers) -> None:
    seen = version(one)
    record(one, act(verbs.acknowledge, at=fri_3_may), by=officers.asha, now=at(fri_3_may))
    given = {"seen_version": seen, "words": "Grab rails", **day("due", fri_10_may), **day("at", thu_2_may)}
    answer = client.post(f"/complaints/{one}/need", given)
    assert answer.status_code == 409
    assert "Grab rails</textarea>" in text(answer)
    assert not case_of(one).needs


def test_an_auditor_reads_and_does_nothing(client: Client, one: str, officers: Officers) -> None:
    commands.find_need(one, "Grab rails", risk=True, due=fri_10_may, owner=None, **common(one, officers.asha))
    contractor(officers.asha)
    client.force_login(officers.ewan)
    for path in (f"/complaints/{one}/visits", "/visits", "/needs", "/promises?whose=all", "/contractors"):
        assert client.get(path).status_code == 200
    shown = text(client.get(f"/complaints/{one}/visits"))
    assert "Arrange a visit" not in shown
    assert "Say what became of it" not in shown
    assert post(client, one, "visit", words="x").status_code == 403
    for path in ("/promises", "/contractors/new", "/workers/new", "/contractors/own-visits"):
        assert client.post(path, {"name": "x"}).status_code == 403


def test_another_organisation_sees_nothing(client: Client, one: str, officers: Officers) -> None:
    harrow = contractor(officers.asha)
    commands.find_need(one, "Grab rails", risk=True, due=fri_10_may, owner=None, **common(one, officers.asha))
    client.force_login(officers.fern)
    assert client.get(f"/complaints/{one}/visits").status_code == 404
    assert client.get(f"/complaints/{one}/visit").status_code == 404
    assert client.get(f"/contractors/{harrow}").status_code == 404
    for path in ("/needs", "/visits", "/promises?whose=all"):
        assert one not in text(client.get(path))
    assert "Harrow Drains" not in text(client.get("/contractors"))


def test_a_contractor_and_a_worker_are_kept_and_changed(client: Client, one: str, officers: Officers) -> None:
    given = {"name": "Harrow Drains", "status": "active", "reply_working_days": "10", "hours_from": "8:00"}
    assert client.post("/contractors/new", given).headers["Location"] == "/contractors"
    again = client.post("/contractors/new", given)
    assert again.status_code == 422
    assert "There is a contractor Harrow Drains already" in text(again)
    shown = text(client.get("/contractors"))
    assert "10 working days" in shown
    assert "from 08:00" in shown
    wrong = client.post("/contractors/new", {**given, "name": "Other", "reply_working_days": "ten"})
    assert "enter a whole number up to 365" in text(wrong)
    assert 'value="ten"' in text(wrong)
    assert client.post("/workers/new", {"name": "Dylan Prowse", "active": "on"}).status_code == 302
    twice = client.post("/workers/new", {"name": "Dylan Prowse", "active": "on"})
    assert "Dylan Prowse is on the list already" in text(twice)


def test_a_need_declined_in_writing_shows_what_the_resident_wrote(
    client: Client, one: str, officers: Officers
) -> None:
    made_ = commands.find_need(
        one, "Grab rails", risk=True, due=fri_10_may, owner=None, **common(one, officers.asha)
    )
    key = made_.case.needs[0].key
    answer = post(
        client, one, "need-step", need=key, to="declined_in_writing", words="No", **day("at", fri_3_may)
    )
    assert "A need is declined in writing" in text(answer)
    assert case_of(one).needs[0].step is NeedStep.FOUND


def test_why_an_earlier_visit_failed_stands_above_the_next_order(
    client: Client, one: str, officers: Officers
) -> None:
    assert "Earlier visits failed" not in text(client.get(f"/complaints/{one}/visit"))
    key = visit(one, officers.asha).case.appointments[0].key
    post(
        client, one, "visit-outcome", appointment=key, to="could_not_complete", because="site_condition_unknown",
        **day("at", mon_13_may), **day("again_by", date(2024, 5, 14)),
    )  # fmt: skip
    shown = text(client.get(f"/complaints/{one}/visit"))
    assert "Earlier visits failed because of this: something at the place nobody had told of." in shown
