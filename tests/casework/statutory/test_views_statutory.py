"""The pages of people and reports: the tab, forms, what holds them, text kept, who may."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.statutory import commands
from casework.statutory.commands import Report
from casework.statutory.views.acts import ACTS
from putright.vocabulary import PersonRole, PointOutcome, ReportKind
from tests.casework import made
from tests.casework.made import Officers
from tests.casework.statutory.children import (
    answered,
    appointed,
    at_stage_2,
    case_of,
    common,
    complaint,
    mon_3_june,
    outside,
    version,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one(client: Client, officers: Officers) -> str:
    client.force_login(officers.asha)
    return at_stage_2(officers.asha)


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def post(client: Client, reference: str, name: str, query: str = "", **fields: Any):
    sent = {"seen_version": version(reference), **day("at", mon_3_june), **fields}
    return client.post(f"/complaints/{reference}/{name}{query}", sent)


def text(answer) -> str:
    return answer.content.decode()


def investigated(one: str, officers: Officers) -> str:
    key = appointed(
        one, officers.asha, PersonRole.INVESTIGATING_OFFICER, outside(officers.asha, "Idris Vane")
    )
    found = (("1", PointOutcome.UPHELD), ("2", PointOutcome.NOT_UPHELD))
    report = Report(ReportKind.INVESTIGATION, key, found, ("Send reports earlier",))
    commands.receive_report(one, report, "", **common(one, officers.asha, mon_3_june))
    return case_of(one).reports[-1].key


@pytest.mark.parametrize("kind", ACTS, ids=lambda each: each.name)
def test_every_act_has_a_page_or_leads_back_to_the_tab(client: Client, one: str, kind) -> None:
    answer = client.get(f"/complaints/{one}/{kind.name}")
    assert answer.status_code in (200, 302)
    if answer.status_code == 302:
        assert answer["Location"].endswith("/people-and-reports")


def test_the_tab_says_whom_the_stage_needs_and_both_starts_of_its_time(client: Client, one: str) -> None:
    shown = text(client.get(f"/complaints/{one}/people-and-reports"))
    for words in (
        "Independent person",
        "1 to be appointed",
        "Investigating officer",
        "Counted from Mon 20 May 2024",
    ):
        assert words in shown
    post(client, one, "statement", words="Nobody told us of the meeting, and nobody answered")
    shown = text(client.get(f"/complaints/{one}/people-and-reports"))
    assert "Counted from Mon 3 June 2024" in shown
    assert "By the other reading, from Mon 20 May 2024" in shown


def test_a_complaint_whose_procedure_needs_nobody_has_no_such_tab(client: Client, officers: Officers) -> None:
    client.force_login(officers.asha)
    housing = made.told(officers.asha).reference
    assert client.get(f"/complaints/{housing}/people-and-reports").status_code == 404
    assert "People and reports" not in text(client.get(f"/complaints/{housing}"))
    assert "People and reports" in text(client.get(f"/complaints/{complaint(officers.asha)}"))


def test_a_panel_member_or_independent_person_with_a_conflict_is_held_and_what_was_typed_is_kept(
    client: Client, officers: Officers, one: str
) -> None:
    who = outside(officers.asha, "Orla Brack")
    given = {
        "role": "independent_person",
        "who": who,
        "conflicts": ["partner"],
        "declared": "on",
        "words": "Keep me",
    }
    answer = post(client, one, "appoint", **given)
    assert answer.status_code == 422
    assert "married to" in text(answer)
    assert "Keep me" in text(answer)
    assert case_of(one).people == ()
    done = post(client, one, "appoint", **given, going_on="Nobody else is free before August.")
    assert done.status_code == 302
    assert "Orla Brack" in text(client.get(f"/complaints/{one}/people-and-reports"))


def test_a_report_needs_what_its_kind_needs(client: Client, officers: Officers, one: str) -> None:
    key = appointed(one, officers.asha, PersonRole.INDEPENDENT_PERSON, outside(officers.asha, "Orla Brack"))
    answer = post(
        client, one, "report-received", what="independent_person", appointment=key, words="Sound throughout"
    )
    assert answer.status_code == 422
    assert "choose an answer" in text(answer)
    assert "Sound throughout" in text(answer)
    done = post(client, one, "report-received", what="independent_person", appointment=key, agrees="yes")
    assert done.status_code == 302
    assert "agrees with the investigation" in text(client.get(f"/complaints/{one}/people-and-reports"))


def test_adjudicating_stands_beside_the_report_and_asks_why_we_differ(
    client: Client, officers: Officers, one: str
) -> None:
    key = investigated(one, officers)
    [wanted] = case_of(one).reports[0].body.recommendations
    page = text(client.get(f"/complaints/{one}/adjudicate?of={key}"))
    assert "Idris Vane" in page
    assert "Send reports earlier" in page
    given = {"agrees-1": "yes", "agrees-2": "no", f"accepted-{wanted}": "yes"}
    refused = post(client, one, "adjudicate", f"?of={key}", **given)
    assert refused.status_code == 422
    for says in (
        "Point 2: say why we differ",
        "Point 2: choose our own finding",
        "choose who sees to it",
        "by when",
    ):
        assert says in text(refused)
    given |= {
        "outcome-2": "partly_upheld", "why-2": "The log shows two calls", f"owner-{wanted}": str(officers.carl.pk),
        **day(f"due-{wanted}", date(2024, 6, 28)),
    }  # fmt: skip
    assert post(client, one, "adjudicate", f"?of={key}", **given).status_code == 302
    shown = text(client.get(f"/complaints/{one}/people-and-reports"))
    assert "The log shows two calls" in shown
    assert "Accepted" in shown
    assert "Send reports earlier" in text(client.get(f"/complaints/{one}/remedies"))


def test_stage_2_asked_for_too_late_is_held_until_the_decision_to_accept_it_is_recorded(
    client: Client, officers: Officers
) -> None:
    client.force_login(officers.asha)
    one = complaint(officers.asha)
    answered(one, officers.asha)
    asked = {"seen_version": version(one), **day("at", date(2024, 6, 24)), "words": "We want more"}
    held = client.post(f"/complaints/{one}/escalate", asked)
    assert held.status_code == 422
    assert "after the last day for it" in text(held)
    assert (
        post(client, one, "late-request", **day("at", date(2024, 6, 24)), words="In hospital").status_code
        == 302
    )
    asked["seen_version"] = version(one)
    assert client.post(f"/complaints/{one}/escalate", asked).status_code == 302
    assert case_of(one).stage == "stage-2"


def test_the_delay_at_stage_2_is_offered_as_a_remedy_of_its_own(client: Client, one: str) -> None:
    shown = text(client.get(f"/complaints/{one}/people-and-reports"))
    assert "Stage 2, investigation: investigate and adjudicate: due" in shown
    assert f"/complaints/{one}/remedies/propose/pay_distress" in shown


def test_who_only_reads_sees_the_tab_and_may_record_nothing(
    client: Client, officers: Officers, one: str
) -> None:
    client.force_login(officers.ewan)
    assert "Appoint somebody" not in text(client.get(f"/complaints/{one}/people-and-reports"))
    assert client.get(f"/complaints/{one}/appoint").status_code == 403
    assert client.get("/outside-people").status_code == 403


def test_a_restricted_or_foreign_complaint_is_not_there(client: Client, officers: Officers, one: str) -> None:
    client.force_login(officers.fern)
    for page in ("people-and-reports", "appoint", "adjudicate"):
        assert client.get(f"/complaints/{one}/{page}").status_code == 404
    theirs = outside(officers.asha, "Orla Brack")
    assert client.get(f"/outside-people/{theirs}").status_code == 404


def test_the_register_keeps_what_was_typed_and_shows_who_is_free(client: Client, officers: Officers) -> None:
    client.force_login(officers.asha)
    wrong = client.post("/outside-people/new", {"name": "Ines Holt", "interests": "A cousin works here"})
    assert wrong.status_code == 422
    assert "A cousin works here" in text(wrong)
    given = {"name": "Ines Holt", "roles": ["panel_chair"], "conflicts": ["partner"], "away": "on"}
    assert client.post("/outside-people/new", given).status_code == 302
    shown = text(client.get("/outside-people"))
    assert "Ines Holt" in shown
    assert "Not now" in shown
    assert "married to" in shown


def test_the_tab_costs_few_statements(client: Client, one: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(14):
        client.get(f"/complaints/{one}/people-and-reports")
