"""The pages of the desk: what they show to whom, what they cost, and the acts through their forms."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.complaints.models import OpenEnd, Referral
from casework.ombudsman import commands, queries
from casework.ombudsman.models import Draft, DraftComment, OmbudsmanCase, Question
from casework.ombudsman.queries import Whose
from casework.ombudsman.views.acts import ACTS
from casework.people.models import Officer
from putright.calendars import in_london
from putright.vocabulary import DeskPlace, OmbudsmanBody, ReferralKind
from tests.casework import made
from tests.casework.made import Officers, at
from tests.casework.ombudsman.referring import (
    asked,
    common,
    link_officer,
    mon_1_july,
    mon_3_june,
    mon_17_june,
    opened,
    recorded,
    tue_4_june,
    version,
)

pytestmark = pytest.mark.django_db(transaction=True)

NOT_OFFERED = {"case-shown", "case-comment", "case-comment-left-out", "case-review"}
ABOUT_ONE = {"case-question", "case-question-officer"}


def signed_in(officer: Officer) -> Client:
    browser = Client()
    browser.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    return browser


def case(officers: Officers, **more: Any) -> tuple[str, str]:
    one = made.answered(officers.asha).reference
    return one, opened(one, officers.asha, **more)


def typed(name: str, day: Any) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def send(officer: Officer, name: str, key: str, reference: str, *, of: str = "", **fields: Any) -> Any:
    address = reverse(name, args=[int(key)]) + (f"?of={of}" if of else "")
    return signed_in(officer).post(address, {"seen_version": str(version(reference)), **fields})


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_every_page_of_a_case_opens(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)
    browser = signed_in(officers.asha)
    for name, part in (
        ("ombudsman-desk", ()),
        ("ombudsman-new", ()),
        ("ombudsman-case", [int(key)]),
        ("ombudsman", [one]),
        ("ombudsman-open", [one]),
    ):
        assert browser.get(reverse(name, args=part)).status_code == 200, name
    for act in ACTS:
        expected = 404 if act.name in ABOUT_ONE else 302 if act.name in NOT_OFFERED else 200
        assert browser.get(reverse(act.name, args=[int(key)])).status_code == expected, act.name


def test_the_desk_costs_the_same_however_many_cases_there_are(officers: Officers, statements) -> None:
    for number in range(12):
        one = made.answered(officers.asha).reference
        key = opened(one, officers.asha, their_reference=f"24 000 {number:03}")
        asked(one, key, officers.asha)
    opened(None, officers.asha, their_reference="x")
    with statements(5):
        found = queries.desk(officers.asha, today=tue_4_june)
    [(place, rows)] = found.groups
    assert (place, len(rows), len(found.unlinked)) == (DeskPlace.INFORMATION, 12, 1)
    assert rows[0].due.words == "9 working days left"


def test_a_case_page_costs_the_same_however_much_was_asked(officers: Officers, statements) -> None:
    one, key = case(officers)
    for _ in range(4):
        state = asked(one, key, officers.asha)
        enquiry = state.enquiries[-1].key
        commands.add_questions(
            key, enquiry, "When?\n\nWhy?\n\nBy whom?", by=officers.asha, now=at(tue_4_june)
        )
    browser = signed_in(officers.asha)
    # Session and officer, the case, its complaint with everything on it, and its papers.
    with statements(17):
        assert browser.get(reverse("ombudsman-case", args=[int(key)])).status_code == 200


def test_the_desk_lists_cases_by_what_we_have_to_do(officers: Officers) -> None:
    one, key = case(officers)
    other = made.answered(officers.asha).reference
    hos = opened(
        other,
        officers.bela,
        body=OmbudsmanBody.HOS,
        what=ReferralKind.ENQUIRY,
        answer_by=mon_3_june,
        owner=officers.bela,
    )
    commands.move_case(key, to="draft", **common(one, officers.asha))
    found = queries.desk(officers.asha, today=tue_4_june)
    assert [(place, [row.key for row in rows]) for place, rows in found.groups] == [
        (DeskPlace.ENQUIRY, [hos]), (DeskPlace.DRAFT, [key]),
    ]  # fmt: skip
    assert dict(found.counts)[DeskPlace.DRAFT] == 1
    assert (found.overdue, found.groups[0][1][0].due.late) == (1, True)
    mine = queries.desk(officers.bela, whose=Whose.MINE, today=tue_4_june)
    assert [[row.key for row in rows] for _, rows in mine.groups] == [[hos]]
    lgsco = queries.desk(officers.asha, body=OmbudsmanBody.LGSCO, today=tue_4_june)
    assert ([[row.key for row in rows] for _, rows in lgsco.groups], lgsco.overdue) == ([[key]], 0)
    closed = queries.desk(officers.asha, place=DeskPlace.CLOSED, today=tue_4_june)
    assert closed.groups == ()


def test_a_date_is_told_with_a_word_and_a_shape_from_the_days_of_the_rule(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha)

    def near(day: Any) -> tuple[str, str, int | None]:
        due = queries.desk(officers.asha, today=day).groups[0][1][0].due
        return due.words, due.look, due.warns

    assert near(mon_3_june) == ("10 working days left", "due due--soon", 10)
    assert near(mon_17_june.replace(day=12)) == ("3 working days left", "due due--soon", 5)
    assert near(mon_17_june.replace(day=13)) == ("2 working days left", "due due--soon", 2)
    assert near(mon_17_june) == ("today", "due due--soon", 2)
    assert near(mon_17_june.replace(day=18)) == ("1 working day late", "due due--late", 2)
    assert near(mon_3_june.replace(month=5, day=20))[2] is None


def test_a_letter_without_a_date_says_so_on_the_desk(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha, answer_by=None)
    assert queries.desk(officers.asha, today=tue_4_june).groups[0][1][0].undated
    assert "Something asked has no date" in said(signed_in(officers.asha).get(reverse("ombudsman-desk")))


def test_a_restricted_case_is_nowhere_for_who_is_not_named(officers: Officers) -> None:
    hidden = made.told(officers.bela, named=()).reference
    key = opened(
        hidden, officers.bela, their_reference="secret", subject="About a neighbour", answer_by=mon_3_june
    )
    for other in (officers.asha, officers.dana, officers.ewan):
        found = queries.desk(other, today=tue_4_june)
        assert (found.groups, found.overdue, sum(number for _, number in found.counts)) == ((), 0, 0)
        browser = signed_in(other)
        assert browser.get(reverse("ombudsman-case", args=[int(key)])).status_code == 404
        assert browser.get(reverse("case-enquiry", args=[int(key)])).status_code == 404
        assert browser.get(reverse("ombudsman", args=[hidden])).status_code == 404
        assert "secret" not in said(browser.get(reverse("ombudsman-desk")))
    [row] = queries.desk(officers.bela, today=tue_4_june).groups[0][1]
    assert (row.subject, row.who) == ("Restricted complaint", "G.A.")


def test_a_service_officer_sees_the_cases_of_their_own_complaints_and_no_letter_of_nobody(
    officers: Officers,
) -> None:
    _one, key = case(officers)
    opened(None, officers.asha, their_reference="x")
    found = queries.desk(officers.carl, today=tue_4_june)
    assert (found.groups, found.unlinked) == ((), ())
    own = made.told(officers.asha, team_id=officers.carl.team_id).reference
    mine = opened(own, officers.asha, their_reference="y")
    assert [row.key for _, rows in queries.desk(officers.carl, today=tue_4_june).groups for row in rows] == [
        mine
    ]
    browser = signed_in(officers.carl)
    assert browser.get(reverse("ombudsman-case", args=[int(mine)])).status_code == 200
    assert browser.get(reverse("case-enquiry", args=[int(mine)])).status_code == 403
    assert browser.get(reverse("ombudsman-new")).status_code == 403
    assert browser.get(reverse("ombudsman-case", args=[int(key)])).status_code == 404


def test_an_auditor_reads_and_records_nothing(officers: Officers) -> None:
    _one, key = case(officers)
    browser = signed_in(officers.ewan)
    page = said(browser.get(reverse("ombudsman-case", args=[int(key)])))
    assert "Next step" not in page
    for act in ACTS:
        assert browser.get(reverse(act.name, args=[int(key)])).status_code in (403, 404), act.name


def test_an_administrator_and_a_link_officer_record(officers: Officers) -> None:
    one, key = case(officers)
    for by in (officers.dana, link_officer(officers.asha)):
        answer = send(by, "case-step", key, one, to="draft" if by == officers.dana else "investigation",
                      words="", document="", **typed("at", tue_4_june))  # fmt: skip
        assert answer.status_code == 302, said(answer)
    assert Referral.objects.get().step == "investigation"


def test_a_case_opens_from_its_complaint_and_a_slip_keeps_what_was_typed(officers: Officers) -> None:
    one = made.answered(officers.asha).reference
    browser = signed_in(officers.asha)
    fields = {
        "seen_version": str(version(one)), "body": "lgsco", "what": "investigation", "reference": "24 000 009",
        "subject": "A leak that nobody saw to", "asks": "questions", "asked": "Why was it not seen to?",
        "points": ["1"], "document": "", "owner": "", **typed("received_on", mon_3_june),
    }  # fmt: skip
    refused = browser.post(reverse("ombudsman-open", args=[one]), fields)
    assert refused.status_code == 422
    assert "enter the date in the letter, or tick that it gives none" in said(refused)
    assert "A leak that nobody saw to" in said(refused)
    assert not OmbudsmanCase.objects.exists()
    done = browser.post(reverse("ombudsman-open", args=[one]), {**fields, **typed("answer_by", mon_17_june)})
    assert done.status_code == 302
    assert done.url == reverse("ombudsman", args=[one])
    assert OpenEnd.objects.get(kind="enquiry").due_on == mon_17_june
    page = said(browser.get(reverse("complaint", args=[one])))
    assert "Ombudsman’s enquiry" in page
    assert "Why was it not seen to" in page
    again = browser.post(
        reverse("ombudsman-open", args=[one]),
        {**fields, "seen_version": str(version(one)), **typed("answer_by", mon_17_june)},
    )
    assert again.status_code == 422
    assert "on the desk already" in said(again)


def test_a_letter_about_nothing_we_know_is_kept_linked_or_said_to_be_none_of_ours(officers: Officers) -> None:
    browser = signed_in(officers.asha)
    fields = {
        "body": "hos", "what": "enquiry", "reference": "2024", "subject": "A leak", "asks": "instruction",
        "complaint": "", **typed("received_on", mon_3_june), "no_date": "on",
    }  # fmt: skip
    kept = browser.post(reverse("ombudsman-new"), fields)
    key = str(OmbudsmanCase.objects.get().pk)
    assert kept.url == reverse("ombudsman-case", args=[int(key)])
    page = said(browser.get(kept.url))
    assert "linked to no complaint of ours yet" in page
    assert "without a date: ask for one" in page
    assert browser.get(reverse("case-enquiry", args=[int(key)])).status_code == 302
    hidden = made.told(officers.bela, named=()).reference
    refused = browser.post(reverse("case-link", args=[int(key)]), {"complaint": hidden})
    assert refused.status_code == 422
    assert "that you can open" in said(refused)
    none = browser.post(reverse("case-not-ours", args=[int(key)]), {"why": "Another landlord"})
    assert none.status_code == 302
    assert queries.desk(officers.asha, today=tue_4_june).unlinked == ()
    one = made.answered(officers.asha).reference
    linked = browser.post(reverse("case-link", args=[int(key)]), {"complaint": one})
    assert linked.status_code == 302
    assert Referral.objects.get().key == key


def test_a_case_is_opened_for_a_complaint_named_by_its_reference(officers: Officers) -> None:
    one = made.answered(officers.asha).reference
    answer = signed_in(officers.asha).post(
        reverse("ombudsman-new"),
        {
            "body": "hos", "what": "failure_order", "reference": "2024", "subject": "No answer given",
            "asks": "failure_order", "complaint": one.lower(), **typed("received_on", mon_3_june),
            **typed("answer_by", mon_17_june),
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert Referral.objects.get().step == "failure_order"


def test_two_people_at_once_are_told_what_changed_and_nothing_is_lost(officers: Officers) -> None:
    one, key = case(officers)
    seen = version(one)
    asked(one, key, officers.bela, "What was found?")
    answer = signed_in(officers.asha).post(
        reverse("case-step", args=[int(key)]),
        {
            "seen_version": str(seen),
            "to": "draft",
            "words": "My own words",
            "document": "",
            **typed("at", tue_4_june),
        },
    )
    assert answer.status_code == 409
    assert "Ombudsman asks for: questions" in said(answer)
    assert "My own words" in said(answer)
    assert Referral.objects.get().step == "investigation"


def test_what_the_ombudsman_asks_takes_the_case_to_the_step_such_a_letter_belongs_to(
    officers: Officers,
) -> None:
    one, key = case(officers)
    fields = {
        "words": "Comment on a review",
        "document": "",
        "owner": "",
        "no_date": "on",
        **typed("at", tue_4_june),
    }
    # A review is no step that follows on an investigation: the case stays where it is.
    assert (
        send(officers.asha, "case-enquiry", key, one, what="review_comments", to="", **fields).status_code
        == 302
    )
    assert Referral.objects.get().step == "investigation"
    commands.decide(key, decided_on=tue_4_june, **recorded(one, officers.asha))
    assert (
        send(officers.asha, "case-enquiry", key, one, what="review_comments", to="", **fields).status_code
        == 302
    )
    assert Referral.objects.get().step == "review"


def test_an_answer_with_open_questions_is_held_and_a_link_officer_goes_on_with_a_reason(
    officers: Officers,
) -> None:
    one, key = case(officers)
    enquiry = asked(one, key, officers.asha).enquiries[0].key
    commands.add_questions(key, enquiry, "When?", by=officers.asha, now=at(tue_4_june))
    lena = link_officer(officers.asha)
    fields = {"enquiry": enquiry, "words": "Sent by the portal", "document": "", **typed("at", tue_4_june)}
    held = send(lena, "case-answer", key, one, **fields)
    assert held.status_code == 422
    assert "Question 1 has no agreed answer" in said(held)
    assert "Sent by the portal" in said(held)
    assert send(lena, "case-answer", key, one, going_on="It follows on Monday", **fields).status_code == 302
    assert not OpenEnd.objects.get(kind="enquiry").is_open


def test_a_question_is_answered_on_its_own_page_and_not_over_somebody_elses_answer(
    officers: Officers,
) -> None:
    one, key = case(officers)
    enquiry = asked(one, key, officers.asha).enquiries[0].key
    commands.add_questions(key, enquiry, "When?", by=officers.asha, now=at(tue_4_june))
    number = str(Question.objects.get().pk)
    fields = {"question": number, "answer": "On 3 May", "evidence": "Page 3", "step": "drafted"}
    assert (
        send(officers.asha, "case-question", key, one, of=number, seen_question="1", **fields).status_code
        == 302
    )
    lost = send(
        officers.bela,
        "case-question",
        key,
        one,
        of=number,
        seen_question="1",
        **{**fields, "answer": "On 4 May"},
    )
    assert lost.status_code == 422
    assert "On 4 May" in said(lost)
    assert Question.objects.get().answer == "On 3 May"
    given = send(officers.asha, "case-question-officer", key, one, of=number, seen_question="2", question=number,
                 owner=str(officers.bela.pk), **typed("due_on", mon_17_june))  # fmt: skip
    assert given.status_code == 302
    assert Question.objects.get().owner == officers.bela
    assert (
        send(officers.asha, "case-question", key, one, of="999999", seen_question="1", **fields).status_code
        == 404
    )


def test_a_draft_with_its_tracks_and_comments_through_the_forms(officers: Officers) -> None:
    one, key = case(officers)
    fields = {
        "words": "It finds delay", "document": "", "owner": "", "criticises": "Harrow Drains",
        **typed("at", tue_4_june), **typed("by-us", mon_1_july), **typed("by-contractor", mon_17_june),
    }  # fmt: skip
    refused = send(officers.asha, "case-draft", key, one, **fields)
    assert refused.status_code == 422
    assert "tick that they comment too, or clear their date" in said(refused)
    ticked = {**fields, "waits-contractor": "on"}
    assert "The contractor: enter the name" in said(send(officers.asha, "case-draft", key, one, **ticked))
    done = send(officers.asha, "case-draft", key, one, **ticked, **{"name-contractor": "Harrow Drains"})
    assert done.status_code == 302
    page = said(signed_in(officers.asha).get(reverse("ombudsman-case", args=[int(key)])))
    assert "The contractor: Harrow Drains" in page
    assert "Show the draft first" in page
    comment = send(officers.asha, "case-comment", key, one, draft=str(Draft.objects.get().pk), paragraph="14",
                   about="fact", words="It was in May", document="")  # fmt: skip
    assert comment.status_code == 302
    left = send(
        officers.asha,
        "case-comment-left-out",
        key,
        one,
        comment=str(DraftComment.objects.get().pk),
        left_out="yes",
    )
    assert left.status_code == 302
    assert DraftComment.objects.get().left_out


def test_a_decision_is_recorded_by_hand_with_its_heads(officers: Officers) -> None:
    one, key = case(officers, body=OmbudsmanBody.HOS)
    fields = {
        "published": "determined", "text": "determination", "fault": "not_said", "injustice": "not_said",
        "remedied_by": "ordered", "document": "", "about-1": "The repair", "found-1": "service_failure",
        "points-1": ["1"], **typed("at", tue_4_june),
    }  # fmt: skip
    slip = send(officers.asha, "case-decided", key, one, **{**fields, "found-2": "maladministration"})
    assert "Head 2: say what it is about" in said(slip)
    assert send(officers.asha, "case-decided", key, one, **fields).status_code == 302
    page = said(signed_in(officers.asha).get(reverse("ombudsman-case", args=[int(key)])))
    assert "Service failure" in page
    assert "3 weeks of the determination" in page
    # At a review the heads before stand in the form.
    again = signed_in(officers.asha).get(reverse("case-decided", args=[int(key)])).content.decode()
    assert 'value="The repair"' in again


def test_what_happened_is_told_in_the_chronology_and_the_history(officers: Officers) -> None:
    one, key = case(officers)
    asked(one, key, officers.asha, "Which plumber came?")
    commands.decide(key, decided_on=tue_4_june, **recorded(one, officers.asha))
    browser = signed_in(officers.asha)
    told = said(browser.get(reverse("chronology", args=[one])))
    assert "Local Government and Social Care Ombudsman has a case: investigation" in told
    assert "Which plumber came?" in told
    assert "To be answered by Mon 17 June 2024" in told
    assert "Ombudsman decided" in said(browser.get(reverse("history", args=[one])))


def test_the_steps_of_a_report_are_proposed_in_words_and_dated_by_hand(officers: Officers) -> None:
    one, key = case(officers)
    page = signed_in(officers.asha).get(reverse("case-report", args=[int(key)]))
    assert "Copies made available for inspection for 3 weeks" in page.content.decode()
    assert "To be confirmed" in said(page)
    fields = {
        "document": "",
        "part-1": "Copies for 3 weeks",
        "part-2": "",
        **typed("due-1", mon_17_june),
        **typed("at", tue_4_june),
    }
    assert send(officers.asha, "case-report", key, one, **fields).status_code == 302
    [end] = OpenEnd.objects.filter(kind="enquiry")
    assert end.due_on == mon_17_june
    hos = opened(one, officers.asha, body=OmbudsmanBody.HOS, their_reference="h")
    # The Housing Ombudsman makes no such report.
    assert signed_in(officers.asha).get(reverse("case-report", args=[int(hos)])).status_code == 302


def test_the_day_of_a_letter_still_to_come_is_refused(officers: Officers) -> None:
    one, key = case(officers)
    later = in_london(at(mon_1_july)).date().replace(year=2090)
    answer = send(
        officers.asha, "case-step", key, one, to="draft", words="", document="", **typed("at", later)
    )
    assert answer.status_code == 422
    assert Referral.objects.get().step == "investigation"
