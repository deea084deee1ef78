"""Sending: what is checked again, what it records, and what leaves."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest

from casework.agreements.models import Contractor, Forwarding
from casework.complaints.commands import Held
from casework.complaints.models import Complaint, Note, OpenEnd
from casework.complaints.opening import Part
from casework.complaints.record import act, record
from casework.complaints.storing import read_events
from casework.letters.draft import Promise
from casework.letters.errors import NotReady, TextChanged
from casework.letters.models import Dispatch, Letter
from casework.letters.sending import send
from casework.letters.words import LetterState
from casework.people.models import Officer
from putright.cases import CaseError, Event, Status, replay, verbs
from putright.cases.arranged import LetterSent
from putright.cases.events import Acknowledged, Closed, Declined, Extended, Promised, Responded, Updated
from putright.cases.remedial import RemedyMoved
from putright.vocabulary import LetterKind, PointOutcome, Relationship, RemedyDecision, RemedyStep
from tests.casework import made
from tests.casework.letters import written
from tests.casework.letters.written import mon_13_may
from tests.casework.made import at, fri_3_may, tue_7_may

pytestmark = pytest.mark.django_db(transaction=True)

thu_30_may = date(2024, 5, 30)


def events(letter: Letter) -> tuple[Event, ...]:
    return read_events(Complaint.objects.get(pk=letter.complaint_id))[0]


def bodies(letter: Letter, kind: type) -> list[object]:
    return [one.body for one in events(letter) if isinstance(one.body, kind)]


def answer_ready(asha: Officer, bela: Officer, *, pence: int | None = 15_000) -> Letter:
    """A response to both points, with a payment, signed by the manager."""
    letter = written.response(asha, pence=pence)
    bela.grade = 2
    bela.save()
    return written.signed(letter, bela, confirmed=written.payments(letter))


def test_an_acknowledgement_records_the_parts_it_really_gives(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    written.sent(letter, asha)
    (acknowledged,) = bodies(letter, Acknowledged)
    assert isinstance(acknowledged, Acknowledged)
    assert acknowledged.blocks is not None
    assert {"reference", "ombudsman_details", "due_date", "handler"} <= set(acknowledged.blocks)
    (sent,) = bodies(letter, LetterSent)
    assert isinstance(sent, LetterSent)
    assert (sent.what, sent.channels, sent.overrides) == (LetterKind.ACKNOWLEDGEMENT, ("email",), ())
    letter.refresh_from_db()
    assert letter.state == LetterState.SENT
    assert letter.sent_version is not None
    assert letter.sent_version.content == sent.content
    assert not Complaint.objects.get(pk=letter.complaint_id).clocks.filter(
        timescale="acknowledge", running=True
    )


def test_the_acknowledgement_says_the_day_that_follows_from_it(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    written.sent(letter, asha)
    letter.refresh_from_db()
    assert letter.sent_version is not None
    text = "\n".join(one["text"] for one in letter.sent_version.blocks)
    due_on = Complaint.objects.get(pk=letter.complaint_id).next_due_on
    assert due_on == date(2024, 5, 20)  # a Monday
    assert "We will answer by Monday 20 May 2024." in text


def test_a_letter_leaves_once_for_each_person_and_way(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    written.written(letter, asha, ways=("email", "print"))
    written.sent(letter, asha)
    rows = Dispatch.objects.filter(letter=letter).order_by("pk")
    assert [(one.channel, one.to, one.state) for one in rows] == [
        ("email", "gwen@ashdown.example", "waiting"),
        ("print", "", "waiting"),
    ]
    assert len({one.message_id for one in rows}) == 2


def test_a_copy_goes_only_to_somebody_whose_authority_allows_it(asha: Officer) -> None:
    friend = made.person(asha.organisation, name="Tom Birch", email="tom@birch.example")
    resident = made.person(asha.organisation, email="gwen@ashdown.example")
    parts = (
        Part(resident.pk, Relationship.COMPLAINANT),
        Part(friend.pk, Relationship.REPRESENTATIVE, "Letter of 1 March", date(2024, 4, 30)),
    )
    letter = written.acknowledgement(asha, who=resident, parts=parts)
    copy = Complaint.objects.get(pk=letter.complaint_id).parties.get(role="representative")
    written.written(letter, asha, copies=(copy.pk,))
    with pytest.raises(NotReady) as held:
        written.sent(letter, asha)
    assert [one.result.id for one in held.value.lines] == ["copies-allowed"]
    copy.authority_until = None
    copy.save()
    written.sent(letter, asha)
    rows = Dispatch.objects.filter(letter=letter).order_by("pk")
    assert [(one.to, one.is_copy) for one in rows] == [
        ("gwen@ashdown.example", False),
        ("tom@birch.example", True),
    ]


def test_an_answer_records_findings_offers_promises_and_who_approved(
    asha: Officer, officers: made.Officers
) -> None:
    letter = answer_ready(asha, officers.bela)
    written.sent(letter, asha, on=mon_13_may)
    (responded,) = bodies(letter, Responded)
    assert isinstance(responded, Responded)
    assert [(one.point, one.outcome, one.remedy) for one in responded.findings] == [
        ("1", PointOutcome.UPHELD, RemedyDecision.OFFERED),
        ("2", PointOutcome.NOT_UPHELD, RemedyDecision.NOT_DECIDED),
    ]
    assert responded.complete
    assert responded.author == str(asha.pk)
    case = replay(events(letter))
    assert case.status is Status.ANSWERED
    (remedy,) = case.remedies
    assert remedy.step is RemedyStep.OFFERED
    assert remedy.approved_by == str(officers.bela.pk)
    offered = [one for one in bodies(letter, RemedyMoved) if one.to is RemedyStep.OFFERED]  # type: ignore[attr-defined]
    assert offered[0].letter == str(letter.pk)  # type: ignore[attr-defined]
    assert case.current.handlers is not None
    assert "approver" in case.current.handlers[str(officers.bela.pk)]
    reasons = Note.objects.filter(complaint=letter.complaint_id, about="finding").order_by("point")
    assert [one.words for one in reasons] == [written.REASONS, written.NOT_UPHELD]


def test_each_promise_of_a_letter_becomes_a_dated_commitment_with_an_owner(
    asha: Officer, officers: made.Officers
) -> None:
    letter = written.acknowledgement(asha)
    call = Promise("We will call you on Tuesday 7 May 2024.", tue_7_may, str(officers.bela.pk), "call_back")
    written.written(letter, asha, details={"promises": (call,)})
    written.sent(letter, asha)
    (promised,) = bodies(letter, Promised)
    assert isinstance(promised, Promised)
    assert (promised.what, promised.by, promised.owner, promised.letter) == (
        "call_back", tue_7_may, str(officers.bela.pk), str(letter.pk),
    )  # fmt: skip
    assert Note.objects.get(pk=int(promised.promise)).words == call.words
    assert OpenEnd.objects.filter(kind="promise", key=promised.promise, is_open=True).exists()


def test_an_extension_without_its_new_date_is_held(asha: Officer) -> None:
    letter = written.begun(LetterKind.EXTENSION, written.acknowledged(asha), asha)
    with pytest.raises(NotReady) as held:
        written.sent(letter, asha)
    assert "parts-given" in {one.result.id for one in held.value.lines}
    assert not Dispatch.objects.filter(letter=letter).exists()


def test_an_extension_counts_with_its_reason_its_date_and_the_ombudsman(asha: Officer) -> None:
    letter = written.begun(LetterKind.EXTENSION, written.acknowledged(asha), asha)
    written.written(
        letter, asha, on=mon_13_may,
        words={
            "reason": "The surveyor found rot behind the plaster, and a second survey is needed to say how far it goes.",
            "apology": "We are sorry that you have to wait longer. The delay is our responsibility.",
            "update-interval": "We will update you every five working days.",
        },
        details={"new_date": thu_30_may, "acts_next": "We finish the survey.", "acts_by": thu_30_may, "update_every": 5},
    )  # fmt: skip
    written.promised(letter, asha, on=mon_13_may)
    written.sent(letter, asha, on=mon_13_may)
    (extended,) = bodies(letter, Extended)
    assert isinstance(extended, Extended)
    assert (extended.to, extended.ombudsman_details, extended.told_on) == (thu_30_may, True, mon_13_may)
    assert extended.update_every_working_days == 5
    complaint = Complaint.objects.get(pk=letter.complaint_id)
    assert complaint.next_due_on == thu_30_may


def test_an_update_tells_and_gives_a_date(asha: Officer) -> None:
    letter = written.begun(LetterKind.UPDATE, written.acknowledged(asha), asha)
    written.written(
        letter, asha, on=mon_13_may,
        words={"progress": "The surveyor came on 9 May 2024 and took samples of the plaster."},
        details={"acts_next": "We read the report and write to you.", "acts_by": thu_30_may},
    )  # fmt: skip
    written.promised(letter, asha, on=mon_13_may)
    written.sent(letter, asha, on=mon_13_may)
    (updated,) = bodies(letter, Updated)
    assert isinstance(updated, Updated)
    assert updated.note is not None
    assert Note.objects.get(pk=int(updated.note)).with_complainant


def test_a_refusal_needs_a_second_reader_and_keeps_the_reasons_of_the_case(
    asha: Officer, officers: made.Officers
) -> None:
    letter = written.refusal(asha)
    with pytest.raises(NotReady) as unsigned:
        written.sent(letter, asha)
    assert "sensitive letter" in unsigned.value.missing[0]
    written.signed(letter, officers.bela, on=fri_3_may)
    written.sent(letter, asha)
    (declined,) = bodies(letter, Declined)
    assert isinstance(declined, Declined)
    assert declined.ombudsman_details
    assert declined.issue_on == date(2022, 11, 7)
    assert Note.objects.get(pk=int(declined.merits_note or 0)).words.startswith("The matter you complain of")
    assert replay(events(letter)).status is Status.DECLINED


def test_a_notice_that_closes_is_sent_before_the_complaint_is_closed(
    asha: Officer, officers: made.Officers
) -> None:
    letter = written.closure(asha)
    written.signed(letter, officers.bela, on=date(2024, 5, 21))
    written.sent(letter, asha, on=date(2024, 5, 21))  # a Tuesday
    kinds = [one.kind for one in events(letter)]
    assert kinds[-2:] == ["letter_sent", "closed"]
    (closed,) = bodies(letter, Closed)
    assert isinstance(closed, Closed)
    assert closed.acts_next == "nobody"


def test_a_letter_on_a_page_that_is_out_of_date_is_not_sent(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    seen = written.content(letter, asha)
    written.written(letter, asha, words={"clarify": "Which of the two bathrooms is it?"})
    with pytest.raises(TextChanged):
        send(letter.complaint.reference, letter.pk, seen_content=seen, by=asha, now=at(fri_3_may))
    assert "acknowledged" not in {one.kind for one in events(letter)}


def test_a_letter_is_never_sent_twice(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    seen = written.content(letter, asha)
    written.sent(letter, asha)
    with pytest.raises(CaseError, match="sent already"):
        send(letter.complaint.reference, letter.pk, seen_content=seen, by=asha, now=at(fri_3_may))
    assert Dispatch.objects.filter(letter=letter).count() == 1
    assert [one.kind for one in events(letter)].count("acknowledged") == 1


def test_an_act_that_would_break_a_provision_is_held_until_a_named_officer_says_why(
    asha: Officer, officers: made.Officers
) -> None:
    letter = answer_ready(asha, officers.bela)
    # The handler of stage 1 is its approver as well: nothing of it is held. A promise that is open holds a closure.
    written.sent(letter, asha, on=mon_13_may)
    closing = written.closure(asha, reference=letter.complaint.reference)
    written.signed(closing, officers.bela, on=date(2024, 5, 21))
    with pytest.raises(Held):
        written.sent(closing, asha, on=date(2024, 5, 21))
    written.sent(closing, asha, on=date(2024, 5, 21), going_on="The payment goes out with the next run.")
    assert Note.objects.get(complaint=closing.complaint_id, about="override").words.startswith("The payment")


def test_a_letter_that_the_complaint_has_outrun_is_not_sent(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    made.acknowledged(letter.complaint.reference, asha)
    with pytest.raises(NotReady) as held:
        written.sent(letter, asha)
    assert "no longer fits" in held.value.missing[0]
    assert [one.kind for one in events(letter)].count("acknowledged") == 1


def test_an_answer_of_stage_1_never_counts_as_one_of_stage_2(asha: Officer, officers: made.Officers) -> None:
    letter = answer_ready(asha, officers.bela)
    record(letter.complaint.reference, act(verbs.escalate, at=mon_13_may), by=asha, now=at(mon_13_may))
    with pytest.raises(NotReady) as held:
        written.sent(letter, asha, on=mon_13_may)
    assert any("no longer fits" in one for one in held.value.missing)
    assert not bodies(letter, Responded)


def test_nothing_is_kept_of_a_letter_that_could_not_be_recorded(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    seen = written.content(letter, asha)
    record(letter.complaint.reference, act(verbs.withdraw, at=fri_3_may), by=asha, now=at(fri_3_may))
    with pytest.raises((NotReady, TextChanged)):
        send(letter.complaint.reference, letter.pk, seen_content=seen, by=asha, now=at(fri_3_may))
    letter.refresh_from_db()
    assert letter.state == LetterState.DRAFT
    assert not letter.versions.exists()
    assert not Dispatch.objects.filter(letter=letter).exists()


def test_sending_costs_a_number_of_statements(
    asha: Officer, statements: Callable[[int], AbstractContextManager[None]]
) -> None:
    letter = written.acknowledgement(asha)
    seen = written.content(letter, asha)
    with statements(45):
        send(letter.complaint.reference, letter.pk, seen_content=seen, by=asha, now=at(fri_3_may))


def test_a_complaint_passed_to_a_contractor_stays_ours_and_its_reply_is_due(asha: Officer) -> None:
    firm = Contractor.objects.create(
        organisation=asha.organisation, name="Brightwell Repairs", email="desk@brightwell.example"
    )
    letter = written.forwarding(asha, firm)
    written.sent(letter, asha, on=mon_13_may)
    row = Dispatch.objects.get(letter=letter)
    assert (row.to, row.party) == ("desk@brightwell.example", None)
    passed = Forwarding.objects.get(complaint=letter.complaint_id)
    assert (passed.contractor, passed.consent, passed.forwarded_on) == (firm, True, mon_13_may)
    (promised,) = bodies(letter, Promised)
    assert isinstance(promised, Promised)
    assert (promised.what, promised.by, promised.promise) == ("contractor_reply", thu_30_may, passed.promise)
    assert replay(events(letter)).status is Status.OPEN
