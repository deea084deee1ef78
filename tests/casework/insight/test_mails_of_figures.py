"""E-mails of figures really go to a mail server: on their days, once, to those whom the figures are for."""

import re
import socket
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from casework.complaints.record import act, record
from casework.insight.commands.mail_choices import choose_mails
from casework.insight.jobs_mails import run_next
from casework.insight.mail_kinds import MailKindsError, mail_kinds, read_mail_kinds
from casework.insight.mail_tokens import token_to_stop
from casework.insight.models import FiguresMail, FiguresMailChoice
from casework.insight.queries.day_figures import DayCount, day_figures
from casework.insight.recipients import choices_of
from casework.people.models import Officer
from putright.cases import verbs
from tests.casework import made
from tests.casework.insight.desks import Desk, a_desk, body
from tests.casework.made import Officers, at, thu_2_may

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
fri_3_may = date(2024, 5, 3)
sat_4_may = date(2024, 5, 4)
bank_holiday_6_may = date(2024, 5, 6)  # a Monday
tue_7_may = date(2024, 5, 7)
mon_13_may = date(2024, 5, 13)
tue_14_may = date(2024, 5, 14)
fri_17_may = date(2024, 5, 17)
mon_20_may = date(2024, 5, 20)
mon_27_may = date(2024, 5, 27)  # a bank holiday too
tue_28_may = date(2024, 5, 28)
TITLE, RESIDENT = "Leak above the kitchen", "Gwendolyn Ashdown"


@pytest.fixture
def desk(settings: Any) -> Iterator[Desk]:
    taking = Desk()
    with a_desk(taking) as port:
        settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
        settings.EMAIL_FROM = "complaints@merebrook.example"
        settings.SERVICE_URL = "https://complaints.merebrook.example"
        yield taking


@pytest.fixture
def head(officers: Officers) -> Officer:
    """A director of the same landlord, above every department."""
    return Officer.objects.create_user(
        "gita@merebrook.example", name="Gita Example", organisation=officers.asha.organisation,
        roles=["complaints_officer"], grade=4,
    )  # fmt: skip


def eight(day: date, minute: int = 0) -> datetime:
    return at(day, 8) + timedelta(minutes=minute)


def send_all(now: datetime) -> int:
    sent = 0
    while run_next(now=now):
        sent += 1
        assert sent < 50
    return sent


def subjects(desk: Desk, officer: Officer) -> list[str]:
    return [str(one["Subject"]) for one in desk.to(officer)]


