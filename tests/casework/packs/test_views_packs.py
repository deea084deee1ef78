"""The pages of packs: what is asked of them, who may open them, what they cost."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from casework.complaints import commands as complaints
from casework.complaints.models import Complaint
from casework.journal.models import Access
from casework.packs import commands
from casework.packs.models import Pack, PackSend, PackSheet, PolicyDocument
from casework.people.models import Officer
from tests.casework import made
from tests.casework.made import Officers
from tests.casework.packs import packed
from tests.casework.packs.packed import NOW, Filed

pytestmark = pytest.mark.django_db(transaction=True)
Statements = Callable[[int], AbstractContextManager[None]]


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


@pytest.fixture
def filed(officers: Officers) -> Filed:
    return packed.filed(officers.asha)


def test_a_pack_is_begun_read_looked_through_and_frozen_from_its_pages(
    officers: Officers, filed: Filed, statements: Statements
) -> None:
    client, tab = signed_in(officers.asha), reverse("case-pack", args=[filed.key])
    assert "Begin the pack" in client.get(tab).content.decode()
    assert client.post(tab, {"do": "begin", "enquiry": filed.enquiry}).status_code == 302
    pack = Pack.objects.get()
    assert pack.enquiry == filed.enquiry
    assert "being read" in client.get(tab).content.decode()
    packed.worked()
    with statements(45):
        shown = client.get(tab).content.decode()
    assert "Record inventory" in shown
    assert "Freeze this version" in shown
    words = reverse("pack-words", args=[filed.key, pack.pk])
    with statements(24):
        assert "Asha Example" in client.get(words).content.decode()
    assert (
        client.post(
            words, {"do": "words", "words": packed.NEIGHBOUR, "reason": "third_party", "note": ""}
        ).status_code
        == 302
    )
    log = packed.item(pack, filed.documents["log"])
    with statements(20):
        page = client.get(reverse("pack-item", args=[filed.key, pack.pk, log.pk])).content.decode()
    assert "Mrs Quince signed." in page
    drawn = client.get(reverse("pack-page", args=[filed.key, pack.pk, log.pk, 1]))
    assert drawn["Content-Type"] == "image/jpeg"
    assert client.post(tab, {"do": "freeze", "pack": str(pack.pk)}).status_code == 302
    packed.worked()
    shown = client.get(tab).content.decode()
    assert "Frozen versions" in shown
    pack.refresh_from_db()
    assert pack.bundle_sha256 in shown
    got = client.get(reverse("pack-file", args=[filed.key, pack.pk, "zip"]))
    assert b"".join(got.streaming_content)[:2] == b"PK"
    assert Access.objects.filter(officer=officers.asha, what=f"pack {pack.pk} zip taken").count() == 1


def test_lines_boxes_and_pages_are_removed_from_the_page_of_a_thing(officers: Officers, filed: Filed) -> None:
    pack, client = packed.begun(filed, officers.asha), signed_in(officers.asha)
    log = packed.item(pack, filed.documents["log"])
    address = reverse("pack-item", args=[filed.key, pack.pk, log.pk])
    text = PackSheet.objects.get(item=log, number=1).text.split("\n")
    lines = [number for number, words in enumerate(text, start=1) if "Quince signed" in words]
    assert lines
    assert (
        client.post(address, {"do": "lines", "line": lines, "reason": "third_party", "note": ""}).status_code
        == 302
    )
    assert "Quince signed. Ring" in client.get(address).content.decode(), "as the line that is ticked"
    assert "(removed)" in client.get(address).content.decode()
    wrong = client.post(
        address,
        {"do": "box", "left": "50", "right": "40", "top": "0", "bottom": "20", "reason": "third_party"},
    )
    assert wrong.status_code == 422
    assert "left before right" in wrong.content.decode()
    nothing = client.post(address, {"do": "lines", "reason": "third_party"})
    assert "Tick the lines to be removed" in nothing.content.decode()
    other = client.post(address, {"do": "page", "reason": "other", "note": ""})
    assert "Say more about why it is removed" in other.content.decode()
    mark = Pack.objects.get().redactions.get().pk
    assert client.post(address, {"do": "put-back", "mark": str(mark)}).status_code == 302
    assert not Pack.objects.get().redactions.exists()


def test_a_scan_says_that_no_words_can_be_found_in_it(officers: Officers, filed: Filed) -> None:
    pack, client = packed.begun(filed, officers.asha), signed_in(officers.asha)
    scan = packed.item(pack, filed.documents["scan"])
    page = client.get(reverse("pack-item", args=[filed.key, pack.pk, scan.pk])).content.decode()
    assert "No words can be found on this page." in page
    assert "Leave page 1 out" in page


def test_a_thing_is_left_out_only_with_a_reason(officers: Officers, filed: Filed) -> None:
    pack, client = packed.begun(filed, officers.asha), signed_in(officers.asha)
    advice = packed.item(pack, filed.documents["advice"])
    address = reverse("pack-item", args=[filed.key, pack.pk, advice.pk])
    wrong = client.post(address, {"do": "choice", "taken": "no", "reason": "", "words": "", "part": "4"})
    assert wrong.status_code == 422
    assert "Choose why it is left out" in wrong.content.decode()
    assert client.post(
        address, {"do": "choice", "taken": "no", "reason": "legal_advice", "words": "", "part": "4"}
    ).status_code == 302  # fmt: skip
    advice.refresh_from_db()
    assert (advice.taken, advice.reason) == (False, "legal_advice")


def test_sending_is_held_for_what_is_open_and_recorded_with_its_hash(
    officers: Officers, filed: Filed
) -> None:
    pack = packed.frozen(packed.begun(filed, officers.asha, enquiry=filed.enquiry), officers.asha)
    assert pack.told["records"], "photographs and policies have no reason"
    client, address = signed_in(officers.asha), reverse("pack-send", args=[filed.key, pack.pk])
    # The day it went is not before it was frozen: the clock of this test stands in 2024.
    typed = {
        "how": "portal", "to": "Housing Ombudsman", "enquiry": filed.enquiry, "words": "", "sent_at-day": "5",
        "sent_at-month": "6", "sent_at-year": "2024", "sent_at-time": "16:00",
    }  # fmt: skip
    held = client.post(address, typed)
    assert held.status_code == 422
    assert not PackSend.objects.exists()
    assert "Not recorded yet" in held.content.decode()
    assert client.post(address, {**typed, "going_on": "The policy is with the printer."}).status_code == 302
    sent = PackSend.objects.get()
    assert (sent.sha256, sent.enquiry, sent.going_on) == (
        pack.bundle_sha256, filed.enquiry, "The policy is with the printer.",
    )  # fmt: skip
    case = packed.case_of(filed.reference)
    enquiry = next(one for one in case.enquiries if one.key == filed.enquiry)
    assert enquiry.step.value == "answered"
    assert client.get(reverse("case-pack", args=[filed.key])).status_code == 200


def test_an_early_or_late_day_of_sending_is_explained(officers: Officers, filed: Filed) -> None:
    pack = packed.frozen(packed.begun(filed, officers.asha), officers.asha)
    client, address = signed_in(officers.asha), reverse("pack-send", args=[filed.key, pack.pk])
    early = client.post(
        address, {"how": "email", "to": "HOS", "enquiry": "", "words": "", "sent_at-day": "4", "sent_at-month": "6",
                  "sent_at-year": "2024", "sent_at-time": "9:00"},
    )  # fmt: skip
    assert early.status_code == 422
    assert "cannot have been sent before it was frozen" in early.content.decode()


def test_who_may_not_make_packs_sees_none(officers: Officers, filed: Filed) -> None:
    pack = packed.begun(filed, officers.asha)
    tab = reverse("case-pack", args=[filed.key])
    assert signed_in(officers.carl).get(tab).status_code in (403, 404)
    assert signed_in(officers.ewan).get(tab).status_code == 200
    assert signed_in(officers.ewan).post(tab, {"do": "freeze", "pack": str(pack.pk)}).status_code == 403
    for name, more in (
        ("case-pack", ()), ("pack-words", (pack.pk,)), ("pack-item", (pack.pk, pack.items.first().pk)),
        ("pack-file", (pack.pk, "pdf")), ("pack-send", (pack.pk,)),
    ):  # fmt: skip
        assert signed_in(officers.fern).get(reverse(name, args=[filed.key, *more])).status_code == 404, name


def test_the_pack_of_a_restricted_complaint_is_for_those_who_may_see_it(
    officers: Officers, filed: Filed
) -> None:
    pack = packed.frozen(packed.begun(filed, officers.asha), officers.asha)
    seen = Complaint.objects.get(reference=filed.reference).version
    complaints.restrict(filed.reference, [officers.asha], by=officers.asha, now=NOW, seen_version=seen)
    for name, more in (("case-pack", ()), ("pack-file", (pack.pk, "zip")), ("pack-words", (pack.pk,))):
        assert signed_in(officers.bela).get(reverse(name, args=[filed.key, *more])).status_code == 404, name
    assert signed_in(officers.asha).get(reverse("case-pack", args=[filed.key])).status_code == 200


def test_policies_are_taken_by_the_dates_of_the_case(officers: Officers) -> None:
    client = signed_in(officers.asha)

    def keep(title: str, first: str, last: str, name: str = "policy.pdf") -> int:
        typed = {"title": title, "procedure": ""}
        for field, day in (("valid_from", first), ("valid_to", last)):
            parts = day.split("-") if day else ["", "", ""]
            typed |= {
                f"{field}-{part}": value for part, value in zip(("year", "month", "day"), parts, strict=True)
            }
        file = SimpleUploadedFile(name, packed.pdf_of(title))
        return client.post(reverse("policies"), {**typed, "file": file}).status_code

    assert keep("Repairs policy 2019", "2019-01-01", "2023-12-31") == 302
    assert keep("Repairs policy 2024", "2024-01-01", "") == 302
    assert keep("Turned round", "2024-01-02", "2024-01-01") == 422
    assert PolicyDocument.objects.count() == 2
    filed = packed.filed(officers.asha, papers=False)
    pack = packed.begun(filed, officers.asha)
    assert [one.title for one in pack.items.filter(kind="policy")] == ["Repairs policy 2024"]
    assert "Repairs policy 2019" in client.get(reverse("policies")).content.decode()
    old = PolicyDocument.objects.get(title="Repairs policy 2024")
    assert client.post(
        reverse("policy-end", args=[old.pk]), {"valid_to-day": "1", "valid_to-month": "1", "valid_to-year": "2023"}
    ).status_code == 422  # fmt: skip
    assert signed_in(officers.fern).get(reverse("policy-file", args=[old.pk])).status_code == 404


def test_a_reason_for_a_missing_record_is_kept_and_taken_back(officers: Officers, filed: Filed) -> None:
    pack, client = packed.begun(filed, officers.asha), signed_in(officers.asha)
    address = reverse("pack-missing", args=[filed.key, pack.pk, "policies"])
    assert client.get(address).status_code == 200
    assert client.post(address, {"words": "The policy was lost in the move of 2022."}).status_code == 302
    assert "lost in the move" in client.get(reverse("case-pack", args=[filed.key])).content.decode()
    assert client.post(address, {"words": ""}).status_code == 302
    assert not pack.gaps.exists()
    assert client.get(reverse("pack-missing", args=[filed.key, pack.pk, "nothing"])).status_code == 404


def test_what_came_since_is_brought_in_before_it_is_frozen(officers: Officers, filed: Filed) -> None:
    pack, client = packed.begun(filed, officers.asha), signed_in(officers.asha)
    packed.kept(filed.reference, officers.asha, "late.txt", b"Found later.", "Late paper")
    tab = reverse("case-pack", args=[filed.key])
    refused = client.post(tab, {"do": "freeze", "pack": str(pack.pk)})
    assert refused.status_code == 422
    assert "1 things came to the file since" in refused.content.decode()
    assert client.post(tab, {"do": "bring-in", "pack": str(pack.pk)}).status_code == 302
    packed.worked()
    assert pack.items.filter(title="Late paper").exists()
    with pytest.raises(commands.NotOpen):
        commands.bring_in(packed.frozen(pack, officers.asha).pk, by=officers.asha, now=NOW)


def test_an_earlier_pack_on_the_file_begins_outside_the_next(officers: Officers, filed: Filed) -> None:
    pack = packed.frozen(packed.begun(filed, officers.asha), officers.asha)
    commands.send_pack(
        pack.pk, commands.Sending(packed.SentHow.EMAIL, "HOS", packed.later(minutes=5)), by=officers.asha,
        now=packed.later(minutes=10), going_on="Agreed with the Ombudsman.",
    )  # fmt: skip
    second = packed.begun(filed, officers.asha)
    ours = second.items.get(title__startswith="Case file for the Ombudsman")
    assert (ours.taken, ours.reason) == (False, "sent_before")
    assert made.HOUSING
