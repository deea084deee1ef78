"""A contractor's reply by link: saved, sent, sent back with what is missing, and what we do with it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.complaints.commands import Answer, Held
from casework.complaints.models import Complaint, Document
from casework.complaints.page import complaint_page
from casework.people.models import Organisation
from casework.providers.asking import ask
from casework.providers.models import LinkOpening, ProviderMail, ProviderReply, ReplyFile, ReplyLink
from casework.providers.reviewing import review, take_over
from casework.together import linking
from putright.calendars import in_london
from putright.cases import CaseError, Status
from putright.procedures import procedure, required_blocks
from putright.vocabulary import LinkKind, PointOutcome, RemedyDecision, ReplyStep
from tests.casework import made
from tests.casework.agreements.arranging import contractor
from tests.casework.made import HOUSING, Officers
from tests.casework.providers.asked import MOST, address, asked, now, passed, typed, version

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERS = (
    Answer("1", PointOutcome.UPHELD, "Nobody came", RemedyDecision.OFFERED),
    Answer("2", PointOutcome.NOT_UPHELD, "The wall", RemedyDecision.NONE_WITH_REASON),
)
ALL = required_blocks(procedure(HOUSING), "contractor-reply")


def looked_at(link: ReplyLink, by, to: ReplyStep, words: str = "", **rest):
    given = {"blocks": ALL, "answers": ANSWERS, **rest}
    reference = link.forwarding.complaint.reference
    return review(
        reference,
        link.forwarding_id,
        words,
        to=to,
        by=by,
        now=now(),
        seen_version=version(reference),
        **given,
    )


def test_it_shows_what_was_asked_and_nothing_else(client, officers: Officers) -> None:
    link = asked(officers.asha)
    shown = client.get(address(link))
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "Why did nobody come on 3 June?" in text
    assert "Nobody came in six weeks" in text
    for secret in (
        "Gwendolyn Ashdown",
        "Tern Close",
        "AB1 2CD",
        "Leak above the kitchen",
        "Water came through",
    ):
        assert secret not in text
    assert shown.headers["Cache-Control"] == "private, no-store"
    assert LinkOpening.objects.get().what == "opened"


def test_only_the_points_chosen_are_shown(client, officers: Officers) -> None:
    reference, sent = passed(officers.asha, contractor(officers.asha))
    link = ask(
        reference,
        sent.pk,
        points=["2"],
        documents=[],
        consent=True,
        expires_on=None,
        by=officers.asha,
        now=now(),
    )
    text = client.get(address(link)).content.decode()
    assert "The kitchen ceiling is spoilt" in text
    assert "Nobody came in six weeks" not in text


def test_it_is_saved_and_gone_on_with(client, officers: Officers) -> None:
    link = asked(officers.asha)
    saved = client.post(address(link), typed(do="save", declared=""))
    assert saved.status_code == 302
    text = client.get(address(link)).content.decode()
    assert "The technician was sent elsewhere." in text
    assert ProviderReply.objects.get().sent_at is None


def test_two_who_write_at_once_lose_nothing(client, officers: Officers) -> None:
    link = asked(officers.asha)
    client.post(address(link), typed(do="save"))
    late = client.post(address(link), typed(do="save", **{"reasons-1": "Another account of it"}))
    assert late.status_code == 409
    assert "Another account of it" in late.content.decode()
    assert ProviderReply.objects.get().points.get(point="1").reasons == "The technician was sent elsewhere."


def test_without_the_declaration_nothing_is_sent_and_the_words_stay(client, officers: Officers) -> None:
    link = asked(officers.asha)
    refused = client.post(address(link), typed(declared=""))
    assert refused.status_code == 422
    assert "Tick the declaration" in refused.content.decode()
    assert "The technician was sent elsewhere." in refused.content.decode()
    assert not ProviderReply.objects.exists()


def test_sending_changes_nothing_of_the_complaint(client, officers: Officers) -> None:
    link = asked(officers.asha)
    before = version(link.forwarding.complaint.reference)
    client.post(address(link), typed())
    assert ProviderReply.objects.get().sent_at is not None
    assert version(link.forwarding.complaint.reference) == before


def test_a_file_is_distrusted_and_kept_with_the_complaint_once_looked_at(client, officers: Officers) -> None:
    link = asked(officers.asha)
    bad = SimpleUploadedFile("photo.pdf", b"MZ not a pdf")
    refused = client.post(address(link), {**typed(do="save"), "upload": bad})
    assert refused.status_code == 422
    assert "its content is something else" in refused.content.decode()
    good = SimpleUploadedFile("visit.pdf", b"%PDF-1.4 visit")
    assert (
        client.post(address(link), {**typed(do="save", seen_version="1"), "upload": good}).status_code == 302
    )
    assert not Document.objects.exists()
    client.post(address(link), typed(seen_version="2"))
    looked_at(link, officers.asha, ReplyStep.ADOPTED, whole=True)
    assert Document.objects.get().stored_as == ReplyFile.objects.get().stored_as


def test_a_reply_we_adopt_as_the_answer_waits_for_what_is_answered_in_step_with_it(
    client, officers: Officers
) -> None:
    link = asked(officers.asha)
    client.post(address(link), typed())
    here, there = link.forwarding.complaint.reference, made.told(officers.asha).reference
    linking.link(
        here, there, LinkKind.LEADS, "", at=now(), by=officers.asha, now=now(), seen_version=version(here)
    )
    with pytest.raises(Held) as held:
        looked_at(link, officers.asha, ReplyStep.ADOPTED, whole=True)
    assert [one.duty for one in held.value.would_break] == ["answered-in-step"]
    assert there in held.value.would_break[0].says
    done = looked_at(link, officers.asha, ReplyStep.ADOPTED, whole=True, going_on="It went out already")
    assert done.case.status is Status.ANSWERED


def test_a_reply_without_signposting_goes_back_with_a_new_day_and_a_new_link(
    client, officers: Officers
) -> None:
    link = asked(officers.asha)
    client.post(address(link), typed())
    with pytest.raises(CaseError, match="how to take the complaint to the next stage"):
        looked_at(link, officers.asha, ReplyStep.ADOPTED, blocks=MOST, whole=True)
    due = in_london(now()).date() + timedelta(days=7)
    done = looked_at(
        link, officers.asha, ReplyStep.RETURNED, "Say how they come to us.", blocks=MOST, due=due
    )
    assert [one.ended for one in done.case.promises] == ["renegotiated", None]
    assert done.case.promises[-1].by == due
    assert done.case.reply_reviews[-1].body.missing == ("how_to_escalate",)
    assert client.get(address(link)).status_code == 200  # it says that it was sent
    newest = ReplyLink.objects.latest("pk")
    assert "Say how they come to us." in client.get(address(newest)).content.decode()
    assert set(ProviderMail.objects.values_list("kind", flat=True)) == {"asked", "returned"}
    client.post(address(newest), typed(next_steps="Write to the landlord, then to the Ombudsman."))
    assert looked_at(newest, officers.asha, ReplyStep.ADOPTED, whole=True).case.status is Status.ANSWERED


def test_corrected_findings_are_ours(client, officers: Officers) -> None:
    link = asked(officers.asha)
    client.post(address(link), typed())
    corrected = (
        ANSWERS[0],
        Answer("2", PointOutcome.UPHELD, "Our order did not say so", RemedyDecision.OFFERED),
    )
    done = looked_at(
        link, officers.asha, ReplyStep.CORRECTED, "The order was ours", answers=corrected, whole=True
    )
    page = complaint_page(officers.asha, done.reference, today=in_london(now()).date())
    assert page.points[1].findings[0].finding.outcome is PointOutcome.UPHELD
    assert page.points[1].findings[0].reasons == "Our order did not say so"


def test_a_covered_reply_leaves_the_answer_to_our_letter(client, officers: Officers) -> None:
    link = asked(officers.asha)
    client.post(address(link), typed())
    done = looked_at(link, officers.asha, ReplyStep.COVERED, "The rights are in our letter", blocks=MOST)
    assert done.case.status is Status.OPEN
    link.forwarding.refresh_from_db()
    assert link.forwarding.missing == ["how_to_escalate"]


def test_taken_over_the_promise_ends_and_the_link_with_it(client, officers: Officers) -> None:
    link = asked(officers.asha)
    reference = link.forwarding.complaint.reference
    done = take_over(
        reference,
        link.forwarding_id,
        "They cannot say when",
        by=officers.asha,
        now=now(),
        seen_version=version(reference),
    )
    assert done.case.is_open
    assert done.case.promises[0].ended == "renegotiated"
    assert client.get(address(link)).status_code == 410


def test_without_consent_it_is_asked_for_and_said(officers: Officers) -> None:
    reference, sent = passed(
        officers.asha, contractor(officers.asha), consent=False, going_on="Somebody may be hurt"
    )
    with pytest.raises(CaseError, match="ask them first"):
        ask(
            reference,
            sent.pk,
            points=["1"],
            documents=[],
            consent=False,
            expires_on=None,
            by=officers.asha,
            now=now(),
        )
    assert not ReplyLink.objects.exists()
    ask(
        reference,
        sent.pk,
        points=["1"],
        documents=[],
        consent=True,
        expires_on=None,
        by=officers.asha,
        now=now(),
    )
    sent.refresh_from_db()
    assert sent.consent


def test_the_pages_of_officers_show_it_all(client, officers: Officers, landlord: Organisation) -> None:
    link = asked(officers.asha)
    client.post(address(link), typed())
    client.force_login(officers.asha)
    where = f"/complaints/{link.forwarding.complaint.reference}/parts/{link.forwarding_id}"
    text = client.get(where).content.decode()
    assert "To be checked" in text
    assert "The technician was sent elsewhere." in text
    assert "Reply sent" in text
    assert "The reply of Harrow Drains" in client.get(f"{where}/check").content.decode()
    shown = client.post(
        f"{where}/check", {"to": "returned", "words": "No rights", "blocks": ["decision"], "whole": "no",
                           "seen_version": str(version(link.forwarding.complaint.reference))},
    )  # fmt: skip
    assert shown.status_code == 422
    assert "due again on a day to come" in shown.content.decode()
    assert Complaint.objects.count() == 1
