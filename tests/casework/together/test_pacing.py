"""Complaints answered in step: one answer is held while another is not ready, and goes on with a reason."""

from datetime import date

import pytest

from casework.complaints.commands import Answer, ChangedSince, Held, respond
from casework.complaints.in_step import DUTY
from casework.complaints.models import Event, Note
from casework.complaints.record import act, record
from casework.letters.models import Letter
from casework.letters.words import LetterState
from casework.people.models import Organisation
from casework.together import linking, pacing
from casework.together.linking import NewPart
from casework.together.plan import joint_plan
from putright.cases import CaseError, verbs
from putright.vocabulary import LetterKind, LinkKind, Pace, PointOutcome, RemedyDecision
from tests.casework.letters import written
from tests.casework.letters.written import mon_13_may
from tests.casework.made import Officers, at, mon_20_may, thu_9_may
from tests.casework.together.asked import case_of, common, complaint, version

pytestmark = pytest.mark.django_db(transaction=True)

thu_16_may, thu_23_may = date(2024, 5, 16), date(2024, 5, 23)
BLOCKS = (
    "stage", "complaint_definition", "decision", "reasons", "remedy", "outstanding_actions", "how_to_escalate",
    "ombudsman_details", "who_acts_next",
)  # fmt: skip


@pytest.fixture
def one(officers: Officers) -> str:
    """Its own answer is due on Monday 20 May; that of a part under the other Code, not acknowledged, on Thursday 23."""
    procedures = ["housing-ombudsman", "lgsco"]
    Organisation.objects.filter(pk=officers.asha.organisation_id).update(procedures=procedures)
    officers.asha.organisation.refresh_from_db()
    return complaint(officers.asha)


def split(officers: Officers, reference: str) -> str:
    part = NewPart("lgsco", ("2",), "The letting", leads=True)
    return linking.open_part(reference, part, "", **common(reference, officers.asha))


def answer(officers: Officers, reference: str, *, on: date = thu_16_may, going_on: str = "", **how) -> None:
    by, complete = how.get("by", officers.asha), how.get("complete", True)
    pursued = [each.key for each in case_of(reference).points if each.withdrawn_at is None]
    said = [
        Answer(point, PointOutcome.NOT_UPHELD, "Nothing went wrong.", RemedyDecision.NOT_DECIDED)
        for point in (pursued if complete else pursued[:1])
    ]
    respond(
        reference, said, at=on, blocks=BLOCKS, complete=complete, more_by=None if complete else mon_20_may, by=by,
        now=at(on, 15), seen_version=version(reference), going_on=going_on,
    )  # fmt: skip


def holds(officers: Officers, reference: str, **how) -> list[str]:
    """What holds the answer because it would leave out of step; empty where it is recorded."""
    try:
        answer(officers, reference, **how)
    except Held as held:
        return [each.says for each in held.would_break if each.duty == DUTY]
    return []


def pace(officers: Officers, reference: str, how: Pace, words: str = "", **rest) -> None:
    keys = rest.pop("links", [each.key for each in case_of(reference).links if not each.ended])
    pacing.choose(reference, keys, how, words, **{**common(reference, officers.asha), **rest})


def test_an_answer_is_held_while_the_other_is_not_ready_and_goes_with_a_reason_that_is_kept(
    officers: Officers, one: str
) -> None:
    other = split(officers, one)
    before = (version(one), Note.objects.count())
    [says] = holds(officers, one)
    assert says.startswith(f"{other} is answered in step with this one, and its answer is not ready.")
    assert (version(one), Note.objects.count()) == before
    reason = "Our own date is Monday."
    answer(officers, one, going_on=reason)
    assert case_of(one).current.complete_responded_on == thu_16_may
    assert Note.objects.filter(complaint__reference=one, about="override", words=reason).count() == 1
    assert holds(officers, other) == []


@pytest.mark.parametrize(
    ("on", "says"),
    [
        # The other's own day is later than ours: waiting for it can make this one late, and the date is named.
        (thu_16_may, "This answer is due on Mon 20 May 2024, the other only on Thu 23 May 2024"),
        (mon_20_may, "This answer is due today: it does not wait, go on with that as the reason"),
        (thu_23_may, "This answer was due on Mon 20 May 2024: it does not wait"),
    ],
)
def test_the_date_at_stake_is_named(officers: Officers, one: str, on: date, says: str) -> None:
    split(officers, one)
    [told] = holds(officers, one, on=on)
    assert says in told


def test_the_part_with_the_later_day_is_told_that_there_is_time(officers: Officers, one: str) -> None:
    other = split(officers, one)
    [told] = holds(officers, other)
    assert told.endswith("Have it signed, and send both by Thu 23 May 2024, the day this answer is due")


def test_what_is_answered_withdrawn_or_answered_in_part_holds_nobody_up(officers: Officers, one: str) -> None:
    other = split(officers, one)
    assert len(holds(officers, one)) == 1
    assert holds(officers, one, complete=False) == []
    record(other, act(verbs.withdraw, at=thu_9_may), by=officers.asha, now=at(thu_9_may))
    second = complaint(officers.asha)
    linking.link(second, one, LinkKind.PART_OF, "", **common(second, officers.asha, at(thu_16_may, 16)))
    assert len(holds(officers, second)) == 1
    answer(officers, one, going_on="Now")
    assert holds(officers, second) == []


def test_a_part_waits_for_its_sisters_too(officers: Officers, one: str) -> None:
    sisters = [complaint(officers.asha), complaint(officers.asha)]
    for each in sisters:
        linking.link(one, each, LinkKind.LEADS, "", **common(one, officers.asha))
    told = holds(officers, sisters[0])
    assert sorted(each.split(" ", 1)[0] for each in told) == sorted([one, sisters[1]])


