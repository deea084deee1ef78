"""What somebody reads when something cannot go on: what is wrong, what to do; nothing recorded, nothing typed is lost."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from casework.agreements.models import Forwarding
from casework.complaints import commands as complaints
from casework.complaints.opening import Part
from casework.letters.models import Dispatch, Letter
from casework.members import commands as members
from casework.members.commands import AuthorityTerms
from casework.providers.register import change_status
from putright.vocabulary import ContractorStatus, PersonRole, Relationship
from tests.casework import made
from tests.casework.agreements.arranging import contractor
from tests.casework.letters import written
from tests.casework.made import Officers, at, fri_3_may, mon_20_may, thu_2_may
from tests.casework.providers.asked import address, asked
from tests.casework.statutory.children import (
    answered,
    appointed,
    at_stage_2,
    case_of,
    common,
    complaint,
    mon_3_june,
    outside,
    version,
)

pytestmark = pytest.mark.django_db(transaction=True)

mon_1_july, thu_1_august = date(2024, 7, 1), date(2024, 8, 1)
TYPED = "We typed this and want to keep it."


@pytest.fixture
def asha_in(client: Client, officers: Officers) -> Client:
    client.force_login(officers.asha)
    return client


def day(on: date, name: str = "at") -> dict[str, str]:
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def post(client: Client, reference: str, page: str, on: date, **fields: Any) -> Any:
    sent = {"seen_version": version(reference), **day(on), "words": TYPED, **fields}
    return client.post(f"/complaints/{reference}/{page}", sent)


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def refused(answer: Any, *says: str) -> None:
    """It says this, and what was typed is still there."""
    assert answer.status_code == 422
    for words in (*says, TYPED):
        assert words in text(answer)


def at_stage_3(officers: Officers) -> str:
    """A child's complaint whose panel was asked for on Monday 1 July 2024; Orla Brack was independent at stage 2."""
    one = at_stage_2(officers.asha)
    appointed(one, officers.asha, PersonRole.INDEPENDENT_PERSON, outside(officers.asha, "Orla Brack"))
    answered(one, officers.asha, mon_3_june)
    complaints.escalate(
        one, reasons=(), disputed=(), words="A panel, please", **common(one, officers.asha, mon_1_july)
    )
    return one


def a_copy_to_a_friend(officers: Officers) -> tuple[Letter, int]:
    """An acknowledgement with a copy to somebody whose authority is on record."""
    resident = made.person(officers.asha.organisation, email="gwen@ashdown.example")
    friend = made.person(officers.asha.organisation, "Tom Birch", email="tom@birch.example")
    parts = (Part(resident.pk, Relationship.COMPLAINANT), Part(friend.pk, Relationship.REPRESENTATIVE))
    letter = written.acknowledgement(officers.asha, who=resident, parts=parts)
    party = letter.complaint.parties.get(person=friend).pk
    return written.written(letter, officers.asha, copies=(party,)), party


def test_an_authority_that_has_expired_is_told_where_it_matters(asha_in: Client, officers: Officers) -> None:
    letter, party = a_copy_to_a_friend(officers)
    reference = letter.complaint.reference
    terms = AuthorityTerms("Signed form of 3 April", until=thu_2_may)
    members.record_authority(reference, party, terms, **common(reference, officers.asha, fri_3_may))
    assert "Ended" in text(asha_in.get(f"/complaints/{reference}/taking-part"))
    page = text(asha_in.get(f"/complaints/{reference}/letters/{letter.pk}/send"))
    assert "A copy goes to Tom Birch, and their authority ended on 2 May 2024: ask for it again." in page
    assert "It cannot be sent yet" in page
    asha_in.post(f"/complaints/{reference}/letters/{letter.pk}/send", {"do": "send", "content": "0" * 64})
    assert not Dispatch.objects.exists()


def test_a_panel_member_with_a_conflict_is_not_appointed(asha_in: Client, officers: Officers) -> None:
    one = at_stage_3(officers)
    knows = {"role": "panel_member", "who": outside(officers.asha, "Petra Lisle"), "conflicts": ["knows"]}
    before = case_of(one).people
    refused(
        post(asha_in, one, "appoint", mon_1_july, declared="on", **knows), "Knows somebody concerned".lower()
    )
    assert case_of(one).people == before
    assert (
        post(asha_in, one, "appoint", mon_1_july, declared="on", **knows, going_on="Nobody else").status_code
        == 302
    )


def test_who_was_independent_at_stage_2_is_not_appointed_to_the_panel(
    asha_in: Client, officers: Officers
) -> None:
    one = at_stage_3(officers)
    orla = case_of(one).people[0].body.person
    before = case_of(one).people
    again = post(asha_in, one, "appoint", mon_1_july, declared="on", role="panel_member", who=orla)
    refused(again, "took part at an earlier stage")
    assert case_of(one).people == before


@pytest.mark.parametrize(
    ("stage", "on", "last"),
    [("stage-1", mon_1_july, "Tue 11 June 2024"), ("stage-2", thu_1_august, "Mon 1 July 2024")],
)
def test_a_stage_asked_for_too_late_says_its_last_day_and_the_way_on(
    asha_in: Client, officers: Officers, stage: str, on: date, last: str
) -> None:
    if stage == "stage-1":
        one = complaint(officers.asha)
        answered(one, officers.asha)
    else:
        one = at_stage_2(officers.asha)
        answered(one, officers.asha, mon_3_june)
    refused(post(asha_in, one, "escalate", on), "after the last day for it", last)
    assert case_of(one).stage == stage
    assert post(asha_in, one, "late-request", on, words="They were in hospital.").status_code == 302
    assert post(asha_in, one, "escalate", on).status_code == 302
    assert case_of(one).stage != stage


@pytest.mark.parametrize(
    ("status", "called"),
    [(ContractorStatus.IN_LIQUIDATION, "in liquidation"), (ContractorStatus.ENDED, "ended")],
)
def test_a_provider_that_does_not_exist_any_more_is_not_asked(
    asha_in: Client, officers: Officers, status: ContractorStatus, called: str
) -> None:
    firm = contractor(officers.asha, email="replies@harrow.example")
    link = asked(officers.asha, firm)
    change_status(firm, status, "Wound up", on=mon_20_may, by=officers.asha, now=at(mon_20_may))
    one = made.told(officers.asha).reference
    sent = post(asha_in, one, "forward", thu_2_may, contractor=str(firm), consent="yes")
    refused(sent, "Harrow Drains", called, "so we answer ourselves")
    assert Forwarding.objects.filter(complaint__reference=one).count() == 0
    closed = asha_in.get(address(link))
    assert (closed.status_code, "Harrow Drains" in text(closed)) == (410, False)


def test_a_complaint_is_not_passed_on_without_consent(asha_in: Client, officers: Officers) -> None:
    firm = contractor(officers.asha)
    one = made.told(officers.asha).reference
    sent = {"contractor": str(firm), "consent": "no"}
    refused(
        post(asha_in, one, "forward", thu_2_may, **sent),
        "has not agreed to the complaint being passed on: ask first",
    )
    assert not Forwarding.objects.exists()
    assert post(asha_in, one, "forward", thu_2_may, **sent, going_on="A danger to others").status_code == 302
    assert not Forwarding.objects.get().consent
