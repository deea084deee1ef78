"""A restricted complaint is seen by the officers named on it, and nowhere by anybody else."""

from collections.abc import Callable

import pytest

from casework.complaints.calendar_page import preview_day_off
from casework.complaints.calendars import HOLIDAY
from casework.complaints.keeping import allocate, correct, lift_restriction, restrict
from casework.complaints.models import Complaint, Document
from casework.complaints.page import NotToBeSeen
from casework.complaints.queries import Narrow, View, chain, complaint_page, document, queue, search, why
from casework.complaints.record import Recorded
from casework.complaints.restriction import NotNamed
from casework.intake.queries import contact, contacts_to_decide, earlier
from casework.journal.models import Access
from casework.people.models import Officer
from tests.casework import made
from tests.casework.intake.entering import logged
from tests.casework.made import Officers, at, thu_2_may, thu_9_may, wed_1_may


@pytest.fixture
def restricted(officers: Officers) -> str:
    """A complaint only asha may see, though it is in bela's team."""
    return made.told(officers.asha, title="Zinnia conduct matter", named=()).reference


def seen_in_queues(officer: Officer, reference: str) -> bool:
    return any(
        row.reference == reference
        for view in View
        for narrow in (None, *Narrow)
        for row in queue(officer, view=view, narrow=narrow, today=thu_2_may).rows
    )


def test_who_is_named_finds_it_everywhere(officers: Officers, restricted: str) -> None:
    assert seen_in_queues(officers.asha, restricted)
    assert [row.reference for row in search(officers.asha, "zinnia", today=thu_2_may).rows] == [restricted]
    assert complaint_page(officers.asha, restricted, today=thu_2_may).restricted


@pytest.mark.parametrize("name", ["bela", "carl", "dana", "ewan", "fern"])
def test_nobody_else_sees_it_in_a_list_a_count_or_a_search(
    officers: Officers, restricted: str, name: str
) -> None:
    other = getattr(officers, name)
    assert not seen_in_queues(other, restricted)
    counts = queue(other, view=View.ALL, today=thu_2_may).counts
    assert {count.narrow: count.number for count in counts} == dict.fromkeys(Narrow, 0)
    for text in ("zinnia", "ashdown", restricted, restricted.replace("-", "")):
        assert search(other, text, today=thu_2_may).rows == ()


@pytest.mark.parametrize("name", ["bela", "carl", "dana", "ewan", "fern"])
def test_its_pages_do_not_exist_for_anybody_else(officers: Officers, restricted: str, name: str) -> None:
    other = getattr(officers, name)
    kept = Document.objects.create(
        complaint=Complaint.objects.get(), called="letter.pdf", media_type="application/pdf", size=1,
        sha256="0" * 64, stored_as="0" * 32, added_at=at(wed_1_may), officer=officers.asha,
    )  # fmt: skip
    looks: list[Callable[[], object]] = [
        lambda: complaint_page(other, restricted, today=thu_2_may),
        lambda: why(other, restricted, "stage-1", "acknowledge", today=thu_2_may),
        lambda: chain(other, restricted),
        lambda: document(other, kept.pk),
    ]
    for look in looks:
        with pytest.raises(NotToBeSeen):
            look()
    assert not Access.objects.exists()


def test_a_page_that_is_not_to_be_seen_answers_as_one_that_is_not_there(
    officers: Officers, restricted: str
) -> None:
    with pytest.raises(NotToBeSeen) as hidden:
        complaint_page(officers.bela, restricted, today=thu_2_may)
    with pytest.raises(NotToBeSeen) as unknown:
        complaint_page(officers.bela, "PR-2222-2222", today=thu_2_may)
    assert type(hidden.value) is type(unknown.value)
    assert str(hidden.value).replace(restricted, "…") == str(unknown.value).replace("PR-2222-2222", "…")


def test_the_same_person_s_next_contact_does_not_give_it_away(officers: Officers, restricted: str) -> None:
    again = logged(officers.bela)
    assert earlier(officers.bela, contact(officers.bela, again), today=thu_2_may).complaints == ()
    seen = earlier(officers.asha, contact(officers.asha, again), today=thu_2_may).complaints
    assert [row.reference for row in seen] == [restricted]


def test_the_preview_of_a_day_off_does_not_give_it_away(officers: Officers, restricted: str) -> None:
    for officer, number in ((officers.dana, 0), (officers.asha, 1)):
        preview = preview_day_off(officer, on=thu_9_may, name="Royal day", kind=HOLIDAY, today=thu_2_may)
        assert preview.candidates == number
        assert len({move.reference for move in preview.moves}) == number


def test_a_list_shows_initials_and_no_title(officers: Officers, restricted: str) -> None:
    (row,) = queue(officers.asha, view=View.MINE, today=thu_2_may).rows
    assert (row.who, row.title) == ("G.A.", "Restricted complaint")
    page = complaint_page(officers.asha, restricted, today=thu_2_may)
    assert "Ashdown" not in page.heading
    assert "Zinnia" not in page.heading


