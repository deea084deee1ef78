"""A screen warns of an offer that differs from the one before, and of bank details in a note."""

import pytest

from putright.outcomes import difference, has_bank_details
from putright.vocabulary import RemedyType
from tests.putright.outcomes.made import line


def test_500_pounds_instead_of_50_ask_why() -> None:
    earlier, later = line("r1", 50_00), line("r2", 500_00, supersedes="r1")
    assert difference(later, lines=[earlier, later]) == (
        "£500 instead of £50; say why it differs from the earlier offer"
    )


def test_money_instead_of_a_gesture_asks_why() -> None:
    earlier = line("r1", None, type=RemedyType.GOODWILL)
    later = line("r2", 100_00, supersedes="r1")
    told = difference(later, lines=[earlier, later])
    assert told is not None
    assert told.startswith("£100 instead of “goodwill gesture”")


def test_the_same_offer_again_or_a_first_offer_asks_nothing() -> None:
    earlier, same = line("r1", 50_00), line("r2", 50_00, supersedes="r1")
    assert difference(same, lines=[earlier, same]) is None
    assert difference(earlier, lines=[earlier]) is None
    assert difference(line("r3", 1, supersedes="r9"), lines=[]) is None


@pytest.mark.parametrize(
    "text",
    [
        "Pay to 12-34-56 12345678 please",
        "account number: 12345678",
        "a/c no 12345678, sort code 12 34 56",
        "Sort code is 123456",
        "IBAN GB29 NWBK 6016 1331 9268 19",
        "12345678 at 12 34 56",
    ],
)
def test_bank_details_are_seen(text: str) -> None:
    assert has_bank_details(text)


@pytest.mark.parametrize(
    "text",
    [
        "She called on 03-05-24 and again on 08-05-24.",
        "Ring 07700 900123 or 020 7946 0018.",
        "Job 12345678 was closed; the rent account is in credit.",
        "Postcode LU1 2AB, flat 14, ref 21 014 560",
        "She takes account of the £250 offered on 12 May 2024.",
        "",
    ],
)
def test_dates_telephone_numbers_and_job_numbers_are_not_bank_details(text: str) -> None:
    assert not has_bank_details(text)
