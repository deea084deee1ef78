"""Entering a contact, step by step, for tests."""

from typing import Any

from casework.complaints.opening import PointWords
from casework.intake.commands import Account, Entry, PersonWords, decide, log_contact, tell
from casework.people.models import Officer
from putright.vocabulary import Channel, RecordType
from tests.casework.made import at, thu_2_may

GWENDOLYN = PersonWords(name="Mrs Gwendolyn Ashdown", address="Flat 2, 12 Tern Close", postcode="ab12cd")


def logged(by: Officer, *, who: PersonWords = GWENDOLYN, **rest: Any) -> int:
    """A call taken on Thursday 2 May 2024 at 15:40."""
    entry = Entry(
        **{
            "channel": Channel.PHONE,
            "arrived_at": at(thu_2_may, 15),
            "taken_by": "Reception",
            "person": who,
            **rest,
        }
    )
    return log_contact(entry, by=by, now=at(thu_2_may, 16))


def entered(by: Officer, *, decision: RecordType = RecordType.COMPLAINT, **rest: Any) -> int:
    """The same with its account, decided."""
    number = logged(by, **rest)
    points = (PointWords("The lift has been out of order since March", "A working lift"),)
    tell(number, Account("Lift out of order", "I cannot get out.", "A working lift", points, None), by=by)
    decide(
        number, decision=decision, reason="She is not satisfied with what we did", safeguarding="no",
        choice_offered="yes", by=by, now=at(thu_2_may, 17),
    )  # fmt: skip
    return number
