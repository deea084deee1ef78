"""Where a contact goes: found by few questions, kept as data, and never left without a reason."""

from datetime import date

import pytest

from casework.complaints.models import Complaint, Note
from casework.complaints.page import complaint_page
from casework.intake.commands import ContactRefused, Departs, answer, decide
from casework.intake.models import Contact
from casework.intake.opening import open_from_contact
from casework.intake.queries import NoSuchContact, contact, parts_found, proposals, way
from casework.ops.verify import verify
from casework.people.models import Department, Organisation, Service
from casework.people.nation import nation_of
from putright.calendars import Nation
from putright.vocabulary import RecordType, Relationship
from tests.casework.intake.entering import entered, logged
from tests.casework.made import HOUSING, Officers, at, fri_3_may, thu_2_may

LGSCO = "lgsco/2024-02-01"


@pytest.fixture
def council(officers: Officers) -> Officers:
    """The same people in a council that is a landlord and cares for adults too."""
    of = officers.asha.organisation
    of.procedures = ["housing-ombudsman", "lgsco", "adult-social-care"]
    of.save()
    return officers


def decided(number: int, officers: Officers, **rest):
    given = {
        "decision": RecordType.COMPLAINT, "reason": "She is not satisfied", "safeguarding": "no",
        "choice_offered": "yes", "by": officers.asha, "now": at(thu_2_may, 17),
    }  # fmt: skip
    decide(number, **{**given, **rest})


def opened(number: int, officers: Officers, **rest):
    given = {"procedure": HOUSING, "handler": officers.bela, "restricted_to": None, "by": officers.asha}
    return open_from_contact(number, **{**given, "now": at(fri_3_may), **rest})


def test_the_nation_follows_from_the_holidays_and_the_procedures(officers: Officers) -> None:
    of = officers.asha.organisation
    assert nation_of(of.procedures, of.division) is Nation.ENGLAND
    of.procedures = ["psow"]
    assert nation_of(of.procedures, of.division) is Nation.WALES
    of.procedures = []
    assert nation_of(of.procedures, of.division) is None  # England and Wales share their holidays
    of.division = "scotland"
    assert nation_of(of.procedures, of.division) is Nation.SCOTLAND


def test_what_the_contact_tells_is_not_asked_again(council: Officers) -> None:
    number = logged(council.asha, relationship=Relationship.COUNCILLOR)
    found = way(council.asha, contact(council.asha, number))
    assert [one.key for one in found.asked] == ["about", "wants"]
    assert [one.says for one in found.known] == ["England", "A councillor for them", "No", "One"]
    assert found.lead is None
    answer(number, {"about": ["landlord"], "wants": "put-right"}, safeguarding="", by=council.asha)
    found = way(council.asha, contact(council.asha, number))
    assert [one.key for one in found.asked] == ["about", "wants", "so-far", "court"]
    assert found.lead is not None
    assert found.lead.part.procedure is not None
    assert found.lead.part.procedure.key == HOUSING
    assert [one.route.key for one in found.beside] == ["member-enquiry"]
    assert [one.asks for one in found.assumed] == ["What has become of it so far?", "Is it before a court?"]
    assert found.lead.deadlines[0].due_on == date(2024, 5, 10)


def test_the_matter_its_service_deals_with_is_proposed_and_not_kept(council: Officers) -> None:
    of = council.asha.organisation
    service = Service.objects.create(
        name="Repairs", department=Department.objects.get(organisation=of), procedure="housing-ombudsman",
        valid_from=date(2020, 4, 1),
    )  # fmt: skip
    number = logged(council.asha)
    Contact.objects.filter(pk=number).update(service=service)
    found = way(council.asha, contact(council.asha, number))
    assert found.likely == "landlord"
    assert found.lead is None


def test_a_risk_comes_first_whatever_else_it_is(council: Officers) -> None:
    number = logged(council.asha)
    answer(number, {"about": ["landlord"]}, safeguarding="yes", by=council.asha)
    found = way(council.asha, contact(council.asha, number))
    assert [one.route.key for one in found.first] == ["safeguarding"]
    assert Contact.objects.get().safeguarding == "yes"


def test_another_decision_than_the_answers_lead_to_takes_a_reason(council: Officers) -> None:
    number = entered(council.asha)
    asked = {"about": ["councillor-conduct"], "wants": "put-right"}
    with pytest.raises(Departs, match="lead to “Councillor’s conduct”, and “Complaint” is chosen: say why"):
        decided(number, council, answers=asked)
    assert Contact.objects.get().answers == {}
    decided(
        number, council, answers=asked, departing="It is about how the office answered, not the councillor."
    )
    row = Contact.objects.get()
    assert row.answers == asked
    (kept,) = row.departures
    assert (kept["what"], kept["found"], kept["chosen"]) == ("decision", "councillor_conduct", "complaint")
    decided(number, council, departing="It is about how the office answered, not the councillor.")
    assert len(Contact.objects.get().departures) == 1
    done = opened(number, council)  # the reason given for the decision holds for the procedure too
    words = "\n".join(Note.objects.filter(complaint=done.complaint_id).values_list("words", flat=True))
    assert "how the office answered, not the councillor" in words


def test_a_decision_the_answers_lead_to_needs_no_other_reason(council: Officers) -> None:
    number = entered(council.asha)
    decided(
        number, council, decision=RecordType.COUNCILLOR_CONDUCT, answers={"about": ["councillor-conduct"]}
    )
    row = Contact.objects.get()
    assert (row.decision, row.departures) == ("councillor_conduct", [])
    assert row.happened == "I cannot get out."


