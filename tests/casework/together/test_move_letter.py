"""The letter about a move: owed until it went, composed from the record, and an acknowledgement where it goes on."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casework.complaints.commands import Held, close
from casework.complaints.models import OpenEnd
from casework.complaints.page import complaint_page
from casework.letters.errors import NotReady
from casework.letters.forms.entries import fields_of
from casework.letters.models import Letter
from casework.letters.offering import offered
from casework.letters.queries import editor
from casework.ops.verify import verify
from casework.people.models import Organisation
from casework.together import linking
from casework.together.moving import Moving, move
from putright.calendars import in_london
from putright.cases import CaseError
from putright.cases.ends import EndKind
from putright.vocabulary import ClosingReason, LetterKind
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import Officers, at, fri_24_may, thu_9_may, wed_8_may
from tests.casework.together.asked import case_of, common

pytestmark = pytest.mark.django_db(transaction=True)

WHY = "It is about how the flat was let, which is a council service."
fri_10_may, wed_15_may, fri_7_june = date(2024, 5, 10), date(2024, 5, 15), date(2024, 6, 7)


@pytest.fixture
def one(officers: Officers) -> str:
    """A complaint under the landlord's Code, of somebody with an e-mail address, received on Wednesday 1 May 2024."""
    of = officers.asha.organisation
    Organisation.objects.filter(pk=of.pk).update(
        procedures=["housing-ombudsman", "lgsco"],
        email="complaints@merebrook.example",
        telephone="01632 960001",
    )
    of.refresh_from_db()
    return made.told(officers.asha, who=made.person(of, email="gwen@ashdown.example")).reference


def moved(officers: Officers, reference: str, *, on: date = wed_8_may, body: str = "lgsco", **rest) -> str:
    known = common(reference, officers.asha, now=at(on))
    return move(reference, Moving(body, officers.bela.pk), WHY, **{**known, **rest})


def kinds(officers: Officers, reference: str, *, on: date) -> dict[LetterKind, bool]:
    return {one.kind: one.pressing for one in offered(complaint_page(officers.asha, reference, today=on))}


def owed(reference: str) -> list[tuple[date | None, bool, str]]:
    rows = OpenEnd.objects.filter(complaint__reference=reference, kind=EndKind.MOVE.value)
    return [(row.due_on, row.is_open, row.step) for row in rows]


def text_of(letter: Letter) -> str:
    return "\n".join(one["text"] for one in letter.versions.latest("pk").blocks)


def test_the_letter_is_owed_from_the_move_on_and_acknowledges_it_there(officers: Officers, one: str) -> None:
    other = moved(officers, one)
    assert owed(other) == [(wed_15_may, True, "to_tell")]
    assert owed(one) == []
    now = kinds(officers, other, on=wed_8_may)
    assert (now[LetterKind.MOVED], now[LetterKind.ACKNOWLEDGEMENT]) == (True, False)
    assert LetterKind.MOVED not in kinds(officers, one, on=wed_8_may)
    letter = written.begun(LetterKind.MOVED, other, officers.asha, on=wed_8_may)
    assert letter.words["reason"] == WHY
    recorded = written.sent(letter, officers.asha, on=wed_8_may)
    assert {"acknowledged", "letter_sent"} <= {event.kind for event in recorded.events}
    assert "updated" not in {event.kind for event in recorded.events}
    text = text_of(letter)
    for said in (
        WHY, one, other, "Local Government and Social Care Ombudsman Complaint Handling Code 2024",
        "It counts from Wednesday 1 May 2024", "Bela Example is looking at your complaint.", "0300 061 0614",
        "Nobody came in six weeks", "We will answer by Wednesday 22 May 2024.",
    ):  # fmt: skip
        assert said in text, said
    assert "0300 111 3000" not in text
    assert owed(other) == [(wed_15_may, False, "told")]
    assert LetterKind.MOVED not in kinds(officers, other, on=wed_8_may)
    assert verify().problems == ()


def test_time_that_was_lost_is_apologised_for(officers: Officers, one: str) -> None:
    """Its acknowledgement was due by Thursday 9 May under the procedure it is under now."""
    other = moved(officers, one, on=fri_10_may)
    letter = written.begun(LetterKind.MOVED, other, officers.asha, on=fri_10_may)
    assert "We are sorry" in letter.words["apology"]
    words = {"reason": WHY, "apology": ""}
    letter = written.written(letter, officers.asha, on=fri_10_may, words=words)
    with pytest.raises(NotReady) as held:
        written.sent(letter, officers.asha, on=fri_10_may)
    assert [line.result.id for line in held.value.lines] == ["move-told"]
    assert "does not say sorry" in held.value.lines[0].result.says
    letter = written.written(
        letter, officers.asha, on=fri_10_may, words={**words, "apology": "We are sorry. It was our mistake."}
    )
    written.sent(letter, officers.asha, on=fri_10_may)


