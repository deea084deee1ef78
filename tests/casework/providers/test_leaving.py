"""What a contractor in liquidation leaves undone: kept, given to another, or replaced, and the resident told."""

import pytest

from casework.agreements.models import Forwarding
from casework.complaints import commands
from casework.complaints.models import Complaint, OpenEnd
from casework.complaints.storing import read_events
from casework.outcomes import acting, course
from casework.outcomes.acting import Action
from casework.providers.leaving import Becomes, left_things
from casework.providers.register import change_status
from putright.calendars import in_london
from putright.cases import CaseError, replay
from putright.vocabulary import ContractorStatus, LetterKind, RemedyStep, RemedyType
from tests.casework.agreements.arranging import contractor
from tests.casework.made import Officers
from tests.casework.outcomes import making
from tests.casework.outcomes.making import seniors, wed_12_june
from tests.casework.providers.asked import now, version

pytestmark = pytest.mark.django_db


def today():
    return in_london(now()).date()


def passed(officers: Officers, firm: int) -> str:
    """An answered complaint with an action, that was passed to the contractor."""
    reference = making.answered(officers.asha)
    Forwarding.objects.create(
        complaint=Complaint.objects.get(reference=reference), contractor_id=firm, forwarded_on=today(), promise="0",
        consent=True, officer=officers.asha,
    )  # fmt: skip
    agree(reference, officers, "Fit the rails")
    return reference


def agree(reference: str, officers: Officers, words: str, **rest: object) -> None:
    action = Action(RemedyType.SERVICE, words, wed_12_june, str(officers.asha.pk), ("1",), **rest)
    acting.agree_action(
        reference, action, at=making.mon_20_may, by=officers.asha, now=now(), seen_version=version(reference)
    )


def gone(officers: Officers, firm: int) -> None:
    change_status(firm, ContractorStatus.IN_LIQUIDATION, "Wound up", on=today(), by=officers.asha, now=now())


def case_of(reference: str):
    return replay(read_events(Complaint.objects.get(reference=reference))[0])


def name_of(firm: int, officer, reference: str) -> str:
    return next(one.name for one in left_things(firm, officer) if one.reference == reference)


def send(client, officer, firm: int, **fields: str):
    """As the page carries it: the version of each complaint as it stands, unless another is given."""
    client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
    seen = {f"seen.{one.name}": str(one.version) for one in left_things(firm, officer)}
    return client.post(f"/providers/{firm}/left", {"sent": "yes", **seen, **fields}, follow=True)


def test_nothing_is_settled_while_the_contract_runs(officers: Officers) -> None:
    firm = contractor(officers.asha)
    with pytest.raises(CaseError, match="say first"):
        left_things(firm, officers.asha)


def test_one_page_keeps_one_gives_another_and_replaces_a_third(client, officers: Officers) -> None:
    seniors(officers)
    firm, other = contractor(officers.asha), contractor(officers.asha, "Bright Rails")
    kept, given, replaced = (passed(officers, firm) for _ in range(3))
    gone(officers, firm)
    one, two, three = (name_of(firm, officers.bela, each) for each in (kept, given, replaced))
    day = today()
    page = send(
        client, officers.bela, firm,
        **{
            f"becomes.{one}": "kept", f"words.{one}": "Our own team fits them",
            f"becomes.{two}": "given", f"to.{two}": str(other), f"words.{two}": "It has the drawings",
            f"due.{two}-day": str(day.day), f"due.{two}-month": str(day.month), f"due.{two}-year": str(day.year),
            f"becomes.{three}": "replaced", f"words.{three}": "Nobody makes them any more",
        },
    ).content.decode()  # fmt: skip
    assert "Settled: 3 things" in page
    assert "Offer another remedy" in page
    assert replaced in page
    ends = {
        one.complaint.reference: one
        for one in OpenEnd.objects.filter(kind="action").select_related("complaint")
    }
    assert (ends[kept].step, ends[kept].is_open) == ("progressed", True)
    assert (ends[given].due_on, ends[given].is_open) == (day, True)
    assert (ends[replaced].step, ends[replaced].is_open) == ("no_longer_achievable", False)
    notes = Complaint.objects.get(reference=given).notes.values_list("words", flat=True)
    assert "Given to Bright Rails. It has the drawings" in list(notes)


