"""Homes and residents: entered by those who may, corrected by a new row, used by rates with their day and source."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.insight.commands.numbers import NotEntered, enter_number, take_number_back
from casework.insight.models import KnownNumber
from casework.insight.queries.numbers import numbers_page
from casework.insight.reporting import facts_of_record, known_as, make_report
from casework.insight.structure import as_toml, measured_as
from casework.people.models import Officer
from putright.measures import Number, Period, measure
from putright.measures import Organisation as Measured
from tests.casework import made
from tests.casework.made import Officers, at, wed_8_may

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
sun_31_march = date(2024, 3, 31)
mon_31_march_2025 = date(2025, 3, 31)
YEAR = Period.year("2024-25")


def say(
    by: Officer, number: int, *, what: str = "homes", on: date = sun_31_march, source: str = "stock list"
) -> None:
    enter_number(by, what=what, number=number, on=on, source=source, now=at(wed_8_may))


def form(**given: Any) -> dict[str, Any]:
    typed = {"what": "homes", "number": "12,480", "source": "Stock list of 31 March 2024"}
    return {**typed, "on-day": "31", "on-month": "3", "on-year": "2024", **given}


def test_a_rate_is_worked_out_with_the_newest_number_that_is_not_later_and_says_so(
    officers: Officers,
) -> None:
    made.answered(officers.asha)
    say(officers.bela, 400)
    say(officers.bela, 500, on=mon_31_march_2025, source="stock list 2025")
    say(officers.bela, 900, on=date(2025, 9, 30))
    say(officers.dana, 20_000, what="residents")
    ours = known_as(officers.asha.organisation, None)
    with facts_of_record(officers.asha.organisation) as facts:
        for figure, rate in (("AR-15", "2.0"), ("CH01-1", "2.0"), ("AR-15r", "5.0")):
            found = measure(facts, figure, period=YEAR, organisation=ours)
            assert found.total is not None
            assert str(found.total.rate) == rate
        homes = measure(facts, "CH01-1", period=YEAR, organisation=ours)
    assert homes.notes == ("500 homes on 2025-03-31 (stock list 2025). Not annualised.",)


def test_a_report_prints_the_rate_its_day_and_its_source_without_a_file(officers: Officers) -> None:
    made.answered(officers.asha)
    say(officers.bela, 500)
    report = make_report("tenant-satisfaction", officers.asha.organisation, YEAR)
    words = repr(report)
    assert "2.0 per 1,000 (1 of 500 homes)" in words
    assert "500 homes on 2024-03-31 (stock list)" in words


def test_without_a_number_there_is_no_rate_and_the_report_says_why(officers: Officers) -> None:
    made.answered(officers.asha)
    words = repr(make_report("tenant-satisfaction", officers.asha.organisation, YEAR))
    assert "does not say how many homes there were by 2025-03-31" in words


def test_a_correction_takes_the_place_and_what_was_said_before_stays_readable(officers: Officers) -> None:
    say(officers.bela, 400)
    say(officers.dana, 410, source="audited stock list")
    [homes] = [one for one in numbers_page(officers.asha).parts if one.kind.key == "homes"]
    assert [(one.number, one.entered_by, one.ended_by) for one in homes.held] == [(410, "Dana Example", None)]
    assert [(one.number, one.entered_by, one.ended_by) for one in homes.before] == [
        (400, "Bela Example", "Dana Example")
    ]
    assert [one.count for one in measured_as(officers.asha.organisation).numbers] == [410]


def test_the_same_said_twice_is_one(officers: Officers) -> None:
    say(officers.bela, 400)
    say(officers.bela, 400)
    assert KnownNumber.objects.count() == 1


def test_a_number_taken_back_is_used_by_nothing_and_not_taken_back_twice(officers: Officers) -> None:
    say(officers.bela, 400)
    row = KnownNumber.objects.get()
    take_number_back(officers.dana, row.pk, now=at(wed_8_may))
    assert measured_as(officers.asha.organisation).numbers == ()
    with pytest.raises(NotEntered, match="already"):
        take_number_back(officers.dana, row.pk, now=at(wed_8_may))


def test_another_organisations_numbers_are_neither_shown_used_nor_taken_back(officers: Officers) -> None:
    say(officers.bela, 400)
    assert all(not one.held for one in numbers_page(officers.fern).parts)
    assert measured_as(officers.fern.organisation).numbers == ()
    officers.fern.roles = ["manager"]
    with pytest.raises(NotEntered):
        take_number_back(officers.fern, KnownNumber.objects.get().pk, now=at(wed_8_may))


def test_of_a_number_a_file_names_the_file_holds_and_of_the_others_what_was_entered(
    officers: Officers,
) -> None:
    say(officers.bela, 400)
    say(officers.bela, 20_000, what="residents")
    told = Measured("", numbers=(Number("homes", 777, sun_31_march, "file"),))
    both = known_as(officers.asha.organisation, told)
    assert {one.what: one.count for one in both.numbers} == {"homes": 777, "residents": 20_000}


def test_the_file_of_the_organisation_carries_them(officers: Officers) -> None:
    say(officers.bela, 400, source='the "stock" list')
    assert (
        '[[number]]\nwhat = "homes"\ncount = 400\non = 2024-03-31\nsource = "the \\"stock\\" list"'
        in as_toml(measured_as(officers.asha.organisation))
    )


def test_rental_and_ownership_that_do_not_make_up_the_homes_are_told(officers: Officers) -> None:
    say(officers.bela, 400)
    say(officers.bela, 300, what="rental_homes")
    assert numbers_page(officers.asha).doubts == ()
    say(officers.bela, 90, what="ownership_homes")
    [doubt] = numbers_page(officers.asha).doubts
    assert "390 together, and homes are 400" in doubt
    say(officers.bela, 100, what="ownership_homes")
    assert numbers_page(officers.asha).doubts == ()


class TestPages:
    def test_a_manager_enters_one_and_everybody_who_sees_the_organisation_reads_it(
        self, client: Client, officers: Officers
    ) -> None:
        client.force_login(officers.bela, backend=BACKEND)
        assert client.post("/figures/numbers/new", form()).status_code == 302
        client.force_login(officers.ewan, backend=BACKEND)
        page = client.get("/figures/numbers").content.decode()
        assert "12,480" in page
        assert "Stock list of 31 March 2024" in page
        assert "Enter a number" not in page

    @pytest.mark.parametrize("name", ["asha", "carl", "ewan"])
    def test_others_enter_none(self, client: Client, officers: Officers, name: str) -> None:
        client.force_login(getattr(officers, name), backend=BACKEND)
        assert client.post("/figures/numbers/new", form()).status_code == 403
        assert client.get("/figures/numbers/new").status_code == 403
        assert client.post("/figures/numbers/1/back").status_code == 403
        assert not KnownNumber.objects.exists()

    def test_who_sees_only_their_team_does_not_read_it(self, client: Client, officers: Officers) -> None:
        client.force_login(officers.carl, backend=BACKEND)
        assert client.get("/figures/numbers").status_code == 403

    @pytest.mark.parametrize(
        ("given", "says"),
        [
            ({"number": "twelve"}, "How many: twelve is not a whole number. Enter it like 12,480."),
            ({"number": "0"}, "How many: enter a number from 1"),
            ({"number": "99999999999"}, "How many: enter a number from 1"),
            ({"on-year": "2999"}, "enter the year with four figures"),
            ({"on-year": "2150"}, "is still to come"),
            ({"what": "castles"}, "choose one of the answers shown"),
            ({"source": " "}, "Where that is written: enter an answer"),
        ],
    )
    def test_bad_input_is_explained_and_the_text_kept(
        self, client: Client, officers: Officers, given: dict[str, str], says: str
    ) -> None:
        client.force_login(officers.dana, backend=BACKEND)
        answer = client.post("/figures/numbers/new", form(**given))
        assert answer.status_code == 422
        assert says in answer.content.decode()
        assert not KnownNumber.objects.exists()
        if "source" not in given:
            assert "Stock list of 31 March 2024" in answer.content.decode()

    def test_correcting_begins_with_what_stands(self, client: Client, officers: Officers) -> None:
        say(officers.bela, 12_480)
        client.force_login(officers.dana, backend=BACKEND)
        row = KnownNumber.objects.get()
        page = client.get(f"/figures/numbers/new?correct={row.pk}").content.decode()
        assert 'value="12,480"' in page
        assert client.get("/figures/numbers/new?correct=zebra").status_code == 200
        assert client.get(f"/figures/numbers/{row.pk}/back").status_code == 200
        assert client.post(f"/figures/numbers/{row.pk}/back").status_code == 302
        assert client.get(f"/figures/numbers/{row.pk}/back").status_code == 404
        assert "What was said before" in client.get("/figures/numbers").content.decode()

    def test_the_page_costs_few_statements(
        self, client: Client, officers: Officers, statements: Callable[[int], AbstractContextManager[None]]
    ) -> None:
        for number in range(1, 12):
            say(officers.bela, number, on=date(2024, 1, number))
        client.force_login(officers.bela, backend=BACKEND)
        client.get("/figures/numbers")
        with statements(3):
            client.get("/figures/numbers")
