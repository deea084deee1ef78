"""What every answer carries, whoever asks and whatever becomes of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.people.models import Officer
from tests.casework import made

pytestmark = pytest.mark.django_db

PLACES = ["/", "/accounts/login", "/nowhere", "/health", "/complaints/PR-2222-2222", "/contacts/new",
          "/static/casework/casework.css", "/static/nowhere.css", "/look/1f5f5b.css"]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("inside", [True, False])
def test_no_answer_can_be_framed_or_made_to_run_what_is_not_ours(
    client: Client, asha: Officer, place: str, inside: bool
) -> None:
    if inside:
        client.force_login(asha)
    answer = client.get(place)
    answer.close()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_unknown_host_gets_no_more_than_that(client: Client) -> None:
    answer = client.get("/", headers={"host": "elsewhere.example"})
    assert answer.status_code == 400
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_what_an_officer_was_shown_is_kept_by_no_cache(client: Client, asha: Officer) -> None:
    client.force_login(asha)
    reference = made.told(asha).reference
    for place in ("/", f"/complaints/{reference}", "/search?for=Ashdown", "/contacts", "/people", "/nowhere"):
        assert client.get(place).headers["Cache-Control"] == "private, no-cache", place
    assert "public" in client.get("/look/1f5f5b.css").headers["Cache-Control"]


def test_logging_out_empties_the_browsers_cache(client: Client, asha: Officer) -> None:
    client.force_login(asha)
    assert client.post("/accounts/logout").headers["Clear-Site-Data"] == '"cache"'


def test_a_form_takes_one_file_and_never_fills_the_disk_with_more(client: Client, asha: Officer) -> None:
    files = {f"file-{number}": SimpleUploadedFile("a.txt", b"a") for number in range(2)}
    assert client.post("/accounts/login", files).status_code == 400
