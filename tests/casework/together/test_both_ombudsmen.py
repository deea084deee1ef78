"""Letters of a complaint with parts under two procedures name both Ombudsmen, and do not hint at a hidden part."""

from dataclasses import replace

import pytest

from casework.complaints.linked import ombudsmen_of_parts
from casework.complaints.page import complaint_page
from casework.letters.making import make, take
from casework.letters.writing import start
from casework.people.models import Organisation
from casework.together import linking
from casework.together.linking import NewPart
from putright.letters import run_checks
from putright.letters.types import ComposedLetter
from putright.procedures import ombudsmen
from putright.vocabulary import LetterKind, LinkKind
from tests.casework.made import Officers, at, mon_20_may, thu_9_may
from tests.casework.together.asked import case_of, common, complaint

pytestmark = pytest.mark.django_db(transaction=True)

LGSCO = ombudsmen()["lgsco"]


@pytest.fixture
def one(officers: Officers) -> str:
    procedures = ["housing-ombudsman", "lgsco"]
    Organisation.objects.filter(pk=officers.asha.organisation_id).update(procedures=procedures)
    officers.asha.organisation.refresh_from_db()
    return complaint(officers.asha)


def also(officer, reference: str) -> list[str]:
    page = complaint_page(officer, reference, today=mon_20_may)
    return [body.key for body in ombudsmen_of_parts(page)]


def test_the_letter_of_a_mixed_complaint_names_both_and_the_gate_asks_for_both(
    officers: Officers, one: str
) -> None:
    linking.open_part(one, NewPart("lgsco", ("2",), "", leads=True), "", **common(one, officers.asha))
    page = complaint_page(officers.asha, one, today=thu_9_may)
    number = start(page, LetterKind.RESPONSE, by=officers.asha, now=at(thu_9_may))
    made = make(take(officers.asha, one, number, today=thu_9_may), today=thu_9_may)
    block = made.composed.block("ombudsman")
    assert block is not None
    for body in (ombudsmen()["housing-ombudsman"], LGSCO):
        assert body.name in block.text
        assert body.telephone in block.text
    assert holds(made.chain, made.composed) == []
    without = replace(block, text=block.text.replace(LGSCO.telephone, ""))
    blocks = tuple(without if each.key == "ombudsman" else each for each in made.composed.blocks)
    assert holds(made.chain, replace(made.composed, blocks=blocks)) == [True]


def holds(chain, composed: ComposedLetter) -> list[bool]:
    found = run_checks(chain, composed, today=thu_9_may)
    return [each.holds for each in found if each.id == "linked-ombudsmen-given" and not each.passes]


def test_one_that_follows_and_one_under_the_same_ombudsman_add_nothing(officers: Officers, one: str) -> None:
    same, later = complaint(officers.asha), complaint(officers.asha)
    linking.link(one, same, LinkKind.BESIDE, "", **common(one, officers.asha))
    linking.link(one, later, LinkKind.FOLLOWS, "", **common(one, officers.asha))
    assert also(officers.asha, one) == []


def test_a_restricted_part_is_told_of_only_where_all_who_see_this_one_may_see_it(
    officers: Officers, one: str
) -> None:
    hidden = complaint(officers.bela, named=(officers.bela.pk,), procedure="lgsco/2024-02-01")
    linking.link(one, hidden, LinkKind.LEADS, "", **common(one, officers.bela))
    assert also(officers.bela, one) == also(officers.asha, one) == []
    assert also(officers.bela, hidden) == ["housing-ombudsman"]
    beside = complaint(officers.bela, named=(officers.bela.pk,))
    linking.link(beside, hidden, LinkKind.BESIDE, "", **common(beside, officers.bela))
    assert also(officers.bela, beside) == ["lgsco"]


def test_a_link_taken_away_takes_the_signpost_away(officers: Officers, one: str) -> None:
    linking.open_part(one, NewPart("lgsco", ("2",), "", leads=True), "", **common(one, officers.asha))
    assert also(officers.asha, one) == ["lgsco"]
    linking.unlink(one, case_of(one).links[0].key, "", **common(one, officers.asha))
    assert also(officers.asha, one) == []
