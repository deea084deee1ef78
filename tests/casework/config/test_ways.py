"""The ways to every part of the service, by what an officer may do, and where one is."""

import pytest
from django.test import Client
from django.urls import reverse

from casework.config.ways import FIRST, GROUPS, ways_for
from tests.casework.made import Officers

pytestmark = pytest.mark.django_db


def test_each_page_has_one_way_to_it() -> None:
    names = [one.name for one in (*FIRST, *(way for group in GROUPS for way in group.ways))]
    assert len(names) == len(set(names))


def test_an_officer_is_shown_what_they_may_open(officers: Officers, client: Client) -> None:
    for officer in (officers.asha, officers.bela, officers.carl, officers.ewan):
        client.force_login(officer)
        ways = ways_for(officer, "queue")
        for one in (*ways.first, *(way for group in ways.groups for way in group.ways)):
            assert client.get(reverse(one.name)).status_code == 200, (officer.name, one.name)


def test_the_page_one_is_on_is_marked_and_named_also_while_more_is_closed(
    officers: Officers, client: Client
) -> None:
    client.force_login(officers.bela)
    page = client.get("/lessons").content.decode()
    assert '<a href="/lessons" aria-current="page">Lessons</a>' in page
    assert (
        '<summary class="is-within">More<span class="govuk-visually-hidden">, you are on</span>: Lessons'
        in page
    )
    assert "<summary>More</summary>" in client.get("/").content.decode()


def test_who_may_not_sign_has_no_way_to_the_letters_to_sign(officers: Officers) -> None:
    assert "sign-off" not in {one.name for one in ways_for(officers.carl, "").first}
