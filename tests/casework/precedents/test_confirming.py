"""A decision is confirmed line by line and recorded once, whatever breaks in between."""

from dataclasses import replace
from datetime import date

import pytest

from casework.complaints.commands import ChangedSince
from casework.complaints.keeping import restrict
from casework.complaints.models import Complaint, Note
from casework.complaints.queries import complaint_page
from casework.people.models import Officer
from casework.precedents import confirming
from casework.precedents.confirming import Checked, HeadChecked, LineChecked, NotToConfirm, confirm, go_on
from casework.precedents.giving import NoSuchCase, give_decision
from casework.precedents.models import DecisionLine, PublishedDecision
from casework.precedents.words import LineState
from putright.cases import CaseError
from putright.vocabulary import (
    DecisionText,
    Determination,
    OmbudsmanBody,
    OrderKind,
    PublishedOutcome,
    RemediedBy,
    RemedyType,
)
from tests.casework import made
from tests.casework.ombudsman.referring import opened, version
from tests.casework.precedents.decided import APOLOGY, RECOMMENDS, report

mon_6_may, mon_3_june, tue_21_may = date(2024, 5, 6), date(2024, 6, 3), date(2024, 5, 21)
NOW = made.at(date(2024, 6, 10))
pytestmark = pytest.mark.django_db(transaction=True)


class Ours:
    """A complaint of ours with a case of the Ombudsman and its decision, given to us and read."""

    def __init__(self, by: Officer) -> None:
        self.by = by
        self.reference = made.answered(by).reference
        self.case = opened(
            self.reference, by, body=OmbudsmanBody.HOS, their_reference="202300101", received_on=mon_6_may
        )
        text = report(decided="10 June 2024", more=APOLOGY + RECOMMENDS)
        self.number = give_decision(int(self.case), None, pasted=text, by=by, now=NOW).number

    @property
    def decision(self) -> PublishedDecision:
        return PublishedDecision.objects.get(pk=self.number)

    @property
    def state(self):
        return complaint_page(self.by, self.reference, today=date(2024, 6, 10)).case

    def confirm(self, checked: Checked, by: Officer | None = None) -> confirming.Confirmed:
        return confirm(self.number, checked, by=by or self.by, now=NOW, seen_version=version(self.reference))


@pytest.fixture
def ours(asha: Officer) -> Ours:
    return Ours(asha)


def checked(ours: Ours, **changes: LineChecked) -> Checked:
    """Everything as it was read, but for the lines named `line_2` and so on."""
    lines = [
        changes.get(
            f"line_{one.place}",
            LineChecked(
                one.place, LineState.RIGHT, OrderKind(one.kind), RemedyType(one.type), one.words, one.amount_pence,
                one.due_on,
            ),
        )
        for one in ours.decision.lines.order_by("place")
    ]  # fmt: skip
    heads = [
        HeadChecked(one.place, LineState.RIGHT, one.about, Determination(one.determination), ("1",))
        for one in ours.decision.findings.order_by("place")
    ]
    return Checked(
        date(2024, 6, 10), "202300101", PublishedOutcome.DETERMINED, DecisionText.DETERMINATION, True, None,
        RemediedBy.ORDERED, tuple(heads), tuple(lines),
    )  # fmt: skip


def test_a_confirmed_decision_is_on_record_with_its_heads_and_orders(ours: Ours) -> None:
    done = ours.confirm(checked(ours))
    state = ours.state
    (referral,) = state.referrals
    said = referral.decided.body
    assert (said.published_outcome, said.fault_found, said.injustice_found) == ("determined", True, None)
    assert (said.decision, said.document) == (str(ours.number), str(ours.decision.document_id))
    (head,) = state.heads
    assert (head.body.determination, head.body.points) == ("service_failure", ("1",))
    payment, apology, advice = state.orders
    assert (payment.body.amount_pence, payment.due) == (25000, date(2024, 7, 8))
    assert (apology.body.type, apology.due) == ("apology", None)  # held until it has a date: DR-28
    assert (advice.body.what, advice.body.date_is_ours) == ("recommendation", True)
    assert done.orders == 3
    assert [one.order for one in ours.decision.lines.order_by("place")] == [one.key for one in state.orders]
    assert (ours.decision.state, ours.decision.preference) == ("confirmed", 0)


def test_what_was_struck_out_is_ordered_nowhere_and_paid_nowhere(ours: Ours) -> None:
    payment = ours.decision.lines.get(place=1)
    struck = LineChecked(1, LineState.STRUCK, OrderKind.ORDER, RemedyType.PAY_DISTRESS, payment.words, 25000)
    ours.confirm(checked(ours, line_1=struck))
    assert [one.body.type for one in ours.state.orders] == [
        "apology",
        "pay_distress"[:0] or "pay_quantifiable",
    ]
    assert ours.decision.paid_pence is None
    assert DecisionLine.objects.get(decision=ours.number, place=1).read["amount_pence"] == 25000


