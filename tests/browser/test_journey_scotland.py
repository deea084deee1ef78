"""A Scottish council: a complaint resolved at the frontline, another investigated at once and taken to the SPSO.

Invented. Its local holiday is no working day, a finding may be “resolved”, and its Ombudsman is the SPSO alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from casework.complaints.models import Complaint, OpenEnd, Referral
from casework.people.models import Officer
from putright.calendars import Division, load_calendar
from tests.browser import steps
from tests.browser.conftest import hashed_password
from tests.browser.steps import (
    LogIn,
    Look,
    Mailbox,
    Told,
    choose,
    enter_day,
    fill,
    in_days,
    is_done,
    press,
    says,
    says_not,
)
from tests.casework.nations import set_up

pytestmark = pytest.mark.django_db(transaction=True)

RESIDENT, MAIL = "Elspeth Rannoch", "elspeth@rannoch.example"
BINS = (
    Told("The bin was not emptied for three weeks", "The bin emptied"),
    Told("Nobody rang back", "A call"),
)
ROADS = (Told("The road was closed without a word", "An apology"), Told("The bus stop was gone for a month"))
RECEIVED = in_days(-1)
SCOTLAND = load_calendar(Division.SCOTLAND)


@pytest.fixture
def mailbox(settings: object) -> Iterator[Mailbox]:
    with steps.post_office(settings) as taken:
        yield taken


def working_days_on(start: date, number: int, *, holiday: date | None = None) -> date:
    """So many working days on, counted one by one: neither weekends, bank holidays nor the local holiday."""
    found = start
    for _ in range(number):
        found += timedelta(days=1)
        while found == holiday or not SCOTLAND.is_working_day(found):
            found += timedelta(days=1)
    return found


@pytest.fixture
def rannoch(db: None, tmp_path: Path) -> tuple[set_up.Council, date]:
    """The council its file makes, with a local holiday of its own in the next days."""
    holiday = working_days_on(in_days(0), 3)
    of = set_up.council(
        tmp_path, "Rannoch", on=in_days(0), nation="scotland", procedures=["spso"],
        holidays=[(holiday, "Rannoch Fair")],
    )  # fmt: skip
    of.organisation.address = "1 Loch Street\nRannoch\nAB1 1AA"
    of.organisation.save()
    for officer in (of.first, of.second, of.third):
        officer.password = hashed_password()
        officer.save()
    return of, holiday


def given_a_call_about(page: Page, look: Look, handler: Officer, title: str, points: tuple[Told, ...]) -> str:
    steps.when_a_contact_is_logged(
        page, name=RESIDENT, mail=MAIL, title=title, points=points, arrived=RECEIVED,
        happened="I rang three times, and nobody knew anything about it.",
    )  # fmt: skip
    look(page)
    steps.when_it_is_a_complaint(page, "She is not satisfied with the service.")
    look(page)
    says(page, "Model complaints handling procedure for local authorities (Scotland)", "Rannoch Fair")
    says_not(page, "Housing Ombudsman", "Local Government and Social Care Ombudsman")
    reference = steps.when_it_is_opened(page, handler)
    page.goto(f"/complaints/{reference}")
    look(page)
    return reference


def then_it_is_due(page: Page, look: Look, reference: str, stage: str, on: date) -> None:
    page.goto(f"/complaints/{reference}/why/{stage}/respond")
    says(page, f"{on:%-d %B %Y}")
    look(page)


def when_both_points_are_resolved(page: Page, look: Look, reference: str) -> None:
    for point in ("1", "2"):
        page.goto(f"/complaints/{reference}/answers/stage-1/{point}")
        expect(page.locator('[name="outcome"] option[value="partly_upheld"]')).to_have_text(
            "Partially upheld"
        )
        look(page)
        steps.when_a_point_is_answered(
            page, reference, "stage-1", point, outcome="resolved_no_finding", reasons=set_up.AGREED,
            happened=set_up.HAPPENED,
        )  # fmt: skip
        is_done(page, f"The answer to point {point} is kept")
    page.goto(f"/complaints/{reference}/answers")
    says(page, "Resolved")
    look(page)


def when_the_frontline_response_goes(
    page: Page, look: Look, log_in: LogIn, reference: str, mailbox: Mailbox, of: set_up.Council
) -> None:
    steps.when_a_letter_is_begun(page, reference, "response")
    fill(page, acts_next="Nothing is left for you to do.")
    enter_day(page, "acts_by", in_days(0))
    steps.when_it_is_saved(page)
    look(page)
    steps.then_nothing_holds_it(page)
    when_another_person_signs_and_it_goes(page, look, log_in, reference, author=of.first, signer=of.second)
    steps.then_the_mail_arrived(mailbox, MAIL, BINS[0].words, "Stage 2, investigation", "resolved")


def when_another_person_signs_and_it_goes(
    page: Page, look: Look, log_in: LogIn, reference: str, *, author: Officer, signer: Officer
) -> None:
    steps.when_it_is_to_be_signed(page, signer)
    look(page)
    steps.when_somebody_else_sits_down(page, log_in, signer)
    steps.when_it_is_signed(page, reference)
    steps.when_somebody_else_sits_down(page, log_in, author)
    steps.when_the_letter_is_opened_again(page, reference)
    press(page, "Save and see it as it will be sent")
    steps.when_it_is_sent(page)
    look(page)


def then_the_record_says_it_in_the_words_of_scotland(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}")
    says(page, "Resolved")
    page.goto(f"/complaints/{reference}/chronology")
    says(page, "Point 1: resolved")
    look(page)


def when_it_is_investigated_at_once(page: Page, look: Look, reference: str, reviewer: Officer) -> None:
    page.goto(f"/complaints/{reference}/escalate")
    says(page, "stage 2, investigation")
    look(page)
    fill(page, words="It concerns several services and the safety of a road: investigated at once.")
    page.select_option("#id_reviewer", str(reviewer.pk))
    press(page, "Record it")
    page.wait_for_url(f"**/complaints/{reference}")
    says(page, "Stage 2, investigation")


def when_it_is_acknowledged(page: Page, look: Look, reference: str, mailbox: Mailbox) -> None:
    kind = "later-acknowledgement"
    steps.when_a_letter_is_begun(page, reference, kind)
    look(page)
    steps.when_its_promises_are_kept_on_record(page, in_days(2))
    steps.then_nothing_holds_it(page)
    press(page, "Save and see it as it will be sent")
    page.wait_for_url("**/send")
    steps.when_it_is_sent(page)
    steps.then_the_mail_arrived(mailbox, MAIL, ROADS[0].words)


def when_the_investigation_is_answered(page: Page, look: Look, reference: str) -> None:
    steps.when_a_document_is_kept(page, reference, "Log of the round", "Closed on Monday", dated=in_days(-4))
    for point, outcome in (("1", "partly_upheld"), ("2", "not_upheld")):
        steps.when_a_point_is_answered(
            page, reference, "stage-2", point, outcome=outcome, evidence="Log of the round",
            standard=set_up.STANDARD, happened=set_up.HAPPENED, reasons=set_up.REASONS,
            **({"fault": "Nobody told her of it.", "injustice": "She missed her bus."} if point == "1" else {}),
        )  # fmt: skip
        look(page)
    page.goto(f"/complaints/{reference}/remedies")
    steps.when_a_remedy_is_proposed(
        page, reference, "apology", points=["1"], due=in_days(7), owner=Officer.objects.get(name="Third Example"),
        words="We apologise that nobody told you of the closed road.",
    )  # fmt: skip


def when_the_final_response_goes(
    page: Page, look: Look, log_in: LogIn, reference: str, mailbox: Mailbox, of: set_up.Council
) -> None:
    steps.when_a_letter_is_begun(page, reference, "final-response")
    fill(
        page,
        **{"words-reconsidered": "We looked at the log again and rang the depot.",
           "words-apology": "We are sorry that the road was closed without a word. It was our failure, because nobody "
           "put up a notice. You missed your bus and had to walk."},
        acts_next="Nothing is left for you to do.",
    )  # fmt: skip
    enter_day(page, "acts_by", in_days(0))
    steps.when_it_is_saved(page)
    look(page)
    steps.when_its_promises_are_kept_on_record(page, in_days(7))
    steps.then_nothing_holds_it(page)
    when_another_person_signs_and_it_goes(page, look, log_in, reference, author=of.third, signer=of.second)
    steps.then_the_mail_arrived(
        mailbox, MAIL, "Scottish Public Services Ombudsman", "https://www.spso.org.uk", "within 12 months",
        "We partially uphold",
    )  # fmt: skip


def when_the_ombudsman_writes(page: Page, look: Look, reference: str) -> None:
    page.goto(f"/complaints/{reference}/ombudsman/new")
    says(page, "Scottish Public Services Ombudsman", "Information and comments for the investigation")
    says_not(page, "Housing Ombudsman", "Complaint handling failure order")
    look(page)
    choose(page, "body", "spso")
    choose(page, "what", "investigation")
    fill(
        page,
        reference="202600001",
        subject="The road that was closed without a word",
        asked="Who put up notices?",
    )
    page.select_option("#id_asks", "questions")
    enter_day(page, "answer_by", in_days(28))
    press(page, "Open it")
    is_done(page, "The case is on the Ombudsman desk")
    look(page)
    page.goto("/ombudsman")
    says(page, "202600001", "Scottish Public Services Ombudsman", "Information due")
    look(page)
    page.get_by_role("link", name="202600001").first.click()
    says(page, "Information and comments for the investigation")
    look(page)


def test_a_scottish_council_answers_at_the_frontline_investigates_and_is_asked_by_the_spso(
    page: Page, look: Look, log_in: LogIn, mailbox: Mailbox, rannoch: tuple[set_up.Council, date]
) -> None:
    of, holiday = rannoch
    log_in(page, of.first)
    resolved = given_a_call_about(page, look, of.first, "Bin not emptied", BINS)
    then_it_is_due(page, look, resolved, "stage-1", working_days_on(RECEIVED, 5, holiday=holiday))
    when_both_points_are_resolved(page, look, resolved)
    when_the_frontline_response_goes(page, look, log_in, resolved, mailbox, of)
    then_the_record_says_it_in_the_words_of_scotland(page, look, resolved)

    serious = given_a_call_about(page, look, of.first, "Road closed without a word", ROADS)
    when_it_is_investigated_at_once(page, look, serious, of.third)
    due = working_days_on(in_days(0), 20, holiday=holiday)
    then_it_is_due(page, look, serious, "stage-2", due)
    says(page, "Rannoch Fair")
    assert Complaint.objects.get(reference=serious).stage == "stage-2"
    steps.when_somebody_else_sits_down(page, log_in, of.third)
    when_it_is_acknowledged(page, look, serious, mailbox)
    when_the_investigation_is_answered(page, look, serious)
    when_the_final_response_goes(page, look, log_in, serious, mailbox, of)

    steps.when_somebody_else_sits_down(page, log_in, of.first)
    when_the_ombudsman_writes(page, look, serious)
    assert (Referral.objects.get().body, Referral.objects.get().step) == ("spso", "investigation")
    assert OpenEnd.objects.get(kind="enquiry").due_on == in_days(28), "the date of its letter, and no other"