def test_what_was_offered_with_it_is_undeliverable_and_leads_to_its_letter(
    client, officers: Officers
) -> None:
    seniors(officers)
    firm = contractor(officers.asha)
    reference = passed(officers, firm)
    offer = making.offer_of(
        officers.asha,
        None,
        type=RemedyType.SERVICE,
        words="Rails by June",
        method="",
        details={"contractor": "Harrow Drains"},
    )
    key = making.propose(reference, officers.asha, offer)
    making.do(course.offer, reference, key, "By phone", by=officers.asha)
    making.do(course.accept, reference, key, "She agrees", by=officers.asha)
    agree(reference, officers, "Order the rails", remedy=key)
    gone(officers, firm)
    name = next(one.name for one in left_things(firm, officers.bela) if one.words == "Order the rails")
    page = send(
        client, officers.bela, firm, **{f"becomes.{name}": "replaced", f"words.{name}": "Nobody makes them"}
    ).content.decode()
    remedy = next(one for one in case_of(reference).remedies if one.key == key)
    assert remedy.step is RemedyStep.UNDELIVERABLE
    assert "Write to the resident that it cannot be delivered" in page
    client.post(f"/complaints/{reference}/letters/new", {"kind": LetterKind.UNDELIVERED_REMEDY.value})
    assert Complaint.objects.get(reference=reference).letters.get().kind == LetterKind.UNDELIVERED_REMEDY


def test_what_cannot_be_is_said_and_the_words_are_kept(client, officers: Officers) -> None:
    firm = contractor(officers.asha)
    reference = passed(officers, firm)
    gone(officers, firm)
    name = name_of(firm, officers.asha, reference)
    page = send(client, officers.asha, firm, **{f"becomes.{name}": "kept"}).content.decode()
    assert f"{reference}: say why, or what happens now." in page
    assert "There is something to put right" in page
    # Giving it up is a manager's: she is told, and nothing happened.
    page = send(
        client, officers.asha, firm, **{f"becomes.{name}": "replaced", f"words.{name}": "Nobody makes them"}
    ).content.decode()
    assert "a manager decides" in page
    assert OpenEnd.objects.get(kind="action").is_open
    assert Becomes.REPLACED.label in page


