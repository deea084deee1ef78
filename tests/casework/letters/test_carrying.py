"""Carrying letters: a mail server that takes, refuses, is busy, hangs up or is down; and never a letter twice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from casework.complaints.models import Complaint, Note, OpenEnd
from casework.complaints.record import act, record
from casework.complaints.storing import read_events
from casework.complaints.uploads import path_of
from casework.letters import delivering
from casework.letters.adapters.registry import Way, print_queue
from casework.letters.files import ensure_files, file_of
from casework.letters.jobs import run_next
from casework.letters.models import Dispatch, Letter
from casework.letters.queries import print_queue as print_rows
from casework.letters.rules import rules
from casework.people.models import Officer
from putright.cases import CaseError, replay, verbs
from putright.cases.arranged import LetterDelivery
from putright.vocabulary import DeliveryResult
from tests.casework.letters import written
from tests.casework.letters.test_adapters_smtp import Desk, hang_up
from tests.casework.made import at, fri_3_may, tue_7_may

pytestmark = pytest.mark.django_db(transaction=True)

sat_4_may = date(2024, 5, 4)
wed_8_may = date(2024, 5, 8)


@pytest.fixture
def port() -> int:
    """A port that was free a moment ago."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


@pytest.fixture(autouse=True)
def mail_goes_there(settings: Any, port: int, tmp_path: Any) -> None:
    """Letters go to a mail server on that port, files and letters to be printed to folders of their own."""
    settings.EMAIL_URL = f"smtp://127.0.0.1:{port}"
    settings.EMAIL_FROM = "Complaints <complaints@merebrook.example>"
    settings.PRINT_FOLDER = tmp_path / "print"
    settings.DOCUMENTS = tmp_path / "documents"
    settings.NOTIFY_API_KEY = ""


@pytest.fixture
def letter(asha: Officer) -> Letter:
    """An acknowledgement sent on Friday 3 May 2024 at noon, waiting for the worker."""
    letter = written.acknowledgement(asha)
    written.sent(letter, asha)
    letter.refresh_from_db()
    return letter


