"""The pages one reads: who sees what, in what words, at what cost."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.utils import timezone

from casework.complaints.models import DayOff, Job
from casework.complaints.views.acts import ACTS
from casework.complaints.views.pages import TABS
from casework.people.models import Officer
from tests.casework import made

pytestmark = pytest.mark.django_db

Statements = Callable[[int], AbstractContextManager[None]]


def text_of(answer: object) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))  # type: ignore[attr-defined]


@pytest.fixture
def asha_in(client: Client, asha: Officer) -> Client:
    client.force_login(asha)
    return client


def test_the_queue_says_what_is_next_and_why(asha_in: Client, asha: Officer) -> None:
    reference = made.told(asha).reference
    shown = text_of(asha_in.get("/"))
    assert f"{reference} Gwendolyn Ashdown Leak above the kitchen" in shown
    assert "Thu 9 May 2024 Acknowledge, define and log why" in shown
    assert "working days late" in shown
    assert "0 of 2 answered" in shown
    assert f"Why is {reference} first?" in shown


def test_an_empty_queue_says_what_to_do(asha_in: Client) -> None:
    assert "No complaint is in your hands" in text_of(asha_in.get("/"))
    assert "Nothing waits" in text_of(asha_in.get("/contacts"))


@pytest.mark.parametrize(
    "asked", ["view=nonsense", "only=nonsense", "page=-1", "page=999999999", "view=all&page=x"]
)
def test_a_queue_asked_for_nonsense_still_answers(asha_in: Client, asked: str) -> None:
    assert asha_in.get(f"/?{asked}").status_code == 200


def test_a_complaint_tells_its_next_step_dates_and_people(asha_in: Client, asha: Officer) -> None:
    reference = made.answered(asha).reference
    shown = text_of(asha_in.get(f"/complaints/{reference}"))
    assert "Stage 1 is answered. The resident may ask for stage 2" in shown
    assert "Stage 1: Upheld" in shown
    assert "Done Mon 20 May 2024 , in time: due Mon 20 May 2024" in shown
    assert "12 Tern Close, AB1 2CD" in shown


# People and reports, and the plan, belong to procedures that need them: tests of `casework.statutory`.
@pytest.mark.parametrize("tab", [name for name, _ in TABS if name not in ("people-and-reports", "plan")])
def test_every_tab_answers_with_one_heading(asha_in: Client, asha: Officer, tab: str) -> None:
    reference = made.answered(asha).reference
    page = asha_in.get(
        f"/complaints/{reference}" + ("" if tab == "complaint" else f"/{tab}")
    ).content.decode()
    assert page.count("<h1") == 1
    assert 'aria-current="page"' in page


def test_why_a_date_is_that_date_is_told_day_by_day(asha_in: Client, asha: Officer) -> None:
    reference = made.answered(asha).reference
    shown = text_of(asha_in.get(f"/complaints/{reference}/why/stage-1/respond"))
    assert "Why Mon 20 May 2024?" in shown
    assert "Fri 3 May 2024 day zero" in shown
    assert "Mon 6 May 2024 not counted: Early May bank holiday" in shown
    assert "Mon 20 May 2024 10 due" in shown
    assert "10 not counting the first day, 11 counting it" in shown


@pytest.mark.parametrize("path", ["", "/history", "/note", "/why/stage-1/respond", "/acknowledge"])
def test_a_restricted_complaint_does_not_exist_for_others(
    client: Client, officers: made.Officers, path: str
) -> None:
    reference = made.told(officers.asha, title="Zinnia conduct matter", named=()).reference
    client.force_login(officers.bela)
    answer = client.get(f"/complaints/{reference}{path}")
    assert answer.status_code == 404
    unknown = client.get(f"/complaints/PR-0000-0000{path}")
    assert text_of(answer) == text_of(unknown)
    assert "Zinnia" not in text_of(client.get("/?view=all"))
    assert "Zinnia" not in text_of(client.get("/search?for=zinnia"))


def test_the_title_of_a_restricted_complaint_tells_no_name(asha_in: Client, asha: Officer) -> None:
    reference = made.told(asha, named=()).reference
    page = asha_in.get(f"/complaints/{reference}").content.decode()
    title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
    assert title is not None
    assert "Ashdown" not in title[1]
    assert "G.A." in title[1]
    assert "Ashdown" not in asha_in.get("/?view=all").content.decode()


def test_a_search_finds_words_and_says_when_there_is_nothing(asha_in: Client, asha: Officer) -> None:
    reference = made.told(asha).reference
    assert reference in text_of(asha_in.get("/search?for=kitchen+ashd"))
    assert "Nothing you may see holds all of" in text_of(asha_in.get("/search?for=zebra"))
    assert asha_in.get("/search?for=%3Cscript%3E").content.count(b"<script>") == 0


def test_nothing_that_was_typed_becomes_markup(asha_in: Client, asha: Officer) -> None:
    reference = made.told(asha, title="<img src=x onerror=alert(1)>").reference
    for path in ("/", f"/complaints/{reference}", f"/complaints/{reference}/note"):
        assert b"<img src=x" not in asha_in.get(path).content


def test_pages_ask_for_a_login_first(client: Client, asha: Officer) -> None:
    reference = made.told(asha).reference
    for path in ("/", "/search", "/contacts/new", "/calendar", "/people", f"/complaints/{reference}"):
        assert client.get(path).headers["Location"].startswith("/accounts/login?next=")


def test_every_act_page_has_one_heading_and_a_way_back(asha_in: Client, asha: Officer) -> None:
    reference = made.told(asha).reference
    shown = 0
    for kind in ACTS:
        answer = asha_in.get(f"/complaints/{reference}/{kind.name}")
        if answer.status_code == 200:
            page = answer.content.decode()
            assert page.count("<h1") == 1
            assert f'href="/complaints/{reference}" class="govuk-back-link"' in page
            assert 'name="seen_version"' in page
            shown += 1
    assert shown > 12


def test_a_day_off_shows_what_moves_before_it_is_saved(client: Client, officers: made.Officers) -> None:
    today = timezone.localdate()
    client.force_login(officers.dana)
    on = next_working_day(officers.dana)
    made.told(officers.asha, received=today)
    sent = {
        "kind": "holiday",
        "on-day": on.day,
        "on-month": on.month,
        "on-year": on.year,
        "name": "State funeral",
    }
    shown = client.post("/calendar/days-off/new", sent)
    assert "Check what moves" in text_of(shown)
    assert "Nothing is saved yet" in text_of(shown)
    assert not DayOff.objects.exists()
    refused = client.post("/calendar/days-off/new", {**sent, "on-day": "31", "on-month": "2"})
    assert "is not a date" in text_of(refused)
    assert 'value="State funeral"' in refused.content.decode()


def test_only_an_administrator_adds_a_day_off(asha_in: Client) -> None:
    assert asha_in.get("/calendar/days-off/new").status_code == 403
    assert "Add a day" not in text_of(asha_in.get("/calendar"))


def next_working_day(officer: Officer):  # type: ignore[no-untyped-def]
    from casework.complaints.calendars import organisation_calendar

    return organisation_calendar(officer.organisation).now().add_working_days(timezone.localdate(), 2)


def test_reading_costs_a_number_of_statements(asha_in: Client, asha: Officer, statements: Statements) -> None:
    """Two to four of each are the session, the officer and the organisation."""
    for _ in range(3):
        reference = made.answered(asha).reference
    made.told(asha)
    for path, most in (
        ("/?view=all", 6),
        (f"/complaints/{reference}", 12),
        (f"/complaints/{reference}/why/stage-1/respond", 6),
        ("/search?for=kitchen", 6),
        ("/calendar", 6),
    ):
        asha_in.get(path)
        with statements(most):
            asha_in.get(path)


@pytest.mark.parametrize("year", ["2024" * 2000, "20260", "0", "-1", "٢", "x"])
def test_a_year_that_is_none_shows_this_one(asha_in: Client, year: str) -> None:
    shown = asha_in.get("/calendar", {"year": year})
    assert shown.status_code == 200
    assert f"Calendar {timezone.localdate().year}" in shown.content.decode()


def test_how_far_dates_are_moved_tells_no_number_of_complaints(
    asha_in: Client, client: Client, officers: made.Officers
) -> None:
    """The job goes through complaints not everybody may see."""
    job = Job.objects.create(
        organisation=officers.asha.organisation,
        kind="rederive",
        asked_at=timezone.now(),
        total=977,
        done=433,
        moved=311,
    )
    for officer in (officers.asha, officers.dana):
        client.force_login(officer)
        job.finished_at = None
        job.save()
        running = text_of(client.get("/calendar"))
        job.finished_at = timezone.now()
        job.save()
        done = text_of(client.get("/calendar"))
        assert "44% done" in running
        assert not {"977", "433", "311"} & set(re.findall(r"\d+", running + done))
