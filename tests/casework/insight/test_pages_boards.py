"""The boards of figures: every number is the number of its cases, for everybody, and nobody sees what they may not."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.insight.boards import BoardError, boards
from casework.insight.boards.reading import read_boards
from casework.insight.forms.period import PeriodForm
from casework.insight.queries.asked import Span, asked_for, months_of, period_of
from casework.insight.queries.behind import Cell, open_cell
from casework.insight.queries.boards import MONTH, View, board_shown, facts_seen, measured
from casework.insight.queries.places import Places, places_of
from casework.insight.queries.shown import tile
from casework.insight.queries.standing import Standing, Whose, items, known_counts, numbers
from casework.people.models import Department, Officer, Service
from putright.measures import Measured, Period, Which, definition, schemas
from tests.casework.insight.chanced import chanced
from tests.casework.insight.reading_pages import Printed, printed, text_of, total_of
from tests.casework.made import Officers, answered, told

ROLES = ("asha", "bela", "carl", "dana", "ewan", "fern")
DAYS = "period=days&first-day=1&first-month=6&first-year=2023&last-day=31&last-month=12&last-year=2024"
EVERYTHING = f"{DAYS}&compare=on&months=on"
wed_31_july = date(2024, 7, 31)


@pytest.fixture
def record(officers: Officers) -> Officers:
    """Complaints of several services and officers, three restricted, and another landlord's."""
    chanced(officers.asha, 16, seed=5)
    service = Service.objects.filter(
        department__organisation=officers.asha.organisation, valid_to=None
    ).first()
    assert service is not None
    for one, named in ((officers.asha, ()), (officers.bela, ()), (officers.carl, (officers.asha.pk,))):
        answered(one, title="Zinnia conduct matter", named=named, service_id=service.pk)
    for one in (officers.bela, officers.carl):
        answered(one, title="Late repair", service_id=service.pk)
        told(one, title="Broken lift")
    answered(officers.fern, title="Elsewhere")
    told(officers.fern, title="Elsewhere too")
    return officers


def addresses(officer: Officer) -> list[str]:
    places = places_of(officer, today=date.today())
    return ["/figures", "/figures/organisation", "/figures/ombudsman",
            *(f"/figures/{one.kind}/{one.key}" for one in places.every)]  # fmt: skip


def page_of(client: Client, officer: Officer, address: str) -> str:
    client.force_login(officer)
    return client.get(address).content.decode()


def counted_behind(officer: Officer, one: Printed, kept: dict[bool, Any], places: Places) -> int:
    """The number of the list behind a link, over facts that are opened once."""
    asked = one.asked
    if "now" in asked:
        owner = {"nobody": 0}.get(asked["owner"]) if "owner" in asked else None
        owner = int(asked["owner"]) if owner is None and "owner" in asked else owner
        place = next(
            (places.called(kind, asked[kind]) for kind in ("department", "service") if kind in asked), None
        )
        period = Period(*(date.fromisoformat(asked.get(name, "2024-01-01")) for name in ("from", "to")))
        return len(items(Standing(officer, date.today(), period, Whose(place, owner)), asked["now"]))
    found = definition(asked["figure"])
    known = {MONTH, *(column.name for column in schemas()[found.table].columns if column.dimension)}
    by = {name: value or None for name, value in asked.items() if name in known}
    period = Period(date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"]))
    cell = Cell(found.id, Which(asked["which"]), period, by, asked.get("mine") == "yes")
    return open_cell(kept[cell.mine], cell, places).counted


# How figures are read changes nothing of what the store is asked for, nor of who sees what.
RECEIVED = [pytest.param(name, "received", marks=pytest.mark.any_store) for name in ("asha", "carl")]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "basis"), [*((name, "answered") for name in ROLES), *RECEIVED])
def test_every_linked_number_is_the_number_of_its_list(
    client: Client, record: Officers, name: str, basis: str
) -> None:
    officer = getattr(record, name)
    every = tuple(boards().boards["organisation"].figures + boards().boards["ombudsman"].figures)
    links: dict[str, Printed] = {}
    for address in addresses(officer):
        for one in printed(page_of(client, officer, f"{address}?{EVERYTHING}&basis={basis}")):
            links[one.query] = one
    assert links or name == "carl"
    wrong = []
    with facts_seen(officer, every, mine=False) as (all_of_them, _):
        holds, places = (
            Complaint.objects.filter(owner=officer).exists(),
            places_of(officer, today=date.today()),
        )
        own = facts_seen(officer, every, mine=True) if holds else None
        kept = {False: all_of_them, True: own.__enter__()[0] if own else None}
        wrong = [
            (one, found)
            for one in links.values()
            if (found := counted_behind(officer, one, kept, places)) != one.number
        ]
        if own:
            own.__exit__(None, None, None)
    assert wrong == []
    if name == "asha":
        assert len(links) > 80