def test_a_move_that_cost_no_time_needs_no_apology(officers: Officers, one: str) -> None:
    other = moved(officers, one)
    letter = written.begun(LetterKind.MOVED, other, officers.asha, on=wed_8_may)
    letter = written.written(letter, officers.asha, on=wed_8_may, words={"reason": WHY})
    written.sent(letter, officers.asha, on=wed_8_may)
    assert "sorry" not in text_of(letter)


def test_a_day_that_has_gone_by_is_told_with_a_new_one(officers: Officers, one: str) -> None:
    other = moved(officers, one)
    made.acknowledged(other, officers.asha, on=thu_9_may)
    letter = written.begun(LetterKind.MOVED, other, officers.asha, on=fri_24_may)
    shown, _ = editor(officers.asha, other, letter.pk, today=fri_24_may)
    assert "new_date" in [name for name, _, _ in fields_of(shown)]
    for day in (None, thu_9_may):
        letter = written.written(letter, officers.asha, on=fri_24_may, details={"new_date": day})
        with pytest.raises(NotReady) as held:
            written.sent(letter, officers.asha, on=fri_24_may)
        assert "move-told" in [line.result.id for line in held.value.lines]
    letter = written.written(letter, officers.asha, on=fri_24_may, details={"new_date": fri_7_june})
    recorded = written.sent(letter, officers.asha, on=fri_24_may)
    assert [one.body.new_date for one in recorded.events if one.kind == "updated"] == [fri_7_june]
    text = text_of(letter)
    assert "We will answer by Friday 7 June 2024." in text
    assert "our answer was due by Thursday 23 May 2024, and that day has gone by" in text


def test_one_acknowledged_already_is_not_acknowledged_twice(officers: Officers, one: str) -> None:
    other = moved(officers, one)
    made.acknowledged(other, officers.asha, on=wed_8_may)
    letter = written.begun(LetterKind.MOVED, other, officers.asha, on=thu_9_may)
    recorded = written.sent(letter, officers.asha, on=thu_9_may)
    assert "acknowledged" not in {event.kind for event in recorded.events}
    assert owed(other) == [(wed_15_may, False, "told")]


def test_it_is_not_closed_before_the_person_is_told(officers: Officers, one: str) -> None:
    other = moved(officers, one)
    closing = {
        "words": "On the telephone.",
        "reason": ClosingReason.SETTLED,
        **common(other, officers.bela, now=at(thu_9_may)),
    }
    with pytest.raises(Held) as held:
        close(other, **closing)
    assert any("letter about the move" in one.says for one in held.value.would_break)


def test_moved_on_before_it_is_told_it_is_owed_where_it_is_now(officers: Officers, one: str) -> None:
    other = moved(officers, one)
    third = moved(officers, other, on=thu_9_may, body="housing-ombudsman")
    assert owed(other) == [(wed_15_may, False, "not_needed")]
    assert [is_open for _, is_open, _ in owed(third)] == [True]
    assert verify().problems == ()


def test_without_the_link_nothing_is_owed(officers: Officers, one: str) -> None:
    other = moved(officers, one)
    [link] = case_of(other).links
    linking.unlink(
        other, link.key, "It was another matter.", **common(other, officers.asha, now=at(thu_9_may))
    )
    assert owed(other) == [(wed_15_may, False, "not_needed")]
    assert LetterKind.MOVED not in kinds(officers, other, on=thu_9_may)
    with pytest.raises(CaseError, match="does not fit the complaint"):
        written.begun(LetterKind.MOVED, other, officers.asha, on=thu_9_may)


def test_the_page_says_that_the_person_is_to_be_told_until_they_are(
    client, officers: Officers, one: str
) -> None:
    today = in_london(timezone.now()).date()
    reference = made.told(
        officers.asha, received=today - timedelta(days=1),
        who=made.person(officers.asha.organisation, "Idris Penhallow", email="idris@penhallow.example"),
    ).reference  # fmt: skip
    client.force_login(officers.asha)
    typed = {
        "body": "lgsco", "words": WHY, "handler": "", "at-day": str(today.day), "at-month": str(today.month),
        "at-year": str(today.year), "at-time": "", "seen_version": str(len(case_of(reference).events)),
    }  # fmt: skip
    answer = client.post(f"/complaints/{reference}/move", typed, follow=True)
    page = answer.content.decode()
    [(address, status)] = answer.redirect_chain
    other = address.rpartition("/")[2]
    assert (status, other != reference) == (302, True)
    assert "Tell the person that it was moved" in page
    assert f'href="/complaints/{reference}"' in page
    assert "Letter about the move, due" in page
    assert "Write: moved to another procedure" in client.get(f"/complaints/{other}/letters").content.decode()
    letter = written.begun(LetterKind.MOVED, other, officers.asha, on=today)
    written.sent(letter, officers.asha, on=today)
    assert "Tell the person that it was moved" not in client.get(f"/complaints/{other}").content.decode()
    assert "Tell the person that it was moved" not in client.get(f"/complaints/{reference}").content.decode()
