"""Needs: the only ways one may be left, and how old the open ones are."""

from datetime import date

import pytest

from casework.agreements import commands, queries
from casework.complaints.commands import Held
from casework.complaints.models import Document, OpenEnd
from casework.complaints.opening import Part
from putright.cases import CaseError
from putright.vocabulary import NeedStep, Relationship
from tests.casework import made
from tests.casework.agreements.arranging import common, fri_10_may, mon_13_may
from tests.casework.made import Officers, at, fri_3_may, thu_2_may

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def one(officers: Officers) -> str:
    """A complaint in the hands of Asha."""
    return made.told(officers.asha).reference


def found(one: str, by, words: str = "Grab rails at the bath", **rest) -> str:
    given = {"risk": True, "due": fri_10_may, "owner": None, **rest}
    return commands.find_need(one, words, **given, **common(one, by)).case.needs[-1].key


def move(one: str, by, key: str, to: NeedStep, **rest):
    return commands.move_need(one, key, "Said on the telephone", to=to, **rest, **common(one, by, fri_3_may))


def test_a_need_is_met(officers: Officers, one: str) -> None:
    key = found(one, officers.asha)
    assert move(one, officers.asha, key, NeedStep.MET).case.needs[0].ended


def test_no_reply_needs_a_reminder_first(officers: Officers, one: str) -> None:
    key = found(one, officers.asha)
    with pytest.raises(CaseError, match="remind the resident at least once"):
        move(one, officers.asha, key, NeedStep.NO_REPLY)
    move(one, officers.asha, key, NeedStep.REMINDED)
    assert move(one, officers.asha, key, NeedStep.NO_REPLY).case.needs[0].ended


def test_declined_in_writing_needs_the_writing(officers: Officers, one: str) -> None:
    key = found(one, officers.asha)
    with pytest.raises(Held):
        move(one, officers.asha, key, NeedStep.DECLINED)
    with pytest.raises(CaseError, match="not kept with this complaint"):
        move(one, officers.asha, key, NeedStep.DECLINED, document="999999")
    case = commands.move_need(
        one,
        key,
        "She has moved",
        to=NeedStep.DECLINED,
        going_on="She told two of us",
        **common(one, officers.asha),
    ).case
    assert case.needs[0].ended


def test_a_document_of_the_complaint_is_what_was_written(officers: Officers, one: str) -> None:
    recorded = commands.find_need(
        one, "Grab rails", risk=False, due=None, owner=None, **common(one, officers.asha)
    )
    kept = Document.objects.create(
        complaint_id=recorded.complaint_id, called="no.txt", media_type="text/plain", size=3, sha256="0" * 64,
        stored_as="0" * 32, added_at=at(thu_2_may), officer=officers.asha,
    )  # fmt: skip
    key = recorded.case.needs[0].key
    case = move(one, officers.asha, key, NeedStep.DECLINED, document=str(kept.pk)).case
    assert case.needs[0].last.body.document == str(kept.pk)


def test_only_a_manager_leaves_a_need_open_by_a_decision(officers: Officers, one: str) -> None:
    key = found(one, officers.asha)
    with pytest.raises(CaseError, match="only a manager"):
        move(one, officers.asha, key, NeedStep.EXCEPTIONAL)
    assert move(one, officers.bela, key, NeedStep.EXCEPTIONAL).case.needs[0].ended


def test_the_board_has_those_with_a_risk_first_then_the_oldest(
    officers: Officers, one: str, statements
) -> None:
    found(one, officers.asha, "A hand rail on the stairs", risk=False)
    found(one, officers.asha, "Grab rails at the bath")
    with statements(5):
        rows = queries.needs_board(officers.asha, today=mon_13_may)
    assert [(row.words, row.risk, row.open_days, row.late) for row in rows] == [
        ("Grab rails at the bath", True, 11, True),
        ("A hand rail on the stairs", False, 11, True),
    ]
    assert rows[0].owner == "Asha Example"


def test_needs_of_a_restricted_complaint_are_on_no_board_but_of_who_is_named(officers: Officers) -> None:
    hidden = made.told(officers.bela, named=()).reference
    found(hidden, officers.bela)
    assert not queries.needs_board(officers.asha, today=mon_13_may)
    (row,) = queries.needs_board(officers.bela, today=mon_13_may)
    assert row.who == "G.A."


def test_a_service_officer_sees_the_needs_of_their_own_team(officers: Officers, one: str) -> None:
    found(one, officers.asha)
    assert not queries.needs_board(officers.carl, today=mon_13_may)


def test_an_affected_person_is_not_shown_in_place_of_the_complainant(officers: Officers) -> None:
    here = officers.asha.organisation
    gwen, tom = made.person(here), made.person(here, "Tom Ashdown")
    parts = (Part(tom.pk, Relationship.AFFECTED), Part(gwen.pk, Relationship.COMPLAINANT))
    one = made.told(officers.asha, parts=parts).reference
    found(one, officers.asha)
    assert queries.needs_board(officers.asha, today=mon_13_may)[0].who == "Gwendolyn Ashdown"


def test_the_projection_of_a_need_given_away_has_its_new_owner(officers: Officers, one: str) -> None:
    key = found(one, officers.asha)
    given = commands.give([(one, "need", key)], officers.bela, by=officers.asha, now=at(date(2024, 5, 3)))
    assert (given.number, given.refused) == (1, ())
    assert OpenEnd.objects.get(kind="need").owner == str(officers.bela.pk)
