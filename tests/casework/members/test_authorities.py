"""On what authority somebody speaks: recorded, renewed, asked for, ended; and what follows it."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client

from casework.complaints.commands import ChangedSince, Held
from casework.complaints.models import Complaint, Document, Note, Party
from casework.complaints.opening import Part
from casework.complaints.page import ComplaintPage, complaint_page
from casework.complaints.storing import read_events
from casework.letters.errors import NotReady
from casework.letters.models import Dispatch
from casework.members import commands, queries
from casework.members.commands import AuthorityTerms, Speaker
from casework.people.models import Officer
from putright.cases import CaseError, replay
from putright.vocabulary import Disclosure, Relationship
from tests.casework import made
from tests.casework.letters import written
from tests.casework.made import Officers, at, fri_3_may, thu_9_may, tue_7_may

pytestmark = pytest.mark.django_db(transaction=True)
Statements = Callable[[int], AbstractContextManager[None]]
WAY_ON = " Take the person out, or see to their authority under “Who takes part”."
LETTER = AuthorityTerms("Signed form of 3 May", until=date(2024, 5, 8), given_by="Gwendolyn Ashdown")


def with_friend(asha: Officer, authority: str = "") -> tuple[str, int]:
    """A complaint with a representative; gives its reference and the number of their part."""
    friend = made.person(asha.organisation, "Tom Birch", email="tom@birch.example")
    resident = made.person(asha.organisation, email="gwen@ashdown.example")
    parts = (
        Part(resident.pk, Relationship.COMPLAINANT),
        Part(friend.pk, Relationship.REPRESENTATIVE, authority),
    )
    reference = made.told(asha, who=resident, parts=parts).reference
    return reference, Party.objects.get(complaint__reference=reference, person=friend).pk


def common(reference: str, by: Officer, on: date = fri_3_may) -> dict[str, Any]:
    events, _ = read_events(Complaint.objects.get(reference=reference))
    return {"at": on, "by": by, "now": at(on, 15), "seen_version": events[-1].sequence}


def page_of(reference: str, by: Officer, on: date = fri_3_may) -> ComplaintPage:
    return complaint_page(by, reference, today=on)


def moments(reference: str) -> list[str]:
    events, _ = read_events(Complaint.objects.get(reference=reference))
    return [name for stage in replay(events).stages for name in stage.happened]


def friend_row(reference: str, by: Officer, on: date) -> queries.SpeakerRow:
    return queries.speakers(page_of(reference, by, on), today=on)[0]


def test_an_authority_is_on_the_record_with_its_terms_and_the_day_it_ends(asha: Officer) -> None:
    reference, party = with_friend(asha)
    assert friend_row(reference, asha, fri_3_may).state == "none"
    commands.record_authority(
        reference, party, replace(LETTER, scopes=("named-points",), points=("1",)), **common(reference, asha)
    )
    assert "authority_recorded" in moments(reference)
    note = Note.objects.latest("pk").words
    assert note == (
        "Authority of Tom Birch: Signed form of 3 May. Only the points named: point 1. "
        "Given by Gwendolyn Ashdown. Until Wed 8 May 2024."
    )
    assert friend_row(reference, asha, fri_3_may).state == "soon"
    assert friend_row(reference, asha, thu_9_may).state == "ended"
    commands.record_authority(
        reference, party, replace(LETTER, until=None), **common(reference, asha, thu_9_may)
    )
    assert friend_row(reference, asha, thu_9_may).state == "stands"
    assert Note.objects.filter(words=note).exists(), "what it was stays in the notes"


def test_who_may_get_what_is_told_for_each_thing_with_the_reason(asha: Officer) -> None:
    reference, party = with_friend(asha)
    commands.record_authority(
        reference, party, AuthorityTerms("Form", ("letters-only",)), **common(reference, asha)
    )
    row = friend_row(reference, asha, fri_3_may)
    assert {one.what for one in row.access if one.allowed} == {Disclosure.LETTERS}
    packs = next(one for one in row.access if one.what is Disclosure.PACKS)
    assert packs.why == "Their authority is narrower (Letters only, nothing else from the record)"
    complainant = queries.speakers(page_of(reference, asha), today=fri_3_may)[1]
    assert all(one.allowed for one in complainant.access)


def test_a_copy_follows_the_scope_the_points_and_the_end_of_the_authority(asha: Officer) -> None:
    resident = made.person(asha.organisation, email="gwen@ashdown.example")
    friend = made.person(asha.organisation, "Tom Birch", email="tom@birch.example")
    parts = (Part(resident.pk, Relationship.COMPLAINANT), Part(friend.pk, Relationship.ADVOCATE))
    letter = written.acknowledgement(asha, who=resident, parts=parts)
    reference = letter.complaint.reference
    party = letter.complaint.parties.get(person=friend).pk
    written.written(letter, asha, copies=(party,))
    told = {}
    for name, terms in {
        "none": None,
        "spoken": AuthorityTerms("Form", ("speaking-only",)),
        "point": AuthorityTerms("Form", ("named-points",), ("1",)),
        "ended": replace(LETTER, until=date(2024, 5, 2)),
    }.items():
        if terms is not None:
            commands.record_authority(reference, party, terms, **common(reference, asha))
        with pytest.raises(NotReady) as held:
            written.sent(letter, asha)
        assert [one.result.id for one in held.value.lines] == ["copies-allowed"]
        told[name] = held.value.lines[0].result.says.removesuffix(WAY_ON)
    assert told == {
        "none": "A copy goes to Tom Birch, and no authority on record allows it today.",
        "spoken": "A copy goes to Tom Birch, and their authority is narrower "
        "(To speak for them, without letters or papers).",
        "point": "A copy goes to Tom Birch, and their authority is for point 1 only, and it speaks of point 2.",
        "ended": "A copy goes to Tom Birch, and their authority ended on 2 May 2024: ask for it again.",
    }
    both = AuthorityTerms("Form", ("named-points",), ("1", "2"))
    commands.record_authority(reference, party, both, **common(reference, asha))
    written.sent(letter, asha)
    assert list(Dispatch.objects.filter(is_copy=True).values_list("to", flat=True)) == ["tom@birch.example"]


def test_a_letter_written_to_the_representative_is_held_as_a_copy_is(asha: Officer) -> None:
    letter = written.acknowledgement(asha, parts=_parts(asha))
    party = letter.complaint.parties.get(role="representative")
    written.written(letter, asha, recipient=party.pk)
    with pytest.raises(NotReady) as held:
        written.sent(letter, asha)
    assert [one.result.says for one in held.value.lines if one.result.id == "copies-allowed"] == [
        f"It is written to Tom Birch, and no authority on record allows it today.{WAY_ON}"
    ]


def test_two_people_of_one_name_are_told_apart(asha: Officer) -> None:
    father = made.person(asha.organisation, "Owen Tarrant", email="owen@tarrant.example")
    son = made.person(asha.organisation, "Owen Tarrant", email="son@tarrant.example")
    for parts in (
        (Part(father.pk, Relationship.COMPLAINANT), Part(son.pk, Relationship.REPRESENTATIVE)),
        (Part(son.pk, Relationship.REPRESENTATIVE), Part(father.pk, Relationship.COMPLAINANT)),
    ):
        letter = written.acknowledgement(asha, who=father, parts=parts)
        written.written(letter, asha, copies=(letter.complaint.parties.get(person=son).pk,))
        with pytest.raises(NotReady) as held:
            written.sent(letter, asha)
        assert [one.result.says.split(",")[0] for one in held.value.lines] == ["A copy goes to Owen Tarrant"]
        written.written(letter, asha, copies=())
        written.sent(letter, asha)


def _parts(asha: Officer) -> tuple[Part, ...]:
    resident = made.person(asha.organisation, email="gwen@ashdown.example")
    friend = made.person(asha.organisation, "Tom Birch", email="tom@birch.example")
    return (
        Part(resident.pk, Relationship.COMPLAINANT),
        Part(friend.pk, Relationship.REPRESENTATIVE),
    )


def test_what_is_asked_for_has_a_day_and_is_over_once_it_comes(asha: Officer) -> None:
    reference, party = with_friend(asha)
    commands.ask_for_authority(reference, party, "By e-mail to both", **common(reference, asha))
    row = friend_row(reference, asha, fri_3_may)
    assert row.party.asked_until == date(2024, 5, 20)  # ten working days, a bank holiday between
    assert not row.asked_late
    assert friend_row(reference, asha, date(2024, 5, 21)).asked_late
    assert Note.objects.latest("pk").with_complainant
    commands.record_authority(reference, party, LETTER, **common(reference, asha, tue_7_may))
    assert friend_row(reference, asha, tue_7_may).party.asked_until is None


def test_who_speaks_no_more_is_given_nothing(asha: Officer) -> None:
    reference, party = with_friend(asha, "Letter of 1 March")
    commands.end_authority(reference, party, "Gwendolyn rang", **common(reference, asha))
    assert friend_row(reference, asha, fri_3_may).state == "none"
    with pytest.raises(CaseError, match="no authority on record that could end"):
        commands.end_authority(reference, party, "Again", **common(reference, asha))


def test_what_goes_beyond_the_authority_is_held_until_a_reason_is_given(asha: Officer) -> None:
    reference, party = with_friend(asha)
    commands.record_authority(
        reference, party, AuthorityTerms("Form", ("no-contact-details",)), **common(reference, asha)
    )
    commands.give(reference, party, Disclosure.REPLIES, "The reply", **common(reference, asha))
    with pytest.raises(Held) as held:
        commands.give(reference, party, Disclosure.CONTACT_DETAILS, "Her number", **common(reference, asha))
    assert "Addresses and telephone numbers: to Tom Birch" in held.value.would_break[0].says
    assert not Note.objects.filter(words__contains="Her number").exists()
    commands.give(
        reference, party, Disclosure.CONTACT_DETAILS, "Her number", going_on="She asked us to today",
        **common(reference, asha),
    )  # fmt: skip
    assert Note.objects.filter(about="override", words="She asked us to today").exists()


def test_a_representative_comes_into_a_complaint_later_and_is_found_by_name(asha: Officer) -> None:
    reference = made.told(asha).reference
    who = Speaker(Relationship.ADVOCATE, "Idris Penhallow", email="idris@advocates.example")
    commands.add_speaker(reference, who, AuthorityTerms(""), **common(reference, asha))
    row = friend_row(reference, asha, fri_3_may)
    assert (row.party.role, row.party.name, row.state) == (
        Relationship.ADVOCATE,
        "Idris Penhallow",
        "none",
    )
    with pytest.raises(CaseError, match="has this part already"):
        commands.add_speaker(reference, who, AuthorityTerms(""), **common(reference, asha))
    from casework.complaints.queries import search

    assert [one.reference for one in search(asha, "Penhallow", today=fri_3_may).rows] == [reference]


def test_nothing_of_another_complaint_is_taken(asha: Officer) -> None:
    reference, party = with_friend(asha)
    other, _ = with_friend(asha)
    with pytest.raises(CaseError, match="choose somebody who speaks for another"):
        commands.record_authority(other, party, LETTER, **common(other, asha))
    complainant = Party.objects.get(complaint__reference=reference, role="complainant").pk
    with pytest.raises(CaseError, match="choose somebody who speaks for another"):
        commands.record_authority(reference, complainant, LETTER, **common(reference, asha))
    elsewhere = Document.objects.create(
        complaint=Complaint.objects.get(reference=other), called="form.pdf", media_type="application/pdf", size=1,
        sha256="0" * 64, stored_as="x", added_at=at(fri_3_may), officer=asha,
    )  # fmt: skip
    with pytest.raises(CaseError, match="a document of this complaint"):
        commands.record_authority(
            reference, party, replace(LETTER, document=elsewhere.pk), **common(reference, asha)
        )
    with pytest.raises(CaseError):
        commands.record_authority(reference, party, replace(LETTER, points=("9",)), **common(reference, asha))
    assert Party.objects.get(pk=party).authority == ""


def test_two_officers_do_not_write_over_each_other(asha: Officer) -> None:
    reference, party = with_friend(asha)
    seen = common(reference, asha)
    commands.record_authority(reference, party, LETTER, **seen)
    with pytest.raises(ChangedSince):
        commands.record_authority(reference, party, replace(LETTER, until=None), **seen)


# --- The pages -----------------------------------------------------------------------------------------------


def form(reference: str, **fields: Any) -> dict[str, Any]:
    on = {"at-day": "3", "at-month": "5", "at-year": "2024"}
    return {"seen_version": common(reference, None)["seen_version"], **on, **fields}  # type: ignore[arg-type]


def test_the_tab_tells_who_may_have_what_and_leads_to_the_acts(client: Client, officers: Officers) -> None:
    client.force_login(officers.asha)
    reference, party = with_friend(officers.asha, "Letter of 1 March")
    page = client.get(f"/complaints/{reference}/taking-part").content.decode()
    for words in ("Who may be given what", "Letter of 1 March", "Stands", f"/authority?of={party}"):
        assert words in page
    client.force_login(officers.ewan)
    assert f"/authority?of={party}" not in client.get(f"/complaints/{reference}/taking-part").content.decode()
    assert client.get(f"/complaints/{reference}/authority").status_code == 403


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"basis": "", "scopes": ["everything"]}, "On what does it rest?: enter an answer."),
        ({"scopes": ["everything", "no-health"]}, "untick “everything”"),
        ({"scopes": ["named-points"]}, "tick at least one"),
        ({"scopes": ["no-health"], "points": ["1"]}, "tick “Only the points named” too"),
        ({"until-day": "1", "until-month": "5", "until-year": "2024", "given_on-day": "3",
          "given_on-month": "5", "given_on-year": "2024", "scopes": ["everything"]}, "before the day it was given"),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_told_and_what_was_typed_is_kept(
    client: Client, officers: Officers, fields: dict[str, Any], told: str
) -> None:
    client.force_login(officers.asha)
    reference, party = with_friend(officers.asha)
    sent = form(reference, party=party, **{"basis": "Signed form", "given_by": "Her son Tomos", **fields})
    answer = client.post(f"/complaints/{reference}/authority", sent)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Her son Tomos" in answer.content.decode()
    assert Party.objects.get(pk=party).authority == ""


def test_an_authority_is_recorded_from_its_page(client: Client, officers: Officers) -> None:
    client.force_login(officers.asha)
    reference, party = with_friend(officers.asha)
    sent = form(reference, party=party, basis="Signed form", scopes=["no-health", "letters-only"])
    assert client.post(f"/complaints/{reference}/authority", sent).status_code == 302
    assert Party.objects.get(pk=party).authority_scope == "no-health letters-only"
    shown = client.get(f"/complaints/{reference}").content.decode()
    assert "Signed form: nothing about health; Letters only, nothing else from the record" in shown
    asked = form(reference, party=party, words="Written to her")
    assert client.post(f"/complaints/{reference}/ask-authority", asked).status_code == 302
    ended = form(reference, party=party, words="He moved away")
    assert client.post(f"/complaints/{reference}/end-authority", ended).status_code == 302
    added = form(reference, role="advocate", name="Idris Vane", email="no address", scopes=["everything"])
    assert "An address has an @" in client.post(f"/complaints/{reference}/speaker", added).content.decode().replace(
        "an address has", "An address has"
    )  # fmt: skip
    added["email"] = "idris@vane.example"
    assert client.post(f"/complaints/{reference}/speaker", added).status_code == 302


def test_nobody_elsewhere_sees_or_changes_it_and_a_restricted_one_is_for_the_named(
    client: Client, officers: Officers
) -> None:
    reference, party = with_friend(officers.asha)
    client.force_login(officers.fern)
    assert client.get(f"/complaints/{reference}/taking-part").status_code == 404
    assert client.post(f"/complaints/{reference}/authority", {"party": party}).status_code == 404
    hidden = made.told(officers.asha, named=(officers.asha.pk,)).reference
    client.force_login(officers.bela)
    assert client.get(f"/complaints/{hidden}/taking-part").status_code == 404


def test_the_tab_costs_no_statement_of_its_own(asha: Officer, statements: Statements) -> None:
    reference, _ = with_friend(asha, "Letter")
    page = page_of(reference, asha)
    with statements(0):
        queries.speakers(page, today=fri_3_may)