def test_the_procedure_and_the_stage_are_taken_over(council: Officers) -> None:
    number = entered(council.asha)
    decided(number, council, answers={"about": ["council-service"], "so-far": "stage-1-answered"})
    page = contact(council.asha, number)
    first = proposals(council.asha, page, way(council.asha, page))[0]
    assert (first.key, first.proposed) == (f"{LGSCO}#stage-2", True)
    done = opened(number, council, procedure=LGSCO, stage="stage-2")
    assert done.case.stage == "stage-2"
    row = Complaint.objects.get()
    assert row.next_due_on is not None
    assert row.escalated_on == thu_2_may
    assert row.acknowledged_on is None
    shown = complaint_page(council.asha, done.reference, today=fri_3_may)
    assert {one.stage for one in shown.deadlines} == {"stage-2"}
    assert verify().problems == ()


@pytest.mark.parametrize(
    ("procedure", "stage"),
    [(HOUSING, ""), (LGSCO, "stage-2")],
    ids=["another procedure", "another stage"],
)
def test_another_procedure_or_stage_takes_a_reason(council: Officers, procedure: str, stage: str) -> None:
    number = entered(council.asha)
    decided(number, council, answers={"about": ["council-service"]})
    with pytest.raises(Departs, match="say why it opens under"):
        opened(number, council, procedure=procedure, stage=stage)
    assert not Complaint.objects.exists()
    done = opened(number, council, procedure=procedure, stage=stage, departing="The flat is ours to let.")
    assert Contact.objects.get().departures[0]["found"] == f"{LGSCO}/stage-1"
    assert Note.objects.filter(
        complaint=done.complaint_id, words__contains="The flat is ours to let"
    ).exists()


def test_what_was_answered_at_every_stage_opens_again_with_a_reason_only(council: Officers) -> None:
    number = entered(council.asha)
    decided(number, council, answers={"about": ["landlord"], "so-far": "stage-2-answered"})
    with pytest.raises(Departs, match="Code 2024, finished: say why"):
        opened(number, council)


def test_the_organisations_own_procedures_limit_the_choice(officers: Officers) -> None:
    """A landlord alone has no procedure for social care: nothing is proposed, and nothing opens without a reason."""
    number = entered(officers.asha)
    decided(number, officers, answers={"about": ["adult-social-care"]})
    page = contact(officers.asha, number)
    found = way(officers.asha, page)
    assert found.lead is not None
    assert not found.lead.here
    assert [one.proposed for one in proposals(officers.asha, page, found)] == [False]
    with pytest.raises(Departs, match="Local Authority Social Services and NHS Complaints"):
        opened(number, officers)


def test_the_parts_of_a_mixed_complaint_can_be_read_from_it(council: Officers) -> None:
    number = entered(council.asha)
    asked = {"about": ["landlord", "adult-social-care", "information-rights"]}
    decided(number, council, answers=asked)
    done = opened(number, council, procedure="adult-social-care/2009-04-01")
    parts = parts_found(council.asha, done.reference)
    assert [(one.part.key, one.leads) for one in parts] == [
        ("adult-social-care", True), ("housing-ombudsman", False), ("information-rights", False),
    ]  # fmt: skip
    assert parts_found(council.fern, done.reference) == ()


def test_parts_of_a_restricted_complaint_are_for_those_who_see_it(council: Officers) -> None:
    number = entered(council.asha)
    decided(number, council, answers={"about": ["landlord"]})
    done = opened(number, council, handler=None, restricted_to=())
    assert len(parts_found(council.asha, done.reference)) == 1
    assert parts_found(council.bela, done.reference) == ()


def test_an_answer_nobody_knows_is_refused_and_nothing_is_kept(council: Officers) -> None:
    number = logged(council.asha)
    with pytest.raises(ContactRefused, match="cannot be 'landlrod'; did you mean landlord"):
        answer(number, {"about": ["landlrod"]}, safeguarding="", by=council.asha)
    assert Contact.objects.get().answers == {}


def test_answers_that_exist_no_longer_are_left_out(council: Officers) -> None:
    number = logged(council.asha)
    Contact.objects.filter(pk=number).update(
        answers={"about": ["gone", "landlord"], "colour": "red", "court": "x"}
    )
    found = way(council.asha, contact(council.asha, number))
    assert found.given["about"] == ["landlord"]
    assert "colour" not in found.given
    assert "court" not in found.given


def test_a_contact_of_another_organisation_is_refused(council: Officers) -> None:
    number = logged(council.asha)
    with pytest.raises(ContactRefused):
        answer(number, {"about": ["landlord"]}, safeguarding="", by=council.fern)
    with pytest.raises(NoSuchContact):
        contact(council.fern, number)


def test_before_a_procedure_was_in_force_no_way_is_found_and_it_says_so(council: Officers) -> None:
    number = logged(council.asha, arrived_at=at(date(2001, 5, 2)))
    answer(number, {"about": ["landlord"]}, safeguarding="", by=council.asha)
    found = way(council.asha, contact(council.asha, number))
    assert found.lead is None
    assert found.doubt.startswith("No way can be found: ")


def test_finding_the_way_costs_few_statements(council: Officers, statements) -> None:
    number = entered(council.asha)
    with statements(4):
        answer(number, {"about": ["landlord"]}, safeguarding="no", by=council.asha)
    with statements(1):
        page = contact(council.asha, number)
    with statements(1):  # the organisation's calendar
        found = way(council.asha, page)
        proposals(council.asha, page, found)


def test_an_organisation_without_procedures_still_finds_who_deals_with_it(officers: Officers) -> None:
    Organisation.objects.update(procedures=[])
    officers.asha.refresh_from_db()
    number = logged(officers.asha)
    answer(number, {"nation": "wales", "about": ["councillor-conduct"]}, safeguarding="", by=officers.asha)
    found = way(officers.asha, contact(officers.asha, number))
    assert found.lead is not None
    assert found.lead.part.key == "councillor-standards"
