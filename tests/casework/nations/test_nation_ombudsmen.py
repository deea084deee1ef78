"""The desk of an organisation in Scotland, Wales or Northern Ireland: its own Ombudsman, with that one's words."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from casework.complaints.models import OpenEnd, Referral
from casework.ombudsman.models import OmbudsmanCase
from casework.orders.figures import performance
from casework.orders.reading import read_letter
from casework.orders.standing import case_facts
from casework.people.nation import ombudsmen_for
from putright.procedures import referral_process
from putright.vocabulary import OmbudsmanBody, PublishedOutcome
from tests.casework.made import at
from tests.casework.nations import set_up
from tests.casework.ombudsman.referring import version

pytestmark = pytest.mark.django_db(transaction=True)
mon_1_july = date(2024, 7, 1)
tue_9_july = date(2024, 7, 9)
wed_10_july = date(2024, 7, 10)
thu_11_july = date(2024, 7, 11)
wed_7_august = date(2024, 8, 7)
tue_1_october = date(2024, 10, 1)
ALL = set(OmbudsmanBody)


@dataclass(frozen=True, slots=True)
class There:
    """A nation as its desk has it: its words for an investigation’s questions, a draft, a decision in part."""

    nation: str
    procedures: tuple[str, ...]
    version: str
    body: OmbudsmanBody
    asks: str
    drafts: str
    published: str
    found: str
    step: str
    begins: str


NATIONS = (
    There("scotland", ("spso",), "spso/2021-04-01", OmbudsmanBody.SPSO,
          "Information and comments for the investigation", "Comments on a provisional decision", "Some upheld",
          "Partly upheld", "Provisional decision", "Resolution without an investigation"),
    There("wales", ("psow", "wales-social-services"), "psow/2021-04-01", OmbudsmanBody.PSOW,
          "Comments on the matters under investigation", "Comments on a draft report", "Upheld in part",
          "Partly upheld", "Draft report", "Early resolution"),
    There("northern-ireland", ("nipso",), "nipso/2023-04-01", OmbudsmanBody.NIPSO,
          "Questions of an investigation", "Comments on a draft report", "Partially upheld", "Partially upheld",
          "Draft report", "Settlement"),
)  # fmt: skip
EVERY = pytest.mark.parametrize("there", NATIONS, ids=[one.nation for one in NATIONS])


def given_a_complaint(folder: Path, there: There) -> tuple[set_up.Council, str, Client]:
    of = set_up.council(
        folder, there.body.name.title(), on=mon_1_july, nation=there.nation, procedures=there.procedures
    )
    reference = set_up.complained(of, there.version, at(tue_9_july))
    browser = Client()
    browser.force_login(of.first, backend="django.contrib.auth.backends.ModelBackend")
    return of, reference, browser


def typed(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def opened(browser: Client, reference: str, there: There) -> str:
    done = browser.post(
        reverse("ombudsman-open", args=[reference]),
        {
            "seen_version": str(version(reference)), "body": there.body.value, "what": "investigation",
            "reference": "202400001", "subject": "Bins left for three weeks", "asks": "questions",
            "asked": "Why was the street left out?", "points": ["1"], "document": "", "owner": "",
            **typed("received_on", wed_10_july), **typed("answer_by", wed_7_august),
        },
    )  # fmt: skip
    assert done.status_code == 302, said(done)
    return str(OmbudsmanCase.objects.get().pk)


def sent(browser: Client, name: str, key: str, reference: str, **fields: Any) -> Any:
    done = browser.post(reverse(name, args=[int(key)]), {"seen_version": str(version(reference)), **fields})
    assert done.status_code == 302, said(done)
    return done


def decided(browser: Client, key: str, reference: str, published: str = "partly_upheld") -> None:
    heads = {
        f"{name}-{number}": ""
        for number in range(1, 5)
        for name in ("about", "found")
    }  # fmt: skip
    heads |= {"about-1": "The round", "found-1": "partly_upheld", "points-1": ["1"]}
    sent(browser, "case-decided", key, reference, published=published, text="upheld_fault_injustice", fault="yes",
         injustice="not_said", remedied_by="", document="", **typed("at", wed_7_august), **heads)  # fmt: skip


@EVERY
def test_only_the_ombudsman_of_the_nation_is_offered_with_its_own_words(tmp_path: Path, there: There) -> None:
    _, reference, browser = given_a_complaint(tmp_path, there)
    for address in (reverse("ombudsman-open", args=[reference]), reverse("ombudsman-new")):
        form = said(browser.get(address))
        assert there.body.label in form
        assert not [one.label for one in ALL - {there.body} if one.label in form]
        assert there.begins in form
        assert there.asks in form
        assert "Complaint handling failure order" not in form
        assert "Key documents before an investigator is named" not in form


@EVERY
def test_a_case_is_worked_in_the_words_of_its_ombudsman_from_opening_to_closing(
    tmp_path: Path, there: There
) -> None:
    of, reference, browser = given_a_complaint(tmp_path, there)
    key = opened(browser, reference, there)
    assert (Referral.objects.get().body, Referral.objects.get().step) == (there.body.value, "investigation")
    assert OpenEnd.objects.get(kind="enquiry").due_on == wed_7_august, "the date of the letter, and no other"
    page = said(browser.get(reverse("ombudsman-case", args=[int(key)])))
    assert there.asks in page
    asking = browser.get(reverse("case-enquiry", args=[int(key)])).content.decode()
    assert f">{there.asks}</option>" in asking
    assert "Comments on a request to review a decision</option>" in asking

    sent(browser, "case-draft", key, reference, words="The round was not planned", document="", criticises="",
         owner="", **typed("at", thu_11_july), **typed("by-us", wed_7_august))  # fmt: skip
    page = said(browser.get(reverse("ombudsman-case", args=[int(key)])))
    assert there.step in page
    form = browser.get(reverse("case-decided", args=[int(key)])).content.decode()
    assert f'value="partly_upheld">{there.published}</option>' in form
    assert f'value="partly_upheld">{there.found}</option>' in form
    assert "Severe maladministration" not in form
    decided(browser, key, reference)
    page = said(browser.get(reverse("ombudsman-case", args=[int(key)])))
    assert there.published in page
    assert there.found in page
    chronology = said(browser.get(reverse("chronology", args=[reference])))
    lowered = there.published[:1].lower() + there.published[1:]
    assert f"Ombudsman decided: {lowered}" in chronology
    assert f"Ombudsman asks for: {there.asks[:1].lower()}{there.asks[1:]}" in chronology
    for end in OpenEnd.objects.filter(kind="enquiry"):
        sent(browser, "case-answer", key, reference, enquiry=end.key, words="Sent by e-mail", document="",
             **typed("at", wed_7_august))  # fmt: skip
    sent(
        browser,
        "case-close",
        key,
        reference,
        words="Its letter says so",
        document="",
        **typed("at", wed_7_august),
    )
    assert not Referral.objects.get().is_open
    assert set_up.page_of(reference, of.first, today=wed_7_august).case.referrals[0].ended


@EVERY
def test_a_report_asks_what_the_law_of_the_nation_asks_one_by_one(tmp_path: Path, there: There) -> None:
    _, reference, browser = given_a_complaint(tmp_path, there)
    key = opened(browser, reference, there)
    form = browser.get(reverse("case-report", args=[int(key)]))
    parts = referral_process(there.body).step("public_report").parts
    assert parts
    assert all(part in form.content.decode() for part in parts)
    assert "none is worked out here" in said(form)
    fields: dict[str, str] = {"document": "", **typed("at", thu_11_july)}
    for number, part in enumerate(parts, start=1):
        fields |= {f"part-{number}": part, **typed(f"due-{number}", wed_7_august)}
    sent(browser, "case-report", key, reference, **fields)
    assert Referral.objects.get().step == "public_report"
    assert OpenEnd.objects.filter(kind="enquiry", due_on=wed_7_august).count() == 1 + len(parts)


@EVERY
def test_a_complaint_that_came_too_early_is_sent_back_and_kept_as_such(tmp_path: Path, there: There) -> None:
    _, reference, browser = given_a_complaint(tmp_path, there)
    key = opened(browser, reference, there)
    decided(browser, key, reference, published="referred_back")
    assert Referral.objects.get().step == "premature_returned"


@EVERY
def test_upheld_in_part_counts_as_upheld_and_resolved_as_neither(tmp_path: Path, there: There) -> None:
    of, reference, browser = given_a_complaint(tmp_path, there)
    key = opened(browser, reference, there)
    decided(browser, key, reference)
    facts = case_facts(of.first, there.body, year=2024)
    told = performance(facts, there.body, year=2024, today=tue_1_october)
    rate = next(one for one in told.figures if one.key == "uphold-rate")
    assert (rate.number, rate.base) == (1, 1)
    assert there.published[:1].lower() + there.published[1:] in rate.says
    page = said(browser.get(reverse("ombudsman-performance"), {"body": there.body.value, "year": "2024"}))
    assert there.published in page
    resolved = replace(facts[0], key=facts[0].key + 1, outcome=PublishedOutcome.RESOLVED)
    told = performance((*facts, resolved), there.body, year=2024, today=tue_1_october)
    of_those = {one.key: (one.number, one.base) for one in told.figures}
    assert (of_those["decided"][0], of_those["investigated"], of_those["uphold-rate"]) == (2, (1, 2), (1, 1))
    assert of_those["outcome-resolved"] == (1, 2)


@pytest.mark.parametrize(
    ("there", "said", "outcome"),
    [
        (NATIONS[0], "Some upheld", PublishedOutcome.PARTLY_UPHELD),
        (NATIONS[0], "Resolved", PublishedOutcome.RESOLVED),
        (NATIONS[1], "Early resolution or settlement", PublishedOutcome.RESOLVED),
        # In England the same word is one of those not upheld.
        (NATIONS[1], "Discontinued", PublishedOutcome.DISCONTINUED),
        (NATIONS[2], "Settled", PublishedOutcome.RESOLVED),
    ],
)
def test_its_yearly_letter_is_read_in_its_own_words(
    tmp_path: Path, there: There, said: str, outcome: PublishedOutcome
) -> None:
    [line] = read_letter(f"Reference,Outcome\n2024001,{said}\n".encode(), there.body)
    assert line.outcome is outcome


@EVERY
def test_boards_and_letters_ask_for_no_ombudsman_of_another_nation(tmp_path: Path, there: There) -> None:
    of, _, browser = given_a_complaint(tmp_path, there)
    of.first.roles = ["link_officer", "administrator"]
    of.first.save()
    for name in ("order-board", "yearly-letters", "ombudsman-performance"):
        page = said(browser.get(reverse(name)))
        assert there.body.label in page, name
        assert not [one.label for one in ALL - {there.body} if one.label in page], name


def test_an_organisation_of_england_is_offered_both_of_its_ombudsmen() -> None:
    assert ombudsmen_for(["lgsco"]) == (OmbudsmanBody.LGSCO, OmbudsmanBody.HOS)
    assert ombudsmen_for(["spso"]) == (OmbudsmanBody.SPSO,)
    assert set(ombudsmen_for([])) == ALL


def test_the_pages_of_a_scottish_case_cost_what_those_of_an_english_one_cost(
    tmp_path: Path, statements: Callable[[int], AbstractContextManager[None]]
) -> None:
    _, reference, browser = given_a_complaint(tmp_path, NATIONS[0])
    key = opened(browser, reference, NATIONS[0])
    browser.get(reverse("ombudsman-desk"))
    with statements(17):
        assert browser.get(reverse("ombudsman-case", args=[int(key)])).status_code == 200
