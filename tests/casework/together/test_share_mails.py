"""E-mails about shares: once a kind and day, to whom it concerns now, naming nobody."""

import socket
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from aiosmtpd.controller import Controller

from casework.complaints.commands import restrict
from casework.together import giving, shares
from casework.together.jobs import chase, run_next
from casework.together.models import ShareMail
from tests.casework.alerts.test_digests import Desk
from tests.casework.made import Officers, at, mon_20_may, thu_9_may, wed_8_may
from tests.casework.together.asked import NOON, asked, common, complaint, tue_14_may, version

pytestmark = pytest.mark.django_db(transaction=True)

fri_10_may = date(2024, 5, 10)
wed_15_may = date(2024, 5, 15)


def laid() -> list[str]:
    return list(ShareMail.objects.order_by("pk").values_list("kind", flat=True))


def work(now) -> None:
    while run_next(now=now):
        pass


@pytest.fixture
def desk(settings) -> Iterator[Desk]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    taking = Desk()
    controller = Controller(taking, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_URL, settings.EMAIL_FROM = f"smtp://127.0.0.1:{port}", "complaints@merebrook.example"
    settings.SERVICE_URL = "https://complaints.example"
    yield taking
    controller.stop()


@pytest.fixture
def one(officers: Officers) -> str:
    return complaint(officers.asha)


def test_it_is_reminded_three_working_days_before_on_the_day_and_when_it_is_late_and_then_no_more(
    officers: Officers, one: str
) -> None:
    asked(officers, one)
    for day, expected in (
        (wed_8_may, ["asked"]),
        (thu_9_may, ["asked", "reminder"]),
        (fri_10_may, ["asked", "reminder"]),
        (tue_14_may, ["asked", "reminder", "due"]),
        (wed_15_may, ["asked", "reminder", "due", "late"]),
        (mon_20_may, ["asked", "reminder", "due", "late"]),
    ):
        chase(today=day, now=at(day))
        chase(today=day, now=at(day, 14))
        assert laid() == expected, day


def test_who_was_asked_today_is_not_reminded_on_the_same_day(officers: Officers, one: str) -> None:
    asked(officers, one, due=fri_10_may)
    chase(today=wed_8_may, now=at(wed_8_may, 15))
    assert laid() == ["asked"]
    chase(today=thu_9_may, now=at(thu_9_may))
    assert laid() == ["asked", "reminder"]


def test_the_email_names_the_complaint_and_the_day_and_nobody(
    desk: Desk, officers: Officers, one: str
) -> None:
    share = asked(officers, one)
    work(NOON)
    [sent] = desk.taken
    text = sent.get_content()
    assert sent["To"] == officers.carl.email
    assert one in sent["Subject"]
    assert "Tue 14 May 2024" in text
    assert f"https://complaints.example/shares/{share.pk}" in text
    for words in ("Ashdown", "Nobody came", "When did anybody"):
        assert words not in text + sent["Subject"]
    work(NOON)
    assert len(desk.taken) == 1


def test_what_is_given_moved_or_restricted_meanwhile_is_not_told_any_more(
    desk: Desk, officers: Officers, one: str
) -> None:
    given, moved, hidden = (
        asked(officers, one),
        asked(officers, one),
        asked(officers, complaint(officers.asha)),
    )
    giving.give(given.pk, "We went.", by=officers.carl, now=at(thu_9_may), seen_version=0)
    shares.chase(one, moved.key, "", due=wed_15_may, **common(one, officers.asha, at(thu_9_may)))
    secret = hidden.complaint.reference
    restrict(secret, [officers.asha], by=officers.asha, now=NOON, seen_version=version(secret))
    work(at(thu_9_may, 15))
    assert [one["Subject"].partition(":")[0] for one in desk.taken] == ["Your share is waited for"]


def test_a_body_outside_is_reminded_where_an_address_is_on_record_and_gets_no_address_of_ours(
    desk: Desk, officers: Officers, one: str
) -> None:
    outside = {"officer": None, "outside": "Merebrook NHS Trust", "consent": True}
    asked(officers, one, email="pals@merebrook.example", **outside)
    asked(officers, one, **outside)
    work(at(thu_9_may))
    [sent] = desk.taken
    assert sent["To"] == "pals@merebrook.example"
    assert "complaints.example/" not in sent.get_content()


def test_an_officer_who_left_is_told_nothing(desk: Desk, officers: Officers, one: str) -> None:
    asked(officers, one)
    officers.carl.is_active = False
    officers.carl.save()
    work(NOON)
    assert (desk.taken, ShareMail.objects.get().state) == ([], "nothing")


def test_a_busy_server_is_tried_again_and_a_refusal_is_not(desk: Desk, officers: Officers, one: str) -> None:
    asked(officers, one)
    desk.answer = "452 disk full"
    work(NOON)
    assert (ShareMail.objects.get().state, ShareMail.objects.get().tries) == ("waiting", 1)
    work(NOON + timedelta(minutes=4))
    assert ShareMail.objects.get().tries == 1
    desk.answer = "554 looks like junk"
    work(NOON + timedelta(minutes=6))
    assert ShareMail.objects.get().state == "failed"
    work(NOON + timedelta(hours=3))
    assert ShareMail.objects.get().tries == 2


def test_what_a_killed_process_had_claimed_is_never_sent_again(
    desk: Desk, officers: Officers, one: str
) -> None:
    asked(officers, one)
    ShareMail.objects.update(state="claimed", next_try_at=NOON)
    work(NOON + timedelta(minutes=14))
    assert ShareMail.objects.get().state == "claimed"
    work(NOON + timedelta(minutes=16))
    assert (ShareMail.objects.get().state, desk.taken) == ("uncertain", [])
