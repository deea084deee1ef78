"""What the screens are told, and how many statements it costs."""

from datetime import date

import pytest

from casework.complaints.contents import end_promise, promise
from casework.complaints.models import Complaint
from casework.complaints.page import complaint_page
from casework.complaints.queries import Narrow, View, chain, chronology, free_to_act, queue, search, why
from casework.complaints.record import act, record
from casework.people.models import Officer
from putright.cases import verbs
from putright.vocabulary import CaseOutcome
from tests.casework import made
from tests.casework.made import (
    Officers,
    acknowledged,
    at,
    fri_3_may,
    mon_20_may,
    thu_2_may,
    thu_9_may,
    tue_7_may,
    wed_1_may,
    wed_8_may,
)

fri_10_may = date(2024, 5, 10)
tue_21_may = date(2024, 5, 21)


def counts(officer: Officer, today: date) -> dict[Narrow, int]:
    return {one.narrow: one.number for one in queue(officer, view=View.MINE, today=today).counts}


def test_a_page_of_the_queue_costs_two_statements(officers: Officers, statements) -> None:
    for _ in range(5):
        made.told(officers.asha)
    queue(officers.asha, view=View.MINE, today=thu_2_may)
    for view in View:
        with statements(2):
            queue(officers.asha, view=view, today=thu_2_may)


def test_a_complaint_page_costs_seven_statements(officers: Officers, statements) -> None:
    reference = made.answered(officers.asha).reference
    complaint_page(officers.asha, reference, today=mon_20_may)
    with statements(7):
        page = complaint_page(officers.asha, reference, today=mon_20_may)
        chronology(page)
    with statements(2):
        why(officers.asha, reference, "stage-1", "respond", today=mon_20_may)
    with statements(3):
        chain(officers.asha, reference)


def test_a_search_costs_two_or_three_statements(officers: Officers, statements) -> None:
    made.told(officers.asha)
    with statements(3):
        search(officers.asha, "ashdown", today=thu_2_may)


def test_the_strip_counts_what_its_filters_list(officers: Officers) -> None:
    asha = officers.asha
    made.told(asha)
    second = made.told(asha).reference
    acknowledged(second, asha)
    made.told(asha, handler_id=None)
    for day in (thu_2_may, wed_8_may, thu_9_may, fri_10_may, mon_20_may, date(2024, 5, 28)):
        told = counts(asha, day)
        for narrow in Narrow:
            view = View.TEAM if narrow is Narrow.UNALLOCATED else View.MINE
            rows = queue(asha, view=view, narrow=narrow, today=day).rows
            assert told[narrow] == len(rows), f"{narrow} on {day}"
    assert counts(asha, thu_9_may)[Narrow.TODAY] == 1
    assert counts(asha, fri_10_may)[Narrow.OVERDUE] == 1
    assert counts(asha, thu_2_may)[Narrow.UNALLOCATED] == 1


def test_a_promise_overdue_comes_before_any_date(officers: Officers) -> None:
    asha = officers.asha
    made.told(asha, received=date(2024, 4, 29))
    later = made.told(asha)
    seen = later.events[-1].sequence
    promise(later.reference, "Call on Friday", what="call_back", due=fri_3_may, at=thu_2_may, by=asha,
            now=at(thu_2_may), seen_version=seen)  # fmt: skip
    rows = queue(asha, view=View.MINE, today=tue_7_may).rows
    assert rows[0].reference == later.reference
    assert rows[0].why_first[0].startswith("a promise to the resident was due on Fri 3 May")
    assert counts(asha, tue_7_may)[Narrow.PROMISES] == 1
    key = complaint_page(asha, later.reference, today=tue_7_may).promises[0].key
    end_promise(
        later.reference, key, how="kept", at=tue_7_may, by=asha, now=at(tue_7_may), seen_version=seen + 1
    )
    assert queue(asha, view=View.MINE, today=tue_7_may).rows[1].reference == later.reference


def test_among_equal_dates_the_vulnerable_resident_comes_first(officers: Officers) -> None:
    made.told(officers.asha)
    vulnerable = made.told(officers.asha, vulnerable=True).reference
    rows = queue(officers.asha, view=View.MINE, today=thu_2_may).rows
    assert rows[0].reference == vulnerable
    assert any("vulnerable" in part for part in rows[0].why_first)


def test_an_answered_complaint_leaves_the_queue_until_it_is_escalated(officers: Officers) -> None:
    reference = made.answered(officers.asha).reference
    assert queue(officers.asha, view=View.MINE, today=mon_20_may).rows == ()
    assert [row.reference for row in queue(officers.asha, view=View.ANSWERED, today=mon_20_may).rows] == [
        reference
    ]
    record(reference, act(verbs.escalate, at=mon_20_may), by=officers.asha, now=at(mon_20_may, 19))
    assert [row.stage for row in queue(officers.asha, view=View.STAGE_2, today=mon_20_may).rows] == [
        "stage-2"
    ]


def test_days_left_are_working_days(officers: Officers) -> None:
    """Received Wednesday 1 May, due Thursday 9 May; Monday 6 May is a bank holiday."""
    made.told(officers.asha)
    for day, left in ((thu_2_may, 4), (fri_3_may, 3), (wed_8_may, 1), (thu_9_may, 0), (fri_10_may, -1)):
        (row,) = queue(officers.asha, view=View.MINE, today=day).rows
        assert row.days_left == left, day


