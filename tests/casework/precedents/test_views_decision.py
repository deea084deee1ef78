"""The pages of a decision on a case: given, looked at line by line, confirmed; what was typed is never lost."""

import io
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from casework.complaints.keeping import restrict
from casework.complaints.queries import complaint_page
from casework.ombudsman import commands as ombudsman
from casework.people.models import Officer
from casework.precedents.models import PublishedDecision
from casework.precedents.words import DecisionState, LineState
from putright.cases import Case
from putright.vocabulary import OmbudsmanBody, PublishedOutcome
from tests.casework import made
from tests.casework.ombudsman.referring import opened, version
from tests.casework.precedents.decided import APOLOGY, RECOMMENDS, report
from tests.putright.decisions.labelled import seeds

Statements = Callable[[int], AbstractContextManager[None]]
mon_10_june = date(2024, 6, 10)
pytestmark = pytest.mark.django_db(transaction=True)


class Desk:
    """A complaint with a case of the Ombudsman, and an officer at the screen."""

    def __init__(self, by: Officer) -> None:
        self.by, self.client = by, Client()
        self.client.force_login(by)
        self.reference = made.answered(by).reference
        self.key = opened(self.reference, by, body=OmbudsmanBody.HOS, received_on=made.mon_20_may)

    def give(self, text: str = "", **more: Any) -> Any:
        text = text or report(decided="10 June 2024", more=APOLOGY + RECOMMENDS)
        return self.client.post(f"/ombudsman/{self.key}/decision/give", {"pasted": text, **more})

    @property
    def decision(self) -> PublishedDecision:
        return PublishedDecision.objects.latest("pk")

    @property
    def address(self) -> str:
        return f"/ombudsman/{self.key}/decision/{self.decision.pk}"

    @property
    def case(self) -> Case:
        return complaint_page(self.by, self.reference, today=mon_10_june).case

    def shown(self, *, looked: bool = True) -> dict[str, Any]:
        """What the form as it is shown would send, every line looked at and left as it stands."""
        page = html.fromstring(self.client.get(self.address).content)
        form = next(one for one in page.forms if "decided_on-day" in one.fields)
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        looks = {
            one.get("name")
            for one in form.xpath(".//input[@type='radio']")
            if one.get("name").endswith("-look")
        }
        return values | ({name: ["counts"] for name in looks} if looked else {})

    def send(self, **changes: Any) -> Any:
        return self.client.post(
            self.address, self.shown() | {key.replace("__", "-"): one for key, one in changes.items()}
        )


@pytest.fixture
def desk(asha: Officer) -> Desk:
    return Desk(asha)


def told(response: Any) -> list[str]:
    """What the page says is to be put right."""
    found = html.fromstring(response.content).xpath("//*[contains(@class, 'govuk-error-summary__list')]/li")
    return [" ".join(one.text_content().split()) for one in found]


def body(response: Any) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


def test_a_decision_is_given_read_looked_at_and_recorded(desk: Desk) -> None:
    assert desk.give().status_code == 302
    page = body(desk.client.get(desk.address))
    assert (
        '<a class="decision-text__place" id="place-1" href="#line-1">Line 1</a> <mark>Within 4 weeks' in page
    )
    assert "Order 2 has no date of its own" in page
    assert "They order £250 to be paid once; we had offered no money." in page
    assert "Proposed: Mon 8 July 2024, that of order 1" in page
    assert not desk.case.orders
    done = desk.send(**{"head-1-points": ["1"]})
    assert done.status_code == 302, told(done)
    payment, apology, advice = desk.case.orders
    assert (payment.body.amount_pence, payment.due, payment.body.date_is_ours) == (
        25000,
        date(2024, 7, 8),
        False,
    )
    assert (apology.due, apology.body.date_is_ours) == (date(2024, 7, 8), True)
    assert (advice.due, advice.body.date_is_ours) == (date(2024, 8, 5), True)
    assert desk.case.heads[0].body.points == ("1",)
    after = body(desk.client.get(desk.address))
    assert "Confirmed" in after
    assert "a date of ours" in after
    assert "Confirm and record" not in after


def test_nothing_is_recorded_until_every_line_is_looked_at(desk: Desk) -> None:
    desk.give()
    refused = desk.client.post(
        desk.address, {**desk.shown(looked=False), "line-2-words": "Say sorry to both"}
    )
    assert refused.status_code == 422
    assert body(refused).count("Have you looked at it?: choose an answer.") >= 4
    assert "Say sorry to both" in body(refused)
    assert not desk.case.orders
    assert desk.case.referrals[0].decided is None


