"""A decision is given to us: kept and read once, whatever kind of file it is and whatever hides in it."""

import io
import zipfile
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.complaints.keeping import restrict
from casework.complaints.models import Complaint, Document
from casework.complaints.uploads import UploadRefused
from casework.ombudsman.models import OmbudsmanCase
from casework.people.models import Officer
from casework.precedents import jobs
from casework.precedents.adapters import opening
from casework.precedents.giving import NoSuchCase, NotLinked, give_decision
from casework.precedents.models import PublishedDecision
from casework.precedents.words import DecisionState
from putright.decisions import NotADecision
from tests.casework import made
from tests.casework.precedents.decided import APOLOGY, RECOMMENDS, case, report

NOW = made.at(date(2024, 5, 21))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ours(asha: Officer) -> OmbudsmanCase:
    """A case of the Ombudsman about a complaint of ours."""
    opened = made.told(asha)
    return case(asha, Complaint.objects.get(pk=opened.complaint_id))


def file(text: str | bytes, name: str = "decision.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode() if isinstance(text, str) else text)


def word_file(text: str) -> bytes:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line.strip())
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def stored() -> set[str]:
    return {one.name for one in Path(settings.DOCUMENTS).rglob("*") if one.is_file()}


def test_a_text_is_read_at_once_with_the_place_of_each_order(ours: OmbudsmanCase, asha: Officer) -> None:
    given = give_decision(ours.pk, file(report(more=APOLOGY + RECOMMENDS)), by=asha, now=NOW)
    assert given.state is DecisionState.READ
    decision = PublishedDecision.objects.get(pk=given.number)
    assert (decision.body, decision.reference, decision.paid_pence) == ("hos", "202300101", 25000)
    first, second, third = decision.lines.order_by("place")
    assert decision.text[first.begins : first.ends].startswith("Within 4 weeks of the date of this report")
    assert (first.due_on, first.within_length, first.within_unit) == (date(2024, 6, 3), 4, "week")
    assert (second.type, second.due_on, third.kind) == ("apology", None, "recommendation")
    assert decision.doubts == ["order 2 has no date of its own"]
    assert Document.objects.get(pk=decision.document_id).complaint_id == ours.complaint_id


def test_the_same_text_again_makes_nothing_and_leaves_no_file(ours: OmbudsmanCase, asha: Officer) -> None:
    first = give_decision(ours.pk, file(report()), by=asha, now=NOW)
    before = stored()
    again = give_decision(ours.pk, None, pasted=report().replace("\n", "\r\n"), by=asha, now=NOW)
    assert (again.number, again.before) == (first.number, True)
    assert PublishedDecision.objects.count() == Document.objects.count() == 1
    assert stored() == before


def test_a_page_is_kept_as_plain_text_and_its_script_is_not_read(ours: OmbudsmanCase, asha: Officer) -> None:
    lines = "".join(f"<p>{line}</p>" for line in report().splitlines())
    script = "<script>alert(1)</script>"
    page = f"<html><head>{script}</head><body onload=alert(2)>{lines}{script}</body></html>"
    given = give_decision(ours.pk, file(page, "decision.html"), by=asha, now=NOW)
    decision = PublishedDecision.objects.get(pk=given.number)
    assert "alert" not in decision.text
    assert decision.paid_pence == 25000
    document = Document.objects.get(pk=decision.document_id)
    assert (document.media_type, document.called) == ("text/plain", "decision.html.txt")


def test_what_is_no_decision_is_refused_and_nothing_is_kept(ours: OmbudsmanCase, asha: Officer) -> None:
    before = stored()
    with pytest.raises(NotADecision):
        give_decision(ours.pk, file("Dear Sir, thank you for your letter. " * 50), by=asha, now=NOW)
    with pytest.raises(UploadRefused, match="not of a kind"):
        give_decision(ours.pk, file(b"MZ", "decision.exe"), by=asha, now=NOW)
    with pytest.raises(UploadRefused):
        give_decision(ours.pk, file(b"no pdf at all", "decision.pdf"), by=asha, now=NOW)
    assert not PublishedDecision.objects.exists()
    assert stored() == before


