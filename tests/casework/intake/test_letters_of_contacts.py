"""The letter that says who deals with a contact: written beside it, checked, sent once, and kept as it was sent."""

from datetime import timedelta

import pytest
from django.test import Client

from casework.intake import jobs, letters
from casework.intake.commands import ContactRefused, PersonWords
from casework.intake.letters import LetterHeld
from casework.intake.models import Contact, ContactLetter
from casework.intake.queries import contact, way
from putright.vocabulary import RecordType
from tests.browser.steps import post_office
from tests.casework.intake.entering import entered
from tests.casework.intake.test_ways_of_contacts import decided
from tests.casework.made import Officers, at, fri_3_may

pytestmark = pytest.mark.django_db(transaction=True)

GWEN = PersonWords(
    name="Gwendolyn Ashdown", address="Flat 2, 12 Tern Close", postcode="ab12cd", email="gwen@ashdown.example"
)
WORDS = {
    "reason": "You told us how a councillor spoke to you at a meeting of the ward in April.",
    "details": "Write to the monitoring officer at the town hall, or telephone. There is no last day for it.",
}


@pytest.fixture
def conduct(officers: Officers) -> int:
    """A contact about a councillor’s conduct, decided as that."""
    of = officers.asha.organisation
    of.email, of.telephone, of.address = "complaints@merebrook.example", "01632 960001", "1 Mere Street"
    of.save()
    number = entered(officers.asha, who=GWEN)
    decided(
        number, officers, decision=RecordType.COUNCILLOR_CONDUCT, answers={"about": ["councillor-conduct"]}
    )
    return number


def send(officers: Officers, number: int, *, words=WORDS, way="print", route="councillor-conduct", **rest):
    page = contact(officers.asha, number)
    return letters.send(page, route, words, "en", way, **{"by": officers.asha, "now": at(fri_3_may), **rest})


def test_the_letters_offered_are_those_of_its_routes(officers: Officers, conduct: int) -> None:
    page = contact(officers.asha, conduct)
    found = way(officers.asha, page)
    assert [one.key for one in letters.letters_offered(found)] == ["councillor-conduct"]
    words = letters.first_words(page, found, letters.letters_offered(found)[0])
    assert words["reason"].startswith("How a councillor behaved is judged by the code of conduct")


def test_it_names_the_ombudsman_of_the_matter_not_of_the_usual_procedure(
    officers: Officers, conduct: int
) -> None:
    of = officers.asha.organisation
    of.procedures = ["housing-ombudsman", "lgsco"]
    of.save()
    page, found = contact(officers.asha, conduct), letters.routes()["councillor-conduct"]
    made = letters.make(page, found, WORDS, "en", "print", by=officers.asha, today=fri_3_may)
    assert "Local Government and Social Care Ombudsman" in str(made)
    assert "Housing Ombudsman" not in str(made)
    of.procedures = ["housing-ombudsman"]  # A landlord alone has no other.
    made = letters.make(page, found, WORDS, "en", "print", by=officers.asha, today=fri_3_may)
    assert "Housing Ombudsman" in str(made)


def test_without_its_words_it_is_held_and_nothing_leaves(officers: Officers, conduct: int) -> None:
    with pytest.raises(LetterHeld):
        send(officers, conduct, words={"reason": WORDS["reason"], "details": ""})
    assert not ContactLetter.objects.exists()
    page = contact(officers.asha, conduct)
    route = letters.letters_offered(way(officers.asha, page))[0]
    made = letters.make(page, route, {}, "en", "print", by=officers.asha, today=fri_3_may)
    assert {one.id for one in made.held} == {"parts-given"}


def test_a_named_officer_goes_past_a_check_with_a_reason_that_is_kept(
    officers: Officers, conduct: int
) -> None:
    send(
        officers,
        conduct,
        words={"reason": WORDS["reason"], "details": ""},
        going_on="She has the address already.",
    )
    row = ContactLetter.objects.get()
    assert (row.gone_past, row.going_on) == (["parts-given"], "She has the address already.")


def test_what_was_printed_is_kept_as_it_was_sent(officers: Officers, conduct: int) -> None:
    number = send(officers, conduct)
    Contact.objects.update(happened="Changed since")
    officers.asha.organisation.name = "Another name"
    officers.asha.organisation.save()
    content, on = letters.sent_pdf(officers.asha, conduct, number)
    assert content.startswith(b"%PDF")
    assert on == fri_3_may
    assert content == letters.sent_pdf(officers.asha, conduct, number)[0]
    (row,) = letters.letters_of(conduct)
    assert (row.state, row.way, row.sent_by) == ("sent", "print", "Asha Example")
    assert not jobs.run_next(now=at(fri_3_may))


def test_it_is_sent_once(officers: Officers, conduct: int) -> None:
    send(officers, conduct)
    with pytest.raises(ContactRefused, match="sent already"):
        send(officers, conduct)
    assert ContactLetter.objects.count() == 1


def test_by_e_mail_it_really_leaves_and_leaves_once(officers: Officers, conduct: int, settings) -> None:
    send(officers, conduct, way="email")
    with post_office(settings) as mailbox:
        assert jobs.run_next(now=at(fri_3_may))
        assert not jobs.run_next(now=at(fri_3_may))
    (mail,) = mailbox.taken
    assert mail["To"] == "gwen@ashdown.example"
    text = mail.get_body(("plain",)).get_content()
    assert "The monitoring officer looks at that" in text
    assert ContactLetter.objects.get().state == "sent"


