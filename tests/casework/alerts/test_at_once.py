"""Rules that hold an act back do so the moment it is made: with a named officer's reason it goes on, or it is mended."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.complaints.foresight import Held
from casework.complaints.models import Complaint, Note
from casework.complaints.record import Act, act, record
from casework.complaints.words import write_note
from casework.complaints.writing import do
from casework.letters.gate import inspect
from casework.letters.making import make, take
from casework.letters.models import Letter
from casework.orders import following
from casework.outcomes import acting
from casework.people.models import Officer
from putright.cases import verbs
from putright.cases.arranged import AppointmentMade, AppointmentMoved, NeedFound, NeedMoved, RestrictionSet
from putright.cases.events import PointFinding
from putright.cases.remedial import NoRemedy, RemedyMoved, RemedyProposed
from putright.letters.checks import check_meanings
from putright.procedures import AlertSeverity, detection_rules
from putright.vocabulary import (
    AppointmentStep,
    ClosingReason,
    LetterKind,
    NeedStep,
    PointOutcome,
    RejectionReason,
    RemedyDecision,
    RemedyStep,
    RemedyType,
)
from tests.casework import made
from tests.casework.letters import written
from tests.casework.letters.written import mon_13_may
from tests.casework.made import at, fri_3_may, mon_20_may, thu_2_may, wed_1_may
from tests.casework.orders.ordering import decided, fri_26_july, mon_1_july, ordered, training
from tests.casework.outcomes import making
from tests.casework.outcomes.making import document

pytestmark = pytest.mark.django_db
tue_21_may, fri_31_may = date(2024, 5, 21), date(2024, 5, 31)
ADULTS = "adult-social-care/2009-04-01"
UP, NOT = PointOutcome.UPHELD, PointOutcome.NOT_UPHELD
Step = AppointmentStep
UNSIGNED = (
    "stage", "complaint_definition", "decision", "reasons", "remedy", "outstanding_actions", "ombudsman_details",
)  # fmt: skip
"""Everything an answer by a plan gives but for its signature."""


def responded(*findings: PointFinding) -> Act:
    return act(verbs.respond, at=mon_20_may, findings=findings)


def arranged(body: object, on: date = thu_2_may) -> Act:
    return act(verbs.arrange, body=body, at=on)


def moved(body: object, on: date = fri_3_may) -> Act:
    return act(verbs.move_on, body=body, at=on)


def remedy(body: RemedyMoved) -> Act:
    return act(verbs.move_remedy, body=body, at=mon_20_may)


def reached(moment: str, by: date | None = None) -> Act:
    return act(verbs.reach, moment=moment, at=fri_3_may, date_given=by)


def signed(*blocks: str) -> Act:
    """The answer to both points, with everything but for the signature that is given here."""
    return act(verbs.respond, at=mon_20_may, findings=(OFFERED, CLEARED), blocks=(*UNSIGNED, *blocks))


def declined(**more: Any) -> Act:
    return act(
        verbs.decline, reason=RejectionReason.OVER_12_MONTHS, at=fri_3_may, merits_note="1",
        discretion_considered=True, **more,
    )  # fmt: skip


def escalated(officer: str) -> list[Act]:
    return [
        act(verbs.allocate, officer="asha", at=fri_3_may),
        responded(OFFERED, CLEARED),
        act(verbs.escalate, at=tue_21_may, reasons=()),
        act(verbs.allocate, officer=officer, at=tue_21_may),
    ]


OFFERED = PointFinding("1", UP, remedy=RemedyDecision.OFFERED)
UNDECIDED = PointFinding("1", UP)
CLEARED = PointFinding("2", NOT)
PAYMENT = act(
    verbs.propose_remedy, body=RemedyProposed("1", RemedyType.PAY_DISTRESS, ("1",), 10_000), at=mon_20_may
)
APART = arranged(RestrictionSet("1", worker="77"), wed_1_may)
VISIT = arranged(AppointmentMade("1", on=fri_3_may))
DECLINED_TALK = reached("discussion_declined")
PLAN = reached("answer_promised", fri_31_may)
PLANNED_SO = [PLAN, reached("plan_agreed")]
CLOSE = act(verbs.close, at=tue_21_may, reason=ClosingReason.ANSWERED)

# For each rule: what is on record already, the act it holds back, and the same done so that nothing holds it.
HOLDS: dict[str, tuple[list[Act], Act, list[Act], Act]] = {
    "DR-03": ([], responded(OFFERED), [], responded(OFFERED, CLEARED)),
    "DR-04": ([], responded(UNDECIDED, CLEARED), [PAYMENT], responded(UNDECIDED, CLEARED)),
    "DR-05": (
        [responded(OFFERED, CLEARED)],
        act(verbs.decide_no_remedy, body=NoRemedy("1"), at=mon_20_may),
        [responded(OFFERED, CLEARED)],
        act(verbs.decide_no_remedy, body=NoRemedy("1", "12"), at=mon_20_may),
    ),
    "DR-06": ([], declined(), [], declined(ombudsman_details=True)),
    "DR-11": (
        [VISIT, moved(AppointmentMoved("1", Step.NO_ACCESS))],
        moved(AppointmentMoved("1", Step.JOB_COMPLETED)),
        [VISIT, moved(AppointmentMoved("1", Step.ATTENDED))],
        moved(AppointmentMoved("1", Step.JOB_COMPLETED)),
    ),
    "DR-12": (
        [APART],
        arranged(AppointmentMade("2", on=fri_3_may, worker="77")),
        [APART],
        arranged(AppointmentMade("2", on=fri_3_may, worker="78")),
    ),
    "DR-17": (escalated("asha")[:-1], escalated("asha")[-1], escalated("bela")[:-1], escalated("bela")[-1]),
    "DR-19": (
        [arranged(NeedFound("1")), responded(OFFERED, CLEARED)],
        CLOSE,
        [arranged(NeedFound("1")), moved(NeedMoved("1", NeedStep.MET)), responded(OFFERED, CLEARED)],
        CLOSE,
    ),
    "DR-22": (
        [PAYMENT],
        remedy(RemedyMoved("1", RemedyStep.APPROVED)),
        [PAYMENT],
        remedy(RemedyMoved("1", RemedyStep.APPROVED, payee_confirmed=True)),
    ),
    "DR-35": ([], PLAN, [DECLINED_TALK], PLAN),
    "DR-37": (PLANNED_SO, signed(), PLANNED_SO, signed("responsible_signature")),
    "DR-38": ([], reached("shared_with_body"), [reached("shared_consent")], reached("shared_with_body")),
}
PLANNED = {"DR-35", "DR-37", "DR-38"}
"""Rules of complaints that are handled by a plan."""


def told(asha: Officer, before: list[Act], procedure: str = made.HOUSING) -> str:
    reference = made.told(asha, procedure=procedure).reference
    made.acknowledged(reference, asha)
    if before:
        record(reference, *(named(one) for one in before), by=asha, now=at(tue_21_may))
    return reference


def under(rule: str) -> str:
    """The procedure the rule is tried under."""
    return ADULTS if rule in PLANNED else made.HOUSING


def named(one: Act) -> Act:
    """The act with the number of the officer it names."""
    if "officer" not in one.fields:
        return one
    officer = Officer.objects.get(name=f"{one.fields['officer'].capitalize()} Example")
    return Act(one.verb, {**one.fields, "officer": str(officer.pk)})


def attempt(asha: Officer, reference: str, one: Act, *, going_on: str = "") -> None:
    do(
        reference, named(one), at=tue_21_may, by=asha, now=at(tue_21_may, 18), seen_version=None, gated=True,
        going_on=going_on,
    )  # fmt: skip


def held_by(asha: Officer, reference: str, one: Act) -> set[str | None]:
    """The rules that hold the act back; none when it is recorded."""
    try:
        attempt(asha, reference, one)
    except Held as held:
        return {breach.detection for breach in held.would_break}
    return set()


@pytest.mark.parametrize("rule", sorted(HOLDS))
def test_the_rule_holds_the_act_back_and_a_reason_lets_it_go_on(asha: Officer, rule: str) -> None:
    before, one, _, _ = HOLDS[rule]
    reference = told(asha, before, under(rule))
    assert rule in held_by(asha, reference, one)
    attempt(asha, reference, one, going_on="The head of service decided so")
    assert Note.objects.filter(about="override", officer=asha).count() == 1


@pytest.mark.parametrize("rule", sorted(HOLDS))
def test_done_as_it_should_be_nothing_of_the_rule_holds_it(asha: Officer, rule: str) -> None:
    _, _, before, one = HOLDS[rule]
    assert rule not in held_by(asha, told(asha, before, under(rule)), one)


def of_letter(letter: Letter, by: Officer) -> set[str | None]:
    """The rules whose checks hold this letter back."""
    hand = take(by, letter.complaint.reference, letter.pk, today=mon_13_may)
    held = inspect(hand, make(hand, today=mon_13_may), today=mon_13_may).held
    return {check_meanings()[one.result.id].detection for one in held}


def an_apology_that_is_none(officers: made.Officers) -> Iterator[set[str | None]]:
    letter = written.response(officers.asha)
    words = {"apology": "We are sorry if you felt ignored. That was our fault."}
    taken_back = written.written(letter, officers.asha, on=mon_13_may, words=words)
    yield of_letter(taken_back, officers.asha)
    words = {"apology": "We are sorry that nobody came. That was our fault, and you lived with the water."}
    yield of_letter(written.written(taken_back, officers.asha, on=mon_13_may, words=words), officers.asha)


def a_remedy_nobody_asked_for(officers: made.Officers) -> Iterator[set[str | None]]:
    for why in (
        "You did not ask for compensation.",
        "The repair was made the same day and nothing was lost.",
    ):
        reference = written.acknowledged(officers.asha)
        written.answered_points(reference, officers.asha)
        complaint = Complaint.objects.get(reference=reference)
        note = write_note(
            complaint, why, about="reason", by=officers.asha, happened_at=at(fri_3_may), written_at=at(fri_3_may),
            point="1", stage="stage-1",
        )  # fmt: skip
        none = act(verbs.decide_no_remedy, body=NoRemedy("1", str(note.pk)), at=fri_3_may)
        record(reference, none, by=officers.asha, now=at(fri_3_may))
        yield of_letter(
            written.begun(LetterKind.RESPONSE, reference, officers.asha, on=mon_13_may), officers.asha
        )


def an_order_without_a_date(officers: made.Officers) -> Iterator[set[str | None]]:
    for number, due in enumerate((None, fri_26_july)):
        case = decided(officers.asha, reference=f"20222908{number}")
        assert case.complaint is not None
        reference = case.complaint.reference
        [key] = ordered(case, training(due=due), by=officers.asha).keys
        proof = document(reference, officers.asha, "The list of those briefed", mon_1_july).pk
        making.do(
            acting.finish_action, reference, key, "Briefed", document=proof, by=officers.bela, on=mon_1_july
        )
        try:
            making.do(following.send_evidence, reference, key, "By e-mail", documents=(proof,), by=officers.asha,
                      on=mon_1_july)  # fmt: skip
        except Held as held:
            yield {breach.detection for breach in held.would_break}
        else:
            yield set()


# What is held by the checks of letters and at the desk of orders: what holds the wrong, and then what holds the right.
HELD_ELSEWHERE: dict[str, Callable[[made.Officers], Iterator[set[str | None]]]] = {
    "DR-23": an_apology_that_is_none,
    "DR-27": a_remedy_nobody_asked_for,
    "DR-28": an_order_without_a_date,
}


@pytest.mark.parametrize("rule", sorted(HELD_ELSEWHERE))
def test_a_letter_or_evidence_is_held_by_its_rule_until_it_is_mended(
    officers: made.Officers, rule: str
) -> None:
    wrong, right = HELD_ELSEWHERE[rule](officers)
    assert rule in wrong
    assert rule not in right


def test_every_rule_that_blocks_has_a_row() -> None:
    blocking = {key for key, one in detection_rules().items() if one.severity is AlertSeverity.BLOCK}
    rows = set(HOLDS) | set(HELD_ELSEWHERE)
    assert blocking == rows, "a rule that holds an act back is tried here: give it a row"


def day(on: date, name: str = "at") -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


# What the officer sees: the form of the act, what was typed, and what keeps it from being recorded.
SHOWN: dict[str, tuple[list[Act], str, dict[str, Any], str]] = {
    "DR-35": (
        [], "plan-set", {"words": "We ask the agency.", "agreed": "no", **day(fri_31_may, "by_day"), **day(fri_3_may)},
        "The plan was set, and nothing shows that the person agreed",
    ),
    "DR-37": (
        PLANNED_SO, "respond",
        {
            "complete": "yes", "outcome-1": "upheld", "outcome-2": "not_upheld", "remedy-1": "offered",
            "reasons_1": "The log shows it.", "reasons_2": "It is dry.", "blocks": UNSIGNED, **day(mon_20_may),
        },
        "signed by the responsible person",
    ),
    "DR-38": (
        [], "shared-with-body", {"words": "To the hospital trust.", "consent": "no", **day(fri_3_may)},
        "consent is not on record",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rule", sorted(SHOWN))
def test_the_officer_sees_what_holds_it_keeps_what_was_typed_and_goes_on_with_a_reason(
    client: Client, asha: Officer, rule: str
) -> None:
    before, page, typed, says = SHOWN[rule]
    reference = told(asha, before, ADULTS)
    client.force_login(asha)
    version = Complaint.objects.get(reference=reference).version
    held = client.post(f"/complaints/{reference}/{page}", {**typed, "seen_version": version})
    shown = held.content.decode()
    assert held.status_code == 422, shown
    assert "Not recorded yet" in shown
    assert says in shown
    assert str(typed.get("words", "")) in shown
    assert Complaint.objects.get(reference=reference).version == version
    reason = {"going_on": "The head of service decided so."}
    done = client.post(f"/complaints/{reference}/{page}", {**typed, **reason, "seen_version": version})
    assert done.status_code == 302, done.content.decode()
    assert Note.objects.get(about="override").words == "The head of service decided so."


def test_who_may_see_these_forms_is_not_everybody(client: Client, officers: made.Officers) -> None:
    reference = told(officers.asha, [], ADULTS)
    client.force_login(officers.fern)
    assert {
        client.get(f"/complaints/{reference}/{page}").status_code for _, page, _, _ in SHOWN.values()
    } == {404}
