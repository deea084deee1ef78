"""Members' enquiries: logged beside a complaint, answered in step, seen late; and the register and the board."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from casework.alerts.models import Alert
from casework.complaints.commands import Held
from casework.complaints.models import Complaint, Note, Party
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from casework.complaints.storing import read_events
from casework.intake.models import Contact
from casework.members import commands, queries
from casework.members.commands import Enquiring, MemberTerms
from casework.members.models import MemberPaper
from casework.members.rules import RulesError, read_rules, rules
from casework.people.models import Officer
from putright.cases import CaseError, Status, replay, verbs
from putright.cases.taking_part import MemberEnquiryState
from putright.vocabulary import ClosingReason, MemberKind, MemberStep
from tests.casework import made
from tests.casework.alerts.test_looking import scan
from tests.casework.made import Officers, at, fri_3_may, tue_7_may
from tests.casework.members.test_authorities import common, form

pytestmark = pytest.mark.django_db(transaction=True)
Statements = Callable[[int], AbstractContextManager[None]]
fri_17_may = date(2024, 5, 17)
tue_21_may = date(2024, 5, 21)


def councillor(by: Officer, name: str = "Morwenna Sayle", **more: Any) -> int:
    terms = MemberTerms(MemberKind.COUNCILLOR, name, "Tern ward", "m.sayle@council.example", **more)
    return commands.save_member(by, terms)


def asked(
    by: Officer, *, consent: bool = False, on: date = fri_3_may, reference: str = "", **more: Any
) -> tuple[str, str]:
    """A complaint with an enquiry; gives its reference and the key of the enquiry."""
    reference = reference or made.told(by).reference
    member = more.pop("member", None) or councillor(by)
    enquiring = Enquiring(str(member), "What is being done about the leak?", consent, **more)
    commands.log_enquiry(reference, enquiring, **common(reference, by, on))
    return reference, enquiry_of(reference).key


def enquiry_of(reference: str) -> MemberEnquiryState:
    return case_of(reference).member_enquiries[-1]


def case_of(reference: str):
    return replay(read_events(Complaint.objects.get(reference=reference))[0])


def answer_it(reference: str, key: str, by: Officer, on: date = tue_21_may, **more: Any) -> None:
    commands.answer(reference, key, "The ceiling is replaced", **common(reference, by, on), **more)


def respond(reference: str, by: Officer) -> None:
    made.acknowledged(reference, by)
    from putright.cases.events import PointFinding
    from putright.vocabulary import PointOutcome

    findings = (PointFinding("1", PointOutcome.UPHELD), PointFinding("2", PointOutcome.NOT_UPHELD))
    responding = act(verbs.respond, at=date(2024, 5, 20), findings=findings, author=str(by.pk))
    record(reference, responding, by=by, now=at(date(2024, 5, 20), 18))


def test_an_enquiry_has_its_day_by_our_policy_and_leaves_the_complaint_as_it_is(asha: Officer) -> None:
    before = made.told(asha).reference
    status, deadlines = case_of(before).status, complaint_page(asha, before, today=fri_3_may).deadlines
    reference, _ = asked(asha, reference=before, their_reference="MS/14")
    enquiry = enquiry_of(reference)
    assert enquiry.due == date(2024, 5, 20)  # ten working days, a bank holiday between
    assert (enquiry.step, enquiry.consent) == (MemberStep.RECEIVED, False)
    page = complaint_page(asha, reference, today=fri_3_may)
    assert (page.case.status, page.deadlines) == (status, deadlines)
    assert page.parties[-1].name == "Morwenna Sayle"
    row = queries.enquiries(page, today=fri_3_may)[0]
    assert (row.member, row.area, row.their_reference) == ("Morwenna Sayle", "Tern ward", "MS/14")


def test_the_answer_is_held_until_the_complaints_own_answer_went(asha: Officer) -> None:
    reference, key = asked(asha, consent=True)
    with pytest.raises(Held) as held:
        answer_it(reference, key, asha, tue_7_may)
    assert ["after the person" in one.says for one in held.value.would_break] == [True]
    assert not Note.objects.filter(words="The ceiling is replaced").exists()
    respond(reference, asha)
    answer_it(reference, key, asha)
    assert enquiry_of(reference).step is MemberStep.ANSWERED
    assert case_of(reference).status is Status.ANSWERED


def test_a_recorded_reason_lets_it_go_before_and_is_kept(asha: Officer) -> None:
    reference, key = asked(asha, consent=True)
    answer_it(reference, key, asha, tue_7_may, going_on="She asked us to tell him today")
    assert enquiry_of(reference).ended
    assert Note.objects.filter(about="override", words="She asked us to tell him today").exists()
    assert case_of(reference).status is Status.OPEN


def test_without_consent_it_is_held_also_after_the_answer_until_the_person_agrees(asha: Officer) -> None:
    reference, key = asked(asha)
    respond(reference, asha)
    with pytest.raises(Held) as held:
        answer_it(reference, key, asha)
    assert ["has not agreed" in one.says for one in held.value.would_break] == [True]
    commands.record_consent(reference, key, "Said so on the phone", **common(reference, asha, tue_21_may))
    answer_it(reference, key, asha)
    assert enquiry_of(reference).consent


def test_an_open_enquiry_keeps_the_complaint_from_closing_and_its_answer_does_not_close_it(
    asha: Officer,
) -> None:
    from casework.complaints.commands import close

    reference, key = asked(asha, consent=True)
    respond(reference, asha)
    closing: dict[str, Any] = {
        "reason": ClosingReason.ANSWERED,
        "words": "",
        "acts_next": "nobody",
        "acts_by": None,
    }
    with pytest.raises(Held):
        close(reference, **closing, **common(reference, asha, tue_21_may))
    answer_it(reference, key, asha)
    assert case_of(reference).status is Status.ANSWERED
    close(reference, **closing, going_on="No remedy is due", **common(reference, asha, tue_21_may))
    assert case_of(reference).status is Status.CLOSED


def test_a_member_told_that_it_follows_has_a_later_day_and_no_alert_until_then(asha: Officer) -> None:
    reference, key = asked(asha)
    scan(date(2024, 5, 15))
    assert not Alert.objects.filter(rule="DR-40", ended_on=None).exists()
    scan(date(2024, 5, 16))  # two working days before
    assert Alert.objects.filter(rule="DR-40", ended_on=None).count() == 1
    commands.hold_answer(
        reference, key, "You hear from us", due=date(2024, 5, 29), **common(reference, asha, fri_17_may)
    )
    scan(fri_17_may)
    assert not Alert.objects.filter(rule="DR-40", ended_on=None).exists()
    scan(date(2024, 5, 30))
    assert (
        Alert.objects.get(rule="DR-40", ended_on=None).says == "Member’s enquiry: was due on Wed 29 May 2024"
    )
    commands.take_back(reference, key, "He wrote so", **common(reference, asha, date(2024, 5, 30)))
    scan(date(2024, 5, 31))
    assert not Alert.objects.filter(rule="DR-40", ended_on=None).exists()


def test_what_is_answered_already_or_not_there_is_not_answered_again(asha: Officer) -> None:
    reference, key = asked(asha, consent=True)
    answer_it(reference, key, asha, tue_7_may, going_on="Asked to")
    with pytest.raises(CaseError, match="came to its end"):
        answer_it(reference, key, asha, tue_7_may, going_on="Again")
    with pytest.raises(CaseError, match="no such enquiry"):
        answer_it(reference, "999999", asha, tue_7_may)


def test_members_are_of_one_organisation_and_on_the_register_once(asha: Officer, officers: Officers) -> None:
    elsewhere = councillor(officers.fern)
    reference = made.told(asha).reference
    for number in (str(elsewhere), "0", "x", "9" * 30):
        with pytest.raises(CaseError, match="no such member"):
            commands.log_enquiry(
                reference, Enquiring(number, "What?", consent=False), **common(reference, asha)
            )
    assert not MemberPaper.objects.exists()
    assert not Party.objects.filter(complaint__reference=reference, role="councillor").exists()
    councillor(asha)
    with pytest.raises(CaseError, match="on the register already"):
        councillor(asha, "morwenna sayle")
    with pytest.raises(CaseError, match="no such member"):
        commands.save_member(asha, MemberTerms(MemberKind.MP, "Someone"), number=elsewhere)
    assert [one.name for one in queries.register(asha.organisation_id)] == ["Morwenna Sayle"]


@pytest.mark.parametrize("enquiries", [1, 6])
def test_the_board_has_what_one_may_see_the_earliest_first_and_costs_the_same(
    asha: Officer, officers: Officers, statements: Statements, enquiries: int
) -> None:
    member = councillor(asha)
    for number in range(enquiries):
        asked(asha, member=member, on=date(2024, 5, 10 - number))
    hidden = made.told(asha, named=(asha.pk,)).reference
    asked(asha, member=member, reference=hidden)
    with statements(7):
        board = queries.members_board(asha, page=1, today=tue_21_may, contacts=True)
    assert (board.waiting, len(board.rows)) == (enquiries + 1, enquiries + 1)
    assert [one.due for one in board.rows] == sorted(one.due for one in board.rows if one.due)
    assert board.late == sum(one.late for one in board.rows)
    told = {one.reference: (one.title, one.words) for one in board.rows}
    assert told.pop(hidden) == ("Restricted complaint", "")
    assert set(told.values()) == {("Leak above the kitchen", "What is being done about the leak?")}
    theirs = queries.members_board(officers.bela, page=1, today=tue_21_may)
    assert hidden not in {one.reference for one in theirs.rows}
    assert theirs.waiting == enquiries
    nobodys = queries.members_board(officers.fern, page=1, today=tue_21_may, contacts=True)
    assert (nobodys.waiting, nobodys.rows, nobodys.contacts) == (0, (), ())


def test_the_enquiries_of_a_complaint_cost_one_statement_and_none_without(
    asha: Officer, statements: Statements
) -> None:
    reference, _ = asked(asha)
    page = complaint_page(asha, reference, today=fri_3_may)
    bare = complaint_page(asha, made.told(asha).reference, today=fri_3_may)
    with statements(1):
        queries.enquiries(page, today=fri_3_may)
    with statements(0):
        queries.enquiries(bare, today=fri_3_may)


# --- Rules ---------------------------------------------------------------------------------------------------


def test_an_organisation_may_have_days_of_its_own() -> None:
    shipped = read_rules_of('"Merebrook" = { councillor = 5 }')
    assert shipped.answer_within(MemberKind.COUNCILLOR, "Merebrook") == 5
    assert shipped.answer_within(MemberKind.MP, "Merebrook") == rules().answer_within(MemberKind.MP, "Other")


def read_rules_of(own: str):
    text = "[answer]\ncouncillor = 10\nmp = 10\ndevolved = 10\n[held]\nafter_answer_working_days = 2\n[own]\n"
    return read_rules(text + own, "rules.toml")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[answer]\n", "councillor"),
        ("[answer", "rules.toml"),
        ("[answer]\ncouncillor=0\nmp=1\ndevolved=1\n[held]\nafter_answer_working_days=1", "councillor is 0"),
        ("[answer]\ncouncillor=1\nmp=1\ndevolved=1\n[held]\nafter_answer_working_days=1\n[own]\nX={lord=3}",
         "X lord is not known"),
    ],
)  # fmt: skip
def test_rules_that_are_wrong_say_where(text: str, told: str) -> None:
    with pytest.raises(RulesError, match=told):
        read_rules(text, "rules.toml")


# --- The pages -----------------------------------------------------------------------------------------------


def test_an_enquiry_is_logged_held_and_answered_from_its_pages(client: Client, officers: Officers) -> None:
    asha = officers.asha
    client.force_login(asha)
    member = councillor(asha)
    reference = made.told(asha).reference
    sent = form(reference, member=str(member), words="What is being done?", consent="no")
    assert client.post(f"/complaints/{reference}/member-enquiry", sent).status_code == 302
    key = enquiry_of(reference).key
    shown = client.get(f"/complaints/{reference}/taking-part").content.decode()
    for words in ("Morwenna Sayle", "No consent on record", "waits for the complaint’s own answer"):
        assert words in shown
    answering = form(reference, enquiry=key, words="All of it")
    held = client.post(f"/complaints/{reference}/member-answered", answering)
    assert held.status_code == 422
    for words in ("has still to go", "has not agreed", "All of it"):
        assert words in held.content.decode()
    told = form(
        reference, enquiry=key, words="You hear from us",
        **{"due-day": "24", "due-month": "5", "due-year": "2024"},
    )  # fmt: skip
    assert client.post(f"/complaints/{reference}/member-told", told).status_code == 302
    agreed = form(reference, enquiry=key, words="On the phone")
    assert client.post(f"/complaints/{reference}/member-consent", agreed).status_code == 302
    answering = form(reference, enquiry=key, words="All of it", going_on="Agreed with her")
    assert client.post(f"/complaints/{reference}/member-answered", answering).status_code == 302
    assert client.get(f"/complaints/{reference}/member-answered").status_code == 302
    assert "Answered" in client.get(f"/complaints/{reference}/taking-part").content.decode()


def test_the_day_a_member_hears_is_proposed_after_the_complaints_own(
    client: Client, officers: Officers
) -> None:
    client.force_login(officers.asha)
    reference, key = asked(officers.asha)
    made.acknowledged(reference, officers.asha)  # so that it is answered by Monday 20 May
    shown = client.get(f"/complaints/{reference}/member-told?of={key}").content.decode()
    assert 'value="22"' in shown


def test_a_contact_of_a_councillor_becomes_an_enquiry_once(client: Client, officers: Officers) -> None:
    asha = officers.asha
    client.force_login(asha)
    member, reference = councillor(asha), made.told(asha).reference
    contact = Contact.objects.create(
        organisation=asha.organisation, channel="email", arrived_at=at(fri_3_may), logged_at=at(fri_3_may),
        logged_by=asha, title="Leak at Tern Close", happened="My constituent has a leak", decision="member_enquiry",
    )  # fmt: skip
    assert "Leak at Tern Close" in client.get("/members").content.decode()
    wrong = client.post(f"/members/contacts/{contact.pk}", {"reference": "PR-0000-0000"})
    assert "there is none that you may see" in wrong.content.decode()
    on = client.post(f"/members/contacts/{contact.pk}", {"reference": reference.lower()})
    assert on["Location"] == f"/complaints/{reference}/member-enquiry?contact={contact.pk}"
    assert "My constituent has a leak" in client.get(on["Location"]).content.decode()
    sent = form(reference, member=str(member), words="My constituent has a leak", consent="yes")
    with CaptureQueriesContext(connection) as told:
        assert client.post(on["Location"], sent).status_code == 302
    # The contact before the complaint, as where one is attached: otherwise two officers could wait for each other.
    order = [one["sql"] for one in told if "FOR UPDATE" in one["sql"]]
    if connection.vendor == "postgresql":
        assert '"intake_contact"' in order[0]
    assert MemberPaper.objects.get().contact == contact
    assert "Leak at Tern Close" not in client.get("/members").content.decode()
    assert client.get(f"/members/contacts/{contact.pk}").status_code == 404
    with pytest.raises(CaseError, match="waits for no enquiry"):
        asked(asha, member=member, reference=reference, contact=contact.pk)


def test_the_register_is_kept_by_those_whose_work_it_is(client: Client, officers: Officers) -> None:
    client.force_login(officers.asha)
    sent = {"kind": "mp", "name": "Aled Prosser", "area": "Elmstead North", "email": ""}
    answer = client.post("/members/register/new", sent)
    assert answer.status_code == 422
    assert "or a postal address" in answer.content.decode()
    assert client.post("/members/register/new", {**sent, "email": "a@p.example"}).status_code == 302
    [row] = queries.register(officers.asha.organisation_id)
    changed = {**sent, "email": "a@p.example", "in_office_to-day": "2", "in_office_to-month": "5",
               "in_office_to-year": "2024"}  # fmt: skip
    assert client.post(f"/members/register/{row.id}", changed).status_code == 302
    assert "No more" in client.get("/members/register").content.decode()
    client.force_login(officers.carl)
    assert client.get("/members/register").status_code == 200
    assert client.get("/members/register/new").status_code == 403
    client.force_login(officers.fern)
    assert client.get(f"/members/register/{row.id}").status_code == 404
    assert "Aled Prosser" not in client.get("/members/register").content.decode()


def test_nobody_logs_an_enquiry_on_what_they_may_not_see(client: Client, officers: Officers) -> None:
    hidden = made.told(officers.asha, named=(officers.asha.pk,)).reference
    for officer in (officers.bela, officers.fern):
        client.force_login(officer)
        assert client.get(f"/complaints/{hidden}/member-enquiry").status_code == 404
    reference = made.told(officers.asha).reference
    client.force_login(officers.ewan)
    assert client.get(f"/complaints/{reference}/member-enquiry").status_code == 403