def test_without_a_mail_server_it_waits_and_says_so(officers: Officers, conduct: int, settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:9"
    settings.EMAIL_FROM = "complaints@merebrook.example"
    send(officers, conduct, way="email")
    assert jobs.run_next(now=at(fri_3_may))
    row = ContactLetter.objects.get()
    assert (row.state, row.tries) == ("waiting", 1)
    assert row.next_try_at is not None
    assert row.next_try_at > at(fri_3_may)


def test_a_letter_of_which_nobody_knows_is_decided_by_a_person(officers: Officers, conduct: int) -> None:
    number = send(officers, conduct, way="email")
    ContactLetter.objects.update(state="claimed", next_try_at=at(fri_3_may))
    assert not jobs.run_next(now=at(fri_3_may) + timedelta(hours=1))
    assert ContactLetter.objects.get().state == "uncertain"
    letters.settle(conduct, number, went=True, by=officers.asha, now=at(fri_3_may, 14))
    assert ContactLetter.objects.get().state == "sent"
    with pytest.raises(ContactRefused, match="decided about it meanwhile"):
        letters.settle(conduct, number, went=False, by=officers.asha, now=at(fri_3_may, 14))


@pytest.mark.parametrize(
    ("who", "way_out", "told"),
    [
        (PersonWords(), "print", "Nobody is named"),
        (PersonWords(name="Ida Tarn"), "email", "no e-mail address"),
        (PersonWords(name="Ida Tarn"), "print", "no postal address"),
    ],
    ids=["nobody named", "no e-mail", "no address"],
)
def test_who_cannot_be_reached_is_told(officers: Officers, who: PersonWords, way_out: str, told: str) -> None:
    number = entered(officers.asha, who=who)
    decided(
        number, officers, decision=RecordType.COUNCILLOR_CONDUCT, answers={"about": ["councillor-conduct"]}
    )
    with pytest.raises(ContactRefused, match=told):
        send(officers, number, way=way_out)


def test_a_letter_of_another_organisation_is_refused(
    officers: Officers, conduct: int, client: Client
) -> None:
    number = send(officers, conduct)
    with pytest.raises(ContactRefused):
        letters.sent_pdf(officers.fern, conduct, number)
    client.force_login(officers.fern)
    for path in ("letters/councillor-conduct", f"letters/{number}/file"):
        assert client.get(f"/contacts/{conduct}/{path}").status_code == 404
    assert client.post(f"/contacts/{conduct}/letters/{number}/settled", {"went": "1"}).status_code == 404


def test_the_page_keeps_what_was_typed_and_sends(officers: Officers, conduct: int, client: Client) -> None:
    client.force_login(officers.asha)
    path = f"/contacts/{conduct}/letters/councillor-conduct"
    page = client.get(path).content.decode()
    assert "judged by the code of conduct" in page
    assert "how to reach them and by when" in page  # the check
    sent = {**WORDS, "language": "en", "way": "print"}
    assert client.post(path, {**sent, "details": "", "send": "1"}).status_code == 422
    kept = client.post(path, {**sent, "keep": "1"})
    assert kept.headers["Location"] == path
    assert ContactLetter.objects.get().words["details"] == WORDS["details"]
    assert WORDS["details"] in client.get(path).content.decode()
    assert client.post(path, {**sent, "send": "1"}).headers["Location"] == f"/contacts/{conduct}/outcome"
    outcome = client.get(f"/contacts/{conduct}/outcome").content.decode()
    assert "made ready to be printed and posted" in outcome
    number = ContactLetter.objects.get().pk
    file = client.get(f"/contacts/{conduct}/letters/{number}/file")
    assert file.content.startswith(b"%PDF")
    assert client.get(f"/contacts/{conduct}/letters/appeal").status_code == 404
    client.force_login(officers.carl)
    assert client.get(path).status_code in (403, 404)


def test_a_route_that_is_refused_begins_its_refusal(officers: Officers, client: Client) -> None:
    number = entered(officers.asha)
    decided(number, officers, answers={"about": ["school-matter"]})
    client.force_login(officers.asha)
    page = client.get(f"/contacts/{number}/refusal").content.decode()
    assert "A school has a complaints procedure of its own." in page
    assert 'value="not_this_org" checked' in page
    assert "None of our procedures takes it" in client.get(f"/contacts/{number}/4").content.decode()


def test_a_reason_that_holds_what_no_store_takes_is_kept_without_it(
    client: Client, officers: Officers, conduct: int
) -> None:
    client.force_login(officers.bela)
    typed = {"reason": WORDS["reason"], "details": "", "language": "en", "way": "print", "send": "yes"}
    going_on = f"She has\x00 the address already.{'x' * 30_000}"
    answer = client.post(f"/contacts/{conduct}/letters/councillor-conduct", {**typed, "going_on": going_on})
    assert answer.status_code == 302
    kept = ContactLetter.objects.get().going_on
    assert kept.startswith("She has the address already.xx")
    assert len(kept) == 20_000


def test_two_who_write_the_same_letter_write_over_nobody(
    client: Client, officers: Officers, conduct: int
) -> None:
    client.force_login(officers.bela)
    address = f"/contacts/{conduct}/letters/councillor-conduct"
    mine = {
        "reason": "As bela saw it.",
        "details": "Write to the town hall.",
        "language": "en",
        "way": "print",
    }
    assert client.get(address).status_code == 200
    letters.keep(conduct, "councillor-conduct", WORDS, "en", by=officers.asha, now=at(fri_3_may))
    for button in ("keep", "send"):
        answer = client.post(address, {**mine, "seen": "", button: "1"})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert WORDS["details"] in page
        assert "As bela saw it." in page
        assert ContactLetter.objects.get().words == WORDS
        assert ContactLetter.objects.get().state == "draft"
    seen = letters.mark_of(WORDS, "en")
    assert seen in page
    assert client.post(address, {**mine, "seen": seen, "keep": "1"}).status_code == 302
    assert ContactLetter.objects.get().words["reason"] == "As bela saw it."
