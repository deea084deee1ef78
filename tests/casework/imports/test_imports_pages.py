"""The pages of imports: tried by the worker, read, taken in, and listed; for administrators alone."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from casework.complaints.models import Complaint
from casework.complaints.uploads import path_of
from casework.imports import jobs
from casework.imports.models import Import
from tests.casework.imports.histories_made import row, structured
from tests.casework.made import Officers
from tests.putright.measures.made_facts import written

pytestmark = pytest.mark.django_db(transaction=True)

GOOD = [row("H-1", service="Repairs"), row("H-2", service="Repairs")]


def given(client: Client, rows: list[dict[str, str]] | bytes, name: str = "history.csv", **more: Any) -> Any:
    content = rows if isinstance(rows, bytes) else written(rows)
    return client.post("/imports", {"upload": SimpleUploadedFile(name, content), **more})


def worked(number: int = 1) -> None:
    for _ in range(number):
        assert jobs.run_next(now=timezone.now())
    assert not jobs.run_next(now=timezone.now())


@pytest.fixture
def dana(client: Client, officers: Officers) -> Client:
    """An administrator, with Repairs set up."""
    structured(officers.dana.organisation)
    client.force_login(officers.dana)
    return client


def test_a_file_is_tried_read_and_taken_in(dana: Client) -> None:
    answer = given(dana, GOOD)
    load = Import.objects.get()
    assert answer.headers["Location"] == f"/imports/{load.pk}"
    worked()
    assert not Complaint.objects.exists()
    page = dana.get(f"/imports/{load.pk}").content.decode()
    assert "Tried; nothing is taken in yet" in page
    assert "2 complaints and 0 other contacts would be taken in" in page
    dana.post(f"/imports/{load.pk}")
    worked()
    load.refresh_from_db()
    assert (load.state, load.complaints, load.stored_as) == ("done", 2, "")
    assert Complaint.objects.count() == 2
    page = dana.get(f"/imports/{load.pk}").content.decode()
    assert "Taken in: 2 complaints and 0 other contacts." in page
    assert "Take it in" not in page


def test_bad_rows_are_listed_and_left_out_when_asked_for(dana: Client) -> None:
    given(dana, [*GOOD, row("H-3", channel="fax"), row("H-4", service="Parks")])
    load = Import.objects.get()
    worked()
    page = dana.get(f"/imports/{load.pk}").content.decode()
    assert "Line 4: channel is not a code that is known" in page
    assert "there is no service &#39;Parks&#39;" in page
    lines = b"".join(dana.get(f"/imports/{load.pk}/left-out.csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert lines[0] == "line,what,why"
    assert [line.partition(",")[0] for line in lines[1:]] == ["4", "5"]
    dana.post(f"/imports/{load.pk}")
    worked()
    load.refresh_from_db()
    assert load.state == "refused"
    assert not Complaint.objects.exists()
    dana.post(f"/imports/{load.pk}", {"skip_bad": "on", "make_services": "on"})
    worked()
    load.refresh_from_db()
    assert (load.state, load.complaints, load.bad) == ("done", 3, 1)


def test_a_mapping_is_kept_with_it(dana: Client) -> None:
    content = b"Case,received_at,service\n7,2023-07-03,Repairs\n"
    mapping = '[columns]\nreference = "Case"\n[constants]\nkind = "complaint"\naccepted = "yes"\n'
    given(dana, content, mapping=mapping)
    worked()
    dana.post(f"/imports/{Import.objects.get().pk}")
    worked()
    assert Complaint.objects.get().imported.reference == "7"


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [(b"", "history.csv", "empty"), (b"a,b", "history.pdf", "no CSV"), (None, "", "enter an answer")],
)
def test_a_file_that_cannot_be_taken_is_said_beside_its_field(
    dana: Client, content: bytes | None, name: str, says: str
) -> None:
    answer = dana.post("/imports", {}) if content is None else given(dana, content, name)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Import.objects.exists()


def test_a_mapping_that_cannot_be_read_is_said_and_nothing_is_kept(dana: Client) -> None:
    answer = given(dana, GOOD, mapping="[columnss]\n")
    assert answer.status_code == 422
    assert "Mend it and try again" in answer.content.decode()
    assert not Import.objects.exists()


def test_a_file_that_cannot_be_read_at_all_says_why(dana: Client) -> None:
    given(dana, b"reference,kind\n1,complaint\n")
    worked()
    load = Import.objects.get()
    assert load.state == "refused"
    assert "the file has no column" in dana.get(f"/imports/{load.pk}").content.decode()


def test_a_worker_that_is_gone_is_followed_by_another(dana: Client) -> None:
    given(dana, GOOD)
    long_ago = timezone.now() - timedelta(hours=1)
    Import.objects.update(state="running", claimed_at=long_ago, tries=1)
    worked()
    assert Import.objects.get().state == "done"
    given(dana, GOOD, "again.csv")
    Import.objects.filter(file_name="again.csv").update(state="trying", claimed_at=long_ago, tries=3)
    worked()
    assert "three tries" in Import.objects.get(file_name="again.csv").says


def test_only_an_administrator_sees_them_and_only_their_own(dana: Client, officers: Officers) -> None:
    given(dana, GOOD)
    load = Import.objects.get()
    for officer in (officers.asha, officers.bela, officers.ewan):
        dana.force_login(officer)
        for path in ("/imports", f"/imports/{load.pk}", f"/imports/{load.pk}/left-out.csv"):
            assert dana.get(path).status_code == 403
    fern = officers.fern
    fern.roles = ["administrator"]
    fern.save()
    dana.force_login(fern)
    assert "history.csv" not in dana.get("/imports").content.decode()
    for path in (f"/imports/{load.pk}", f"/imports/{load.pk}/left-out.csv"):
        assert dana.get(path).status_code == 404
    assert dana.post(f"/imports/{load.pk}").status_code == 404


def test_a_list_of_imports_costs_few_statements(dana: Client, statements: Any) -> None:
    for number in range(3):
        given(dana, GOOD, f"history-{number}.csv")
    with statements(5):
        assert dana.get("/imports").content.count(b"history-") == 3


def test_the_file_is_kept_only_until_it_is_in(dana: Client) -> None:
    given(dana, GOOD)
    kept: Path = path_of(Import.objects.get().stored_as)
    assert kept.exists()
    worked()
    dana.post(f"/imports/{Import.objects.get().pk}")
    worked()
    assert not kept.exists()
