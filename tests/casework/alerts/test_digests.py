"""The daily e-mail really goes to a mail server: once, to each, only with what is theirs."""

import email
import re
import socket
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings as django_settings
from django.test import Client

from casework.alerts.digests import send_next, told_to
from casework.alerts.jobs import run_next
from casework.alerts.models import Alert, Digest, Muted
from casework.people.models import Officer
from putright.procedures import detection_rules
from tests.casework import made
from tests.casework.alerts.test_looking import scan
from tests.casework.made import Officers, at, thu_2_may

pytestmark = pytest.mark.django_db
fri_10_may = date(2024, 5, 10)
mon_13_may = date(2024, 5, 13)
TITLE, RESIDENT = "Leak above the kitchen", "Gwendolyn Ashdown"


class Desk:
    """Takes mail; tests tell it how to answer after it was given one."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answer = "250 queued"
        self.hangs_up = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        message = email.message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        if self.answer.startswith("250"):
            self.taken.append(message)
        if self.hangs_up:
            server.transport.abort()
        return self.answer


@pytest.fixture
def desk(settings: Any) -> Iterator[Desk]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    taking = Desk()
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_FROM = "complaints@merebrook.example"
    settings.SERVICE_URL = "https://complaints.merebrook.example"
    yield taking
    controller.stop()


def eight(day: date, minute: int = 0) -> datetime:
    return at(day, 8) + timedelta(minutes=minute)


def send_all(now: datetime) -> int:
    sent = 0
    while send_next(now=now):
        sent += 1
        assert sent < 50
    return sent


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def to(desk: Desk, officer: Officer) -> list[EmailMessage]:
    return [one for one in desk.taken if one["To"] == officer.email]


def test_each_gets_one_with_only_what_is_theirs(desk: Desk, officers: Officers) -> None:
    mine = made.told(officers.asha).reference
    beside = made.told(officers.carl, title="Another").reference
    scan(fri_10_may)
    send_all(eight(fri_10_may))
    [message] = to(desk, officers.asha)
    assert message["Subject"] == "Complaints: 1 thing to see to on Fri 10 May 2024"
    assert message["Auto-Submitted"] == "auto-generated"
    for kind in ("plain", "html"):
        words = body(message, kind)
        assert mine in words
        assert beside not in words
        assert detection_rules()["DR-01"].title in words
        assert f"https://complaints.merebrook.example/complaints/{mine}" in words
        assert "https://complaints.merebrook.example/alerts/digest" in words
    assert beside in body(to(desk, officers.carl)[0], "plain")


def test_it_names_nobody_and_says_no_title(desk: Desk, officers: Officers) -> None:
    made.told(officers.asha, title=TITLE)
    scan(fri_10_may)
    send_all(eight(fri_10_may))
    for message in desk.taken:
        words = str(message) + body(message, "plain") + body(message, "html")
        for personal in (TITLE, RESIDENT, "Asha Example", "kitchen", "ceiling"):
            assert personal not in words


def test_a_manager_gets_the_teams_too_and_an_officer_does_not(desk: Desk, officers: Officers) -> None:
    ashas = made.told(officers.asha).reference
    belas = made.told(officers.bela, title="Another").reference
    scan(fri_10_may)
    send_all(eight(fri_10_may))
    manager = body(to(desk, officers.bela)[0], "plain")
    assert ashas in manager
    assert belas in manager
    assert belas not in body(to(desk, officers.asha)[0], "plain")


def test_a_restricted_complaint_is_told_only_to_who_is_named_and_by_reference(
    desk: Desk, officers: Officers
) -> None:
    hidden = made.told(officers.asha, title=TITLE, named=(officers.asha.pk,)).reference
    scan(fri_10_may)
    send_all(eight(fri_10_may))
    assert hidden in body(to(desk, officers.asha)[0], "plain")
    assert not to(desk, officers.bela)


def test_it_goes_at_eight_in_london_and_not_before(desk: Desk, officers: Officers, settings: Any) -> None:
    made.told(officers.asha)
    scan(fri_10_may)
    assert send_all(at(fri_10_may, 7)) == 0
    settings.DIGEST_AT = "06:30"
    assert send_all(at(fri_10_may, 7)) > 0


def test_nobody_gets_it_twice_on_a_day_and_everybody_again_on_the_next(
    desk: Desk, officers: Officers
) -> None:
    made.told(officers.asha)
    scan(fri_10_may)
    send_all(eight(fri_10_may))
    assert send_all(eight(fri_10_may, 30)) == 0
    scan(mon_13_may)
    send_all(eight(mon_13_may))
    assert len(to(desk, officers.asha)) == 2
    assert Digest.objects.filter(officer=officers.asha, state="sent").count() == 2


def test_it_waits_for_the_days_look_at_everything(desk: Desk, officers: Officers) -> None:
    made.told(officers.asha)
    assert send_all(eight(fri_10_may)) == 0
    while run_next(now=eight(fri_10_may)):
        pass
    assert len(to(desk, officers.asha)) == 1


def test_on_a_day_with_nothing_there_is_none(desk: Desk, officers: Officers) -> None:
    scan(thu_2_may)
    send_all(eight(thu_2_may))
    assert desk.taken == []
    assert set(Digest.objects.values_list("state", flat=True)) == {"nothing"}


def test_a_mail_server_that_is_down_is_tried_again_and_nothing_is_lost_or_doubled(
    desk: Desk, officers: Officers, settings: Any
) -> None:
    made.told(officers.asha)
    scan(fri_10_may)
    up = settings.EMAIL_URL
    with socket.create_server(("127.0.0.1", 0)) as free:
        settings.EMAIL_URL = f"smtp://127.0.0.1:{free.getsockname()[1]}"
    send_all(eight(fri_10_may))
    row = Digest.objects.get(officer=officers.asha)
    assert (row.state, row.tries, "reached" in row.problem) == ("waiting", 1, True)
    settings.EMAIL_URL = up
    assert send_all(eight(fri_10_may, 4)) == 0
    send_all(eight(fri_10_may, 6))
    assert len(to(desk, officers.asha)) == 1
    assert Digest.objects.get(officer=officers.asha).state == "sent"


def test_a_busy_server_is_tried_again_and_a_refusal_is_not(desk: Desk, officers: Officers) -> None:
    made.told(officers.asha)
    scan(fri_10_may)
    desk.answer = "452 disk full"
    send_all(eight(fri_10_may))
    assert Digest.objects.get(officer=officers.asha).state == "waiting"
    desk.answer = "554 looks like junk"
    send_all(eight(fri_10_may, 10))
    assert Digest.objects.get(officer=officers.asha).state == "failed"
    assert send_all(eight(fri_10_may, 100)) == 0


def test_where_nobody_knows_whether_it_went_it_is_not_sent_again(desk: Desk, officers: Officers) -> None:
    made.told(officers.asha)
    scan(fri_10_may)
    desk.hangs_up = True
    send_all(eight(fri_10_may))
    assert Digest.objects.get(officer=officers.asha).state == "uncertain"
    desk.hangs_up = False
    send_all(eight(fri_10_may, 60))
    assert len(to(desk, officers.asha)) == 1


def test_a_claim_left_by_a_process_that_was_killed_is_never_sent_by_another(
    desk: Desk, officers: Officers
) -> None:
    made.told(officers.asha)
    scan(fri_10_may)
    Digest.objects.create(
        officer=officers.asha, on=fri_10_may, state="claimed", next_try_at=eight(fri_10_may)
    )
    send_all(eight(fri_10_may, 1))
    assert Digest.objects.get(officer=officers.asha).state == "claimed"
    send_all(eight(fri_10_may, 20))
    assert Digest.objects.get(officer=officers.asha).state == "uncertain"
    assert not to(desk, officers.asha)


def test_what_could_not_be_sent_all_day_is_not_sent_on_the_next(desk: Desk, officers: Officers) -> None:
    Digest.objects.create(officer=officers.asha, on=fri_10_may, next_try_at=eight(fri_10_may))
    scan(mon_13_may)
    send_all(eight(mon_13_may))
    assert Digest.objects.get(officer=officers.asha, on=fri_10_may).state == "failed"


def test_without_e_mail_set_up_nothing_is_claimed(officers: Officers, settings: Any) -> None:
    settings.EMAIL_URL = ""
    made.told(officers.asha)
    scan(fri_10_may)
    assert send_all(eight(fri_10_may)) == 0
    assert not Digest.objects.exists()


def test_a_rule_left_out_is_not_told_and_no_e_mail_is_none(desk: Desk, officers: Officers) -> None:
    made.told(officers.asha, vulnerable=True)
    scan(fri_10_may)
    Muted.objects.create(officer=officers.asha, rule="DR-01")
    told = told_to(officers.asha, on=fri_10_may)
    assert [one.rule.key for one in told.sections] == ["DR-14"]
    Officer.objects.filter(pk=officers.asha.pk).update(wants_digest=False)
    send_all(eight(fri_10_may))
    assert not to(desk, officers.asha)


def test_what_is_only_counted_calls_nobody(officers: Officers) -> None:
    opened = made.told(officers.asha)
    Alert.objects.create(
        organisation=officers.asha.organisation, complaint_id=opened.complaint_id, rule="DR-24", key="stage-1",
        group="mend", rank=3, owner=officers.asha, since=thu_2_may, says="In time only because", first_seen_on=thu_2_may,
    )  # fmt: skip
    assert told_to(officers.asha, on=fri_10_may).number == 0


def test_one_chooses_what_it_tells_of(client: Client, officers: Officers) -> None:
    client.force_login(officers.asha, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/alerts/digest").content.decode()
    assert len(re.findall(r" checked\b[^.<]*>", page)) == 1 + sum(
        one.severity.value != "report" for one in detection_rules().values()
    )
    assert client.post("/alerts/digest", {"wanted": "on", "rules": ["DR-01", "DR-02"]}).status_code == 302
    assert Muted.objects.filter(officer=officers.asha).count() == len(detection_rules()) - 2
    client.post("/alerts/digest", {"rules": ["DR-01"]})
    assert Officer.objects.get(pk=officers.asha.pk).wants_digest is False
    wrong = client.post("/alerts/digest", {"rules": ["DR-99"]})
    assert wrong.status_code == 422
    assert Muted.objects.filter(officer=officers.asha).count() == len(detection_rules()) - 1


def test_the_hour_is_a_setting() -> None:
    assert django_settings.DIGEST_AT == "08:00"