@contextmanager
def running(desk: Desk, port: int) -> Iterator[Desk]:
    controller = Controller(desk, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield desk
    finally:
        controller.stop()


def work(now: datetime) -> None:
    """Everything that can be done at this moment."""
    for _ in range(20):
        if not run_next(now=now):
            return
    raise AssertionError("the worker never comes to an end")


def row(letter: Letter) -> Dispatch:
    return Dispatch.objects.filter(letter=letter).order_by("-pk")[0]


def deliveries(letter: Letter) -> list[DeliveryResult]:
    events, _ = read_events(Complaint.objects.get(pk=letter.complaint_id))
    return [one.body.result for one in events if isinstance(one.body, LetterDelivery)]


def acknowledged_on(letter: Letter) -> date | None:
    events, _ = read_events(Complaint.objects.get(pk=letter.complaint_id))
    at_ = replay(events).current.happened["acknowledged"].at
    return at_.date() if isinstance(at_, datetime) else at_


def test_a_letter_arrives_with_its_pdf_and_the_files_are_kept_as_sent(letter: Letter, port: int) -> None:
    with running(Desk(), port) as desk:
        work(at(fri_3_may, 13))
    ((_, recipients, message),) = desk.taken
    assert recipients == ["gwen@ashdown.example"]
    assert message["Subject"] == f"Acknowledgement ({letter.complaint.reference})"
    assert message["Reply-To"] == "complaints@merebrook.example"
    (attached,) = message.iter_attachments()
    version = letter.versions.get()
    assert attached.get_content() == file_of(version, "pdf")
    assert file_of(version, "docx").startswith(b"PK")
    assert "We will answer by Monday 20 May 2024." in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    sent = row(letter)
    assert (sent.state, sent.handed_over_at, sent.tries) == ("handed_over", at(fri_3_may, 13), 1)
    assert message["Message-ID"] == sent.provider_reference
    assert acknowledged_on(letter) == fri_3_may


def test_a_worker_that_has_nothing_to_do_says_so(letter: Letter, port: int) -> None:
    with running(Desk(), port) as desk:
        work(at(fri_3_may, 13))
        work(at(fri_3_may, 14))
    assert len(desk.taken) == 1


def test_a_server_that_is_down_and_comes_back_gets_it_once_and_the_date_follows(
    letter: Letter, port: int
) -> None:
    work(at(fri_3_may, 13))
    waiting = row(letter)
    assert (waiting.state, waiting.tries, waiting.problem) == (
        "waiting",
        1,
        "The mail server cannot be reached.",
    )
    assert waiting.next_try_at == at(fri_3_may, 13) + rules().tries[0]
    assert acknowledged_on(letter) == fri_3_may
    work(at(fri_3_may, 13))  # not before it is time
    assert row(letter).tries == 1
    with running(Desk(), port) as desk:
        work(at(sat_4_may, 9))
        work(at(sat_4_may, 10))
    assert len(desk.taken) == 1
    assert row(letter).state == "handed_over"
    assert acknowledged_on(letter) == sat_4_may
    note = Note.objects.get(complaint=letter.complaint, about="reason")
    assert note.words.startswith("The letter was made ready on Fri 3 May 2024 and left on Sat 4 May 2024")


def test_a_letter_that_left_the_same_day_corrects_nothing(letter: Letter, port: int) -> None:
    work(at(fri_3_may, 13))
    with running(Desk(), port):
        work(at(fri_3_may, 15))
    events, _ = read_events(letter.complaint)
    assert "corrected" not in {one.kind for one in events}


def test_a_busy_server_is_asked_again_under_the_same_number(letter: Letter, port: int) -> None:
    number = row(letter).message_id
    with running(Desk(at_address=lambda _: "451 try later"), port):
        work(at(fri_3_may, 13))
    assert row(letter).state == "waiting"
    with running(Desk(), port) as desk:
        work(at(fri_3_may, 14))
    ((_, _, message),) = desk.taken
    assert message["Message-ID"] == f"<{number}@merebrook.example>"
    assert deliveries(letter) == []


def test_an_address_that_is_refused_is_told_and_is_an_open_end(letter: Letter, port: int) -> None:
    with running(Desk(at_address=lambda _: "550 no such person"), port) as desk:
        work(at(fri_3_may, 13))
        work(at(wed_8_may, 13))
    assert desk.taken == []
    failed = row(letter)
    assert (failed.state, failed.problem) == ("failed", "The mail server does not take this address (550).")
    assert deliveries(letter) == [DeliveryResult.FAILED]
    assert OpenEnd.objects.filter(complaint=letter.complaint, kind="letter", is_open=True).exists()


def test_a_connection_lost_after_the_letter_was_given_is_never_tried_again_by_itself(
    letter: Letter, port: int
) -> None:
    with running(Desk(after_mail=hang_up), port) as desk:
        work(at(fri_3_may, 13))
        work(at(wed_8_may, 13))
    assert len(desk.taken) == 1
    assert row(letter).state == "uncertain"
    assert deliveries(letter) == []


def test_a_person_says_that_it_was_sent(letter: Letter, port: int, asha: Officer) -> None:
    with running(Desk(after_mail=hang_up), port):
        work(at(fri_3_may, 13))
    delivering.arrived(row(letter).pk, by=asha, now=at(tue_7_may))
    assert (row(letter).state, row(letter).handed_over_at) == ("handed_over", at(fri_3_may, 13))
    assert deliveries(letter) == [DeliveryResult.HANDED_OVER]
    with running(Desk(), port) as desk:
        work(at(tue_7_may, 13))
    assert desk.taken == []


def test_a_person_sends_it_again_once_however_often_they_click(
    letter: Letter, port: int, asha: Officer
) -> None:
    with running(Desk(after_mail=hang_up), port):
        work(at(fri_3_may, 13))
    first = row(letter)
    delivering.send_again(first.pk, by=asha, now=at(tue_7_may))
    with pytest.raises(CaseError, match="meanwhile"):
        delivering.send_again(first.pk, by=asha, now=at(tue_7_may))
    with running(Desk(), port) as desk:
        work(at(tue_7_may, 13))
    assert len(desk.taken) == 1
    assert Dispatch.objects.filter(letter=letter).count() == 2
    assert row(letter).message_id != first.message_id


def test_a_failed_letter_goes_another_way_and_counts_from_the_day_it_was_posted(
    letter: Letter, port: int, asha: Officer
) -> None:
    with running(Desk(at_address=lambda _: "550 no such person"), port):
        work(at(fri_3_may, 13))
    delivering.send_another_way(row(letter).pk, Way.PRINT, by=asha, now=at(tue_7_may, 9))
    work(at(tue_7_may, 10))
    (queued,) = print_rows(asha)
    assert (queued.number, queued.reference) == (row(letter).pk, letter.complaint.reference)
    (waiting,) = print_queue().waiting()
    assert waiting.path.read_bytes() == file_of(letter.versions.get(), "pdf")
    with pytest.raises(CaseError, match="not come yet"):
        delivering.posted(queued.number, on=wed_8_may, by=asha, now=at(tue_7_may, 11))
    delivering.posted(queued.number, on=wed_8_may, by=asha, now=at(wed_8_may, 11))
    assert print_rows(asha) == ()
    assert print_queue().waiting() == ()
    assert acknowledged_on(letter) == wed_8_may
    assert deliveries(letter) == [DeliveryResult.FAILED, DeliveryResult.HANDED_OVER]
    assert not OpenEnd.objects.filter(complaint=letter.complaint, kind="letter", is_open=True).exists()


def test_a_letter_nobody_takes_is_given_up_after_the_last_try_and_shown(letter: Letter) -> None:
    now = at(fri_3_may, 13)
    for _ in range(len(rules().tries) + 1):
        work(now)
        now += timedelta(hours=13)
    given_up = row(letter)
    assert given_up.state == "failed"
    assert f"It was tried {len(rules().tries) + 1} times." in given_up.problem
    assert deliveries(letter) == [DeliveryResult.FAILED]


def test_a_claim_left_by_a_process_that_stopped_becomes_uncertain(letter: Letter, port: int) -> None:
    Dispatch.objects.filter(letter=letter).update(state="claimed", claimed_at=at(fri_3_may, 13))
    with running(Desk(), port) as desk:
        work(at(fri_3_may, 13))
        assert row(letter).state == "claimed"
        work(at(fri_3_may, 13) + rules().claim_left)
    assert row(letter).state == "uncertain"
    assert desk.taken == []


def test_a_letter_for_the_printer_left_by_a_process_takes_its_own_place_again(asha: Officer) -> None:
    letter = written.acknowledgement(asha)
    written.written(letter, asha, ways=("print",))
    written.sent(letter, asha)
    work(at(fri_3_may, 13))
    Dispatch.objects.filter(letter=letter).update(state="claimed", claimed_at=at(fri_3_may, 13))
    work(at(fri_3_may, 14))
    assert row(letter).state == "printing"
    assert len(print_queue().waiting()) == 1


def test_a_resident_tells_that_it_came_late_or_never(letter: Letter, port: int, asha: Officer) -> None:
    with running(Desk(), port):
        work(at(fri_3_may, 13))
    with pytest.raises(CaseError, match="Fri 3 May 2024"):
        delivering.delivered_on(row(letter).pk, arrived_on=date(2024, 5, 2), by=asha, now=at(wed_8_may))
    delivering.delivered_on(row(letter).pk, arrived_on=tue_7_may, by=asha, now=at(wed_8_may))
    assert row(letter).state == "delivered"
    delivering.delivered_on(row(letter).pk, arrived_on=None, by=asha, now=at(wed_8_may))
    assert deliveries(letter) == [DeliveryResult.DELIVERED, DeliveryResult.FAILED]


def test_the_files_are_made_once_and_are_the_same_bytes(letter: Letter, port: int) -> None:
    with running(Desk(), port):
        work(at(fri_3_may, 13))
    version = letter.versions.get()
    kept = version.pdf, version.pdf_sha256, version.docx_sha256
    version.pdf = version.docx = ""
    version.save()
    ensure_files(version)
    version.refresh_from_db()
    assert version.pdf != kept[0]
    assert (version.pdf_sha256, version.docx_sha256) == kept[1:]


def test_a_letter_struck_out_of_the_record_still_left_and_goes_no_second_time(
    letter: Letter, port: int, asha: Officer
) -> None:
    for sequence in letter.recorded:
        striking = act(verbs.correct, corrects=sequence, at=fri_3_may, struck_out=True)
        record(letter.complaint.reference, striking, by=asha, now=at(fri_3_may, 13))
    with running(Desk(at_address=lambda _: "550 no such person"), port):
        work(at(sat_4_may, 9))
    assert row(letter).state == "failed"
    assert deliveries(letter) == []


def test_a_file_that_is_not_the_one_that_was_kept_is_never_handed_out(letter: Letter, port: int) -> None:
    with running(Desk(), port):
        work(at(fri_3_may, 13))
    version = letter.versions.get()
    path_of(version.pdf).write_bytes(b"%PDF-1.7 another letter")
    with pytest.raises(FileNotFoundError):
        file_of(version, "pdf")
