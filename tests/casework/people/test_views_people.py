"""Logging in, and what is said when it does not work."""

import pytest
from django.test import Client

from casework.people.models import Officer, Organisation
from tests.casework import made

pytestmark = pytest.mark.django_db

PASSWORD = "a long pass phrase"


@pytest.fixture
def login(landlord: Organisation) -> Officer:
    """The only officer of the only organisation, with a password."""
    return Officer.objects.create_user(
        "gita@merebrook.example",
        PASSWORD,
        name="Gita Example",
        organisation=landlord,
        roles=["complaints_officer"],
    )


def test_the_login_page_wears_the_colours_of_the_only_organisation(client: Client, login: Officer) -> None:
    page = client.get("/accounts/login").content.decode()
    assert "Merebrook Homes" in page
    assert f"/look/{login.organisation.colour[1:]}.css" in page


def test_an_officer_logs_in_with_any_capitals_and_comes_to_where_they_wanted(
    client: Client, login: Officer
) -> None:
    sent = {"username": "Gita@Merebrook.Example", "password": PASSWORD, "next": "/search?for=lift"}
    assert client.post("/accounts/login", sent).headers["Location"] == "/search?for=lift"
    assert "Gita Example" in client.get("/").content.decode()


def test_nobody_is_sent_to_another_site(client: Client, login: Officer) -> None:
    sent = {"username": login.email, "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert client.post("/accounts/login", sent).headers["Location"] == "/"


def test_a_wrong_password_is_told_plainly_and_keeps_the_address(client: Client, login: Officer) -> None:
    page = client.post("/accounts/login", {"username": login.email, "password": "wrong"}).content.decode()
    assert "do not belong together" in page
    assert f'value="{login.email}"' in page
    assert "wrong" not in page.split("<main")[1].replace("Something went wrong", "")


def test_after_five_failures_one_has_to_wait(client: Client, login: Officer) -> None:
    for typed in (login.email, login.email.upper(), login.email.title(), login.email, f" {login.email}"):
        answer = client.post("/accounts/login", {"username": typed, "password": "wrong"})
    assert answer.status_code == 429
    right = client.post("/accounts/login", {"username": login.email, "password": PASSWORD})
    assert right.status_code == 429
    assert "Wait fifteen minutes" in right.content.decode()


def test_who_is_who_lists_officers_and_past_teams(client: Client, officers: made.Officers) -> None:
    client.force_login(officers.ewan)
    page = client.get("/people").content.decode()
    assert "Asha Example" in page
    assert "Fern Example" not in page


def test_a_colour_that_is_none_gets_no_style_sheet(client: Client) -> None:
    assert client.get("/look/1f5f5b.css").headers["Content-Type"].startswith("text/css")
    assert client.get("/look/red;}.css").status_code == 404