def test_what_is_restricted_is_not_there_and_cannot_be_settled(client, officers: Officers) -> None:
    seniors(officers)
    firm = contractor(officers.asha)
    reference = passed(officers, firm)
    gone(officers, firm)
    name = name_of(firm, officers.asha, reference)
    commands.restrict(reference, [], by=officers.bela, now=now(), seen_version=version(reference))
    page = send(
        client, officers.asha, firm, **{f"becomes.{name}": "kept", f"words.{name}": "Ours"}
    ).content.decode()
    assert reference not in page
    assert OpenEnd.objects.get(kind="action").step == "agreed"
    client.force_login(officers.carl, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/providers/{firm}/left").status_code == 403
    client.force_login(officers.fern, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/providers/{firm}/left").status_code == 404


def test_a_complaint_that_changed_meanwhile_is_left_alone_and_what_was_typed_is_kept(
    client, officers: Officers
) -> None:
    seniors(officers)
    firm = contractor(officers.asha)
    changed, still = passed(officers, firm), passed(officers, firm)
    gone(officers, firm)
    one, two = (name_of(firm, officers.bela, each) for each in (changed, still))
    seen = version(changed)
    agree(changed, officers, "Something else")
    typed = {
        f"becomes.{one}": "replaced", f"words.{one}": "Nobody makes them any more", f"seen.{one}": str(seen),
        f"becomes.{two}": "kept", f"words.{two}": "Our own team fits them",
    }  # fmt: skip
    answer = send(client, officers.bela, firm, **typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Settled: 1 thing" in page
    assert f"{changed} has changed since you opened this page" in page
    assert "Nobody makes them any more" in page
    assert "Our own team fits them" not in page
    assert OpenEnd.objects.get(kind="action", key=one.rpartition(".")[2]).step == "agreed"
    assert OpenEnd.objects.get(kind="action", key=two.rpartition(".")[2]).step == "progressed"
    # The page carries the version of now: sent once more, it holds.
    assert f'value="{version(changed)}"' in page
    again = {f"becomes.{one}": "replaced", f"words.{one}": "Nobody makes them any more"}
    assert "Settled: 1 thing" in send(client, officers.bela, firm, **again).content.decode()
    assert not OpenEnd.objects.get(kind="action", key=one.rpartition(".")[2]).is_open


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30], ids=["none", "no number", "minus", "long"])
def test_a_page_without_the_version_it_saw_settles_nothing(client, officers: Officers, seen: str) -> None:
    firm = contractor(officers.asha)
    reference = passed(officers, firm)
    gone(officers, firm)
    name = name_of(firm, officers.asha, reference)
    typed = {f"becomes.{name}": "kept", f"words.{name}": "Ours", f"seen.{name}": seen}
    assert send(client, officers.asha, firm, **typed).status_code == 422
    assert OpenEnd.objects.get(kind="action").step == "agreed"


def test_two_things_of_one_complaint_are_settled_together(client, officers: Officers) -> None:
    firm = contractor(officers.asha)
    reference = passed(officers, firm)
    agree(reference, officers, "Paint the rails")
    gone(officers, firm)
    typed = {}
    for one in left_things(firm, officers.asha):
        typed |= {f"becomes.{one.name}": "kept", f"words.{one.name}": f"Ours: {one.words}"}
    assert "Settled: 2 things" in send(client, officers.asha, firm, **typed).content.decode()


def test_one_that_was_settled_meanwhile_is_said_to_be_gone_and_the_words_are_shown(
    client, officers: Officers
) -> None:
    seniors(officers)
    firm = contractor(officers.asha)
    reference = passed(officers, firm)
    gone(officers, firm)
    name = name_of(firm, officers.bela, reference)
    given_up = {f"becomes.{name}": "replaced", f"words.{name}": "Nobody makes them"}
    assert "Settled: 1 thing" in send(client, officers.bela, firm, **given_up).content.decode()
    late = {f"becomes.{name}": "kept", f"words.{name}": "Our own team fits them"}
    answer = send(client, officers.bela, firm, **late)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "no longer on this list" in page
    assert "Our own team fits them" in page


def test_an_administrator_looks_and_settles_nothing(client, officers: Officers) -> None:
    firm = contractor(officers.asha)
    reference = passed(officers, firm)
    gone(officers, firm)
    one, before = name_of(firm, officers.bela, reference), version(reference)
    decided = {f"becomes.{one}": "kept", f"words.{one}": "Nobody makes them any more"}
    refused = send(client, officers.dana, firm, **decided)
    assert refused.status_code == 403
    assert "Nobody makes them any more" in refused.content.decode()
    page = client.get(f"/providers/{firm}/left").content.decode()
    assert "Fit the rails" in page
    assert "Settle these" not in page
    assert version(reference) == before


@pytest.mark.parametrize(("year", "says"), [("1900", "has passed"), ("2199", "the last day we can count to")])
def test_a_new_day_that_cannot_be_meant_is_said_and_nothing_is_recorded(
    client, officers: Officers, year: str, says: str
) -> None:
    firm = contractor(officers.asha)
    reference = passed(officers, firm)
    gone(officers, firm)
    one, before = name_of(firm, officers.bela, reference), version(reference)
    day = {f"due.{one}-day": "3", f"due.{one}-month": "6", f"due.{one}-year": year}
    answer = send(
        client,
        officers.bela,
        firm,
        **{f"becomes.{one}": "kept", f"words.{one}": "Our own team fits them", **day},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert says in page
    assert "Our own team fits them" in page
    assert version(reference) == before
