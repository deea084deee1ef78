"""A corrected date: the clocks move, and the day it was before stays in sight."""

import re
from datetime import date

import pytest
from django.test import Client

from casework.complaints import commands
from casework.complaints.models import Complaint
from casework.complaints.queries import why
from tests.casework import made
from tests.casework.made import at, fri_3_may, thu_9_may

# Commands run in durable transactions, as in service.
pytestmark = pytest.mark.django_db(transaction=True)

mon_29_april = date(2024, 4, 29)
tue_7_may = date(2024, 5, 7)


@pytest.fixture
def corrected(officers: made.Officers) -> str:
    """Received on Wednesday 1 May as first recorded; on Monday 29 April as the e-mail showed."""
    reference = made.told(officers.asha).reference
    commands.correct(
        reference, 1, "The e-mail was found in another mailbox", right_at=mon_29_april, by=officers.bela,
        now=at(fri_3_may), seen_version=Complaint.objects.get(reference=reference).version,
    )  # fmt: skip
    return reference


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def test_a_corrected_receipt_moves_the_date_and_keeps_the_one_before(
    corrected: str, officers: made.Officers
) -> None:
    found = why(officers.asha, corrected, "stage-1", "acknowledge", today=tue_7_may)
    assert found.deadline.due_on == tue_7_may
    (moved,) = found.moved
    assert (moved.entry, moved.was, moved.by) == (1, thu_9_may, "Bela Example")
    assert moved.reason == "The e-mail was found in another mailbox"


def test_a_correction_that_moves_nothing_is_not_told_there(officers: made.Officers) -> None:
    reference = made.told(officers.asha).reference
    commands.correct(
        reference, 4, "It was agreed the day after", right_at=fri_3_may, by=officers.bela, now=at(fri_3_may),
        seen_version=Complaint.objects.get(reference=reference).version,
    )  # fmt: skip
    assert why(officers.asha, reference, "stage-1", "acknowledge", today=tue_7_may).moved == ()


def test_the_pages_keep_both_dates_and_the_reason(
    client: Client, corrected: str, officers: made.Officers
) -> None:
    client.force_login(officers.asha)
    told = text_of(client.get(f"/complaints/{corrected}/why/stage-1/acknowledge").content.decode())
    assert "It was Thu 9 May 2024 until entry 1 (received (phone)) was corrected" in told
    assert "by Bela Example: “The e-mail was found in another mailbox”" in told
    chronicle = text_of(client.get(f"/complaints/{corrected}/chronology").content.decode())
    assert "First recorded as Wed 1 May 2024 at 10:00; corrected since." in chronicle
    history = text_of(client.get(f"/complaints/{corrected}/history").content.decode())
    assert "The right date is Mon 29 April 2024; “The e-mail was found in another mailbox”" in history