class TestWhoAndWhen:
    def test_managers_and_directors_get_one_and_nobody_else(
        self, desk: Desk, officers: Officers, head: Officer
    ) -> None:
        made.told(officers.asha)
        send_all(eight(tue_14_may))
        assert {one["To"] for one in desk.taken} == {officers.bela.email, head.email}

    def test_the_daily_one_goes_at_the_hour_of_the_setting_and_not_before(
        self, desk: Desk, officers: Officers, settings: Any
    ) -> None:
        made.told(officers.asha)
        assert send_all(at(fri_17_may, 7)) == 0
        settings.DIGEST_AT = "06:30"
        send_all(at(fri_17_may, 7))
        assert any("overdue on Fri 17 May 2024" in one for one in subjects(desk, officers.bela))

    @pytest.mark.parametrize("day", [sat_4_may, bank_holiday_6_may], ids=["Saturday", "bank holiday"])
    def test_on_a_day_nobody_works_none_goes(self, desk: Desk, officers: Officers, day: date) -> None:
        made.told(officers.asha)
        assert send_all(eight(day)) == 0
        assert desk.taken == []

    def test_a_closure_day_of_the_organisations_own_is_no_day_either(
        self, desk: Desk, officers: Officers
    ) -> None:
        from casework.complaints.calendar_page import add_day_off

        made.told(officers.asha)
        add_day_off(officers.dana, on=fri_17_may, name="Closed", kind="closure", now=at(thu_2_may))
        assert send_all(eight(fri_17_may)) == 0

    def test_the_weekly_one_goes_on_monday_and_after_a_bank_holiday_on_tuesday(
        self, desk: Desk, officers: Officers
    ) -> None:
        made.told(officers.asha)
        send_all(eight(mon_13_may))
        assert "Complaints: the week from Mon 6 May 2024" in subjects(desk, officers.bela)
        send_all(eight(tue_14_may))
        assert len([one for one in subjects(desk, officers.bela) if "week" in one]) == 1
        send_all(eight(mon_27_may))
        send_all(eight(tue_28_may))
        weeks = [one for one in subjects(desk, officers.bela) if "week" in one]
        assert weeks[1:] == ["Complaints: the week from Mon 20 May 2024"]

    def test_nobody_gets_one_twice(self, desk: Desk, officers: Officers) -> None:
        made.told(officers.asha)
        for minute in (0, 1, 120):
            send_all(eight(mon_13_may, minute))
        assert len(desk.to(officers.bela)) == 2  # the day's and the week's
        assert set(FiguresMail.objects.values_list("state", flat=True)) == {"sent"}

    def test_who_left_or_is_away_gets_none(self, desk: Desk, officers: Officers, head: Officer) -> None:
        made.told(officers.asha)
        Officer.objects.filter(pk=officers.bela.pk).update(is_active=False)
        made.away(head, tue_14_may, fri_17_may)
        send_all(eight(tue_14_may))
        assert desk.taken == []
        send_all(eight(mon_20_may))
        assert len(desk.to(head)) == 2

    def test_who_left_after_it_was_laid_gets_none(
        self, desk: Desk, officers: Officers, settings: Any
    ) -> None:
        made.told(officers.asha)
        up, settings.EMAIL_URL = settings.EMAIL_URL, "smtp://127.0.0.1:9"
        send_all(eight(fri_17_may))
        assert FiguresMail.objects.filter(state="waiting").exists()
        settings.EMAIL_URL = up
        Officer.objects.filter(pk=officers.bela.pk).update(is_active=False)
        send_all(eight(fri_17_may, 90))
        assert desk.to(officers.bela) == []
        assert set(FiguresMail.objects.filter(officer=officers.bela).values_list("state", flat=True)) == {
            "nothing"
        }

    def test_who_does_not_see_the_whole_organisation_gets_none_whatever_their_grade_or_choice(
        self, desk: Desk, officers: Officers
    ) -> None:
        made.told(officers.asha)
        Officer.objects.filter(pk=officers.carl.pk).update(grade=4)
        FiguresMailChoice.objects.create(officer=officers.carl, kind="day", wanted=True)
        send_all(eight(mon_13_may))
        assert desk.to(officers.carl) == []

    def test_others_who_see_the_whole_organisation_may_choose_it(
        self, desk: Desk, officers: Officers
    ) -> None:
        made.told(officers.asha)
        choose_mails(officers.ewan, ["week"])
        send_all(eight(mon_13_may))
        assert subjects(desk, officers.ewan) == ["Complaints: the week from Mon 6 May 2024"]

    def test_with_nothing_open_and_nothing_changed_none_goes(self, desk: Desk, officers: Officers) -> None:
        send_all(eight(mon_13_may))
        assert desk.taken == []
        assert set(FiguresMail.objects.values_list("state", flat=True)) == {"nothing"}

    def test_past_the_published_bank_holidays_weekends_are_still_known(self, officers: Officers) -> None:
        from casework.complaints.calendars import organisation_calendar

        calendar = organisation_calendar(officers.asha.organisation).now()
        day = mail_kinds()["day"]
        far = date(calendar.known_through.year + 3, 6, 1)
        working = [
            far + timedelta(days=one) for one in range(7) if day.day_for(far + timedelta(days=one), calendar)
        ]
        assert {one.weekday() for one in working} == {0, 1, 2, 3, 4}


