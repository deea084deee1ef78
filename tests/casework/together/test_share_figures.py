"""The figures of shares: asked, in time, late, how long they took; by service, and of what one may see alone."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict
from django.utils import timezone

from casework.together.figures import ShareFact, counted, definitions, figures
from casework.together.forms.figures import AskedBetween
from casework.together.giving import give
from casework.together.models import Share
from casework.together.shares import Asking, ask, not_needed
from putright.calendars import Division, in_london, load_calendar
from tests.casework import made
from tests.casework.made import (
    Officers,
    at,
    fri_3_may,
    fri_24_may,
    mon_20_may,
    thu_9_may,
    wed_1_may,
    wed_8_may,
)
from tests.casework.together.asked import (
    asked,
    case_of,
    common,
    complaint,
    fri_10_may,
    service,
    tue_14_may,
    version,
)

pytestmark = pytest.mark.django_db(transaction=True)

ENGLAND = load_calendar(Division.ENGLAND_AND_WALES)
wed_15_may = date(2024, 5, 15)


def told(*facts: ShareFact, today: date = mon_20_may):
    return counted(facts, first=wed_1_may, last=fri_24_may, today=today, calendar=ENGLAND)


def numbers(row) -> tuple[int, int, int, int, int]:
    return row.asked, row.judged, row.in_time, row.late, row.out


@pytest.mark.parametrize(
    ("given_on", "today", "expected"),
    [
        # Given on its very day is in time; the day after is late.
        (tue_14_may, mon_20_may, (1, 1, 1, 0, 0)),
        (wed_15_may, mon_20_may, (1, 1, 0, 1, 0)),
        # Out: not judged while its day has not gone by, late from the day after.
        (None, tue_14_may, (1, 0, 0, 0, 1)),
        (None, wed_15_may, (1, 1, 0, 1, 0)),
    ],
)
def test_a_share_is_in_time_late_or_not_due_yet(given_on: date | None, today: date, expected: tuple) -> None:
    found = told(ShareFact("Repairs", wed_8_may, tue_14_may, given_on), today=today)
    assert numbers(found.rows[0]) == expected
    assert numbers(found.total) == expected


def test_the_median_is_in_working_days_without_bank_holidays_and_between_the_middle_two() -> None:
    # Friday 3 May to Wednesday 8 May: Monday 6 May is a bank holiday, so two working days.
    two = ShareFact("Gas", fri_3_may, tue_14_may, wed_8_may)
    three = ShareFact("Gas", fri_3_may, tue_14_may, thu_9_may)
    out = ShareFact("Gas", fri_3_may, tue_14_may, None)
    assert told(two, out).rows[0].median == Decimal("2.0")
    assert told(two, three, out).rows[0].median == Decimal("2.5")
    assert told(out).rows[0].median is None
    # Recorded as given before it was asked for: no time at all, and no error.
    assert told(ShareFact("Gas", wed_8_may, tue_14_may, fri_3_may)).rows[0].median == 0


def test_each_cell_has_the_base_its_figure_names_and_a_small_base_no_per_cent() -> None:
    facts = [ShareFact("Gas", fri_3_may, tue_14_may, wed_8_may)] * 4
    cells = {(one.of, one.figure.key): one for one in told(*facts, facts[0]).cells}
    assert cells["Gas", "in_time"].base == 5
    assert cells["Gas", "in_time"].percent == 100
    assert cells["Gas", "asked"].base is None
    assert cells["Gas", "median"].percent is None
    few = {one.figure.key: one for one in told(*facts).cells if one.of == "Gas"}
    assert few["in_time"].percent is None
    assert [one.key for one in definitions()] == ["asked", "in_time", "late", "out", "median"]
    assert list(told().cells) == []


def test_the_figures_come_from_the_record_and_leave_out_what_is_not_needed_or_outside_the_period(
    officers: Officers, django_assert_max_num_queries
) -> None:
    reference = complaint(officers.asha)
    repairs, gas = (service(officers.asha.organisation, name) for name in ("Repairs", "Gas"))
    in_time = asked(officers, reference, service=repairs.pk, due=tue_14_may)
    late = asked(officers, reference, service=gas.pk, due=fri_10_may)
    asked(officers, reference, service=gas.pk, due=tue_14_may)
    without = asked(officers, reference, service=gas.pk, due=fri_10_may)
    asked(officers, reference, due=tue_14_may, outside="The NHS trust", officer=None, consent=True)
    give(in_time.pk, "Words", by=officers.carl, now=at(thu_9_may), seen_version=0)
    give(late.pk, "Words", by=officers.carl, now=at(mon_20_may), seen_version=0)
    not_needed(reference, without.key, "We found it", **common(reference, officers.asha, at(thu_9_may)))
    with django_assert_max_num_queries(4):
        found = figures(officers.asha, first=wed_1_may, last=fri_24_may, today=fri_24_may)
    assert [(row.of, *numbers(row), row.median) for row in found.rows] == [
        ("Gas", 2, 2, 0, 2, 0, Decimal("8.0")), ("The NHS trust", 1, 1, 0, 1, 0, None),
        ("Repairs", 1, 1, 1, 0, 0, Decimal("1.0")),
    ]  # fmt: skip
    assert numbers(found.total) == (4, 4, 1, 3, 0)
    earlier = figures(officers.asha, first=wed_1_may, last=date(2024, 5, 7), today=fri_24_may)
    assert (earlier.rows, numbers(earlier.total)) == ((), (0, 0, 0, 0, 0))


def test_a_restricted_complaint_is_in_no_count_of_those_not_named_on_it(client, officers: Officers) -> None:
    gas = service(officers.asha.organisation, "Gas")
    hidden = complaint(officers.bela, named=(officers.bela.pk,))
    asking = Asking(("1",), fri_10_may, gas.pk, officers.bela.pk)
    ask(
        hidden,
        asking,
        "Words",
        at=wed_8_may,
        by=officers.bela,
        now=at(wed_8_may),
        seen_version=version(hidden),
    )
    period = {"first": wed_1_may, "last": fri_24_may, "today": fri_24_may}
    for officer in (officers.asha, officers.carl, officers.dana, officers.ewan, officers.fern):
        assert figures(officer, **period).total.asked == 0
        client.force_login(officer)
        days = "first-day=1&first-month=5&first-year=2024&last-day=24&last-month=5&last-year=2024"
        assert "Gas" not in client.get(f"/shares/figures?{days}").content.decode()
        assert "Gas" not in client.get(f"/shares/figures.csv?{days}").content.decode()
        assert client.get(f"/shares/figures.svg?{days}").status_code == 404
    assert figures(officers.bela, **period).total.asked == 1


def test_the_table_its_picture_and_its_file_say_the_same(client, officers: Officers) -> None:
    today = in_london(timezone.now()).date()
    reference = made.told(officers.asha, received=today).reference
    of = officers.asha.organisation
    odd = service(of, "=Gas & Heat")
    asking = Asking(("1",), today, odd.pk, officers.carl.pk)
    ask(
        reference, asking, "When?", at=timezone.now(), by=officers.asha, now=timezone.now(),
        seen_version=version(reference),
    )  # fmt: skip
    assert len(case_of(reference).contributions) == 1
    client.force_login(officers.asha)
    page = client.get("/shares/figures")
    text = page.content.decode()
    assert page.status_code == 200
    assert "=Gas &amp; Heat" in text
    assert "none due yet" in text
    assert client.get("/shares/figures.svg").status_code == 404
    give(Share.objects.get().pk, "We went", by=officers.carl, now=timezone.now(), seen_version=0)
    assert "=Gas &amp; Heat: 1 in time, 0 late" in client.get("/shares/figures").content.decode()
    assert "/shares/figures" in client.get("/shares").content.decode()
    picture = client.get("/shares/figures.svg")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "=Gas &amp; Heat: 1 in time, 0 late" in picture.content.decode()
    made_file = client.get("/shares/figures.csv")
    rows = list(csv.DictReader(io.StringIO(made_file.content.decode("utf-8-sig"))))
    # A name that a spreadsheet would take for a formula stays words.
    assert {row["service"] for row in rows} == {"All services", "'=Gas & Heat"}
    assert [row["number"] for row in rows if row["service"] == "All services"] == ["1", "1", "0", "0", "0.0"]
    assert made_file.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("first-day=31&first-month=2&first-year=2024&last-day=1&last-month=3&last-year=2024", "31"),
        ("first-day=2&first-month=5&first-year=2024&last-day=1&last-month=5&last-year=2024", "is before"),
        ("first-day=1&first-month=1&first-year=2001&last-day=1&last-month=5&last-year=2024", "not known"),
        ("first-day=1&first-month=5&first-year=2024&last-day=1&last-month=5&last-year=2040", "not known"),
        ("first-day=x&first-month=&first-year=%00&last-day=&last-month=&last-year=", "Asked from"),
    ],
)
def test_days_that_cannot_be_are_explained_and_kept(
    client, officers: Officers, typed: str, says: str
) -> None:
    client.force_login(officers.asha)
    answer = client.get(f"/shares/figures?{typed}")
    assert answer.status_code == 422
    assert says in answer.content.decode()
    for name in ("svg", "csv"):
        assert client.get(f"/shares/figures.{name}?{typed}").status_code == 404


def test_one_day_alone_is_filled_up_with_the_usual_other() -> None:
    form = AskedBetween(
        QueryDict("first-day=1&first-month=5&first-year=2024&last-day=&last-month=&last-year="),
        division=Division.ENGLAND_AND_WALES, today=fri_24_may,
    )  # fmt: skip
    assert form.is_valid(), form.errors
    assert form.days == (wed_1_may, fri_24_may)
