"""The demonstration is believable, complete for those who look at it, and sound."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from casework.agreements.models import Forwarding
from casework.alerts.models import Alert
from casework.complaints.models import Clock, Complaint, Document, Event, OpenEnd, StageFact, Words
from casework.complaints.page import NotToBeSeen
from casework.complaints.queries import complaint_page, search
from casework.complaints.queue import Narrow, View, queue
from casework.complaints.storing import read_events
from casework.intake.models import Contact
from casework.intake.queries import contacts_to_decide
from casework.intake.ways import told_by, way_of
from casework.letters.models import Dispatch, Letter, Return, SignOff
from casework.ombudsman.models import Draft, Question
from casework.ombudsman.queries import desk
from casework.ops.demo import fill, make_demonstration
from casework.ops.demo.borough import FIRST, NAME
from casework.ops.demo.filling import Made
from casework.ops.demo.papers import one_page_pdf
from casework.ops.demo.providers import LIMITS
from casework.ops.demo.texts import scenarios
from casework.ops.verify import verify
from casework.orders.board import Narrowed, OrderView, Urgency, order_board
from casework.orders.models import OrderPaper
from casework.outcomes.models import ActionParticulars, LedgerLine, Lesson
from casework.people.absences import covered_by
from casework.people.models import Department, Officer, Organisation, Service
from casework.precedents.finding import Wanted, precedents
from casework.precedents.models import PublishedDecision
from casework.together.models import Share
from putright.cases import replay
from putright.cases.answerable import OrderState
from putright.vocabulary import DeskPlace, OrderStep

tue_24_nov = date(2026, 11, 24)
now = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
SCALE = 0.3
ROOT = Path(__file__).parents[3]
# In one process, so that what the whole module looks at is made once.
pytestmark = pytest.mark.xdist_group("the demonstration")


@contextmanager
def taken_away() -> Iterator[None]:
    """What is written inside is gone afterwards, although commands insist on a transaction of their own."""
    atomic = transaction.atomic()
    atomic._from_testcase = True
    with atomic:
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker) -> Iterator[Made]:
    """A third of the demonstration, built once."""
    with django_db_blocker.unblock(), taken_away():
        yield make_demonstration(now=now, password_is="heron-point-otter", scale=SCALE)


def handling() -> list[Officer]:
    """The officers who answer complaints."""
    named = {one for team in FIRST.values() for one in team}
    found = Officer.objects.select_related("organisation").order_by("id")
    return [one for one in found if one.email.split(".")[0] in named]


def test_every_count_of_the_queue_has_work_for_every_officer_who_answers(made: Made) -> None:
    officers = handling()
    assert len(officers) == 11
    for officer in officers:
        counts = queue(officer, view=View.MINE, today=tue_24_nov).counts
        empty = [count.narrow.label for count in counts if count.number == 0]
        assert not empty, officer.name
        assert {count.narrow for count in counts} == set(Narrow)


def test_every_view_of_the_complaints_officer_has_rows(made: Made) -> None:
    nadia = Officer.objects.select_related("organisation").get(name="Nadia Rahman")
    empty = [view.label for view in View if not queue(nadia, view=view, today=tue_24_nov).rows]
    assert not empty
    assert len(contacts_to_decide(nadia)) >= 5


@pytest.mark.parametrize(
    "started",
    [
        pytest.param(datetime(2026, 11, 22, 9, tzinfo=UTC), id="on a Sunday"),
        pytest.param(datetime(2027, 1, 1, 0, 5, tzinfo=UTC), id="just after midnight on a bank holiday"),
        pytest.param(datetime(2028, 2, 29, 20, tzinfo=UTC), id="on a day two years ago did not have"),
        pytest.param(datetime(2028, 10, 5, 8, tzinfo=UTC), id="near the last published bank holidays"),
    ],
)
def test_whenever_it_is_started_there_is_work_for_today(db: None, started: datetime) -> None:
    make_demonstration(now=started, password_is="heron-point-otter", scale=0.1, seed=started.day)
    for officer in handling():
        counts = queue(officer, view=View.MINE, today=started.date()).counts
        assert all(count.number for count in counts), officer.name


def test_every_chain_and_projection_of_it_is_sound(made: Made) -> None:
    found = verify()
    assert found.problems == ()
    assert found.complaints == made.complaints + made.refusals
    assert found.events >= made.events


def test_hardly_two_complaints_are_told_alike(made: Made) -> None:
    titles = Counter(Words.objects.values_list("title", flat=True))
    again = sum(number - 1 for number in titles.values())
    assert again / sum(titles.values()) < 0.05
    told = list(Words.objects.exclude(complaint__status="declined").values_list("happened", flat=True))
    assert len(set(told)) / len(told) > 0.97
    assert len(scenarios()) >= 40
    assert not [text for text in (*titles, *told) if "{" in text or "}" in text]


def test_its_figures_have_the_shape_of_a_council(made: Made) -> None:
    answered = Clock.objects.filter(timescale="respond", stage="stage-1", met_on__isnull=False)
    on_time = sum(clock.met_on <= clock.due_on for clock in answered) / len(answered)
    assert 0.66 < on_time < 0.84
    refused = made.refusals / (made.complaints + made.refusals)
    assert 0.2 < refused < 0.4
    first = Complaint.objects.exclude(status="declined").count()
    assert 0.1 < StageFact.objects.filter(stage="stage-2").count() / first < 0.3
    outcomes = set(StageFact.objects.values_list("outcome", flat=True))
    assert {"upheld", "partly_upheld", "not_upheld"} <= outcomes
    mondays = Complaint.objects.filter(received_on__week_day=2).count()
    assert mondays > Complaint.objects.filter(received_on__week_day=6).count()


def test_two_years_end_today_across_a_restructure(made: Made) -> None:
    days = Complaint.objects.values_list("received_on", flat=True)
    assert tue_24_nov - timedelta(days=731) <= min(days) < tue_24_nov - timedelta(days=600)
    assert max(days) <= tue_24_nov
    ended = Department.objects.filter(organisation=made.organisation, valid_to__isnull=False)
    assert ended.count() == 2
    assert all(one.successor.valid_from == one.valid_to + timedelta(days=1) for one in ended)
    assert all(one.successor is not None for one in Service.objects.filter(valid_to__isnull=False))
    for complaint in Complaint.objects.select_related("service"):
        until = complaint.service.valid_to or date.max
        assert complaint.service.valid_from <= complaint.received_on <= until


def test_what_was_offered_in_two_years_is_mostly_done_and_some_of_it_late(made: Made) -> None:
    remedies = OpenEnd.objects.filter(kind="remedy")
    assert LedgerLine.objects.count() == remedies.count() > 100
    ended = remedies.filter(is_open=False).count() / remedies.count()
    assert 0.75 < ended < 0.99
    assert remedies.filter(is_open=True, due_on__lt=tue_24_nov).exists()
    assert {"paid", "done", "superseded"} <= set(remedies.values_list("step", flat=True))
    assert {"pay_distress", "apology", "service", "goodwill"} <= set(
        LedgerLine.objects.values_list("type", flat=True)
    )


def test_most_upheld_complaints_taught_something_and_actions_followed(made: Made) -> None:
    upheld = Complaint.objects.filter(
        stage_facts__outcome__in=["upheld", "partly_upheld"], status__in=["answered", "closed"]
    ).distinct()
    taught = upheld.filter(lessons__isnull=False).distinct().count()
    assert 0.75 < taught / upheld.count() < 1
    assert Lesson.objects.filter(no_lesson=True).exists()
    assert Lesson.objects.filter(approved_by__isnull=False).exists()
    assert ActionParticulars.objects.count() == OpenEnd.objects.filter(kind="action").count()
    steps = set(OpenEnd.objects.filter(kind="action").values_list("step", flat=True))
    assert {"verified", "progressed"} <= steps


def test_conduct_is_seen_by_named_people_only(made: Made) -> None:
    restricted = Complaint.objects.filter(restricted=True, in_queue=True).first()
    seen_by = set(restricted.named_officers.values_list("officer", flat=True))
    for officer in handling():
        found = queue(officer, view=View.ALL, narrow=Narrow.RESTRICTED, today=tue_24_nov).rows
        assert (restricted.reference in {row.reference for row in found}) == (officer.pk in seen_by), (
            officer.name
        )
        assert {row.title for row in found} == {"Restricted complaint"}


def test_every_open_complaint_can_be_opened_and_read(made: Made) -> None:
    nadia = Officer.objects.select_related("organisation").get(name="Nadia Rahman")
    rows = queue(nadia, view=View.ALL, today=tue_24_nov).rows
    for row in rows[:25]:
        page = complaint_page(nadia, row.reference, today=tue_24_nov)
        assert page.points
        assert page.parties
    assert Document.objects.count() >= 5


def test_letters_are_in_every_state_and_none_has_left_by_e_mail(made: Made) -> None:
    letters = Letter.objects.filter(complaint__organisation=made.organisation)
    assert letters.filter(state="draft", checked__held__0__isnull=False, asked_at=None).count() >= 3
    assert [one.asked_of.name for one in letters.filter(state="draft", asked_at__isnull=False)] == [
        "Tomasz Wieczorek"
    ]
    assert list(Return.objects.values_list("letter__state", "officer__name")) == [("draft", "Rhian Prosser")]
    by_channel = set(Dispatch.objects.values_list("channel", "state"))
    assert by_channel == {
        ("print", "delivered"),
        ("print", "failed"),
        ("print", "printing"),
        ("email", "waiting"),
    }
    sent = letters.filter(state="sent", dispatches__channel="print").distinct()
    assert all(one.sent_version.pdf and one.sent_version.docx for one in sent)


def test_who_signs_is_never_who_wrote(made: Made) -> None:
    signed = SignOff.objects.select_related("letter")
    assert signed.count() == 2
    assert all(one.officer_id not in one.letter.writers for one in signed)


def test_a_payment_waits_for_somebody_with_a_higher_limit(made: Made) -> None:
    ends = OpenEnd.objects.filter(kind="remedy", step="proposed", amount_pence__gt=LIMITS[2])
    assert [end.amount_pence for end in ends] == [1200_00]
    assert LIMITS[3] >= 1200_00


def test_every_remedy_somebody_may_wonder_about_is_there(made: Made) -> None:
    lines = LedgerLine.objects.filter(complaint__organisation=made.organisation)
    assert lines.filter(recurring=True, condition__contains="boiler").exists()
    assert lines.filter(type="goodwill", complaint__words__title__contains="Swimming").exists()
    halves = Event.objects.filter(kind="remedy_proposed", data__contains='"payer":"contractor"')
    assert halves.count() == 1
    assert Event.objects.filter(kind="remedy_moved", data__contains='"document":"').exists()


def test_a_lesson_returns_and_its_actions_stand_at_every_point_of_their_way(made: Made) -> None:
    again = Lesson.objects.get(complaint__words__title__startswith="Recycling in Sedge Road closed")
    earlier = Complaint.objects.get(reference=again.repeats)
    assert "Fuller's Green" in earlier.words.title
    steps = dict(OpenEnd.objects.filter(complaint=earlier, kind="action").values_list("step", "due_on"))
    assert set(steps) == {"progressed", "done", "agreed", "no_longer_achievable"}
    assert steps["agreed"] < tue_24_nov


def test_a_no_contact_rule_was_broken_and_nobody_else_knows(made: Made) -> None:
    rule = OpenEnd.objects.get(kind="restriction", is_open=True)
    assert rule.complaint.restricted
    incident = OpenEnd.objects.get(complaint=rule.complaint, kind="incident")
    assert (incident.step, incident.worker) == ("reviewed", rule.worker)
    priya = Officer.objects.select_related("organisation").get(name="Priya Sundaram")
    with pytest.raises(NotToBeSeen):
        complaint_page(priya, rule.complaint.reference, today=tue_24_nov)


def test_a_need_with_a_risk_is_open_after_three_visits_that_failed(made: Made) -> None:
    need = OpenEnd.objects.get(kind="need")
    assert need.is_open
    assert need.risk
    visits = OpenEnd.objects.filter(complaint=need.complaint, kind="appointment").values_list(
        "step", flat=True
    )
    assert sorted(visits) == ["cancelled_by_us", "made", "no_show", "too_early"]
    forwarded = Forwarding.objects.get(complaint=need.complaint)
    assert "how_to_escalate" in forwarded.missing


def test_somebody_on_leave_has_promises_due(made: Made) -> None:
    marcus = Officer.objects.get(name="Marcus Ellerby")
    (absence,) = marcus.absences.all()
    assert absence.first_on <= tue_24_nov <= absence.last_on
    promises = OpenEnd.objects.filter(kind="promise", is_open=True, complaint__owner=marcus)
    assert promises.filter(due_on__lte=absence.last_on).exists()


def test_somebody_covers_for_a_colleague(made: Made) -> None:
    (covered,) = covered_by(Officer.objects.get(name="Hannah Birchall"), today=tue_24_nov)
    assert covered.name == "Callum Doyle"


def test_shares_are_asked_for_and_a_mixed_complaint_has_two_parts(made: Made) -> None:
    shares = Share.objects.filter(complaint__organisation=made.organisation)
    ends = OpenEnd.objects.filter(kind="contribution", complaint__organisation=made.organisation)
    assert (shares.count(), sorted(ends.values_list("step", flat=True))) == (2, ["asked", "given"])
    assert len(set(shares.values_list("complaint", flat=True))) == 1
    linked = Complaint.objects.filter(
        organisation=made.organisation, events__kind="complaint_linked"
    ).distinct()
    assert {one.procedure.partition("/")[0] for one in linked} == {"housing-ombudsman", "lgsco"}


def test_the_rules_have_looked_before_anybody_logs_in(made: Made) -> None:
    alerts = Alert.objects.filter(organisation=made.organisation, ended_on=None)
    seen = set(alerts.values_list("rule", flat=True))
    assert {"DR-02", "DR-07", "DR-08", "DR-09", "DR-10", "DR-12", "DR-25", "DR-30", "DR-31"} <= seen
    assert alerts.count() < 250


def test_contacts_that_are_no_complaint_are_kept_with_their_reason(made: Made) -> None:
    decided = Contact.objects.exclude(decision="").exclude(decision="repeat_contact")
    assert decided.count() >= 20
    assert not decided.filter(decision_reason="").exists()
    assert Contact.objects.filter(decision="repeat_contact", complaint__isnull=False).count() >= 3


def test_the_way_of_two_contacts_was_found_by_the_questions(made: Made) -> None:
    waits, elsewhere = Contact.objects.exclude(answers={}).order_by("decision")
    way = way_of(told_by(waits), made.organisation)
    assert [one.part.key for one in way.parts] == ["adult-social-care", "housing-ombudsman"]
    assert (waits.decision, len(way.first), all(one.here for one in way.parts)) == ("", 1, True)
    assert (elsewhere.decision, elsewhere.departures) == ("councillor_conduct", [])


def test_nobody_real_can_be_reached_by_it(made: Made) -> None:
    for officer in Officer.objects.all():
        assert officer.email.endswith(".example")


def test_the_same_seed_and_day_give_the_same_complaints(db: None) -> None:
    told = []
    for _ in range(2):
        with taken_away():
            make_demonstration(now=now, password_is="heron-point-otter", scale=0.02)
            told.append(list(Words.objects.order_by("pk").values_list("title", "happened", "wanted")))
    assert told[0] == told[1]


@pytest.mark.django_db
def test_a_second_call_says_that_it_is_there_already(monkeypatch, settings, tmp_path, capsys) -> None:
    monkeypatch.setattr("casework.ops.demo.filling.COMPLAINTS", 12)
    monkeypatch.setattr("casework.ops.demo.filling.REFUSALS", 4)
    monkeypatch.delenv("CASEWORK_DEMO_PASSWORD", raising=False)
    settings.VAR = tmp_path
    assert fill(now=now) == 0
    first = capsys.readouterr().out
    count = Complaint.objects.count()
    assert fill(now=now + timedelta(days=1)) == 0
    second = capsys.readouterr().out
    assert "is there already" in second
    assert Complaint.objects.count() == count
    password = (tmp_path / "demo-password").read_text()
    assert (tmp_path / "demo-password").stat().st_mode & 0o077 == 0
    for said in (first, second):
        assert "nadia.rahman@alderwick.example" in said
        assert password in said
    assert Officer.objects.get(name="Nadia Rahman").check_password(password)


@pytest.mark.django_db
def test_a_password_given_in_the_environment_is_the_one(monkeypatch, settings, tmp_path, capsys) -> None:
    monkeypatch.setattr("casework.ops.demo.filling.COMPLAINTS", 4)
    monkeypatch.setattr("casework.ops.demo.filling.REFUSALS", 2)
    settings.VAR = tmp_path
    monkeypatch.setenv("CASEWORK_DEMO_PASSWORD", "weir-lane-heron-1")
    fill(now=now)
    monkeypatch.setenv("CASEWORK_DEMO_PASSWORD", "weir-lane-heron-2")
    fill(now=now)
    assert not (tmp_path / "demo-password").exists()
    assert Officer.objects.get(name="Grace Adeyemi").check_password("weir-lane-heron-2")


def test_a_real_organisation_gets_no_demonstration(landlord: Organisation, capsys) -> None:
    assert fill(now=now) == 0
    assert "no demonstration is added" in capsys.readouterr().out
    assert Organisation.objects.get() == landlord


def test_one_that_was_interrupted_says_what_to_do(db: None, capsys) -> None:
    Organisation.objects.create(name=NAME, short_name="Alderwick")
    assert fill(now=now) == 1
    assert "interrupted" in capsys.readouterr().out


def test_the_papers_are_files_a_reader_opens() -> None:
    content = one_page_pdf(["Note (of a visit)", "“Readings” in every room"])
    assert content.startswith(b"%PDF-1.4")
    table = int(content.split(b"startxref\n")[1].split(b"\n")[0])
    assert content[table:].startswith(b"xref")
    assert rb"Note \(of a visit\)" in content


def test_the_tour_finds_what_it_tells_to_look_for(made: Made) -> None:
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    asked = set(re.findall(r"[Ll]ook\s+for\s+“([^”]+)”", tour))
    assert len(asked) >= 6
    officer = Officer.objects.get(email__startswith="grace.")
    for words in asked:
        assert search(officer, words, today=tue_24_nov).rows, words


def test_an_ombudsman_has_cases_in_every_state(made: Made) -> None:
    hannah = Officer.objects.select_related("organisation").get(name="Hannah Birchall")
    found = desk(hannah, today=tue_24_nov)
    assert {place for place, _ in found.groups} == {
        DeskPlace.ENQUIRY, DeskPlace.INFORMATION, DeskPlace.DRAFT, DeskPlace.ORDERS,
    }  # fmt: skip
    assert dict(found.counts)[DeskPlace.CLOSED] == 1
    rows = [row for _, those in found.groups for row in those]
    assert any(row.due.days == 3 for row in rows), "an enquiry is due soon"
    assert any(row.undated for row in rows), "one letter gives no date"
    assert [row.subject[:5] for row in found.unlinked] == ["Noise"]
    draft = Draft.objects.get()
    assert {paper.party for paper in draft.tracks.all()} == {"", "Fenland Property Care"}
    assert Question.objects.filter(step="not_held").exists()


def test_there_are_precedents_and_a_decision_waits_to_be_confirmed(made: Made) -> None:
    hannah = Officer.objects.get(email__startswith="hannah")
    assert precedents(hannah, Wanted()).number == 11
    waiting = PublishedDecision.objects.get(case__isnull=False)
    assert (waiting.state, waiting.paid_pence, waiting.lines.count()) == ("read", 17500, 3)


def test_what_an_ombudsman_ordered_is_there_in_every_state(made: Made) -> None:
    hannah = Officer.objects.select_related("organisation").get(name="Hannah Birchall")
    board = order_board(hannah, view=OrderView.OPEN, narrowed=Narrowed(), today=tue_24_nov)
    assert {urgency for urgency, _ in board.groups} == {
        Urgency.UNDATED, Urgency.LONG_OVERDUE, Urgency.DIRECTOR, Urgency.OVERDUE, Urgency.LATER,
    }  # fmt: skip
    steps = {
        state.step for paper in OrderPaper.objects.select_related("complaint") for state in orders_of(paper)
    }
    assert steps >= {
        OrderStep.MADE, OrderStep.RETURNED, OrderStep.EXTENDED, OrderStep.ACCEPTED, OrderStep.TAKEN_BACK,
        OrderStep.NOT_ACHIEVABLE,
    }  # fmt: skip
    assert OrderPaper.objects.filter(repeats__isnull=False, date_is_ours=False).exists()
    assert OrderPaper.objects.filter(date_is_ours=True).exists()


def orders_of(paper: OrderPaper) -> tuple[OrderState, ...]:
    return replay(read_events(paper.complaint)[0]).orders