@pytest.mark.django_db
def test_the_page_of_cases_says_that_number_and_lists_them(client: Client, record: Officers) -> None:
    links = printed(page_of(client, record.asha, f"/figures/organisation?{DAYS}"))
    links += printed(page_of(client, record.asha, f"/figures?{DAYS}"))
    seen = {(one.asked.get("figure"), one.asked.get("now"), one.asked.get("which")): one for one in links}
    assert len(seen) > 15
    for one in seen.values():
        page = page_of(client, record.asha, f"/figures/cases?{one.query}")
        assert total_of(page) == one.number, one
        rows = page.count('<a class="govuk-link row-title"')
        on = re.search(r"on ([\d,]+) complaint", text_of(page))
        assert rows == min(50, int(on[1]) if on and "now" not in one.asked else one.number), one


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROLES)
def test_a_restricted_complaint_is_in_no_number_and_no_list_of_others(
    client: Client, record: Officers, name: str
) -> None:
    officer = getattr(record, name)
    hidden = set(Complaint.objects.filter(restricted=True).values_list("reference", flat=True))
    allowed = {"asha": 2, "bela": 1, "carl": 1}.get(name, 0)
    client.force_login(officer)
    page = client.get("/figures/cases?figure=AR-1&from=2023-01-01&to=2026-11-30").content.decode()
    assert len([one for one in hidden if one in page]) == allowed
    assert "Zinnia" not in page
    before = [printed(page_of(client, officer, f"{one}?{DAYS}")) for one in addresses(officer)]
    if allowed == 0:
        Complaint.objects.filter(restricted=True).update(
            organisation=record.fern.organisation if name != "fern" else record.asha.organisation
        )
        after = [printed(page_of(client, officer, f"{one}?{DAYS}")) for one in addresses(officer)]
        assert before == after


@pytest.mark.django_db
def test_another_organisation_is_in_no_number(client: Client, record: Officers) -> None:
    page = page_of(client, record.fern, f"/figures/organisation?{DAYS}")
    [accepted] = [one for one in printed(page) if one.asked.get("figure") == "AR-1"][:1]
    assert accepted.number == 2
    department = Department.objects.filter(organisation=record.asha.organisation).first()
    assert department is not None
    client.force_login(record.fern)
    for address in (
        f"/figures/department/{department.pk}",
        f"/figures/cases?now=held&owner={record.asha.pk}",
    ):
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_who_sees_only_their_team_has_the_boards_of_that_and_not_the_whole(
    client: Client, record: Officers
) -> None:
    client.force_login(record.carl)
    for address in (
        "/figures/organisation",
        "/figures/ombudsman",
        "/figures/chart.svg?board=organisation&section=refusals",
    ):
        assert client.get(address).status_code == 403
    page = page_of(client, record.carl, "/figures/cases?figure=AR-1&from=2023-01-01&to=2026-11-30")
    own = Complaint.objects.filter(team=record.carl.team_id).values_list("reference", flat=True)
    assert total_of(page) == len(own)
    assert all(one in page for one in own)


@pytest.mark.django_db
def test_an_auditor_reads_every_board_and_can_send_nothing(client: Client, record: Officers) -> None:
    client.force_login(record.ewan)
    for address in (*addresses(record.ewan), "/figures/service", "/figures/rules"):
        assert client.get(address).status_code == 200
        assert client.post(address).status_code == 405


@pytest.mark.django_db
def test_both_counts_are_always_shown_and_no_percentage_under_five(
    client: Client, officers: Officers
) -> None:
    for _ in range(4):
        answered(officers.asha)
    page = text_of(page_of(client, officers.asha, f"/figures/organisation?{DAYS}"))
    assert re.search(r"Stage 1 answered on time \d of 4 ", page)
    answered(officers.asha)
    page = text_of(page_of(client, officers.asha, f"/figures/organisation?{DAYS}"))
    assert re.search(r"Stage 1 answered on time [\d.]+% \(\d of 5\)", page)


def test_what_the_facts_cannot_say_is_said_plainly_and_leads_nowhere() -> None:
    why = "Not in these facts: it needs the table findings."
    found = tile(Measured(definition("HO-1"), Period(wed_31_july, wed_31_july), (), absent=why), {}, {})
    assert (found.absent, found.now, found.earlier) == (why, None, None)


