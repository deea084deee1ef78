"""A complaint through both stages by its commands: what they keep, what they hold, what they never lose."""

from collections.abc import Callable
from datetime import date

import pytest

from casework.complaints import commands
from casework.complaints.commands import Answer, ChangedSince, Held, PointWords
from casework.complaints.models import Complaint, Note, Point
from casework.complaints.models import Event as EventRow
from casework.complaints.page import complaint_page
from casework.complaints.queries import search
from casework.complaints.record import Recorded
from casework.ops.verify import verify
from casework.people.models import Officer
from putright.cases import ImpossibleDate, NotOpen, Status
from putright.procedures import procedure, required_blocks
from putright.vocabulary import ClosingReason, EscalationReason, PointOutcome, RejectionReason, RemedyDecision
from tests.casework import made
from tests.casework.made import (
    HOUSING,
    Officers,
    at,
    fri_3_may,
    fri_24_may,
    mon_20_may,
    thu_2_may,
    tue_7_may,
)

mon_13_may = date(2024, 5, 13)
tue_21_may = date(2024, 5, 21)
wed_22_may = date(2024, 5, 22)
thu_30_may = date(2024, 5, 30)
mon_3_june = date(2024, 6, 3)

ANSWERS = (
    Answer("1", PointOutcome.UPHELD, "Two visits were missed", RemedyDecision.OFFERED),
    Answer("2", PointOutcome.NOT_UPHELD, "The stain was there before"),
)
STAIN = Answer("2", PointOutcome.UPHELD, "A photograph shows it", RemedyDecision.OFFERED)


def version(recorded: Recorded) -> int:
    return recorded.case.next_sequence - 1


def every_block(letter: str) -> tuple[str, ...]:
    return tuple(required_blocks(procedure(HOUSING), letter))


def acknowledge(opened: Recorded, by: Officer, on: date = fri_3_may) -> Recorded:
    return commands.acknowledge(
        opened.reference, at=on, blocks=every_block("acknowledgement"), by=by, now=at(on, 17),
        seen_version=version(opened),
    )  # fmt: skip


def respond(
    opened: Recorded, by: Officer, on: date = mon_20_may, letter: str = "response", **rest
) -> Recorded:
    return commands.respond(
        opened.reference,
        **{"answers": ANSWERS, "at": on, "blocks": every_block(letter), "by": by, "now": at(on, 17),
           "seen_version": version(opened), **rest},
    )  # fmt: skip


def test_a_complaint_goes_through_both_stages_without_a_breach(officers: Officers) -> None:
    """The whole way: told on Wednesday 1 May 2024, final response on Monday 3 June."""
    asha, bela = officers.asha, officers.bela
    one = acknowledge(made.told(asha), asha)
    one = respond(one, asha)
    assert one.case.status is Status.ANSWERED
    one = commands.escalate(
        one.reference, at=wed_22_may, reasons=[EscalationReason.DISAGREE_DECISION, EscalationReason.NEW_EVIDENCE],
        disputed=["2"], words="It was not there before", reviewer=bela, by=asha, now=at(wed_22_may, 17),
        seen_version=version(one),
    )  # fmt: skip
    one = commands.acknowledge(
        one.reference, at=fri_24_may, blocks=every_block("later-acknowledgement"), by=bela,
        now=at(fri_24_may, 17), seen_version=version(one),
    )  # fmt: skip
    one = respond(
        one, bela, mon_3_june, "final-response", answers=(STAIN,),
    )  # fmt: skip
    page = complaint_page(officers.asha, one.reference, today=mon_3_june)
    assert [stage.outcome.value for stage in page.stages if stage.outcome] == ["partly_upheld", "upheld"]
    assert [row.met_on for row in page.stages[1].deadlines] == [fri_24_may, mon_3_june]
    assert [breach.duty for breach in page.breaches] == []
    assert page.next_stage is None
    assert Complaint.objects.get().team == bela.team
    assert verify().problems == ()


