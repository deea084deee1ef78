"""A complaint handled by a plan, in the service: the talk, the plan, its changes, sharing, who signs, what holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.complaints.commands import Held
from casework.complaints.models import Complaint, Note
from casework.complaints.queries import why
from casework.letters.errors import CannotSign
from casework.letters.gate import inspect
from casework.letters.making import make, take
from casework.statutory import commands
from casework.statutory.commands import SignatoryTerms
from casework.statutory.models import Signatory
from casework.statutory.views.plan import ACTS
from putright.cases import CaseError, Status
from putright.cases.planned import plan_steps
from putright.vocabulary import LetterKind, PersonRole
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import Officers
from tests.casework.statutory.children import case_of, common, version

pytestmark = pytest.mark.django_db(transaction=True)

ADULTS, HEALTH = "adult-social-care/2009-04-01", "public-health/2013-04-01"
wed_1_may, thu_2_may, fri_3_may, tue_7_may = (date(2024, 5, day) for day in (1, 2, 3, 7))
fri_14_june, fri_28_june, mon_10_june = date(2024, 6, 14), date(2024, 6, 28), date(2024, 6, 10)
fri_1_november, mon_4_november, mon_2_december = date(2024, 11, 1), date(2024, 11, 4), date(2024, 12, 2)


def complaint(by: Any, procedure: str = ADULTS, **rest: Any) -> str:
    return made.told(by, title="Visits left out", procedure=procedure, **rest).reference


def planned(reference: str, by: Any, day: date = fri_14_june, on: date = tue_7_may, *, agreed: bool = True,
            words: str = "We ask the agency for its records and write to you.", going_on: str = "") -> None:  # fmt: skip
    commands.set_plan(
        reference, words, by_day=day, agreed=agreed, going_on=going_on, **common(reference, by, on)
    )


def signatory(by: Any, officer: Any, *, authorised: bool = False, until: date | None = None) -> int:
    terms = SignatoryTerms(
        str(officer.pk),
        PersonRole.RESPONSIBLE_PERSON,
        authorised,
        "Minute of 3 April 2024",
        date(2024, 4, 1),
        until,
    )
    return commands.save_signatory(by, terms)


def duties(held: Held) -> list[tuple[str, str | None]]:
    return [(one.duty, one.provision) for one in held.would_break]


@pytest.mark.parametrize(("procedure", "provision"), [(ADULTS, "13"), (HEALTH, "acknowledgement and plan")])
def test_the_plan_and_its_change_set_the_day_and_a_change_without_agreement_is_held(
    officers: Officers, procedure: str, provision: str
) -> None:
    one = complaint(officers.asha, procedure)
    planned(one, officers.asha)
    notes = Note.objects.count()
    with pytest.raises(Held) as held:
        planned(one, officers.asha, fri_28_june, mon_10_june, agreed=False)
    assert duties(held.value) == [("plan-agreed", provision)]
    assert (len(plan_steps(case_of(one))), Note.objects.count()) == (1, notes)
    planned(one, officers.asha, fri_28_june, mon_10_june, words="A carer is away until Monday.")
    assert [step.by for step in plan_steps(case_of(one))] == [fri_14_june, fri_28_june]
    found = why(officers.asha, one, "plan", "respond-as-planned", today=mon_10_june)
    assert found.deadline.due_on == fri_28_june
    assert [(other.timescale, other.due_on) for other in found.others] == [("respond", fri_1_november)]


def test_a_change_gone_past_with_a_reason_is_mended_by_the_agreement_that_follows(officers: Officers) -> None:
    one = complaint(officers.asha)
    with pytest.raises(CaseError, match="no plan yet"):
        commands.agree_plan(one, "", **common(one, officers.asha, tue_7_may))
    planned(one, officers.asha, agreed=False, going_on="She could not be reached before the holiday.")
    assert plan_steps(case_of(one))[0].agreed_at is None
    commands.agree_plan(one, "By telephone", **common(one, officers.asha, mon_10_june))
    assert plan_steps(case_of(one))[0].agreed_at is not None
    with pytest.raises(CaseError, match="agreed to this plan already"):
        commands.agree_plan(one, "", **common(one, officers.asha, mon_10_june))


def test_a_day_past_six_months_agreed_in_time_is_the_longer_period_of_the_law(officers: Officers) -> None:
    one = complaint(officers.asha)
    planned(one, officers.asha)
    planned(
        one, officers.asha, mon_2_december, mon_10_june, words="An inquest comes first; she agrees to wait."
    )
    found = why(officers.asha, one, "plan", "respond", today=mon_10_june)
    assert (found.deadline.original_due_on, found.deadline.due_on) == (fri_1_november, mon_2_december)


def test_where_no_talk_is_wanted_we_set_the_first_plan_alone(officers: Officers) -> None:
    one = complaint(officers.asha)
    commands.reach_of_plan(
        one, "discussion_declined", "She wants it in writing", **common(one, officers.asha, tue_7_may)
    )
    planned(one, officers.asha, agreed=False)
    assert plan_steps(case_of(one))[0].by == fri_14_june


def test_a_plan_cannot_promise_a_day_before_it_was_made(officers: Officers) -> None:
    one = complaint(officers.asha)
    with pytest.raises(CaseError, match="before the plan was made"):
        planned(one, officers.asha, fri_3_may)
    assert not Note.objects.filter(about="plan").exists()


def test_sharing_without_consent_is_held_and_consent_told_with_it_is_enough(officers: Officers) -> None:
    one = complaint(officers.asha)
    with pytest.raises(Held) as held:
        commands.share(one, "To the hospital", consent=False, **common(one, officers.asha, tue_7_may))
    assert duties(held.value) == [("consent-before-sharing", "9")]
    commands.share(one, "To the hospital", consent=True, **common(one, officers.asha, tue_7_may))
    assert {"shared_consent", "shared_with_body"} <= case_of(one).current.happened.keys()


def test_what_another_body_passed_on_keeps_both_days_and_both_clocks(officers: Officers) -> None:
    one = complaint(officers.asha)
    how = common(one, officers.asha, wed_1_may)
    with pytest.raises(CaseError, match="cannot have received it after we did"):
        commands.reach_of_plan(one, "first_body_received", "The hospital", date_given=thu_2_may, **how)
    commands.reach_of_plan(one, "first_body_received", "The hospital", date_given=date(2024, 4, 24), **how)
    found = why(officers.asha, one, "plan", "respond", today=thu_2_may).deadline
    assert (found.due_on, found.also.due_on) == (fri_1_november, date(2024, 10, 24))


def test_what_was_said_and_settled_the_next_day_is_closed_and_counted_by_own_policy(
    officers: Officers,
) -> None:
    one = complaint(officers.asha)
    with pytest.raises(Held) as held:
        commands.settle_orally(one, "Carer came", record_on=None, **common(one, officers.asha, thu_2_may))
    assert duties(held.value) == [("oral-record-given", "13 oral record")]
    commands.settle_orally(one, "Carer came", record_on=thu_2_may, **common(one, officers.asha, thu_2_may))
    assert case_of(one).status is Status.CLOSED
    assert Complaint.objects.get(reference=one).kind == "service_request"


def test_what_was_settled_a_day_too_late_stays_a_complaint(officers: Officers) -> None:
    one = complaint(officers.asha)
    with pytest.raises(CaseError, match="the last day for that was Thu 2 May 2024"):
        commands.settle_orally(
            one, "Carer came", record_on=fri_3_may, **common(one, officers.asha, fri_3_may)
        )
    assert case_of(one).status is Status.OPEN


def test_a_representative_not_accepted_has_the_reasons_beside_the_record_and_a_letter(
    officers: Officers,
) -> None:
    one = complaint(officers.asha)
    commands.decide_representative(
        one, "She can decide this herself", accepted=False, **common(one, officers.asha, tue_7_may)
    )
    [event] = case_of(one).eligibility
    assert Note.objects.get(pk=event.body.note).words == "She can decide this herself"
    letter = written.begun(LetterKind.REPRESENTATIVE_REFUSED, one, officers.asha, on=tue_7_may)
    hand = take(officers.asha, one, letter.pk, today=tue_7_may)
    held = {line.result.id for line in inspect(hand, make(hand, today=tue_7_may), today=tue_7_may).held}
    assert "parts-given" in held


def test_a_new_acknowledgement_offers_the_talk_and_the_letter_of_the_plan_says_it_as_recorded(
    officers: Officers,
) -> None:
    one = complaint(officers.asha)
    letter = written.begun(LetterKind.ACKNOWLEDGEMENT, one, officers.asha)
    hand = take(officers.asha, one, letter.pk, today=fri_3_may)
    assert "discussion_offer" in make(hand, today=fri_3_may).composed.codes
    planned(one, officers.asha)
    letter = written.begun(LetterKind.COMPLAINT_PLAN, one, officers.asha, on=tue_7_may)
    hand = take(officers.asha, one, letter.pk, today=tue_7_may)
    text = make(hand, today=tue_7_may).composed.text
    assert "We ask the agency for its records and write to you." in text
    assert "We will answer by Friday 14 June 2024." in text
    assert "until Friday 1 November 2024 at the most" in text


def answer(by: Any, officers: Officers, on: date = mon_10_june, **changed: Any):
    one = complaint(by)
    planned(one, by)
    letter = written.begun(LetterKind.FINAL_RESPONSE, one, by, on=on)
    return written.written(letter, by, on=on, **changed)


def lines(letter: Any, by: Any, on: date) -> dict[str, str]:
    hand = take(by, letter.complaint.reference, letter.pk, today=on)
    return {one.result.id: one.result.says for one in inspect(hand, make(hand, today=on), today=on).held}


def test_an_answer_with_another_name_below_it_is_held_and_says_who_may_sign(officers: Officers) -> None:
    letter = answer(officers.asha, officers)
    assert "Nobody is on record for it" in lines(letter, officers.asha, mon_10_june)["signed-as-required"]
    signatory(officers.dana, officers.bela)
    assert (
        f"It may be {officers.bela.name}." in lines(letter, officers.asha, mon_10_june)["signed-as-required"]
    )
    letter = written.written(letter, officers.asha, on=mon_10_june, sender=officers.bela.pk)
    assert "signed-as-required" not in lines(letter, officers.asha, mon_10_june)


def test_whoever_stands_below_it_signs_it_themselves_and_nobody_whose_time_has_ended(
    officers: Officers,
) -> None:
    signatory(officers.dana, officers.bela, authorised=True)
    letter = answer(officers.asha, officers, sender=officers.bela.pk)
    other = officers.carl
    other.roles = ["manager"]
    other.save()
    with pytest.raises(CannotSign) as refused:
        written.signed(letter, other, on=mon_10_june)
    assert any("they sign it themselves" in why_not for why_not in refused.value.reasons)
    Signatory.objects.update(until_on=fri_3_may)
    assert "signed-as-required" in lines(letter, officers.asha, mon_10_june)


def test_an_answer_past_six_months_says_why_or_is_held(officers: Officers) -> None:
    letter = answer(officers.asha, officers, mon_4_november)
    assert "Friday 1 November 2024" in lines(letter, officers.asha, mon_4_november)["late-answer-explained"]
    letter = written.written(
        letter, officers.asha, on=mon_4_november, words={"late": "The agency closed in August."}
    )
    assert "late-answer-explained" not in lines(letter, officers.asha, mon_4_november)


def test_who_signs_is_kept_by_organisation_and_needs_a_decision_for_somebody_authorised(
    officers: Officers,
) -> None:
    with pytest.raises(CaseError, match="no such officer"):
        signatory(officers.dana, officers.fern)
    terms = SignatoryTerms(str(officers.bela.pk), PersonRole.RESPONSIBLE_PERSON, True, " ", fri_3_may, None)
    with pytest.raises(CaseError, match="who authorised them"):
        commands.save_signatory(officers.dana, terms)
    with pytest.raises(CaseError, match="before the first"):
        commands.save_signatory(officers.dana, replace(terms, authorised=False, until_on=thu_2_may))
    number = signatory(officers.dana, officers.bela)
    with pytest.raises(CaseError, match="from that day already"):
        signatory(officers.dana, officers.bela)
    with pytest.raises(CaseError, match="no such entry"):
        commands.save_signatory(
            officers.fern, replace(terms, officer_id=str(officers.fern.pk), authority="x"), number=number
        )


def day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def test_the_tab_shows_both_clocks_the_plan_and_who_signs(client: Client, officers: Officers) -> None:
    client.force_login(officers.asha)
    one = complaint(officers.asha)
    for kind in ACTS:
        assert client.get(f"/complaints/{one}/{kind.name}").status_code in (200, 302)
    sent = {
        "words": "We visit the agency.",
        "agreed": "yes",
        **day("by_day", fri_14_june),
        **day("at", tue_7_may),
    }
    refused = client.post(
        f"/complaints/{one}/plan-set", {**sent, "by_day-day": "", "seen_version": version(one)}
    )
    assert refused.status_code == 422
    assert "We visit the agency." in refused.content.decode()
    done = client.post(f"/complaints/{one}/plan-set", {**sent, "seen_version": version(one)})
    assert done["Location"].endswith("/plan")
    shown = client.get(f"/complaints/{one}/plan").content.decode()
    for words in (
        "We visit the agency.",
        "The person agreed",
        "14 June 2024",
        "1 November 2024",
        "Nobody is on record",
    ):
        assert words in shown
    asked = client.get(f"/complaints/{one}/why/plan/respond-as-planned").content.decode()
    assert "Beside it" in asked
    assert "1 November 2024" in asked


def test_a_complaint_of_another_procedure_has_no_plan_and_one_of_somebody_else_is_not_there(
    client: Client, officers: Officers
) -> None:
    client.force_login(officers.asha)
    housing = made.told(officers.asha).reference
    assert client.get(f"/complaints/{housing}/plan").status_code == 404
    with pytest.raises(CaseError, match="knows no plan"):
        planned(housing, officers.asha)
    one = complaint(officers.asha)
    client.force_login(officers.fern)
    assert client.get(f"/complaints/{one}/plan").status_code == 404
    client.force_login(officers.ewan)
    assert client.get(f"/complaints/{one}/plan-set").status_code == 403


def test_who_signs_is_entered_on_its_page_by_those_who_may(client: Client, officers: Officers) -> None:
    client.force_login(officers.asha)
    assert client.get("/who-signs").status_code == 403
    client.force_login(officers.dana)
    sent = {
        "officer_id": str(officers.bela.pk), "signs_as": "responsible_person", "how": "authorised", "authority": "",
        **day("from_on", wed_1_may),
    }  # fmt: skip
    refused = client.post("/who-signs/new", sent)
    assert (refused.status_code, "who authorised them" in refused.content.decode()) == (422, True)
    assert client.post("/who-signs/new", {**sent, "authority": "Minute of 3 April"}).status_code == 302
    number = Signatory.objects.get().pk
    assert "Authorised to sign" in client.get("/who-signs").content.decode()
    assert client.get(f"/who-signs/{number}").status_code == 200
    client.force_login(officers.fern)
    assert client.get(f"/who-signs/{number}").status_code in (403, 404)
