"""Who takes part, what they report and what is decided: commands, what holds them, what is counted."""

from datetime import date

import pytest

from casework.complaints.commands import Held
from casework.complaints.models import Note
from casework.statutory import commands
from casework.statutory.commands import OnPoint, OnRecommendation, PersonTerms, Report
from casework.statutory.models import OutsidePerson
from putright.cases import CaseError
from putright.cases.breaches.taking_part import conflicts_of
from putright.vocabulary import ActionStep, Conflict, Ground, PersonRole, PointOutcome, ReportKind
from tests.casework.made import Officers
from tests.casework.statutory.children import (
    appointed,
    at_stage_2,
    case_of,
    common,
    complaint,
    mon_3_june,
    mon_20_may,
    outside,
    thu_2_may,
)

pytestmark = pytest.mark.django_db(transaction=True)

INVESTIGATOR, INDEPENDENT = PersonRole.INVESTIGATING_OFFICER, PersonRole.INDEPENDENT_PERSON
fri_28_june = date(2024, 6, 28)


@pytest.fixture
def one(officers: Officers) -> str:
    return at_stage_2(officers.asha)


def reported(reference: str, officers: Officers, *recommendations: str) -> str:
    """The investigation reported: point 1 upheld, point 2 not."""
    key = appointed(reference, officers.asha, INVESTIGATOR, outside(officers.asha, "Idris Vane"))
    found = (("1", PointOutcome.UPHELD), ("2", PointOutcome.NOT_UPHELD))
    report = Report(ReportKind.INVESTIGATION, key, found, recommendations)
    commands.receive_report(
        reference, report, "Rests on the case file", **common(reference, officers.asha, mon_3_june)
    )
    return case_of(reference).reports[-1].key


def test_who_complains_is_recorded_with_its_reasons_beside_the_record(officers: Officers) -> None:
    reference = complaint(officers.asha)
    commands.decide_eligibility(
        reference, "Their daughter agrees", eligible=True, ground=Ground.PARENT, affected_agrees=True,
        **common(reference, officers.asha, thu_2_may),
    )  # fmt: skip
    [event] = case_of(reference).eligibility
    assert Note.objects.get(pk=event.body.note).words == "Their daughter agrees"


def test_somebody_the_procedure_rules_out_is_held_until_a_reason_is_given_and_nothing_half_written(
    officers: Officers, one: str
) -> None:
    member = outside(officers.asha, "Councillor Penhale", conflicts=("member",))
    notes = Note.objects.count()
    with pytest.raises(Held) as held:
        appointed(one, officers.asha, INDEPENDENT, member)
    assert [(breach.duty, breach.provision) for breach in held.value.would_break] == [
        ("people-independent", "17")
    ]
    assert (case_of(one).people, Note.objects.count()) == ((), notes)
    appointed(one, officers.asha, INDEPENDENT, member, going_on="Nobody else can before the holidays.")
    assert case_of(one).people[0].conflicts == (Conflict.MEMBER,)
    assert Note.objects.filter(about="override").exists()


def test_an_officer_of_ours_cannot_be_the_independent_person_unheld_and_may_adjudicate(
    officers: Officers, one: str
) -> None:
    with pytest.raises(Held):
        appointed(one, officers.asha, INDEPENDENT, f"officer-{officers.carl.pk}")
    appointed(one, officers.asha, PersonRole.ADJUDICATING_OFFICER, f"officer-{officers.bela.pk}")
    assert case_of(one).people[0].body.officer == str(officers.bela.pk)


def test_people_of_another_organisation_are_nobody_here(officers: Officers, one: str) -> None:
    theirs = outside(officers.fern, "Elsewhere Person")
    for who in (theirs, f"officer-{officers.fern.pk}", "999999", "", "x"):
        with pytest.raises(CaseError, match="there is no such person"):
            appointed(one, officers.asha, INDEPENDENT, who)


def test_a_replaced_independent_person_is_on_record_with_the_reason_and_the_next(
    officers: Officers, one: str
) -> None:
    first = appointed(one, officers.asha, INDEPENDENT, outside(officers.asha, "Orla Brack"))
    with pytest.raises(CaseError, match="already"):
        appointed(one, officers.asha, INDEPENDENT, case_of(one).people[0].body.person)
    commands.stand_down(one, first, "Fell ill", **common(one, officers.asha, mon_3_june))
    appointed(one, officers.asha, INDEPENDENT, outside(officers.asha, "Ines Holt"), on=mon_3_june)
    assert [each.ended for each in case_of(one).people] == [True, False]
    with pytest.raises(CaseError, match="came to its end"):
        commands.declare(one, first, "", conflicts=(), **common(one, officers.asha, mon_3_june))