class TestWhatItSays:
    def test_the_day_counts_what_stands_and_what_changed(self, officers: Officers) -> None:
        made.told(officers.asha)  # due to be acknowledged by Thu 9 May
        made.answered(officers.asha)
        late = made.told(officers.asha, received=date(2024, 4, 2))
        made.told(officers.asha, received=tue_7_may)
        day = day_figures(officers.bela, mail_kinds()["day"], on=date(2024, 5, 8))
        counts = day.whole.counts
        assert counts[DayCount.OVERDUE] == 1
        assert [one.reference for one in day.late] == [late.reference]
        assert counts[DayCount.RECEIVED] == 1
        assert day.since == tue_7_may
        assert (
            sum(counts[one] for one in (DayCount.IN_TIME, DayCount.TODAY, DayCount.SOON, DayCount.OVERDUE))
            == 3
        )
        assert day.own is not None
        assert (day.own.words, day.own.counts) == ("Housing", counts)

    def test_after_a_weekend_it_speaks_of_all_the_days_since(self, officers: Officers) -> None:
        for received in (date(2024, 5, 9), date(2024, 5, 10), date(2024, 5, 12), mon_13_may):
            made.told(officers.asha, received=received)
        day = day_figures(officers.bela, mail_kinds()["day"], on=mon_13_may)
        assert (day.since, day.until) == (date(2024, 5, 10), date(2024, 5, 12))
        assert day.whole.counts[DayCount.RECEIVED] == 2

    def test_a_restricted_complaint_is_in_nobodys_counts_but_of_who_is_named(
        self, desk: Desk, officers: Officers
    ) -> None:
        hidden = made.told(officers.asha, received=date(2024, 4, 2), named=(officers.asha.pk,)).reference
        made.told(officers.asha)
        for officer, number in ((officers.bela, 0), (officers.asha, 1)):
            day = day_figures(officer, mail_kinds()["day"], on=date(2024, 5, 8))
            assert day.whole.counts[DayCount.OVERDUE] == number
        send_all(eight(mon_13_may))
        assert all(hidden not in body(one, kind) for one in desk.taken for kind in ("plain", "html"))

    def test_another_organisations_complaints_are_not_counted(self, officers: Officers) -> None:
        made.told(officers.fern)
        assert day_figures(officers.bela, mail_kinds()["day"], on=tue_14_may).is_empty

    def test_both_parts_say_the_same_and_link_to_the_cases(self, desk: Desk, officers: Officers) -> None:
        late = made.told(officers.asha, received=date(2024, 4, 2)).reference
        send_all(eight(fri_17_may))
        [message] = [one for one in desk.to(officers.bela) if "overdue" in one["Subject"]]
        assert message["Subject"] == "Complaints: 1 overdue on Fri 17 May 2024"
        assert message["Auto-Submitted"] == "auto-generated"
        for kind in ("plain", "html"):
            words = body(message, kind)
            assert late in words
            assert f"https://complaints.merebrook.example/complaints/{late}" in words
            assert "https://complaints.merebrook.example/figures/mails" in words
            assert "Fri 17 May 2024" in words
        html = body(message, "html")
        assert 'lang="en"' in html
        assert html.count("<caption>") == html.count("<table>") == 2
        assert html.count('scope="row"') == len(DayCount)

    def test_the_week_is_held_against_the_weeks_before(self, desk: Desk, officers: Officers) -> None:
        for received in (date(2024, 5, 13), date(2024, 5, 14), date(2024, 5, 7), date(2024, 4, 30)):
            made.told(officers.asha, received=received)
        send_all(eight(mon_20_may))
        [message] = [one for one in desk.to(officers.bela) if "week" in one["Subject"]]
        words = body(message)
        assert "The week from Mon 13 May 2024 to Sun 19 May 2024." in words
        assert "Housing" in words
        assert "The whole organisation" in words
        assert "Complaints accepted: 2\n    the week before: 1; the 4 weeks before: 0.5 a week" in words
        assert "Lessons overdue today: 0" in words
        for figure in (
            "Stage 1 answered on time",
            "Upheld at any stage",
            "escalated to stage 2",
            "Paid to put",
        ):
            assert figure in words

    def test_a_director_reads_it_by_department(self, desk: Desk, officers: Officers, head: Officer) -> None:
        made.told(officers.asha, received=date(2024, 4, 2))
        send_all(eight(fri_17_may))
        [message] = [one for one in desk.to(head) if "overdue" in one["Subject"]]
        assert "By department" in body(message)
        assert "  Housing: 1, 0, 0, 0" in body(message)
        assert "<caption>By department</caption>" in body(message, "html")

    def test_it_names_nobody_and_says_no_title(self, desk: Desk, officers: Officers) -> None:
        reference = made.answered(officers.asha, title=TITLE).reference
        record(reference, act(verbs.escalate, at=mon_20_may), by=officers.asha, now=at(mon_20_may))
        send_all(eight(tue_28_may))
        assert len(desk.to(officers.bela)) == 2
        for message in desk.taken:
            words = str(message) + body(message) + body(message, "html")
            for personal in (TITLE, RESIDENT, "Asha Example", "Bela", "kitchen", "ceiling"):
                assert personal not in words


