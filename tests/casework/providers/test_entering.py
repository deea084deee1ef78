"""A return that an officer enters for a contractor, with the document it came in."""

from datetime import date

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.providers.models import MonthlyReturn, ReturnSource
from casework.providers.returns import last_months, take_return
from putright.calendars import in_london
from tests.casework.agreements.arranging import contractor
from tests.casework.made import Officers
from tests.casework.providers.asked import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def month() -> date:
    return last_months(in_london(now()).date(), 1)[0]


def letter(words: bytes = b"In the month we had one complaint.") -> SimpleUploadedFile:
    return SimpleUploadedFile("return.txt", words)


def enter(client, officer, firm: int, month: date, **rest: object):
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    sent = {
        "month": month.isoformat(), "rows": f"A-1; {month:%d/%m/%Y}; Nobody came", "jobs": "90",
        "said": "By e-mail from its contract desk", "upload": letter(), **rest,
    }  # fmt: skip
    return client.post(
        f"/providers/{firm}/returns/new", {key: one for key, one in sent.items() if one is not None}
    )


def files() -> int:
    return sum(one.is_file() for one in settings.DOCUMENTS.rglob("*"))


def test_a_return_is_entered_with_what_it_came_in_and_replaces_the_one_before(
    client, officers: Officers, month: date
) -> None:
    firm = contractor(officers.asha)
    take_return(
        officers.asha.organisation.contractors.get(), month, (), none=True, jobs=None, now=now(), today=month
    )
    assert enter(client, officers.asha, firm, month).status_code == 302
    kept = MonthlyReturn.objects.get(replaced=False)
    assert (kept.officer, kept.account, kept.jobs, kept.rows.get().about) == (
        officers.asha,
        None,
        90,
        "Nobody came",
    )
    page = client.get(f"/providers/{firm}").content.decode()
    assert "entered by Asha Example" in page
    source = client.get(f"/providers/{firm}/returns/{kept.pk}/source")
    assert b"".join(source.streaming_content) == b"In the month we had one complaint."
    assert source.headers["Content-Disposition"].startswith("attachment")
    assert kept.source.said == "By e-mail from its contract desk"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"upload": None}, "The document it came in: enter an answer."),
        ({"rows": "A-1; soon; Nobody came"}, "Nothing was kept."),
        ({"upload": letter(b"\x00\x01")}, "return.txt"),
        ({"jobs": "many"}, "enter a whole number"),
    ],
)
def test_what_cannot_be_taken_is_said_and_leaves_no_file(
    client, officers: Officers, month: date, wrong: dict[str, object], says: str
) -> None:
    before = files()
    answer = enter(client, officers.asha, contractor(officers.asha), month, **wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "By e-mail from its contract desk" in page
    assert says in page or "cannot" in page
    assert files() == before
    assert not MonthlyReturn.objects.exists()
    assert not ReturnSource.objects.exists()


def test_the_document_is_for_who_keeps_providers_here(client, officers: Officers, month: date) -> None:
    firm = contractor(officers.asha)
    enter(client, officers.asha, firm, month)
    kept = MonthlyReturn.objects.get()
    other = contractor(officers.asha, "Another firm")
    address = f"/providers/{firm}/returns/{kept.pk}/source"
    assert client.get(f"/providers/{other}/returns/{kept.pk}/source").status_code == 404
    client.force_login(officers.carl, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address).status_code == 403
    assert enter(client, officers.carl, firm, month).status_code == 403
    assert enter(client, officers.fern, firm, month).status_code == 404
    assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_a_provider_or_a_return_that_is_not_here_is_not_found(
    client, officers: Officers, number: str
) -> None:
    firm = contractor(officers.asha)
    client.force_login(officers.asha, backend="django.contrib.auth.backends.ModelBackend")
    for path in (
        f"/providers/{number}/returns/new", f"/providers/{number}/returns/1/source", f"/providers/{number}/left",
        f"/providers/{firm}/returns/{number}/source", f"/providers/{number}", f"/providers/{number}/pack",
    ):  # fmt: skip
        assert client.get(path).status_code == 404, path
