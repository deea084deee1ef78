"""Many complaints at once come out exactly as one at a time."""

from dataclasses import replace
from datetime import date

import pytest

from casework.complaints.batch import Batched, StoryRefused, record_batch
from casework.complaints.models import Clock, Complaint, NamedOfficer, Note, StageFact, Words
from casework.complaints.models import Event as EventRow
from casework.complaints.record import act, record
from casework.complaints.search import find
from casework.complaints.stories import NoteOf, Said, Step, Story
from casework.ops.verify import verify
from casework.people.models import Officer, Organisation
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.vocabulary import Channel, PointOutcome
from tests.casework import made
from tests.casework.made import (
    HOUSING,
    Officers,
    acknowledged,
    at,
    complaint,
    fri_3_may,
    thu_2_may,
    tue_7_may,
    wed_1_may,
)

mon_20_may = date(2024, 5, 20)


def story(by: Officer, title: str = "Leak above the kitchen") -> Story:
    """A complaint acknowledged in time, with a promise kept and the answer sent."""
    one = by.pk
    return Story(
        procedure=HOUSING,
        title=title,
        points=(("1", "The leak was left for six weeks", "Mend the roof"),),
        team_id=by.team_id,
        found_by="Gwendolyn Ashdown AB1 2CD",
        steps=(
            Step(act(verbs.receive, channel=Channel.PHONE, at=at(wed_1_may, 10)), one, at(wed_1_may)),
            Step(act(verbs.agree_point, point="1", at=wed_1_may), one, at(wed_1_may)),
            Step(act(verbs.allocate, officer=str(one), at=wed_1_may), one, at(wed_1_may)),
            Step(act(verbs.acknowledge, at=fri_3_may), one, at(fri_3_may)),
            Step(
                act(verbs.promise, what="call_back", due=tue_7_may, at=fri_3_may),
                one,
                at(fri_3_may),
                (Said("Call when the roofer has been", "promise", into="promise"),),
            ),
            Step(act(verbs.end_promise, promise=NoteOf(4), how="kept", at=tue_7_may), one, at(tue_7_may)),
            Step(
                act(verbs.respond, at=mon_20_may, findings=(PointFinding("1", PointOutcome.UPHELD),)),
                one,
                at(mon_20_may),
                (Said("The first visit was missed", "finding", point="1"),),
            ),
        ),
    )


@pytest.mark.parametrize("processes", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_a_batch_passes_every_proof(processes: int) -> None:
    asha = made.officers(made.organisation()).asha
    done = record_batch(asha.organisation, [story(asha)] * 3, processes=processes)
    assert done == Batched(3, 21)
    assert verify().problems == ()
    assert verify().events == 21


def test_a_complaint_of_a_batch_has_the_rows_of_one_recorded_alone(asha: Officer) -> None:
    alone = complaint(asha, recorded=wed_1_may)
    acknowledged(alone.reference, asha)
    steps = (
        Step(act(verbs.receive, channel=Channel.PHONE, at=at(wed_1_may, 10)), asha.pk, at(wed_1_may, 18)),
        Step(act(verbs.acknowledge, at=fri_3_may), asha.pk, at(fri_3_may, 18)),
    )
    record_batch(asha.organisation, [Story(HOUSING, "The same", steps)])
    # How often it changed since facts were stored is its own too: a batch writes each complaint once.
    own = {"id", "reference", "complaint_id", "hash", "facts_changed"}

    def told(table, order) -> list[list[dict[str, object]]]:
        rows = list(table.objects.order_by(*order).values())
        half = len(rows) // 2
        plain = [{name: value for name, value in row.items() if name not in own} for row in rows]
        return [plain[:half], plain[half:]]

    for table, order in ((Complaint, ["id"]), (EventRow, ["complaint", "sequence"]),
                         (Clock, ["complaint", "id"]), (StageFact, ["complaint", "id"])):  # fmt: skip
        one, batch = told(table, order)
        assert one == batch


def test_words_are_kept_beside_the_events_that_point_at_them(asha: Officer) -> None:
    record_batch(asha.organisation, [story(asha)])
    promise = Note.objects.get(about="promise")
    assert f'"promise":"{promise.pk}"' in EventRow.objects.get(kind="promised").data
    assert f'"promise":"{promise.pk}"' in EventRow.objects.get(kind="promise_ended").data
    assert Words.objects.get().title == "Leak above the kitchen"
    assert Complaint.objects.get().open_promises == 0


def test_a_batch_can_be_searched(asha: Officer, officers: Officers) -> None:
    record_batch(asha.organisation, [story(asha), story(asha, "Noise at night")])
    noise = Words.objects.get(title="Noise at night").pk
    assert find(asha, "ashdown noi", limit=10) == (noise,)
    assert len(find(asha, "ashdown", limit=10)) == 2
    assert find(officers.fern, "ashdown", limit=10) == ()


def test_a_restricted_complaint_of_a_batch_names_its_officers(asha: Officer, officers: Officers) -> None:
    told = story(asha)
    restrict = Step(act(verbs.restrict, officers=[str(asha.pk)], at=thu_2_may), asha.pk, at(mon_20_may))
    record_batch(asha.organisation, [replace(told, steps=(*told.steps, restrict))])
    assert list(NamedOfficer.objects.values_list("officer", flat=True)) == [asha.pk]
    assert find(officers.bela, "ashdown", limit=10) == ()
    assert len(find(asha, "ashdown", limit=10)) == 1


def test_the_record_goes_on_where_a_batch_left_off(asha: Officer) -> None:
    record_batch(asha.organisation, [story(asha)])
    reference = Complaint.objects.get().reference
    record(reference, act(verbs.update, at=mon_20_may), by=asha, now=at(mon_20_may, 19), seen_version=7)
    again = complaint(asha)
    assert again.complaint_id not in (Complaint.objects.get(reference=reference).pk,)
    assert verify().problems == ()


def test_a_story_that_cannot_be_is_named_and_its_chunk_left_out(
    asha: Officer, landlord: Organisation
) -> None:
    wrong = story(asha)
    early = Step(act(verbs.update, at=date(2024, 4, 1)), asha.pk, at(mon_20_may))
    with pytest.raises(
        StoryRefused, match=r"story 2 \('Leak above the kitchen'\).*before the complaint was received"
    ):
        record_batch(landlord, [story(asha), replace(wrong, steps=(*wrong.steps, early))])
    assert Complaint.objects.count() == 0