class TestGoingWrong:
    def test_a_mail_server_that_is_down_is_tried_again_and_nothing_is_lost_or_doubled(
        self, desk: Desk, officers: Officers, settings: Any
    ) -> None:
        made.told(officers.asha)
        up = settings.EMAIL_URL
        with socket.create_server(("127.0.0.1", 0)) as free:
            settings.EMAIL_URL = f"smtp://127.0.0.1:{free.getsockname()[1]}"
        send_all(eight(mon_13_may))
        assert set(FiguresMail.objects.values_list("state", "tries")) == {("waiting", 1)}
        settings.EMAIL_URL = up
        assert send_all(eight(mon_13_may, 4)) == 0
        send_all(eight(mon_13_may, 6))
        assert len(desk.to(officers.bela)) == 2
        assert set(FiguresMail.objects.values_list("state", flat=True)) == {"sent"}

    def test_a_busy_server_is_tried_again_and_a_refusal_is_not(self, desk: Desk, officers: Officers) -> None:
        made.told(officers.asha)
        desk.answer = "452 disk full"
        send_all(eight(tue_14_may))
        assert set(FiguresMail.objects.values_list("state", flat=True)) == {"waiting"}
        desk.answer = "554 looks like junk"
        send_all(eight(tue_14_may, 10))
        assert set(FiguresMail.objects.values_list("state", flat=True)) == {"failed"}
        assert send_all(eight(tue_14_may, 100)) == 0

    def test_where_nobody_knows_whether_it_went_it_is_not_sent_again(
        self, desk: Desk, officers: Officers
    ) -> None:
        made.told(officers.asha)
        desk.hangs_up = True
        send_all(eight(fri_17_may))
        first = len(desk.to(officers.bela))
        assert first
        assert set(FiguresMail.objects.filter(officer=officers.bela).values_list("state", flat=True)) == {
            "uncertain"
        }
        desk.hangs_up = False
        send_all(eight(fri_17_may, 60))
        assert len(desk.to(officers.bela)) == first

    def test_the_daily_one_that_could_not_go_all_day_is_over_and_the_weekly_one_goes_later_in_its_week(
        self, desk: Desk, officers: Officers, settings: Any
    ) -> None:
        made.told(officers.asha)
        up, settings.EMAIL_URL = settings.EMAIL_URL, "smtp://127.0.0.1:9"
        send_all(eight(mon_13_may))
        settings.EMAIL_URL = up
        send_all(eight(tue_14_may))
        states = dict(FiguresMail.objects.filter(on=mon_13_may).values_list("kind", "state"))
        assert states == {"day": "failed", "week": "sent"}
        FiguresMail.objects.filter(kind="week").update(state="waiting")
        send_all(eight(mon_20_may))
        assert FiguresMail.objects.get(kind="week", on=mon_13_may).state == "failed"

    def test_a_claim_left_by_a_process_that_was_killed_is_never_sent_by_another(
        self, desk: Desk, officers: Officers
    ) -> None:
        made.told(officers.asha)
        for kind in mail_kinds():
            FiguresMail.objects.create(
                officer=officers.bela,
                kind=kind,
                on=mon_13_may,
                state="claimed",
                next_try_at=eight(mon_13_may),
            )
        send_all(eight(mon_13_may, 1))
        assert set(FiguresMail.objects.values_list("state", flat=True)) == {"claimed"}
        send_all(eight(mon_13_may, 20))
        assert set(FiguresMail.objects.values_list("state", flat=True)) == {"uncertain"}
        assert desk.to(officers.bela) == []

    def test_without_e_mail_set_up_nothing_is_laid(self, officers: Officers, settings: Any) -> None:
        settings.EMAIL_URL = ""
        made.told(officers.asha)
        assert send_all(eight(fri_17_may)) == 0
        assert not FiguresMail.objects.exists()