@pytest.mark.parametrize(
    ("name", "typed", "says"),
    [
        ("line-1-amount", "lots", "lots is not a sum"),
        ("line-1-amount", "-5", "less than nothing"),
        ("line-1-type", "gold", "What is to be done: choose one of the answers shown."),
        ("line-1-type", "apology", "is no payment"),
        ("line-1-type", "recurring_payment", "How often it is paid: choose"),
        ("line-1-due-year", "2023", "is before the decision of"),
        ("line-1-due-month", "13", "13 is not a month"),
        ("line-1-words", " ", "In the words of the decision: enter an answer."),
        ("line-1-share-contractor", "£100", "The shares come to £100, the sum is £250"),
        ("line-1-headings", "The delay", "only an apology has them"),
        ("line-1-owner", "999999", "Who sees to it?: choose one of the answers shown."),
        ("decided_on-day", "31", "is not a date"),
        ("published_outcome", "upheld", "Published as: choose one of the answers shown."),
        ("head-1-determination", "upheld_fault_injustice", "Finding: choose one of the answers shown."),
    ],
)
def test_what_cannot_be_right_is_explained_and_what_was_typed_is_kept(
    desk: Desk, name: str, typed: str, says: str
) -> None:
    desk.give()
    refused = desk.client.post(desk.address, desk.shown() | {name: typed, "line-3-words": "Kept as typed"})
    assert refused.status_code == 422
    assert says in body(refused)
    assert "Kept as typed" in body(refused)
    assert desk.decision.state == DecisionState.READ
    assert not desk.case.orders


def test_what_is_struck_out_need_not_be_right_and_is_recorded_nowhere(desk: Desk) -> None:
    desk.give()
    done = desk.client.post(
        desk.address,
        desk.shown() | {"line-1-look": "struck", "line-1-amount": "nonsense", "line-3-look": "struck"},
    )
    assert done.status_code == 302, told(done)
    assert [one.body.type for one in desk.case.orders] == ["apology"]
    assert desk.decision.paid_pence is None


def test_a_line_and_a_finding_the_reader_missed_are_added(desk: Desk) -> None:
    desk.give()
    typed = desk.shown(looked=False) | {"line-1-words": "As I typed it", "wish": "line"}
    added = desk.client.post(desk.address, typed)
    assert added.headers["Location"] == f"{desk.address}#line-new-1"
    typed = desk.shown(looked=False) | {"wish": "head"}
    assert typed["line-1-words"] == ["As I typed it"]
    desk.client.post(desk.address, typed)
    done = desk.client.post(
        desk.address,
        desk.shown() | {
            "line-new-1-type": "training", "line-new-1-words": "Brief the surveyors",
            "line-new-1-due-day": "1", "line-new-1-due-month": "9", "line-new-1-due-year": "2024",
            "head-new-1-about": "Complaint handling", "head-new-1-determination": "no_maladministration",
        },
    )  # fmt: skip
    assert done.status_code == 302, told(done)
    assert [one.body.determination for one in desk.case.heads] == ["service_failure", "no_maladministration"]
    assert (desk.case.orders[-1].body.type, desk.case.orders[-1].due) == ("training", date(2024, 9, 1))


def test_what_was_typed_is_kept_for_later_and_records_nothing(desk: Desk) -> None:
    desk.give()
    desk.client.post(desk.address, desk.shown(looked=False) | {"line-2-words": "Half done", "wish": "keep"})
    page = desk.client.get(desk.address)
    assert "Half done" in body(page)
    assert "There is something to put right" not in body(page)
    assert not desk.case.orders


def test_giving_the_same_again_says_so(desk: Desk) -> None:
    desk.give()
    again = desk.client.post(
        f"/ombudsman/{desk.key}/decision/give",
        {"pasted": report(decided="10 June 2024", more=APOLOGY + RECOMMENDS)}, follow=True,
    )  # fmt: skip
    assert "This decision was given before" in body(again)
    assert PublishedDecision.objects.count() == 1


def test_what_is_no_decision_is_told_and_what_was_pasted_is_kept(desk: Desk) -> None:
    refused = desk.give("Dear Sir, thank you for your letter.")
    assert refused.status_code == 422
    assert "does not read like a decision" in body(refused)
    assert "Dear Sir, thank you" in body(refused)
    nothing = desk.client.post(f"/ombudsman/{desk.key}/decision/give", {"pasted": ""})
    assert "Choose the file of the decision, or paste its text below." in body(nothing)


def test_a_word_file_is_read_by_the_worker_and_its_progress_is_shown(desk: Desk) -> None:
    from casework.ops.worker import work

    document, kept = docx.Document(), io.BytesIO()
    for line in report().splitlines():
        document.add_paragraph(line)
    document.save(kept)
    desk.client.post(
        f"/ombudsman/{desk.key}/decision/give", {"upload": SimpleUploadedFile("d.docx", kept.getvalue())}
    )
    assert "Being read" in body(desk.client.get(desk.address))
    work()
    assert "Confirm and record" in body(desk.client.get(desk.address))