def test_a_declaration_is_a_fact_whatever_it_says(officers: Officers, one: str) -> None:
    key = appointed(one, officers.asha, INDEPENDENT, outside(officers.asha, "Orla Brack"), declared=False)
    commands.declare(
        one, key, "I know the mother", conflicts=(Conflict.KNOWS,), **common(one, officers.asha, mon_3_june)
    )
    [person] = case_of(one).people
    assert (person.declared, conflicts_of(case_of(one), person)) == (True, (Conflict.KNOWS,))


def test_a_recommendation_that_is_accepted_becomes_an_action_and_a_difference_keeps_its_reason(
    officers: Officers, one: str
) -> None:
    key = reported(one, officers, "Send reports three days before each conference", "Pay for a holiday")
    first, second = case_of(one).reports[0].body.recommendations
    commands.adjudicate(
        one, key,
        [OnPoint("1", agrees=True), OnPoint("2", agrees=False, outcome=PointOutcome.PARTLY_UPHELD, why="The log")],
        [
            OnRecommendation(first, accepted=True, owner=str(officers.carl.pk), due=fri_28_june),
            OnRecommendation(second, accepted=False, why="No link to what went wrong"),
        ],
        **common(one, officers.asha, mon_3_june),
    )  # fmt: skip
    case = case_of(one)
    [action] = case.actions
    assert (action.due, action.owner, action.step) == (fri_28_june, str(officers.carl.pk), ActionStep.AGREED)
    decided = case.reports[0].adjudication
    assert [(each.accepted, each.action) for each in decided.recommendations] == [
        (True, action.key),
        (False, None),
    ]
    assert Note.objects.get(pk=decided.points[1].note).words == "The log"
    assert Note.objects.get(pk=action.key).words == "Send reports three days before each conference"


def test_a_difference_without_a_reason_is_held_and_an_action_needs_somebody_and_a_day(
    officers: Officers, one: str
) -> None:
    key = reported(one, officers, "Send reports earlier")
    [wanted] = case_of(one).reports[0].body.recommendations
    differs = [OnPoint("1", agrees=False, outcome=PointOutcome.NOT_UPHELD), OnPoint("2", agrees=True)]
    with pytest.raises(Held) as held:
        commands.adjudicate(
            one, key, differs, [OnRecommendation(wanted, accepted=False, why="Done already")],
            **common(one, officers.asha, mon_3_june),
        )  # fmt: skip
    assert [breach.duty for breach in held.value.would_break] == ["difference-explained"]
    with pytest.raises(CaseError, match="somebody who sees to it"):
        commands.adjudicate(
            one, key, [OnPoint("1", agrees=True)], [OnRecommendation(wanted, accepted=True)],
            **common(one, officers.asha, mon_3_june),
        )  # fmt: skip
    assert (case_of(one).reports[0].adjudication, case_of(one).actions) == (None, ())


def test_a_milestone_the_procedure_does_not_know_is_refused(officers: Officers, one: str) -> None:
    with pytest.raises(CaseError, match="no such milestone"):
        commands.reach(one, "coffee_drunk", "", **common(one, officers.asha, mon_3_june))


def test_a_panels_report_is_the_milestone_too(officers: Officers, one: str) -> None:
    key = appointed(one, officers.asha, INVESTIGATOR, outside(officers.asha, "Idris Vane"))
    commands.receive_report(
        one,
        Report(ReportKind.PANEL, key, (("1", PointOutcome.UPHELD),)),
        "",
        **common(one, officers.asha, mon_3_june),
    )
    assert "panel_reported" in case_of(one).current.happened


def test_the_register_keeps_a_name_once_an_organisation(officers: Officers) -> None:
    outside(officers.asha, "Orla Brack")
    with pytest.raises(CaseError, match="on the register already"):
        outside(officers.asha, "Orla Brack")
    outside(officers.fern, "Orla Brack")
    assert OutsidePerson.objects.filter(name="Orla Brack").count() == 2
    terms = PersonTerms("Nobody", "", "", "", (), (), "", None, None, False)
    theirs = OutsidePerson.objects.get(organisation=officers.fern.organisation_id).pk
    with pytest.raises(CaseError, match="no such person"):
        commands.save_person(officers.asha, terms, number=theirs)


def test_events_hold_no_name_of_anybody_appointed(officers: Officers, one: str) -> None:
    appointed(one, officers.asha, INDEPENDENT, outside(officers.asha, "Orla Brack"), on=mon_20_may)
    assert "Orla" not in str(case_of(one).events)