def test_words_stay_beside_the_record(officers: Officers) -> None:
    one = respond(acknowledge(made.told(officers.asha), officers.asha), officers.asha)
    page = complaint_page(officers.asha, one.reference, today=mon_20_may)
    assert [point.findings[0].reasons for point in page.points] == [answer.reasons for answer in ANSWERS]
    everything = " ".join(EventRow.objects.values_list("data", flat=True))
    for personal in ("Ashdown", "visits", "ceiling", "stain", "Tern"):
        assert personal not in everything
    assert search(officers.asha, "visits missed", today=mon_20_may).rows


def test_words_can_be_erased_and_the_chain_holds(officers: Officers) -> None:
    respond(acknowledge(made.told(officers.asha), officers.asha), officers.asha)
    Note.objects.all().delete()
    Point.objects.update(words="", sought="")
    assert verify().problems == ()


def test_an_ordinary_command_costs_seven_statements(officers: Officers, statements) -> None:
    opened = made.told(officers.asha)
    with statements(7):
        acknowledge(opened, officers.asha)


@pytest.mark.parametrize(
    ("breaking", "duty"),
    [
        (lambda one, by: commands.acknowledge(
            one.reference, at=fri_3_may, blocks=["reference"], by=by, now=at(fri_3_may), seen_version=version(one)),
         "acknowledgement-names-ombudsman"),
        (lambda one, by: respond(one, by, tue_7_may, blocks=["decision"]), "response-has-blocks"),
        (lambda one, by: respond(one, by, tue_7_may, answers=ANSWERS[:1]), "answer-every-point"),
        (lambda one, by: commands.decline(
            one.reference, reason=RejectionReason.OVER_12_MONTHS, words="Too old", at=fri_3_may, ombudsman_details=False,
            by=by, now=at(fri_3_may), seen_version=version(one)), "refusal-names-ombudsman"),
    ],
)  # fmt: skip
def test_our_own_act_that_breaks_a_provision_is_held(
    officers: Officers, breaking: Callable[[Recorded, Officer], Recorded], duty: str
) -> None:
    opened = made.told(officers.asha)
    with pytest.raises(Held) as held:
        breaking(opened, officers.asha)
    assert duty in {breach.duty for breach in held.value.would_break}
    assert EventRow.objects.count() == version(opened)
    assert not Note.objects.exists()


def test_going_on_keeps_the_reason_and_the_breach(officers: Officers) -> None:
    opened = made.told(officers.asha)
    done = respond(opened, officers.asha, tue_7_may, answers=ANSWERS[:1], going_on="The second point follows")
    assert Note.objects.get(about="override").words == "The second point follows"
    page = complaint_page(officers.asha, done.reference, today=tue_7_may)
    assert "answer-every-point" in {breach.duty for breach in page.breaches}


def test_a_late_letter_is_a_fact_and_never_held(officers: Officers) -> None:
    opened = made.told(officers.asha)
    done = acknowledge(opened, officers.asha, thu_30_may)
    page = complaint_page(officers.asha, done.reference, today=thu_30_may)
    late = [breach for breach in page.breaches if breach.days_late]
    assert late[0].provision == "6.2"


def test_closing_with_an_open_promise_is_held(officers: Officers) -> None:
    one = respond(acknowledge(made.told(officers.asha), officers.asha), officers.asha)
    one = commands.promise(
        one.reference, "The roofer comes", what="appointment", due=thu_30_may, at=mon_20_may, by=officers.asha,
        now=at(mon_20_may, 18), seen_version=version(one),
    )  # fmt: skip
    with pytest.raises(Held):
        commands.close(one.reference, reason=ClosingReason.ANSWERED, at=wed_22_may, by=officers.asha,
                       now=at(wed_22_may), seen_version=version(one))  # fmt: skip
    key = complaint_page(officers.asha, one.reference, today=wed_22_may).promises[0].key
    one = commands.end_promise(one.reference, key, how="kept", at=wed_22_may, by=officers.asha,
                               now=at(wed_22_may), seen_version=version(one))  # fmt: skip
    done = commands.close(one.reference, reason=ClosingReason.ANSWERED, at=wed_22_may, by=officers.asha,
                          now=at(wed_22_may), seen_version=version(one))  # fmt: skip
    assert done.case.status is Status.CLOSED