def test_who_saw_an_earlier_state_is_told_what_changed(desk: Desk) -> None:
    desk.give()
    typed = desk.shown()
    opened(desk.reference, desk.by, their_reference="another")
    told = desk.client.post(desk.address, typed | {"line-2-words": "As I typed it"})
    assert told.status_code == 409
    assert "The complaint has changed since you opened this page" in body(told)
    assert "As I typed it" in body(told)
    assert not desk.case.orders


def test_a_recording_that_was_interrupted_is_gone_on_with_from_its_page(desk: Desk, asha: Officer) -> None:
    desk.give()
    typed = desk.shown()
    done = desk.client.post(desk.address, typed)
    assert done.status_code == 302
    PublishedDecision.objects.update(state="recording", recorded=["decided"])
    page = body(desk.client.get(desk.address))
    assert "Not everything is recorded" in page
    desk.client.post(f"{desk.address}/go-on")
    assert desk.decision.state == "confirmed"
    assert len(desk.case.orders) == 3


def test_a_decision_recorded_by_hand_before_gets_only_its_orders(desk: Desk) -> None:
    ombudsman.decide(
        desk.key, decided_on=mon_10_june, published_outcome=PublishedOutcome.DETERMINED, by=desk.by,
        now=made.at(mon_10_june), seen_version=version(desk.reference),
    )  # fmt: skip
    desk.give()
    page = body(desk.client.get(desk.address))
    assert "is on record." in page
    desk.send(on_record="on")
    assert len(desk.case.referrals[0].decisions) == 1
    assert len(desk.case.orders) == 3


def test_an_amended_decision_does_not_order_again_what_it_leaves_unchanged(desk: Desk) -> None:
    desk.give()
    desk.send()
    desk.give(report(decided="24 June 2024", pounds=400, more=APOLOGY + RECOMMENDS), at_review="on")
    page = body(desk.client.get(desk.address))
    assert "Amended at a review" in page
    assert page.count("The same words were ordered before.") == 2
    desk.send(**{"line-2-look": "before", "line-3-look": "before"})
    assert [one.body.amount_pence for one in desk.case.orders] == [25000, None, 90000, 40000]
    both = body(desk.client.get(f"/ombudsman/{desk.key}/decision"))
    assert "Amended since" in both
    assert "Amended at a review" in both


def test_an_auditor_reads_and_a_stranger_finds_nothing(desk: Desk, officers: made.Officers) -> None:
    desk.give()
    desk.client.force_login(officers.ewan)
    assert "Confirm and record" not in body(desk.client.get(desk.address))
    assert desk.client.get(f"/ombudsman/{desk.key}/decision/give").status_code == 403
    assert desk.client.post(desk.address, {}).status_code == 403
    restrict(desk.reference, [], by=desk.by, now=made.at(mon_10_june), seen_version=version(desk.reference))
    for stranger in (officers.bela, officers.fern, officers.ewan):
        desk.client.force_login(stranger)
        for address in (desk.address, f"/ombudsman/{desk.key}/decision", f"/precedents/{desk.decision.pk}"):
            assert desk.client.get(address).status_code == 404
        assert "202300101" not in body(desk.client.get("/precedents"))


def test_a_script_in_a_decision_is_shown_and_never_run(desk: Desk) -> None:
    desk.give(report(topic="<script>alert(1)</script> and a leak", decided="10 June 2024"))
    page = desk.client.get(desk.address).content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_page_of_a_decision_costs_few_statements(desk: Desk, statements: Statements) -> None:
    desk.give()
    address = desk.address
    # Session, officer, eight of the case and its complaint, four of the decision, payees, people, absences.
    with statements(17):
        assert desk.client.get(address).status_code == 200


STOPPED = [
    (seed.name, seed.text, determination)
    for seed in seeds()
    for determination in (
        {
            "not_upheld_discontinued": "not_decided",
            "closed_no_worthwhile_outcome": "not_decided",
            "premature": "not_decided",
            "closed_out_of_jurisdiction": "outside_jurisdiction",
        }.get(one["determination"])
        for one in seed.truth["findings"]
    )
    if determination
]


@pytest.mark.parametrize(("text", "offered"), [one[1:] for one in STOPPED], ids=[one[0] for one in STOPPED])
def test_a_decision_that_stops_before_it_finds_anything_is_confirmed_as_it_stands(
    asha: Officer, text: str, offered: str
) -> None:
    desk = Desk(asha)
    desk.key = opened(
        desk.reference, asha, body=OmbudsmanBody.LGSCO, their_reference="2", received_on=made.mon_20_may
    )
    desk.give(text)
    assert desk.shown()["head-1-determination"] == [offered]
    done = desk.send()
    assert done.status_code == 302, told(done)
    assert [one.body.determination for one in desk.case.heads] == [offered]
    assert desk.decision.findings.get().state == LineState.RIGHT
