"""What is still to be seen to on a complaint, in its three lines and beside it; and events in words."""

import inspect
from datetime import date, time

import pytest

from casework.complaints import followed as followed_telling
from casework.complaints.agenda import agenda
from casework.complaints.commands import close, promise
from casework.complaints.models import Note
from casework.complaints.open_ends import still_to_do, to_be_minded
from casework.complaints.page import complaint_page
from casework.complaints.queries import chronology
from casework.complaints.record import act, record
from casework.complaints.telling import particulars_of, title_of
from casework.people.models import Officer
from putright.cases import Event, verbs
from putright.cases.arranged import AgreementMade, NeedFound, NeedMoved, RestrictionEnded, RestrictionSet
from putright.cases.events import EVENT_TYPES, Closed, Promised, PromiseGiven
from putright.cases.remedial import RemedyProposed, Share
from putright.vocabulary import AgreementKind, ClosingReason, NeedStep, PartyAtFault, Period, RemedyType
from tests.casework import made
from tests.casework.made import at, fri_3_may, fri_24_may, mon_20_may, thu_2_may, thu_9_may, tue_7_may

pytestmark = pytest.mark.django_db(transaction=True)


def said(recorded, words: str, about: str) -> str:
    note = Note.objects.create(
        complaint_id=recorded.complaint_id,
        words=words,
        about=about,
        happened_at=at(thu_2_may),
        written_at=at(thu_2_may),
    )
    return str(note.pk)


def arranged(recorded, by: Officer, body) -> None:
    record(recorded.reference, act(verbs.arrange, body=body, at=thu_2_may), by=by, now=at(thu_2_may, 15))


def lines(recorded, by: Officer, today: date = fri_3_may) -> list[str]:
    return [line.says for line in agenda(complaint_page(by, recorded.reference, today=today), today=today)]


def owed(recorded, by: Officer, words: str, due: date) -> None:
    seen = complaint_page(by, recorded.reference, today=fri_24_may).version
    promise(
        recorded.reference, words, what="call_back", due=due, at=thu_2_may, by=by, now=at(thu_2_may, 15),
        seen_version=seen,
    )  # fmt: skip


def test_nothing_open_is_told_so(asha: Officer) -> None:
    assert lines(made.told(asha), asha)[1] == "Nothing promised to the resident is open."


def test_the_earliest_open_end_is_named_whatever_its_kind(asha: Officer) -> None:
    one = made.told(asha)
    owed(one, asha, "We call back", thu_9_may)
    assert lines(one, asha)[1] == "Promised by Thu 9 May 2024: We call back."
    arranged(one, asha, NeedFound(said(one, "Grab rails", "need"), risk=True, due=tue_7_may))
    assert lines(one, asha)[1] == "Need, due Tue 7 May 2024: Grab rails, and 1 more."
    assert lines(one, asha, thu_9_may)[1] == "Need, was due Tue 7 May 2024: Grab rails, and 1 more."


def test_open_ends_are_in_turn_and_name_their_tab_and_owner(asha: Officer) -> None:
    one = made.told(asha)
    owed(one, asha, "We call back", thu_9_may)
    arranged(
        one, asha, NeedFound(said(one, "Grab rails", "need"), risk=True, due=tue_7_may, owner=str(asha.pk))
    )
    rows = still_to_do(complaint_page(asha, one.reference, today=thu_9_may), today=thu_9_may)
    assert [(row.told, row.tab, row.late, row.owner) for row in rows] == [
        ("Grab rails", "visits", True, "Asha Example"),
        ("We call back", "notes", False, ""),
    ]


