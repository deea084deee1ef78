"""Letters go through GOV.UK Notify's own client to a server that speaks as Notify does, and never twice."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from casework.letters.adapters.carrier import Attachment, NotSetUp, Parcel, Refused, TryAgain
from casework.letters.adapters.notify import NotifyEmail, NotifyPost, NotifyService
from putright.vocabulary import DeliveryResult
from tests.casework.letters.notify_server import KEY, NotifyServer, notify_server

PDF = b"%PDF-1.7 a letter \xff\n"
PARCEL = Parcel(
    message_id="PR-7K3M-Q9TX.response.1",
    to="ada.ashdown@mail.example",
    subject="Our answer to your complaint (PR-7K3M-Q9TX)",
    text="Dear Ms Ashdown\n\nThis is our answer.\n",
    attachments=(Attachment("PR-7K3M-Q9TX-response-2024-05-02.pdf", PDF),),
)


@pytest.fixture
def server() -> Iterator[NotifyServer]:
    with notify_server() as running:
        yield running


def service(server: NotifyServer, key: str = KEY) -> NotifyService:
    return NotifyService(key, base_url=server.url, timeout=5)


def email(server: NotifyServer) -> NotifyEmail:
    return NotifyEmail(service(server), template="a-template")


def test_an_email_goes_through_the_template_under_our_reference(server: NotifyServer) -> None:
    handed = email(server).hand_over(PARCEL)
    (kept,) = server.kept
    assert kept["sent"] == {
        "email_address": "ada.ashdown@mail.example",
        "template_id": "a-template",
        "personalisation": {"subject": PARCEL.subject, "body": PARCEL.text},
        "reference": "PR-7K3M-Q9TX.response.1",
    }
    assert (handed.provider_reference, handed.again) == (kept["id"], False)


def test_a_letter_by_post_is_our_own_pdf(server: NotifyServer) -> None:
    NotifyPost(service(server)).hand_over(dataclasses.replace(PARCEL, to=""))
    (kept,) = server.kept
    assert (kept["type"], kept["pdf"].encode("latin-1")) == ("letter", PDF)


@pytest.mark.parametrize("attachments", [(), PARCEL.attachments * 2])
def test_a_letter_by_post_is_exactly_one_pdf(
    server: NotifyServer, attachments: tuple[Attachment, ...]
) -> None:
    with pytest.raises(Refused, match="one PDF"):
        NotifyPost(service(server)).hand_over(dataclasses.replace(PARCEL, attachments=attachments))
    assert server.kept == []


@pytest.mark.parametrize("way", ["lose_answers", "gibberish"])
def test_a_letter_whose_answer_was_lost_is_found_again_and_not_doubled(
    server: NotifyServer, way: str
) -> None:
    for carrier in (email(server), NotifyPost(service(server))):
        server.kept.clear()
        setattr(server, way, True)
        with pytest.raises(TryAgain):
            carrier.hand_over(PARCEL)
        setattr(server, way, False)
        handed = carrier.hand_over(PARCEL)
        assert [one["id"] for one in server.kept] == [handed.provider_reference]
        assert handed.again
        assert handed.at == datetime(2024, 5, 2, 14, 40, tzinfo=UTC)


def test_another_letter_is_another_letter(server: NotifyServer) -> None:
    email(server).hand_over(PARCEL)
    email(server).hand_over(dataclasses.replace(PARCEL, message_id="PR-7K3M-Q9TX.response.2"))
    assert len(server.kept) == 2


@pytest.mark.parametrize("code", [429, 500, 502, 503])
def test_one_that_notify_cannot_take_now_is_tried_again(server: NotifyServer, code: int) -> None:
    server.refuse_with = code
    with pytest.raises(TryAgain, match=str(code)):
        email(server).hand_over(PARCEL)
    server.refuse_with = None
    assert not email(server).hand_over(PARCEL).again


@pytest.mark.parametrize("code", [400, 410, 413, 422])
def test_one_that_notify_never_takes_is_refused_without_saying_whose(
    server: NotifyServer, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    server.refuse_with = code
    with pytest.raises(Refused, match=str(code)) as told:
        email(server).hand_over(PARCEL)
    assert "ashdown" not in str(told.value)
    assert "ashdown" not in caplog.text
    assert told.value.__cause__ is None
    assert told.value.__suppress_context__, "a traceback would print Notify's own words"


def test_a_wrong_key_holds_letters_back_and_loses_none(server: NotifyServer) -> None:
    wrong = NotifyEmail(service(server, KEY[:-1] + "1"), template="a-template")
    with pytest.raises(TryAgain, match="NOTIFY_API_KEY"):
        wrong.hand_over(PARCEL)
    with pytest.raises(NotSetUp, match="whole key"):
        NotifyService("half-a-key")


def test_a_server_that_is_down_is_tried_again() -> None:
    with notify_server() as gone:
        down = email(gone)
    with pytest.raises(TryAgain, match="cannot be reached"):
        down.hand_over(PARCEL)


def test_without_an_address_nothing_is_sent(server: NotifyServer) -> None:
    with pytest.raises(Refused, match="no e-mail address"):
        email(server).hand_over(dataclasses.replace(PARCEL, to=""))
    assert server.kept == []


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("created", DeliveryResult.HANDED_OVER),
        ("sending", DeliveryResult.HANDED_OVER),
        ("delivered", DeliveryResult.DELIVERED),
        ("permanent-failure", DeliveryResult.FAILED),  # no such address
        ("temporary-failure", DeliveryResult.FAILED),  # the mailbox was full for three days
        ("technical-failure", DeliveryResult.FAILED),
        ("accepted", DeliveryResult.HANDED_OVER),  # a letter that is to be printed
        ("received", DeliveryResult.DELIVERED),  # printed and in the post: all that Notify ever tells
        ("validation-failed", DeliveryResult.FAILED),  # it does not keep to the margins
        ("something-new", DeliveryResult.HANDED_OVER),  # never taken for delivered
    ],
)
def test_what_became_of_a_letter_is_told_in_our_words(
    server: NotifyServer, status: str, result: DeliveryResult
) -> None:
    email(server).hand_over(PARCEL)
    server.kept[0] |= {"status": status, "completed_at": "2024-05-02T14:41:30.000000Z"}
    told = service(server).delivery_of(PARCEL.message_id)
    assert told is not None
    assert (told.result, told.detail, told.at) == (
        result,
        status,
        datetime(2024, 5, 2, 14, 41, 30, tzinfo=UTC),
    )


def test_a_letter_that_notify_does_not_know_is_not_called_failed(server: NotifyServer) -> None:
    assert service(server).delivery_of("PR-7K3M-Q9TX.response.1") is None
