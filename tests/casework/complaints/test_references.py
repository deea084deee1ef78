"""The reference people quote."""

import pytest

from casework.complaints import references
from casework.complaints.bulk import reserve_references
from casework.complaints.models import Complaint
from casework.complaints.opening import Opening, open_complaint
from casework.people.models import Officer
from putright.vocabulary import Channel
from tests.casework.made import HOUSING, at, wed_1_may

pytestmark = pytest.mark.django_db


@pytest.fixture
def few_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """So few references that they soon run into one another, as they would among very many complaints."""
    monkeypatch.setattr(references, "ALPHABET", "7K")
    monkeypatch.setattr(references, "LETTERS", 6)


def test_a_reference_that_is_taken_is_drawn_again(asha: Officer, few_letters: None) -> None:
    opening = Opening(
        procedure=HOUSING, channel=Channel.PHONE, arrived_at=at(wed_1_may, 10), title="The gate stays open"
    )
    for _ in range(12):
        open_complaint(asha.organisation, opening, by=asha, now=at(wed_1_may, 18))
    assert Complaint.objects.count() == 12


def test_a_batch_takes_no_reference_that_another_chunk_is_waiting_to_write(
    asha: Officer, few_letters: None
) -> None:
    first = reserve_references(15)
    second = reserve_references(15, besides=frozenset(first))
    assert not set(first) & set(second)


@pytest.mark.parametrize("typed", ["PR-7K3M-Q9TX", "pr7k3mq9tx", " 7k3m q9tx ", "PR 7K3M Q9TX"])
def test_a_reference_is_read_however_it_was_typed(typed: str) -> None:
    assert references.as_typed(typed) == "PR-7K3M-Q9TX"
