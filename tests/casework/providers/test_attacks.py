"""What somebody with a link, a contractor's sign-in, or neither tries, and does not get."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import get_resolver

from casework.complaints import commands
from casework.complaints.contents import add_document
from casework.complaints.models import Complaint
from casework.providers.accounts import choose_password, invite, signed_in, stop_account
from casework.providers.asking import ask
from casework.providers.models import Account, LinkOpening, ProviderReply, ReplyFile, ReplyLink
from casework.providers.opening import LinkShut
from casework.providers.replying import PointSaid, Said, send_reply
from casework.providers.reviewing import take_over
from casework.providers.tokens import invitation_token, link_of, reply_token
from putright.calendars import in_london
from putright.cases import CaseError
from tests.casework import made
from tests.casework.agreements.arranging import contractor
from tests.casework.made import Officers
from tests.casework.providers.asked import address, asked, now, passed, typed, version

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "correct horse battery staple"
OF_OFFICERS = (
    "/", "/search?for=Ashdown", "/people", "/figures", "/reports", "/imports", "/contractors", "/visits", "/promises",
    "/needs", "/alerts", "/actions", "/money", "/contacts", "/ombudsman", "/letters/sign-off",
)  # fmt: skip


def account_at(officers: Officers, firm: int, email: str = "ines@harrow.example") -> Account:
    account = Account.objects.get(pk=invite(firm, name="Ines Marr", email=email, by=officers.asha, now=now()))
    choose_password(account, WORDS)
    return account


def sign_in(client, account: Account) -> None:
    answer = client.post("/contractor/sign-in", {"email": account.email, "password": WORDS})
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/contractor"


def test_guessed_and_edited_links_open_nothing(client, officers: Officers) -> None:
    link = asked(officers.asha)
    token = reply_token(link)
    head, middle, tail = token.split(":")
    for edited in (
        "1", "x", token[:-1], f"{token}x", f"{head[:-2]}AA:{middle}:{tail}", token.swapcase(),
        signing.dumps([link.pk, link.secret]), signing.dumps([link.pk, link.secret], salt="something else"),
        signing.dumps([link.pk, "0" * 32], salt="casework.providers.reply-to-one-complaint"),
        signing.dumps({"k": link.pk}, salt="casework.providers.reply-to-one-complaint"),
    ):  # fmt: skip
        for method in (client.get, client.post):
            assert method(f"/reply/{edited}").status_code == 404, edited
    assert not LinkOpening.objects.exists()


def test_a_link_opens_its_own_complaint_only(client, officers: Officers) -> None:
    firm = contractor(officers.asha, email="replies@harrow.example")
    one, other = asked(officers.asha, firm), asked(officers.asha, firm)
    shown = client.get(address(one)).content.decode()
    assert one.forwarding.complaint.reference in shown
    assert other.forwarding.complaint.reference not in shown
    client.post(address(one), typed(**{"outcome-7": "upheld", "reasons-7": "not asked"}))
    assert set(ProviderReply.objects.get().points.values_list("point", flat=True)) == {"1", "2"}


def test_an_expired_link_says_so_and_shows_nothing(client, officers: Officers) -> None:
    link = asked(officers.asha)
    ReplyLink.objects.update(expires_on=in_london(now()).date() - timedelta(days=1))
    for answer in (client.get(address(link)), client.post(address(link), typed())):
        assert answer.status_code == 410
        assert link.forwarding.complaint.reference not in answer.content.decode()
        assert "Its time has run out" in answer.content.decode()
    assert "The technician was sent elsewhere." in answer.content.decode()
    assert not ProviderReply.objects.exists()
    assert set(LinkOpening.objects.values_list("what", flat=True)) == {"expired"}


def test_a_link_is_used_once(client, officers: Officers) -> None:
    link = asked(officers.asha)
    client.post(address(link), typed())
    again = client.post(address(link), typed(seen_version="1", **{"reasons-1": "Written afterwards"}))
    # Their own words come back to be copied, and no other word of the reply.
    assert "Written afterwards" in again.content.decode()
    assert "What you typed was not sent" in again.content.decode()
    assert "The technician was sent elsewhere." not in client.get(address(link)).content.decode()
    assert ProviderReply.objects.get().points.get(point="1").reasons == "The technician was sent elsewhere."
    late = SimpleUploadedFile("late.pdf", b"%PDF-1.4 late")
    client.post(address(link), {**typed(do="save", seen_version="1"), "upload": late})
    assert not ReplyFile.objects.exists()


def test_an_older_link_opens_no_more(client, officers: Officers) -> None:
    link = asked(officers.asha)
    reference = link.forwarding.complaint.reference
    ask(
        reference,
        link.forwarding_id,
        points=["1"],
        documents=[],
        consent=True,
        expires_on=None,
        by=officers.asha,
        now=now(),
    )
    assert client.get(address(link)).status_code == 410
    assert client.post(address(link), typed()).status_code == 410
    assert not ProviderReply.objects.exists()


@pytest.mark.parametrize("meanwhile", ["another link", "a restriction"])
def test_what_closes_a_link_while_the_reply_is_on_its_way_closes_it(
    officers: Officers, meanwhile: str
) -> None:
    link = link_of(reply_token(asked(officers.asha)))
    reference = link.forwarding.complaint.reference
    if meanwhile == "another link":
        ask(
            reference, link.forwarding_id, points=["1"], documents=[], consent=True, expires_on=None,
            by=officers.asha, now=now(),
        )  # fmt: skip
    else:
        commands.restrict(
            reference, [officers.asha], by=officers.asha, now=now(), seen_version=version(reference)
        )
    said = Said([PointSaid("1", "upheld", "The order was lost.", "offered")], "", "", "", "Ines Marr", 0)
    with pytest.raises(LinkShut):
        send_reply(link, said, declared=True, now=now(), today=in_london(now()).date())
    assert not ProviderReply.objects.exists()


def test_after_it_was_taken_over_nothing_opens(client, officers: Officers) -> None:
    link = asked(officers.asha)
    reference = link.forwarding.complaint.reference
    take_over(
        reference,
        link.forwarding_id,
        "We answer",
        by=officers.asha,
        now=now(),
        seen_version=version(reference),
    )
    for answer in (client.get(address(link)), client.post(address(link), typed())):
        assert answer.status_code == 410
        assert "Why did nobody come" not in answer.content.decode()


def test_a_restricted_complaint_is_shown_to_no_contractor(client, officers: Officers) -> None:
    link = asked(officers.asha)
    account = account_at(officers, link.forwarding.contractor_id)
    reference = link.forwarding.complaint.reference
    commands.restrict(
        reference, [officers.asha], by=officers.asha, now=now(), seen_version=version(reference)
    )
    assert client.get(address(link)).status_code == 410
    sign_in(client, account)
    assert reference not in client.get("/contractor").content.decode()
    assert client.get(f"/contractor/parts/{link.pk}").status_code == 410
    with pytest.raises(CaseError, match="restricted"):
        ask(
            reference,
            link.forwarding_id,
            points=["1"],
            documents=[],
            consent=True,
            expires_on=None,
            by=officers.asha,
            now=now(),
        )


def test_documents_are_those_sent_along_and_no_others(client, officers: Officers) -> None:
    reference, sent = passed(officers.asha, contractor(officers.asha))

    def kept(name: str, on: str = reference) -> int:
        upload = SimpleUploadedFile(name, b"%PDF-1.4 " + name.encode())
        return add_document(on, upload, what="", dated_on=None, source="", by=officers.asha, now=now())

    along, private = kept("order.pdf"), kept("medical.pdf")
    elsewhere = kept("other.pdf", made.told(officers.asha).reference)
    link = ask(
        reference, sent.pk, points=["1"], documents=[str(along)], consent=True, expires_on=None, by=officers.asha,
        now=now(),
    )  # fmt: skip
    got = client.get(f"{address(link)}/documents/{along}")
    assert got.status_code == 200
    assert b"".join(got.streaming_content) == b"%PDF-1.4 order.pdf"
    assert got.headers["Content-Disposition"].startswith("attachment")
    for number in (private, elsewhere, 999999):
        assert client.get(f"{address(link)}/documents/{number}").status_code == 404
        assert client.get(f"/documents/{number}").status_code in (302, 404)
    with pytest.raises(CaseError, match="not kept with this complaint"):
        ask(
            reference,
            sent.pk,
            points=["1"],
            documents=[str(elsewhere)],
            consent=True,
            expires_on=None,
            by=officers.asha,
            now=now(),
        )


def test_other_methods_do_nothing(client, officers: Officers) -> None:
    link = asked(officers.asha)
    for method in (client.put, client.delete, client.patch, client.trace):
        assert method(address(link)).status_code == 405
    assert client.get(address(link), typed()).status_code == 200
    assert client.get("/contractor/sign-out").status_code == 405
    assert not ProviderReply.objects.exists()


def test_a_form_from_elsewhere_is_not_accepted(officers: Officers) -> None:
    from django.test import Client

    link = asked(officers.asha)
    assert Client(enforce_csrf_checks=True).post(address(link), typed()).status_code == 403
    assert not ProviderReply.objects.exists()


def test_who_signs_in_as_a_contractor_reaches_no_page_of_officers(client, officers: Officers) -> None:
    link = asked(officers.asha)
    reference = link.forwarding.complaint.reference
    sign_in(client, account_at(officers, link.forwarding.contractor_id))
    tabs = (
        "",
        "/visits",
        "/notes",
        "/documents",
        "/history",
        "/points",
        "/letters",
        "/remedies",
        "/chronology",
    )
    for page in (*OF_OFFICERS, *(f"/complaints/{reference}{tab}" for tab in tabs)):
        answer = client.get(page)
        assert answer.status_code in (302, 404), page
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith("/accounts/login"), page
    part = f"/complaints/{reference}/parts/{link.forwarding_id}"
    for where in (part, f"{part}/check", f"{part}/ask", f"{part}/take-over", f"{part}/files/1"):
        assert client.get(where).headers["Location"].startswith("/accounts/login")
        assert client.post(where, {"to": "adopted", "words": "ours"}).status_code in (302, 403)
    assert version(reference) == Complaint.objects.get(reference=reference).version
    assert link.forwarding.replied_on is None


def test_every_address_without_arguments_is_shut_to_contractors(client, officers: Officers) -> None:
    """Whatever is added later: what a contractor opens is public to everybody, or its own."""
    account = account_at(officers, contractor(officers.asha))
    public = {
        path for path in _plain_paths() if client.get(f"/{path}").status_code == 200
    }  # what anybody may open
    sign_in(client, account)
    opened = {path for path in _plain_paths() if client.get(f"/{path}").status_code == 200}
    assert opened - public <= {"contractor", "contractor/visits", "contractor/returns"}


def _plain_paths() -> list[str]:
    found = []
    for include in get_resolver().url_patterns:
        for one in getattr(include, "url_patterns", [include]):
            route = str(one.pattern)
            if "<" not in route:
                found.append(route)
    assert len(found) > 30
    return found


def test_a_contractor_sees_its_own_parts_only(client, officers: Officers) -> None:
    mine = asked(officers.asha, contractor(officers.asha, "Harrow Drains", email="a@harrow.example"))
    theirs = asked(officers.asha, contractor(officers.asha, "Ridge Lifts", email="b@ridge.example"))
    sign_in(client, account_at(officers, mine.forwarding.contractor_id))
    text = client.get("/contractor").content.decode()
    assert mine.forwarding.complaint.reference in text
    assert theirs.forwarding.complaint.reference not in text
    assert client.get(f"/contractor/parts/{mine.pk}").status_code == 200
    for number in (theirs.pk, 999999):
        assert client.get(f"/contractor/parts/{number}").status_code == 404
        assert client.post(f"/contractor/parts/{number}", typed()).status_code == 404
        assert client.get(f"/contractor/parts/{number}/documents/1").status_code == 404
    assert not ProviderReply.objects.exists()


def test_signing_in_ends_an_officers_session_and_the_other_way_round(client, officers: Officers) -> None:
    account = account_at(officers, contractor(officers.asha))
    client.force_login(officers.asha)
    sign_in(client, account)
    assert client.get("/").status_code == 302
    client.force_login(officers.asha)
    assert client.get("/contractor").headers["Location"] == "/contractor/sign-in"


def test_a_stopped_account_and_another_password_end_the_session(client, officers: Officers) -> None:
    account = account_at(officers, contractor(officers.asha))
    sign_in(client, account)
    choose_password(Account.objects.get(), "another long pass phrase")
    assert client.get("/contractor").status_code == 302
    client.post("/contractor/sign-in", {"email": account.email, "password": "another long pass phrase"})
    assert client.get("/contractor").status_code == 200
    stop_account(account.pk, by=officers.asha)
    assert client.get("/contractor").status_code == 302
    with pytest.raises(CaseError):
        stop_account(account.pk, by=officers.fern)


def test_guessing_passwords_stops_the_account_for_a_while(officers: Officers) -> None:
    account, moment = account_at(officers, contractor(officers.asha)), now()
    for _ in range(5):
        assert signed_in(account.email, "guess", now=moment) is None
    assert signed_in(account.email, WORDS, now=moment) is None
    assert signed_in(account.email, WORDS, now=moment + timedelta(minutes=16)) is not None


def test_an_invitation_is_used_once_and_no_officer_signs_in_here(client, officers: Officers) -> None:
    firm = contractor(officers.asha)
    account = Account.objects.get(
        pk=invite(firm, name="Ines", email="ines@harrow.example", by=officers.asha, now=now())
    )
    where = f"/contractor/password/{invitation_token(account)}"
    assert client.post(where, {"password": "short", "again": "short"}).status_code == 422
    assert client.post(where, {"password": WORDS, "again": WORDS}).status_code == 302
    assert client.get(where).status_code == 404
    assert signed_in(officers.asha.email, "", now=now()) is None
    with pytest.raises(CaseError, match="signs in here already"):
        invite(firm, name="Asha", email=officers.asha.email, by=officers.asha, now=now())
    with pytest.raises(CaseError, match="no such contractor"):
        invite(firm, name="X", email="x@x.example", by=officers.fern, now=now())


def test_two_who_invite_the_same_address_at_once_make_one_account(officers: Officers) -> None:
    firm = contractor(officers.asha)
    given = {"name": "Ines Marr", "email": "ines@harrow.example", "by": officers.asha, "now": now()}
    first: list[int] = []

    def meanwhile(execute, sql, params, many, context):
        # The other one is written after both have seen that there was none.
        if sql.startswith('INSERT INTO "providers_account"') and not first:
            first.append(0)
            Account.objects.create(
                contractor_id=firm,
                name="Ines Marr",
                email="ines@harrow.example",
                made_at=now(),
                officer=officers.asha,
            )
        return execute(sql, params, many, context)

    with connection.execute_wrapper(meanwhile), pytest.raises(CaseError, match="signs in here already"):
        invite(firm, **given)
    assert first == [0]
    assert invite(firm, **given) == Account.objects.get().pk


def test_officers_of_elsewhere_and_auditors(client, officers: Officers) -> None:
    link = asked(officers.asha)
    where = f"/complaints/{link.forwarding.complaint.reference}/parts/{link.forwarding_id}"
    client.force_login(officers.fern)
    assert client.get(where).status_code == 404
    assert client.post(f"{where}/take-over", {"words": "mine"}).status_code == 404
    client.force_login(officers.ewan)
    assert client.get(where).status_code == 200
    assert client.post(f"{where}/take-over", {"words": "mine"}).status_code == 403
    other = made.told(officers.asha).reference
    client.force_login(officers.asha)
    assert client.get(f"/complaints/{other}/parts/{link.forwarding_id}").status_code == 404