def test_the_same_officer_at_stage_2_is_held_as_a_breach(officers: Officers) -> None:
    one = respond(acknowledge(made.told(officers.asha), officers.asha), officers.asha)
    with pytest.raises(Held) as held:
        commands.escalate(
            one.reference, at=wed_22_may, reasons=[], disputed=[], reviewer=officers.asha, by=officers.asha,
            now=at(wed_22_may), seen_version=version(one),
        )  # fmt: skip
    assert "different-person" in {breach.duty for breach in held.value.would_break}


def test_an_extension_moves_the_date_and_keeps_the_one_shown_before(officers: Officers) -> None:
    one = acknowledge(made.told(officers.asha), officers.asha)
    commands.extend(
        one.reference, to=mon_3_june, reason="The roofer is ill", at=mon_13_may, told_on=mon_13_may,
        ombudsman_details=True, update_every=5, by=officers.asha, now=at(mon_13_may), seen_version=version(one),
    )  # fmt: skip
    row = Complaint.objects.get()
    assert row.next_due_on == mon_3_june
    move = row.clock_moves.get()
    assert (move.was_due_on, move.now_due_on, move.because) == (mon_20_may, mon_3_june, "event")
    assert Note.objects.get(about="reason").words == "The roofer is ill"


@pytest.mark.parametrize(
    "stale",
    [
        lambda one, by: acknowledge(one, by, tue_7_may),
        lambda one, by: commands.withdraw(one.reference, at=tue_7_may, by=by, now=at(tue_7_may),
                                          seen_version=version(one)),
        lambda one, by: commands.add_point(one.reference, PointWords("And the wall"), at=tue_7_may, midway=True, by=by,
                                           now=at(tue_7_may), seen_version=version(one)),
        lambda one, by: commands.promise(one.reference, "Call", what="call_back", due=None, at=tue_7_may, by=by,
                                         now=at(tue_7_may), seen_version=version(one)),
        lambda one, by: commands.restrict(one.reference, [], by=by, now=at(tue_7_may), seen_version=version(one)),
    ],
)  # fmt: skip
def test_a_stale_page_changes_nothing_and_is_told_why(
    officers: Officers, stale: Callable[[Recorded, Officer], Recorded]
) -> None:
    opened = made.told(officers.asha)
    acknowledge(opened, officers.bela)
    before = (EventRow.objects.count(), Note.objects.count(), Point.objects.count())
    with pytest.raises(ChangedSince) as told:
        stale(opened, officers.asha)
    assert [(event.kind, event.by) for event in told.value.events] == [
        ("acknowledged", str(officers.bela.pk))
    ]
    assert (EventRow.objects.count(), Note.objects.count(), Point.objects.count()) == before


def test_a_date_before_receipt_keeps_no_word_of_the_act(officers: Officers) -> None:
    opened = made.told(officers.asha)
    with pytest.raises(ImpossibleDate):
        commands.withdraw(opened.reference, at=date(2024, 4, 30), words="Changed her mind", by=officers.asha,
                          now=at(thu_2_may), seen_version=version(opened))  # fmt: skip
    assert not Note.objects.exists()
    assert search(officers.asha, "mind", today=thu_2_may).rows == ()


def test_a_correction_gives_the_right_date_and_keeps_the_wrong_one(officers: Officers) -> None:
    one = acknowledge(made.told(officers.asha), officers.asha, tue_7_may)
    wrong = one.events[-1].sequence
    commands.correct(one.reference, wrong, "The letter is dated Friday", right_at=fri_3_may, by=officers.asha,
                     now=at(tue_7_may), seen_version=version(one))  # fmt: skip
    assert Complaint.objects.get().next_due_on == mon_20_may
    assert EventRow.objects.get(sequence=wrong).at == tue_7_may.isoformat()
    assert verify().problems == ()