def test_rules_and_agreements_are_minded_while_they_hold(asha: Officer) -> None:
    one = made.told(asha)
    arranged(one, asha, AgreementMade(
        said(one, "By e-mail.", "agreement"), AgreementKind.COMMUNICATION, officer=str(asha.pk), hours_from=time(10)
    ))  # fmt: skip
    rule = said(one, "Dylan: not to come", "restriction")
    arranged(one, asha, RestrictionSet(rule, "7", review=thu_9_may))
    minded = to_be_minded(complaint_page(asha, one.reference, today=fri_24_may), today=fri_24_may)
    assert [(row.words, row.strong, row.late) for row in minded] == [
        ("Dylan: not to come", True, True),
        ("By e-mail. Named contact: Asha Example. Contacted from 10:00 only.", False, False),
    ]
    lifting = act(verbs.move_on, body=RestrictionEnded(rule), at=fri_3_may)
    record(one.reference, lifting, by=asha, now=at(fri_3_may))
    assert len(to_be_minded(complaint_page(asha, one.reference, today=fri_24_may), today=fri_24_may)) == 1


def test_a_closed_complaint_says_who_acts_next(asha: Officer) -> None:
    one = made.answered(asha)
    close(
        one.reference, reason=ClosingReason.ANSWERED, at=mon_20_may, acts_next="resident", acts_by=fri_24_may, by=asha,
        now=at(mon_20_may, 19), seen_version=complaint_page(asha, one.reference, today=mon_20_may).version,
        going_on="Agreed with her",
    )  # fmt: skip
    assert lines(one, asha, mon_20_may)[0] == "Closed. The resident acts next, by Fri 24 May 2024."


def test_the_words_of_a_need_stand_in_the_chronology(asha: Officer) -> None:
    one = made.told(asha)
    key = said(one, "Grab rails at the bath", "need")
    arranged(one, asha, NeedFound(key, risk=True))
    rows = chronology(complaint_page(asha, one.reference, today=fri_3_may)).rows
    assert [row.words.splitlines()[0] for row in rows if row.what.startswith("Need")] == [
        "Grab rails at the bath"
    ]


@pytest.mark.parametrize(
    ("body", "title", "particulars"),
    [
        (PromiseGiven("1", "4"), "Promise given to Bela", ()),
        (Promised("1", "visit", fri_24_may, "4"), "Promised: visit by Fri 24 May 2024", ("Kept by Bela",)),
        (NeedFound("1", risk=True, due=fri_24_may, owner="4"), "Need found, with a risk of harm",
         ("Due Fri 24 May 2024", "With Bela")),
        (NeedMoved("1", NeedStep.FOUND, owner="4"), "Need given to Bela", ()),
        (NeedMoved("1", NeedStep.MET), "Need: met", ()),
        (RestrictionSet("1", "7", review=fri_24_may), "A worker must not contact or visit the resident",
         ("Looked at again on Fri 24 May 2024",)),
        (RestrictionEnded("1"), "No-contact rule lifted", ()),
        (RemedyProposed("1", RemedyType.PAY_DISTRESS, ("1",), 25000, unit_pence=5000, per=Period.MONTH, shares=(
            Share(PartyAtFault.CONTRACTOR, 12500),)), "Remedy entered",
         ("For point 1", "£50 each month", "The contractor pays £125")),
        (Closed(ClosingReason.ANSWERED, "us", fri_24_may), "Closed: ", ("We act next, by Fri 24 May 2024",)),
        (Closed(ClosingReason.ANSWERED), "Closed: ", ()),
    ],
)  # fmt: skip
def test_events_are_told_in_words(body, title: str, particulars: tuple[str, ...]) -> None:
    event = Event(1, body, fri_3_may)
    assert title_of(event, {"4": "Bela"}).startswith(title)
    assert particulars_of(event, {"4": "Bela"}) == particulars


def test_no_kind_of_event_is_told_by_its_code(asha: Officer) -> None:
    """Every kind that is followed has words of its own, not the name of its type."""
    followed = [kind for kind in EVENT_TYPES if kind.__module__.endswith(("arranged", "remedial"))]
    assert len(followed) > 15
    text = inspect.getsource(followed_telling)
    assert [kind.__name__ for kind in followed if f".{kind.__name__}(" not in text] == []