def test_what_was_corrected_counts_and_what_was_read_is_kept_beside(ours: Ours) -> None:
    right = LineChecked(
        2,
        LineState.CORRECTED,
        OrderKind.ORDER,
        RemedyType.APOLOGY,
        "Apologise to both residents",
        due=mon_3_june,
    )
    right = replace(right, due=date(2024, 7, 1), date_is_ours=True, headings=("The delay", "The letter"))
    extra = LineChecked(None, LineState.ADDED, OrderKind.ORDER, RemedyType.PAY_DISTRESS, "Pay £50 more", 5000,
                        date(2024, 7, 8))  # fmt: skip
    looked = checked(ours, line_2=right)
    ours.confirm(replace(looked, lines=(*looked.lines, extra)))
    apology = next(one for one in ours.state.orders if one.body.type == "apology")
    assert (apology.due, apology.body.date_is_ours, apology.body.headings) == (date(2024, 7, 1), True, 2)
    assert ours.decision.paid_pence == 30000
    line = DecisionLine.objects.get(decision=ours.number, place=2)
    assert line.words == "Apologise to both residents"
    assert line.read["text"].startswith("The landlord is ordered to apologise")


def test_confirming_twice_makes_nothing_twice(ours: Ours) -> None:
    ours.confirm(checked(ours))
    before = version(ours.reference)
    with pytest.raises(NotToConfirm, match="confirmed already"):
        ours.confirm(checked(ours))
    with pytest.raises(NotToConfirm):
        go_on(ours.number, by=ours.by, now=NOW)
    assert version(ours.reference) == before
    assert len(ours.state.orders) == 3


@pytest.mark.parametrize("broken_after", ["kept", "decided", "decision noted", "ordered"])
def test_a_process_that_stops_in_between_is_gone_on_with(ours: Ours, broken_after: str) -> None:
    looked = checked(ours)
    confirming._keep(ours.number, looked, by=ours.by, now=NOW)
    if broken_after != "kept":
        confirming._record_decision(ours.decision, by=ours.by, now=NOW, seen_version=version(ours.reference))
    if broken_after == "decided":
        # What it had recorded is in the record; that it had, is not noted.
        PublishedDecision.objects.filter(pk=ours.number).update(recorded=[])
    if broken_after == "ordered":
        confirming._record_orders(ours.decision, confirming.Confirmed(ours.number), by=ours.by, now=NOW)
        PublishedDecision.objects.filter(pk=ours.number).update(recorded=["decided"])
        DecisionLine.objects.filter(decision=ours.number).update(order="")
    assert ours.decision.state == "recording"
    go_on(ours.number, by=ours.by, now=made.at(date(2024, 6, 11)))
    state = ours.state
    assert len(state.referrals[0].decisions) == len(state.heads) == 1
    assert len(state.orders) == 3
    assert ours.decision.state == "confirmed"
    assert all(one.order for one in ours.decision.lines.all())
    assert ours.decision.findings.get().key == state.heads[0].key


def test_who_saw_an_earlier_state_is_told_and_nothing_is_recorded(ours: Ours) -> None:
    seen = version(ours.reference)
    opened(ours.reference, ours.by, their_reference="another")  # somebody else writes meanwhile
    with pytest.raises(ChangedSince):
        confirm(ours.number, checked(ours), by=ours.by, now=NOW, seen_version=seen)
    assert ours.decision.state == "read"
    assert not ours.state.orders
    ours.confirm(checked(ours))
    assert len(ours.state.orders) == 3


def test_an_order_that_cannot_be_recorded_is_put_right_and_confirmed_again(ours: Ours) -> None:
    right = checked(ours)
    wrong = LineChecked(1, LineState.CORRECTED, OrderKind.ORDER, RemedyType.APOLOGY, "Apologise", 25000)
    with pytest.raises(CaseError):
        ours.confirm(checked(ours, line_1=wrong))
    assert ours.decision.state == "read"
    assert not ours.state.orders
    ours.confirm(right)
    state = ours.state
    assert len(state.referrals[0].decisions) == len(state.heads) == 1
    assert len(state.orders) == 3


def test_an_amended_decision_orders_only_what_was_not_ordered_before(ours: Ours) -> None:
    ours.confirm(checked(ours))
    text = report(decided="24 June 2024", pounds=400, more=APOLOGY + RECOMMENDS)
    now = made.at(date(2024, 6, 24))
    ours.number = give_decision(int(ours.case), None, pasted=text, at_review=True, by=ours.by, now=now).number
    lines = ours.decision.lines.order_by("place")
    looked = checked(ours)
    before = tuple(replace(one, state=LineState.BEFORE) for one in looked.lines[1:])
    looked = replace(looked, decided_on=date(2024, 6, 24), lines=(looked.lines[0], *before))
    confirm(ours.number, looked, by=ours.by, now=now, seen_version=version(ours.reference))
    assert len(lines) == 3
    assert len(ours.state.orders) == 4
    assert len(ours.state.referrals[0].decisions) == 2
    assert ours.decision.amends.state == "confirmed"


def test_a_restricted_complaint_is_confirmed_by_who_may_see_it_alone(
    ours: Ours, officers: made.Officers
) -> None:
    restrict(ours.reference, [], by=ours.by, now=NOW, seen_version=version(ours.reference))
    with pytest.raises(NoSuchCase):
        ours.confirm(checked(ours), by=officers.bela)
    assert ours.decision.state == "read"
    ours.confirm(checked(ours))
    assert (
        Note.objects.filter(complaint=Complaint.objects.get(reference=ours.reference), about="order").count()
        == 3
    )