def test_the_page_shows_findings_outcome_and_where_to_go_next(officers: Officers) -> None:
    page = complaint_page(officers.asha, made.answered(officers.asha).reference, today=mon_20_may)
    assert page.stages[0].outcome is CaseOutcome.PARTLY_UPHELD
    assert [point.findings[0].finding.outcome.value for point in page.points] == ["upheld", "not_upheld"]
    assert page.next_stage is not None
    assert page.next_stage.key == "stage-2"
    assert page.ombudsman.key == "housing-ombudsman"


def test_who_handled_stage_1_is_not_free_at_stage_2(officers: Officers) -> None:
    reference = made.answered(officers.asha).reference
    page = complaint_page(officers.asha, reference, today=mon_20_may)
    free = {row.name: row for row in free_to_act(page, today=mon_20_may)}
    assert not free["Asha Example"].free
    assert "stage 1" in free["Asha Example"].because
    assert free["Bela Example"].free
    assert "Fern Example" not in free
    assert "Ewan Example" not in free


def test_who_is_away_is_offered_last_and_says_until_when(officers: Officers) -> None:
    made.away(officers.bela, thu_2_may, mon_20_may)
    page = complaint_page(officers.asha, made.answered(officers.asha).reference, today=mon_20_may)
    free = [row for row in free_to_act(page, today=mon_20_may) if row.free]
    assert [row.called for row in free] == [
        "Carl Example",
        "Dana Example",
        "Bela Example, away until Mon 20 May 2024",
    ]
    assert all(row.away_until is None for row in free_to_act(page, today=tue_21_may))


def test_a_stage_free_of_its_rule_offers_everybody(officers: Officers) -> None:
    page = complaint_page(officers.asha, made.told(officers.asha).reference, today=thu_2_may)
    assert all(row.free for row in free_to_act(page, today=thu_2_may, stage="stage-1"))


def test_every_event_of_the_history_holds(officers: Officers) -> None:
    rows = chain(officers.asha, made.answered(officers.asha).reference)
    assert all(row.holds for row in rows)
    assert rows[0].event.kind == "responded"
    assert rows[0].officer == "Asha Example"


@pytest.mark.parametrize(
    "text",
    ["ashdown", "ASHDOWN kitchen", "Ashdöwn", "gwendolyn leak", "ceil", "AB1 2CD", "ab12cd", "six weeks"],
)
def test_a_complaint_is_found_by_what_is_said_in_it(officers: Officers, text: str) -> None:
    made.told(officers.asha)
    assert len(search(officers.asha, text, today=thu_2_may).rows) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "' OR 1=1 --",
        '"',
        "NEAR(",
        "a:b & !",
        "*",
        "(((",
        "zinnia",
        "-",
        "\x00",
        "& | !",
        "%",
        "ashdown zinnia",
    ],
)
def test_a_search_that_finds_nothing_says_so_and_never_fails(officers: Officers, text: str) -> None:
    made.told(officers.asha)
    assert search(officers.asha, text, today=thu_2_may).rows == ()


@pytest.mark.parametrize("written", ["{}", "  {} ", "lower", "bare"])
def test_a_reference_is_found_however_it_is_typed(officers: Officers, written: str) -> None:
    reference = made.told(officers.asha).reference
    typed = {"lower": reference.lower(), "bare": reference.replace("-", "")}.get(
        written, written.format(reference)
    )
    assert [row.reference for row in search(officers.asha, typed, today=thu_2_may).rows] == [reference]


def test_pages_of_a_search_neither_repeat_nor_skip(officers: Officers) -> None:
    asha = officers.asha
    who = made.person(asha.organisation)
    references = [made.told(asha, who=who).reference for _ in range(30)]
    first, second = (search(asha, "ashdown", page=page, today=thu_2_may) for page in (1, 2))
    assert (len(first.rows), first.more, len(second.rows), second.more) == (25, True, 5, False)
    assert [row.reference for row in (*first.rows, *second.rows)] == references[::-1]


def test_a_page_far_past_the_end_is_empty_and_cheap(officers: Officers) -> None:
    made.told(officers.asha)
    assert queue(officers.asha, view=View.MINE, page=10**9, today=thu_2_may).rows == ()
    assert queue(officers.asha, view=View.MINE, page=-3, today=thu_2_may).page == 1


def test_what_an_unallocated_complaint_waits_for_is_an_officer(officers: Officers) -> None:
    made.told(officers.asha, handler_id=None)
    assert Complaint.objects.get().owner is None
    assert len(queue(officers.asha, view=View.UNALLOCATED, today=wed_1_may).rows) == 1


def test_what_happened_on_one_day_is_told_in_the_order_it_was_written_down(officers: Officers) -> None:
    """Accepted at 11:00; the acknowledgement has no hour and was recorded that evening."""
    reference = made.told(officers.asha).reference
    acknowledged(reference, officers.asha, on=wed_1_may)
    told = chronology(complaint_page(officers.asha, reference, today=thu_2_may)).rows
    assert [row.what for row in told if row.what in {"Accepted", "Acknowledged"}] == [
        "Accepted",
        "Acknowledged",
    ]


def test_what_was_written_down_later_stands_at_the_beginning_of_its_day_but_not_before_the_receipt(
    officers: Officers,
) -> None:
    reference = made.told(officers.asha).reference
    record(reference, act(verbs.acknowledge, at=wed_1_may), by=officers.asha, now=at(fri_3_may))
    told = chronology(complaint_page(officers.asha, reference, today=fri_3_may)).rows
    assert [row.what for row in told if row.what in {"Received (phone)", "Accepted", "Acknowledged"}] == [
        "Received (phone)",
        "Acknowledged",
        "Accepted",
    ]
