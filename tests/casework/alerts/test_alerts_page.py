"""The page of alerts, the panel beside a complaint, the strip of the queue, and who sees what of them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.alerts import queries
from casework.alerts.models import Alert
from casework.alerts.queries import Whose, alert_page, alerts_of, own_counts
from casework.complaints.record import act, record
from casework.people.models import Officer
from putright.cases import verbs
from putright.cases.arranged import IncidentOpened, NeedFound
from putright.cases.detection import Group
from putright.procedures import AlertSeverity, detection_rules
from putright.vocabulary import IncidentKind
from tests.casework import made
from tests.casework.alerts.test_looking import scan
from tests.casework.made import Officers, at, fri_3_may, thu_2_may, thu_9_may, wed_1_may

pytestmark = pytest.mark.django_db
fri_10_may = date(2024, 5, 10)
mon_20_may = date(2024, 5, 20)
Statements = Callable[[int], AbstractContextManager[None]]


@pytest.fixture
def as_asha(client: Client, asha: Officer) -> Client:
    client.force_login(asha, backend="django.contrib.auth.backends.ModelBackend")
    return client


def references(officer: Officer, whose: Whose = Whose.ALL, **which: object) -> set[str]:
    return {one.reference for one in alert_page(officer, whose=whose, **which, today=fri_3_may).rows}


def late(officer: Officer, **more: object) -> str:
    """One whose acknowledgement is late on Friday 10 May."""
    return made.told(officer, **more).reference


def test_the_page_says_what_why_which_rule_and_what_to_do(as_asha: Client, asha: Officer) -> None:
    reference = late(asha)
    scan(fri_10_may)
    page = as_asha.get("/alerts").content.decode()
    rule = detection_rules()["DR-01"]
    for words in (reference, "1 working day late", rule.title.lower()[1:], rule.do, rule.key, "6.2"):
        assert words in page
    assert f'href="/complaints/{reference}"' in page


def test_an_empty_page_says_so(as_asha: Client) -> None:
    assert "No rule sees anything that is yours" in as_asha.get("/alerts").content.decode()


def test_mine_my_teams_and_all_are_told_apart(officers: Officers) -> None:
    mine, teams, others = late(officers.asha), late(officers.bela, title="B"), late(officers.carl, title="C")
    scan(fri_10_may)
    assert references(officers.asha, Whose.MINE) == {mine}
    assert references(officers.asha, Whose.TEAM) == {mine, teams}
    assert references(officers.asha) == {mine, teams, others}
    assert references(officers.carl) == {others}
    assert references(officers.fern) == set()


@pytest.mark.parametrize("whose", list(Whose))
def test_a_restricted_complaint_shows_only_to_who_is_named_on_it(officers: Officers, whose: Whose) -> None:
    hidden = late(officers.asha, named=(officers.asha.pk,))
    scan(fri_10_may)
    assert references(officers.asha, whose) == {hidden}
    assert references(officers.bela, whose) == set()
    assert alert_page(officers.bela, whose=whose, today=fri_3_may).counts == ()
    pk = Alert.objects.get().complaint_id
    assert alerts_of(officers.asha, pk)
    assert alerts_of(officers.bela, pk) == ()


def test_the_gravest_come_first_and_a_rule_or_a_group_narrows_them(asha: Officer) -> None:
    reference = late(asha, vulnerable=True)
    incident = act(verbs.arrange, body=IncidentOpened("1", IncidentKind.RESTRICTION_BROKEN), at=thu_2_may)
    record(reference, incident, by=asha, now=at(thu_2_may))
    scan(fri_10_may)
    found = alert_page(asha, whose=Whose.MINE, today=fri_3_may)
    assert [one.severity for one in found.rows] == sorted(
        (one.severity for one in found.rows), key=list(AlertSeverity).index
    )
    assert found.rows[0].rule.key == "DR-12"
    assert {one.rule.key: one.number for one in found.counts} == {"DR-01": 1, "DR-12": 1, "DR-14": 1}
    [one] = alert_page(asha, whose=Whose.MINE, rule="DR-14", today=fri_3_may).rows
    assert one.rule.key == "DR-14"
    [one] = alert_page(asha, whose=Whose.MINE, group=Group.RESTRICTION, today=fri_3_may).rows
    assert one.rule.key == "DR-12"
    assert len(alert_page(asha, whose=Whose.MINE, rule="DR-99", today=fri_3_may).rows) == 3


def test_an_alert_of_the_organisation_shows_to_who_sees_all_of_it(officers: Officers) -> None:
    Alert.objects.create(
        organisation=officers.asha.organisation, rule="DR-08", key="contractor:1", group="care", rank=2,
        since=thu_2_may, says="No complaint about this contractor", first_seen_on=thu_2_may,
    )  # fmt: skip
    assert len(alert_page(officers.asha, whose=Whose.ALL, today=fri_3_may).rows) == 1
    assert alert_page(officers.carl, whose=Whose.ALL, today=fri_3_may).rows == ()
    assert alert_page(officers.fern, whose=Whose.ALL, today=fri_3_may).rows == ()


@pytest.mark.parametrize("complaints", [2, 60])
def test_a_page_costs_two_statements_however_many_alerts_there_are(
    asha: Officer, statements: Statements, complaints: int
) -> None:
    opened = made.told(asha)
    Alert.objects.bulk_create(
        Alert(
            organisation=asha.organisation, complaint_id=opened.complaint_id, rule="DR-09", key=f"promise:{number}",
            group="promise", rank=1, owner=asha, team=asha.team, since=thu_2_may, says="Promise: due",
            first_seen_on=thu_2_may,
        )
        for number in range(complaints)
    )  # fmt: skip
    with statements(2):
        found = alert_page(asha, whose=Whose.MINE, today=fri_3_may)
    assert (len(found.rows), found.more) == (min(complaints, queries.PAGE), complaints > queries.PAGE)
    with statements(1):
        counts = own_counts(asha, today=fri_3_may)
    assert {one.group: one.number for one in counts if one.number} == {Group.PROMISE: complaints}
    with statements(1):
        alerts_of(asha, opened.complaint_id)
    if complaints > queries.PAGE:
        assert (
            len(alert_page(asha, whose=Whose.MINE, page=2, today=fri_3_may).rows) == complaints - queries.PAGE
        )


def test_the_strip_counts_what_is_mine_by_group_and_leads_to_it(as_asha: Client, officers: Officers) -> None:
    reference = late(officers.asha)
    late(officers.bela, title="Not mine")
    need = act(verbs.arrange, body=NeedFound("1", risk=True), at=wed_1_may)
    record(reference, need, by=officers.asha, now=at(thu_2_may))
    scan(mon_20_may)
    counted = {one.group: one.number for one in own_counts(officers.asha, today=fri_3_may) if one.number}
    assert counted == {Group.ACKNOWLEDGE: 1, Group.NEED: 1, Group.CARE: 1}
    page = as_asha.get("/").content.decode()
    assert 'href="/alerts?group=need"' in page
    assert reference in as_asha.get("/alerts?group=need").content.decode()
    assert "No rule sees anything" in as_asha.get("/alerts?group=letter").content.decode()


def test_a_queue_without_alerts_has_no_second_strip(as_asha: Client) -> None:
    assert "strip--alerts" not in as_asha.get("/").content.decode()


def test_the_strip_is_capped_and_says_so(asha: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "MOST_COUNTED", 2)
    for number in range(4):
        late(asha, title=f"Complaint {number}")
    scan(fri_10_may)
    found = next(one for one in own_counts(asha, today=fri_3_may) if one.number)
    assert (found.number, found.capped) == (2, True)


def test_a_complaint_shows_its_alerts_and_what_to_do(as_asha: Client, asha: Officer) -> None:
    reference = late(asha)
    scan(fri_10_may)
    page = as_asha.get(f"/complaints/{reference}").content.decode()
    assert "What the rules see (1)" in page
    assert detection_rules()["DR-01"].do in page
    made.acknowledged(reference, asha, fri_10_may)
    scan(date(2024, 5, 13))
    assert "What the rules see" not in as_asha.get(f"/complaints/{reference}").content.decode()


@pytest.mark.parametrize("path", ["/alerts?whose=x&rule=%27&group=%00&page=x", "/alerts?page=9999"])
def test_an_address_made_up_by_somebody_is_answered_calmly(as_asha: Client, path: str) -> None:
    assert as_asha.get(path).status_code == 200


def test_nobody_sees_alerts_without_logging_in(client: Client, asha: Officer) -> None:
    assert client.get("/alerts").status_code == 302
    assert client.get("/alerts/digest").status_code == 302


def test_lists_of_alerts_go_by_an_index_and_never_sort(officers: Officers) -> None:
    for whose in Whose:
        with CaptureQueriesContext(connection) as captured:
            alert_page(officers.asha, whose=whose, today=fri_3_may)
        sql = captured.captured_queries[0]["sql"]
        if connection.vendor != "sqlite":
            continue
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[-1] for row in cursor.fetchall()]
        assert any("USING INDEX alerts_" in one for one in plan), plan
        assert not any("TEMP B-TREE" in one for one in plan), plan


def test_the_times_stay_as_they_are(asha: Officer) -> None:
    late(asha)
    scan(thu_9_may)
    first = Alert.objects.get().first_seen_on
    scan(fri_10_may)
    assert Alert.objects.get().first_seen_on == first == thu_9_may
    assert Alert.objects.get().since > fri_3_may