def test_a_withdrawn_complaint_can_be_reopened_and_only_then_goes_on(officers: Officers) -> None:
    opened = made.told(officers.asha)
    one = commands.withdraw(
        opened.reference, at=fri_3_may, by=officers.asha, now=at(fri_3_may), seen_version=version(opened)
    )
    assert not Complaint.objects.get().is_open
    with pytest.raises(NotOpen):
        acknowledge(one, officers.asha, tue_7_may)
    one = commands.reopen(one.reference, "She asks us to go on", directed=False, at=tue_7_may, by=officers.asha,
                          now=at(tue_7_may), seen_version=version(one))  # fmt: skip
    assert Complaint.objects.get().is_open
    assert acknowledge(one, officers.asha, tue_7_may).case.status is Status.OPEN


def test_points_added_and_withdrawn_change_what_has_to_be_answered(officers: Officers) -> None:
    one = made.told(officers.asha)
    one = commands.add_point(one.reference, PointWords("The wall is damp"), at=fri_3_may, midway=True, by=officers.asha,
                             now=at(fri_3_may), seen_version=version(one))  # fmt: skip
    one = commands.withdraw_point(one.reference, "2", at=fri_3_may, by=officers.asha, now=at(fri_3_may),
                                  seen_version=version(one))  # fmt: skip
    assert Complaint.objects.get().points_total == 2
    assert [point.active for point in complaint_page(officers.asha, one.reference, today=fri_3_may).points] == [
        True, False, True,
    ]  # fmt: skip


def test_a_clarification_shows_what_we_wait_for(officers: Officers) -> None:
    one = made.told(officers.asha)
    one = commands.ask_clarification(one.reference, "Which room?", at=fri_3_may, by=officers.asha, now=at(fri_3_may),
                                     seen_version=version(one))  # fmt: skip
    assert Complaint.objects.get().waiting_for == "resident"
    commands.receive_clarification(one.reference, "The kitchen", at=tue_7_may, by=officers.asha, now=at(tue_7_may),
                                   seen_version=version(one))  # fmt: skip
    assert Complaint.objects.get().waiting_for == ""


def test_a_note_without_the_resident_is_no_event(officers: Officers) -> None:
    opened = made.told(officers.asha)
    done = commands.add_note(opened.reference, "Asked the surveyor", happened_at=at(fri_3_may), with_complainant=False,
                             by=officers.asha, now=at(fri_3_may))  # fmt: skip
    assert done is None
    assert EventRow.objects.count() == version(opened)
    assert search(officers.asha, "surveyor", today=fri_3_may).rows


def test_a_call_with_the_resident_is_an_update(officers: Officers) -> None:
    opened = made.told(officers.asha)
    commands.add_note(opened.reference, "She is told the roofer comes", happened_at=at(fri_3_may), channel="phone",
                      with_complainant=True, by=officers.asha, now=at(fri_3_may))  # fmt: skip
    assert Complaint.objects.get().last_contact_on == fri_3_may
    assert EventRow.objects.get(kind="updated").data == f'{{"note":"{Note.objects.get().pk}"}}'


def test_a_refused_escalation_ends_the_complaint_with_its_reason(officers: Officers) -> None:
    one = respond(acknowledge(made.told(officers.asha), officers.asha), officers.asha)
    done = commands.refuse_escalation(
        one.reference, reason=RejectionReason.PREVIOUSLY_CONSIDERED, words="All of it was answered", at=wed_22_may,
        requested_at=tue_21_may, ombudsman_details=True, by=officers.asha, now=at(wed_22_may),
        seen_version=version(one), going_on="Agreed with the director",
    )  # fmt: skip
    assert done.case.status is Status.ESCALATION_DECLINED
    assert Note.objects.get(about="reason").words == "All of it was answered"


def test_allocating_moves_it_to_the_team_of_the_officer(officers: Officers) -> None:
    opened = made.told(officers.asha, handler_id=None, team_id=None)
    commands.allocate(opened.reference, officers.carl, at=thu_2_may, by=officers.asha, now=at(thu_2_may),
                      seen_version=version(opened))  # fmt: skip
    row = Complaint.objects.get()
    assert (row.owner, row.team) == (officers.carl, officers.carl.team)