def test_a_word_file_waits_for_the_worker_and_is_read_in_a_process_of_its_own(
    ours: OmbudsmanCase, asha: Officer
) -> None:
    given = give_decision(ours.pk, file(word_file(report()), "decision.docx"), by=asha, now=NOW)
    assert given.state is DecisionState.WAITING
    assert jobs.run_next(now=NOW)
    assert not jobs.run_next(now=NOW)
    decision = PublishedDecision.objects.get(pk=given.number)
    assert (decision.state, decision.paid_pence, decision.lines.count()) == ("read", 25000, 1)
    # Copied from the same decision: the worker finds that the text was given before.
    text_again = give_decision(ours.pk, None, pasted=decision.text, by=asha, now=NOW)
    assert (text_again.number, text_again.before) == (decision.pk, True)


def test_a_word_file_of_a_text_given_before_is_said_to_be_the_same(
    ours: OmbudsmanCase, asha: Officer
) -> None:
    give_decision(ours.pk, None, pasted=report(), by=asha, now=NOW)
    given = give_decision(ours.pk, file(word_file(report()), "decision.docx"), by=asha, now=NOW)
    jobs.run_next(now=NOW)
    decision = PublishedDecision.objects.get(pk=given.number)
    assert decision.state in {"same", "read"}
    texts = set(PublishedDecision.objects.filter(state="read").values_list("sha256", flat=True))
    assert len(texts) == PublishedDecision.objects.filter(state="read").count()


def test_a_word_file_that_unpacks_to_a_bomb_is_refused_in_words(ours: OmbudsmanCase, asha: Officer) -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("word/document.xml", b"0" * 250_000_000)
    assert len(kept.getvalue()) < 1_000_000
    given = give_decision(ours.pk, file(kept.getvalue(), "bomb.docx"), by=asha, now=NOW)
    assert jobs.run_next(now=NOW)
    decision = PublishedDecision.objects.get(pk=given.number)
    assert (decision.state, decision.text) == ("refused", "")
    assert "unpacks to far more than a decision" in decision.refused


def test_a_file_that_takes_for_ever_is_stopped() -> None:
    with pytest.raises(NotADecision, match="could not be read within"):
        opening.read_apart(word_file(report()), name="slow.docx", seconds=0.01)


def test_a_damaged_pdf_is_refused_and_may_be_given_again(ours: OmbudsmanCase, asha: Officer) -> None:
    given = give_decision(
        ours.pk, file(b"%PDF-1.7\n" + b"\x93 broken" * 200, "decision.pdf"), by=asha, now=NOW
    )
    assert jobs.run_next(now=NOW)
    assert "damaged" in PublishedDecision.objects.get(pk=given.number).refused
    again = give_decision(
        ours.pk, file(b"%PDF-1.7\n" + b"\x93 broken" * 200, "decision.pdf"), by=asha, now=NOW
    )
    assert not again.before


def test_a_worker_that_was_killed_leaves_a_claim_that_is_taken_again_three_times(
    ours: OmbudsmanCase, asha: Officer
) -> None:
    given = give_decision(ours.pk, file(word_file(report()), "decision.docx"), by=asha, now=NOW)
    then = NOW
    for _ in range(jobs.MOST_TRIES):
        assert jobs._claim(then) is not None
        assert not jobs.run_next(now=then + timedelta(seconds=1))
        then += jobs.LEFT_BEHIND + timedelta(seconds=1)
    assert jobs.run_next(now=then)
    assert "three tries" in PublishedDecision.objects.get(pk=given.number).refused


def test_who_may_not_see_the_complaint_cannot_give_a_decision_on_it(
    ours: OmbudsmanCase, officers: made.Officers
) -> None:
    restrict(ours.complaint.reference, [], by=officers.asha, now=NOW, seen_version=ours.complaint.version)
    for stranger in (officers.bela, officers.fern):
        with pytest.raises(NoSuchCase):
            give_decision(ours.pk, None, pasted=report(), by=stranger, now=NOW)
    assert give_decision(ours.pk, None, pasted=report(), by=officers.asha, now=NOW).number


def test_a_case_of_no_complaint_is_linked_first(asha: Officer) -> None:
    with pytest.raises(NotLinked):
        give_decision(case(asha, None).pk, None, pasted=report(), by=asha, now=NOW)


def test_a_decision_amended_at_a_review_keeps_the_one_before(ours: OmbudsmanCase, asha: Officer) -> None:
    first = give_decision(ours.pk, None, pasted=report(), by=asha, now=NOW)
    amended = give_decision(ours.pk, None, pasted=report(pounds=400), at_review=True, by=asha, now=NOW)
    decision = PublishedDecision.objects.get(pk=amended.number)
    assert (decision.amends_id, decision.paid_pence) == (first.number, 40000)
    assert decision.identity != PublishedDecision.objects.get(pk=first.number).identity