class TestStopping:
    def stop_address(self, desk: Desk, officer: Officer, what: str) -> str:
        [message] = [one for one in desk.to(officer) if what in one["Subject"]]
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        found = re.fullmatch(
            r"<https://complaints\.merebrook\.example(/\S+)>", message["List-Unsubscribe"].strip()
        )
        assert found
        for kind in ("plain", "html"):
            assert found[1] in body(message, kind)
        return found[1]

    def test_one_click_stops_that_kind_alone_without_a_login_or_a_form_of_ours(
        self, desk: Desk, officers: Officers
    ) -> None:
        made.told(officers.asha)
        send_all(eight(mon_13_may))
        address = self.stop_address(desk, officers.bela, "overdue")
        outside = Client(enforce_csrf_checks=True)
        assert outside.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert outside.post(address).status_code == 200
        assert choices_of(officers.bela) == {"day": False, "week": True}
        send_all(eight(mon_20_may))
        assert subjects(desk, officers.bela).count("Complaints: the week from Mon 13 May 2024") == 1
        assert not [one for one in subjects(desk, officers.bela) if "20 May" in one]

    def test_looking_at_the_page_stops_nothing_and_names_nobody(
        self, client: Client, officers: Officers
    ) -> None:
        address = f"/figures/mails/stop/{token_to_stop(officers.bela, mail_kinds()['day'])}"
        page = client.get(address)
        assert page.status_code == 200
        assert "Stop this e-mail" in page.content.decode()
        assert "Bela" not in page.content.decode()
        assert officers.bela.email not in page.content.decode()
        assert choices_of(officers.bela)["day"]

    def test_a_token_that_is_not_ours_or_for_something_else_stops_nothing(
        self, client: Client, officers: Officers
    ) -> None:
        from django.core import signing

        good = token_to_stop(officers.bela, mail_kinds()["day"])
        for token in (
            good[:-2], "zebra", good.replace(":", ";"), signing.dumps([officers.bela.pk, "day"]),
            signing.dumps([officers.bela.pk, "hour"], salt="casework.insight.stop-a-figures-mail"),
            signing.dumps([9_999_999, "day"], salt="casework.insight.stop-a-figures-mail"),
            signing.dumps("day", salt="casework.insight.stop-a-figures-mail"),
        ):  # fmt: skip
            answer = client.post(f"/figures/mails/stop/{token}")
            assert answer.status_code == 404
            assert "stops no e-mail" in answer.content.decode()
        assert not FiguresMailChoice.objects.exists()

    def test_the_token_opens_nothing_else(self, client: Client, officers: Officers) -> None:
        client.post(f"/figures/mails/stop/{token_to_stop(officers.bela, mail_kinds()['day'])}")
        assert client.get("/figures/mails").status_code == 302
        assert client.get("/").status_code == 302

    def test_one_chooses_on_a_page_and_a_choice_that_is_the_default_leaves_no_row(
        self, client: Client, officers: Officers
    ) -> None:
        client.force_login(officers.bela, backend=BACKEND)
        assert client.get("/figures/mails").content.decode().count("checked") == 2
        assert client.post("/figures/mails", {"kinds": ["week"]}).status_code == 302
        assert choices_of(officers.bela) == {"day": False, "week": True}
        assert FiguresMailChoice.objects.count() == 1
        client.post("/figures/mails", {"kinds": ["day", "week"]})
        assert not FiguresMailChoice.objects.exists()
        assert client.post("/figures/mails", {"kinds": ["hour"]}).status_code == 422
        client.force_login(officers.carl, backend=BACKEND)
        assert client.get("/figures/mails").status_code == 403


class TestKinds:
    @pytest.mark.parametrize(
        ("text", "says"),
        [
            (
                '[[mail]]\nkey="a"\neach="hour"\ntitle="t"\nsays="s"\nroles=[]\ngrade=4',
                "'hour' is not a Each",
            ),
            ('[[mail]]\nkey="a"\neach="week"\ntitle="t"\nsays="s"\nroles=[]\ngrade=4', "say its figures"),
            ('[[mail]]\nkey="a"\neach="day"\ntitle="t"\nsays="s"\nroles=[]\ngrade=4', "what is soon"),
            (
                '[[mail]]\nkey="a"\neach="week"\ntitle="t"\nsays="s"\nroles=[]\ngrade=4\nweeks_before=4\nfigures=["AR-99"]',
                "AR-99",
            ),
            ("[mail", "mails.toml"),
            ("", "mail"),
        ],
    )
    def test_what_is_described_wrongly_is_told(self, text: str, says: str) -> None:
        with pytest.raises(MailKindsError, match=says):
            read_mail_kinds(text)

    def test_no_two_share_a_key(self) -> None:
        one = '[[mail]]\nkey="a"\neach="day"\ntitle="t"\nsays="s"\nroles=[]\ngrade=4\nsoon_working_days=3\n'
        with pytest.raises(MailKindsError, match="twice"):
            read_mail_kinds(one * 2)