def test_what_runs_beside_has_its_own_time_until_it_is_chosen_to_go_in_step(
    officers: Officers, one: str
) -> None:
    beside = complaint(officers.asha)
    linking.link(one, beside, LinkKind.BESIDE, "", **common(one, officers.asha))
    pace(officers, one, Pace.IN_STEP)
    assert len(holds(officers, beside)) == 1
    pace(officers, one, Pace.OWN_TIME, "They are about different years")
    assert holds(officers, beside) == []


def test_each_at_its_own_time_needs_the_reason_and_stands_on_both_ends(officers: Officers, one: str) -> None:
    other = split(officers, one)
    with pytest.raises(CaseError, match="say why each"):
        pace(officers, one, Pace.OWN_TIME, " ")
    assert joint_plan(officers.asha, one, today=thu_9_may).pace is Pace.IN_STEP
    pace(officers, one, Pace.OWN_TIME, "The repair cannot wait for the letting")
    assert [case_of(each).links[0].pace for each in (one, other)] == [Pace.OWN_TIME, Pace.OWN_TIME]
    plan = joint_plan(officers.asha, other, today=thu_9_may)
    assert (plan.pace, plan.answer_by) == (Pace.OWN_TIME, None)
    assert (plan.chosen.by, plan.chosen.why) == ("Asha Example", "The repair cannot wait for the letting")
    # Words are kept where they were written, and nowhere else.
    assert not Note.objects.filter(complaint__reference=other, words__contains="repair cannot wait").exists()
    assert holds(officers, one) == []
    pace(officers, other, Pace.IN_STEP, now=at(thu_16_may, 16), at=thu_16_may)
    again = joint_plan(officers.asha, one, today=thu_9_may)
    assert (again.pace, again.chosen.why) == (Pace.IN_STEP, "")


@pytest.mark.parametrize("keys", [[], ["99"], ["1", "99"]])
def test_only_a_link_that_holds_can_be_paced(officers: Officers, one: str, keys: list[str]) -> None:
    split(officers, one)
    with pytest.raises(CaseError, match="there is no such link"):
        pace(officers, one, Pace.IN_STEP, links=keys)
    with pytest.raises(ChangedSince):
        pace(officers, one, Pace.IN_STEP, seen_version=version(one) - 1)


def test_a_part_the_officer_may_not_see_holds_nothing_and_is_hinted_at_nowhere(
    officers: Officers, one: str
) -> None:
    hidden = complaint(officers.bela, named=(officers.bela.pk,))
    linking.link(one, hidden, LinkKind.LEADS, "", **common(one, officers.bela))
    plan = joint_plan(officers.asha, one, today=thu_9_may)
    assert (len(plan.parts), plan.pace, plan.to_begin) == (1, None, ())
    key = case_of(one).links[0].key
    with pytest.raises(CaseError, match="there is no such link"):
        pace(officers, one, Pace.OWN_TIME, "Because", links=[key])
    # Who may see both is held; to who may not, it is as if there were no other.
    [told] = holds(officers, one, by=officers.bela)
    assert hidden in told
    before = Event.objects.filter(complaint__reference=hidden).count()
    assert holds(officers, one) == []
    assert Event.objects.filter(complaint__reference=hidden).count() == before
    assert not Note.objects.filter(complaint__reference=one, about="override").exists()


def ready_letter(officers: Officers) -> Letter:
    """A signed response, with the limits that allow its payment."""
    officers.asha.organisation.limits.all().delete()
    officers.bela.grade = 2
    officers.bela.save()
    letter = written.response(officers.asha)
    return written.signed(letter, officers.bela, confirmed=written.payments(letter))


def test_a_letter_is_held_until_the_other_is_signed_and_then_both_go(officers: Officers) -> None:
    first = ready_letter(officers)
    here, there = first.complaint.reference, written.acknowledged(officers.asha)
    linking.link(here, there, LinkKind.LEADS, "", **common(here, officers.asha, at(mon_13_may)))
    with pytest.raises(Held) as held:
        written.sent(first, officers.asha, on=mon_13_may)
    assert [each.duty for each in held.value.would_break] == [DUTY]
    assert there in held.value.would_break[0].says
    first.refresh_from_db()
    assert first.state == LetterState.SIGNED
    written.answered_points(there, officers.asha)
    draft = written.begun(LetterKind.RESPONSE, there, officers.asha, on=mon_13_may)
    with pytest.raises(Held):
        written.sent(first, officers.asha, on=mon_13_may)
    Letter.objects.filter(pk=draft.pk).delete()
    linking.unlink(here, case_of(here).links[0].key, "", **common(here, officers.asha, at(mon_13_may)))
    second = ready_letter(officers)
    there = second.complaint.reference
    linking.link(here, there, LinkKind.LEADS, "", **common(here, officers.asha, at(mon_13_may)))
    assert {part.reference for part in joint_plan(officers.asha, here, today=mon_13_may).parts if part.ready} == {
        here, there,
    }  # fmt: skip
    written.sent(first, officers.asha, on=mon_13_may)
    written.sent(second, officers.asha, on=mon_13_may)
    assert [case_of(each).current.complete_responded_on for each in (here, there)] == [mon_13_may, mon_13_may]


def test_a_letter_goes_before_the_other_with_a_named_officers_reason(officers: Officers) -> None:
    letter = ready_letter(officers)
    here, there = letter.complaint.reference, complaint(officers.asha)
    linking.link(here, there, LinkKind.LEADS, "", **common(here, officers.asha, at(mon_13_may)))
    written.sent(letter, officers.asha, on=mon_13_may, going_on="She moves out tomorrow")
    assert Note.objects.get(complaint__reference=here, about="override").words == "She moves out tomorrow"
    assert case_of(there).current.complete_responded_on is None