@pytest.mark.django_db
def test_an_organisation_without_a_complaint_is_told_so(client: Client, officers: Officers) -> None:
    for address in ("/figures", "/figures/organisation", "/figures/ombudsman"):
        page = text_of(page_of(client, officers.asha, address))
        assert "No figures yet" in page
        assert "0 In hand" in page or "0 Cases with an Ombudsman" in page
    client.force_login(officers.asha)
    page = text_of(client.get("/figures/cases?figure=AR-1&from=2024-01-01&to=2024-12-31").content.decode())
    assert "There is no complaint to count yet." in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        (DAYS.replace("first-year=2023", "first-year=2025"), 422, "the first day, Sun 1 June 2025. Turn them round."),
        (DAYS.replace("first-month=6", "first-month=13"), 422, "13 is not a month"),
        (DAYS.replace("first-day=1&", ""), 422, "First day: enter the day too, such as 27 3 2024."),
        ("period=days", 422, "Last day: enter the day, such as 27 3 2024."),
        ("period=fortnight", 422, "Period: choose one of the answers shown."),
        (DAYS.replace("2023", "2190").replace("2024", "2191"), 200, "These days lie in the future"),
    ],
)  # fmt: skip
def test_days_that_cannot_be_counted_get_a_clear_sentence_and_stay_typed(
    client: Client, officers: Officers, query: str, status: int, says: str
) -> None:
    answered(officers.asha)
    client.force_login(officers.asha)
    response = client.get(f"/figures/organisation?{query}")
    page = response.content.decode()
    assert response.status_code == status
    assert says in text_of(page)
    assert "At a glance" not in page
    if "last-year" in query:
        assert f'value="{"2191" if "2191" in query else "2024"}"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    ["figure=NO-1&from=2024-01-01&to=2024-12-31", "figure=AR-1", "figure=AR-1&from=2024-12-31&to=2024-01-01",
     "figure=AR-1&which=some&from=2024-01-01&to=2024-12-31", "now=nothing", "now=held&owner=x",
     "now=held&department=None"],
)  # fmt: skip
def test_an_address_no_page_leads_to_is_not_found(client: Client, officers: Officers, query: str) -> None:
    answered(officers.asha)
    client.force_login(officers.asha)
    assert client.get(f"/figures/cases?{query}").status_code == 404


@pytest.mark.django_db
def test_a_chart_shows_what_its_asker_may_see_and_is_kept_for_nobody_else(
    client: Client, record: Officers
) -> None:
    address = f"/figures/chart.svg?board=organisation&section=departments&{DAYS}"
    client.force_login(record.asha)
    drawn = client.get(address)
    assert drawn["Content-Type"] == "image/svg+xml"
    assert drawn["Cache-Control"] == "private, no-cache"
    assert drawn.content.startswith(b"<svg")
    assert client.get(address, headers={"If-None-Match": drawn["ETag"]}).status_code == 304
    client.force_login(record.bela)
    others = client.get(address, headers={"If-None-Match": drawn["ETag"]})
    # Asha is named on one more: without it there may be too few to draw, and then there is no picture at all.
    assert others.status_code in (200, 404)
    assert others.content != drawn.content


@pytest.mark.django_db
def test_the_chart_of_a_page_is_drawn_from_its_table_and_never_in_its_request(
    client: Client, record: Officers
) -> None:
    place = places_of(record.asha, today=date.today()).every[0]
    addressed = ("/figures/organisation", f"/figures/{place.kind}/{place.key}")
    page = "".join(page_of(client, record.asha, f"{one}?{EVERYTHING}") for one in addressed)
    pictures = re.findall(r'<img class="picture" src="([^"]+)" alt="([^"]+)"', page)
    assert pictures
    assert "<svg" not in page
    assert all(src.startswith("/figures/chart.svg?") for src, _ in pictures)
    for src, says in pictures:
        drawn = client.get(src.replace("&amp;", "&")).content.decode()
        assert f">{says}</desc>" in drawn
        told_of = re.findall(r": ([\d.]+% \(\d+ of \d+\)|\d+ of \d+)", says)
        assert told_of
        assert all(one in text_of(page) for one in told_of)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query", ["board=nobody", "board=mine&section=now", "board=service&section=reasons", ""]
)
def test_a_chart_there_is_not_is_not_found(client: Client, record: Officers, query: str) -> None:
    client.force_login(record.asha)
    assert client.get(f"/figures/chart.svg?{query}").status_code == 404


@pytest.mark.django_db
def test_an_old_service_leads_to_the_one_that_took_over(client: Client, record: Officers) -> None:
    old = Service.objects.get(name="Repairs", valid_to__isnull=False)
    client.force_login(record.asha)
    assert client.get(f"/figures/service/{old.pk}")["Location"] == f"/figures/service/{old.successor_id}"
    places = places_of(record.asha, today=date.today())
    place = places.place("service", old.pk)
    assert place is not None
    assert place.services == {old.pk, old.successor_id}
    page = page_of(client, record.asha, f"/figures/service/{place.key}?{DAYS}")
    answered_there = Complaint.objects.filter(
        visible_to(record.asha), service__in=place.services,
        stage_1_responded_on__range=("2023-06-01", "2024-12-31"),
    )  # fmt: skip
    [found] = [one for one in printed(page) if one.asked.get("figure") == "AR-6"][:1]
    base = int(re.findall(r"of (\d+)", found.words)[0])
    assert base == answered_there.filter(kind="complaint").count()