def test_every_look_at_restricted_matter_is_noted(officers: Officers, restricted: str) -> None:
    complaint_page(officers.asha, restricted, today=thu_2_may)
    why(officers.asha, restricted, "stage-1", "acknowledge", today=thu_2_may)
    chain(officers.asha, restricted)
    noted = Access.objects.order_by("id").values_list("officer", "what")
    assert list(noted) == [(officers.asha.pk, what) for what in ("complaint", "why this date", "history")]


def test_looking_at_an_open_complaint_is_nobody_s_business(officers: Officers) -> None:
    reference = made.told(officers.asha).reference
    complaint_page(officers.bela, reference, today=thu_2_may)
    assert not Access.objects.exists()


def test_restricting_hides_at_once_and_lifting_shows_again(officers: Officers) -> None:
    opened = made.told(officers.asha, title="Zinnia conduct matter")
    assert seen_in_queues(officers.bela, opened.reference)
    done = restrict(opened.reference, [officers.dana], by=officers.asha, now=at(thu_2_may),
                    seen_version=opened.events[-1].sequence)  # fmt: skip
    assert not seen_in_queues(officers.bela, opened.reference)
    assert seen_in_queues(officers.dana, opened.reference)
    lift_restriction(opened.reference, "The member of staff has left", by=officers.asha, now=at(thu_2_may),
                     seen_version=done.events[-1].sequence)  # fmt: skip
    assert seen_in_queues(officers.bela, opened.reference)


def test_a_service_officer_sees_what_they_or_their_team_hold(officers: Officers) -> None:
    theirs = made.told(officers.asha, handler_id=officers.carl.pk, team_id=None).reference
    others = made.told(officers.asha).reference
    assert seen_in_queues(officers.carl, theirs)
    assert not seen_in_queues(officers.carl, others)
    assert {row.reference for row in search(officers.carl, "kitchen", today=thu_2_may).rows} == {theirs}


def test_another_organisation_sees_nothing_of_ours(officers: Officers) -> None:
    ours = made.told(officers.asha).reference
    number = logged(officers.asha)
    assert not seen_in_queues(officers.fern, ours)
    assert search(officers.fern, ours, today=thu_2_may).rows == ()
    assert contacts_to_decide(officers.fern) == ()
    with pytest.raises(LookupError):
        contact(officers.fern, number)


def test_an_officer_without_a_team_does_not_see_what_no_team_holds(officers: Officers) -> None:
    nobodys = made.told(officers.asha, handler_id=None, team_id=None).reference
    officers.carl.team = None
    officers.carl.save()
    assert not seen_in_queues(officers.carl, nobodys)
    with pytest.raises(NotToBeSeen):
        complaint_page(officers.carl, nobodys, today=thu_2_may)


def test_a_restriction_that_never_happened_leaves_nobody_named(officers: Officers) -> None:
    opened = made.told(officers.asha)
    done = restrict(opened.reference, [officers.carl], by=officers.asha, now=at(thu_2_may),
                    seen_version=opened.events[-1].sequence)  # fmt: skip
    assert seen_in_queues(officers.carl, opened.reference)
    struck = done.events[-1].sequence
    correct(opened.reference, struck, "The wrong complaint", struck_out=True, by=officers.asha, now=at(thu_2_may),
            seen_version=struck)  # fmt: skip
    assert not seen_in_queues(officers.carl, opened.reference)
    assert seen_in_queues(officers.bela, opened.reference)


def test_a_lifting_that_never_happened_names_the_same_officers_again(officers: Officers) -> None:
    opened = made.told(officers.asha)
    restrict(opened.reference, [officers.carl], by=officers.asha, now=at(thu_2_may),
             seen_version=opened.events[-1].sequence)  # fmt: skip
    done = lift_restriction(opened.reference, "It is over", by=officers.asha, now=at(thu_2_may),
                            seen_version=opened.events[-1].sequence + 1)  # fmt: skip
    struck = done.events[-1].sequence
    correct(opened.reference, struck, "It is not over", struck_out=True, by=officers.asha, now=at(thu_2_may),
            seen_version=struck)  # fmt: skip
    assert seen_in_queues(officers.carl, opened.reference)
    assert not seen_in_queues(officers.bela, opened.reference)


def test_a_restricted_complaint_is_given_only_to_somebody_named_on_it(
    officers: Officers, restricted: str
) -> None:
    def given_to_bela() -> Recorded:
        seen = Complaint.objects.get(reference=restricted).version
        now = at(thu_2_may)
        return allocate(restricted, officers.bela, at=thu_2_may, by=officers.asha, now=now, seen_version=seen)

    with pytest.raises(NotNamed, match="not named"):
        given_to_bela()
    seen = Complaint.objects.get(reference=restricted).version
    restrict(restricted, [officers.bela], by=officers.asha, now=at(thu_2_may), seen_version=seen)
    given_to_bela()
    assert complaint_page(officers.bela, restricted, today=thu_2_may).owner_id == officers.bela.pk
