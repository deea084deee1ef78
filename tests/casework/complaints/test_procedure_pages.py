"""The pages of every procedure: the same data as docs/clocks.md, found by name, each stage drawn."""

import re
from datetime import date

import pytest
from django.test import Client

from casework.complaints.procedure_pages import all_procedures, procedure_page
from casework.people.models import Officer
from putright.procedures import load_procedures
from putright.procedures.clock_rows import clock_rows
from putright.reports.stage_timelines import stage_timeline
from tests.casework import made
from tests.casework.complaints.test_views_pages import text_of

pytestmark = [pytest.mark.django_db, pytest.mark.any_store]
mon_3_june = date(2024, 6, 3)


@pytest.fixture
def asha_in(client: Client, asha: Officer) -> Client:
    client.force_login(asha)
    return client


def test_every_version_is_listed_the_organisations_own_first(asha: Officer) -> None:
    found = all_procedures(asha, words="", today=mon_3_june)
    assert {f"{one.body}/{one.version}" for one in found} == set(load_procedures())
    assert [one.body for one in found if one.ours] == ["housing-ombudsman", "housing-ombudsman"]
    assert [one.standing for one in found[:2]] == ["earlier version", "in force"]


@pytest.mark.parametrize(
    ("words", "bodies"),
    [
        ("scotland", {"spso"}),
        ("NORTHERN ireland", {"nipso"}),
        ("children wales", {"wales-childrens-services"}),
    ],
)
def test_a_procedure_is_found_by_its_words_in_any_order(asha: Officer, words: str, bodies: set[str]) -> None:
    assert {one.body for one in all_procedures(asha, words=words, today=mon_3_june)} == bodies


def test_a_search_for_nothing_there_is_says_what_to_do(asha_in: Client) -> None:
    shown = text_of(asha_in.get("/procedures?for=atlantis"))
    assert "No procedure has “atlantis” in its name" in shown


@pytest.mark.parametrize("key", sorted(load_procedures()))
def test_the_page_of_a_procedure_tells_every_clock_with_its_source(asha_in: Client, key: str) -> None:
    answer = asha_in.get(f"/procedures/{key}")
    shown = text_of(answer)
    assert answer.status_code == 200
    assert load_procedures()[key].source in shown.replace("&#39;", "'").replace("&amp;", "&")
    for one in clock_rows(load_procedures()[key]):
        assert one.length in shown
        assert one.provision in shown.replace("&#39;", "'")
    for address in re.findall(r'src="(/procedures/[^"]+\.svg)"', answer.content.decode()):
        assert asha_in.get(address).status_code == 200


def test_marks_to_be_confirmed_stand_beside_what_nobody_checked(asha: Officer) -> None:
    page = procedure_page(asha, "psow", "2021-04-01", today=mon_3_june)
    [first, second] = page.stages
    assert [one.confirmed for one in first.clocks] == [False]
    assert [one.confirmed for one in second.clocks] == [True, True]


def test_a_stage_is_drawn_from_what_each_clock_is_counted_from() -> None:
    found = load_procedures()["housing-ombudsman/2024-04-01"]
    bars = stage_timeline(found, found.stages[0]).bars
    assert [(one.begins, one.lasts, one.words) for one in bars] == [
        (0, 5, "5 working days"),
        (5, 10, "10 working days"),
    ]


def test_the_picture_has_a_text_alternative_and_is_not_sent_twice(asha_in: Client) -> None:
    answer = asha_in.get("/procedures/spso/2021-04-01/stage-2.svg")
    drawn = answer.content.decode()
    assert "<title" in drawn
    assert "acknowledge the investigation: 3 working days, counted from escalated" in drawn
    again = asha_in.get("/procedures/spso/2021-04-01/stage-2.svg", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("gone", ["spso/1999-01-01", "nobody/2021-04-01", "spso/2021-04-01/stage-9.svg"])
def test_what_there_is_not_is_not_found(asha_in: Client, gone: str) -> None:
    assert asha_in.get(f"/procedures/{gone}").status_code == 404


def test_why_this_date_leads_to_the_stage_of_its_procedure(asha_in: Client, asha: Officer) -> None:
    reference = made.told(asha).reference
    shown = asha_in.get(f"/complaints/{reference}/why/stage-1/acknowledge").content.decode()
    assert 'href="/procedures/housing-ombudsman/2024-04-01#stage-1"' in shown