@pytest.mark.django_db
def test_a_board_costs_a_bounded_number_of_statements(
    record: Officers, statements: Callable[[int], AbstractContextManager[None]]
) -> None:
    asked = asked_for(
        Span.DAYS, date.today(), days=Period(date(2023, 6, 1), date(2024, 12, 31)), compare=True, months=True
    )
    assert asked is not None
    with statements(9):
        places = places_of(record.asha, today=date.today())
    for board in boards().boards.values():
        place = places.every[0] if board.key == "service" else None
        view = View(record.asha, board, asked, places, date.today(), place)
        with statements(8):
            numbers(view.standing, boards().counts)
        with statements(60):
            measured(view, board.sections)
        with statements(70):
            board_shown(view)


@pytest.mark.django_db
def test_what_is_overdue_is_told_by_how_many_working_days(client: Client, officers: Officers) -> None:
    told(officers.asha)
    asked = Standing(officers.asha, date(2024, 5, 13), Period(wed_31_july, wed_31_july))
    # Acknowledgement was due on Thursday 9 May 2024: five working days from Wednesday 1 May, Monday 6 May a bank holiday.
    found = numbers(asked, known_counts())
    assert (found["overdue"], found["late-1"], found["late-6"], found["acknowledge-overdue"]) == (1, 1, 0, 1)
    [one] = items(asked, "late-1")
    assert one.why == "In hand, was due Thu 9 May 2024, 2 working days late"
    later = Standing(officers.asha, date(2024, 5, 17), Period(wed_31_july, wed_31_july))
    assert numbers(later, ("late-1", "late-6")) == {"late-1": 0, "late-6": 1}


@pytest.mark.django_db
def test_every_count_of_the_boards_can_be_counted_and_no_other(officers: Officers) -> None:
    assert known_counts() == {*boards().counts, *(band.key for band in boards().bands)}


def test_the_year_begins_in_april_and_quarters_follow_it() -> None:
    assert period_of(Span.YEAR, date(2026, 3, 31)) == Period(date(2025, 4, 1), date(2026, 3, 31))
    assert period_of(Span.YEAR, date(2026, 4, 1)) == Period(date(2026, 4, 1), date(2027, 3, 31))
    assert period_of(Span.QUARTER, date(2026, 2, 10)) == Period(date(2026, 1, 1), date(2026, 3, 31))
    assert period_of(Span.QUARTER, date(2026, 11, 30)) == Period(date(2026, 10, 1), date(2026, 12, 31))
    assert period_of(Span.MONTH, date(2024, 2, 29)) == Period(date(2024, 2, 1), date(2024, 2, 29))
    assert months_of(Period(date(2025, 12, 3), date(2026, 2, 1))) == ("2025-12", "2026-01", "2026-02")


def test_a_period_that_is_not_over_is_counted_up_to_today_and_none_of_the_future() -> None:
    asked = asked_for(Span.MONTH, date(2026, 11, 12))
    assert asked is not None
    assert asked.period == Period(date(2026, 11, 1), date(2026, 11, 12))
    assert asked.so_far
    assert (
        asked_for(Span.DAYS, date(2026, 11, 12), days=Period(date(2026, 11, 13), date(2026, 11, 14))) is None
    )


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [
        ('counts = ["lessons-again"]', 'counts = ["lessons"]', "'lessons' is no count"),
        ('{ id = "BD-1" }, { id = "BD-2" }', '{ id = "BD-0" }, { id = "BD-2" }', "'BD-0' is no figure"),
        ('received = "BD-7"', 'received = "AR-8"', "AR-8 is no other reading of AR-7"),
        ('by = "contractor"', 'by = "contractors"', "cannot be broken down by 'contractors'"),
        ('chart = "line"', 'chart = "pie"', "'pie' is no chart"),
        ("from = 6\n", "from = 7\n", "late-6 begins at 7, and 6 is the next day late"),
        ('charted = ["AR-3a"]', 'charted = ["AR-4"]', "AR-4 is told by month or drawn"),
    ],
)  # fmt: skip
def test_wrong_data_of_boards_are_named(was: str, becomes: str, says: str) -> None:
    from importlib import resources

    text = resources.files("casework.insight.boards").joinpath("boards.toml").read_text("utf-8")
    assert was in text
    with pytest.raises(BoardError, match=re.escape(says)):
        read_boards(text.replace(was, becomes))


def test_the_form_opens_with_what_the_board_opens_with() -> None:
    from django.http import QueryDict

    form = PeriodForm(QueryDict(""), opens_with="quarter", today=date(2026, 11, 30))
    assert form.is_valid()
    assert form.asked is not None
    assert form.asked.span is Span.QUARTER
