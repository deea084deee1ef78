"""The yearly letter held against our register: read whole or not at all, matched, every difference explained."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from casework.complaints.record import act, record
from casework.orders.models import Explained, LetterLine, YearlyLetter
from casework.orders.reading import MOST_BYTES, WrongLetter, read_letter
from casework.orders.reconciling import Differs, ExplainedMeanwhile, explain, import_letter, reconcile
from putright.cases import CaseError, verbs
from putright.vocabulary import OmbudsmanBody, PublishedOutcome
from tests.casework.made import Officers, at
from tests.casework.orders.ordering import decided, fri_28_june, mon_1_july, mon_3_june

NOW = at(mon_1_july)
HEADING = "Reference,Received,Decided,Category,Decision,Remedy\n"
GOOD = HEADING + (
    "24 000 001,03/06/2024,28/06/2024,Housing,Upheld,Apology\n"
    "24 000 002,03/06/2024,28/06/2024,Housing,Closed after initial enquiries,\n"
    "24-000-777,03/06/2024,28/06/2024,Education,Not Upheld,\n"
)
LGSCO = OmbudsmanBody.LGSCO


def test_a_letter_is_read_with_the_names_of_its_columns_and_outcomes() -> None:
    one, two, three = read_letter(GOOD.encode())
    assert (one.number, one.received_on, one.decided_on, one.outcome) == (
        2, mon_3_june, fri_28_june, PublishedOutcome.UPHELD,
    )  # fmt: skip
    assert (two.outcome, three.outcome) == (PublishedOutcome.CLOSED, PublishedOutcome.NOT_UPHELD)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(("\ufeff" + GOOD).encode(), id="with a mark of its order"),
        pytest.param(GOOD.replace("Apology", "Apology – £250").encode("cp1252"), id="as Excel writes it"),
        pytest.param(("\n\n" + GOOD + "\n,,,,,\n").encode(), id="with empty lines"),
        pytest.param(GOOD.replace("03/06/2024", "2024-06-03").encode(), id="with ISO dates"),
        pytest.param(GOOD.replace("03/06/2024", "3 June 2024").encode(), id="with months in words"),
    ],
)
def test_a_letter_is_read_as_it_comes(content: bytes) -> None:
    assert [one.received_on for one in read_letter(content)] == [mon_3_june] * 3


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        pytest.param("", 1, "the file is empty", id="empty"),
        pytest.param("Name,Town\nA,B\n", 1, "no column holds the Ombudsman’s reference or the outcome", id="columns"),
        pytest.param(HEADING, 1, "no case below it", id="a heading alone"),
        pytest.param(HEADING + ",03/06/2024,,,Upheld,\n", 2, "the reference is missing", id="no reference"),
        pytest.param(HEADING + "1,31/02/2024,,,Upheld,\n", 2, "“31/02/2024” is no date", id="no date"),
        pytest.param(HEADING + "1,,,,Cabbage,\n", 2, "“Cabbage” is no outcome we know", id="unknown outcome"),
        pytest.param(HEADING + "1,,,,Upheld,\n01 ,,,,Upheld,\n1,,,,Upheld,\n", 4, "stands in line 2 already", id="twice"),
        pytest.param(HEADING + "1,28/06/2024,03/06/2024,,Upheld,\n", 2, "before it was received", id="turned round"),
    ],
)  # fmt: skip
def test_every_bad_row_is_told_by_its_line(content: str, line: int, says: str) -> None:
    with pytest.raises(WrongLetter) as wrong:
        read_letter(content.encode())
    assert [number for number, _ in wrong.value.problems] == [line]
    assert says in wrong.value.problems[0][1]


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(WrongLetter, match="too large"):
        read_letter(b"x" * (MOST_BYTES + 1))


@pytest.mark.django_db(transaction=True)
def test_nothing_of_a_letter_with_a_bad_row_is_kept_and_the_one_before_holds(officers: Officers) -> None:
    first = import_letter(GOOD.encode(), called="a.csv", body=LGSCO, year=2024, by=officers.asha, now=NOW)
    bad = GOOD + "9,yesterday,,,Upheld,\n"
    with pytest.raises(WrongLetter, match="line 5"):
        import_letter(bad.encode(), called="b.csv", body=LGSCO, year=2024, by=officers.asha, now=NOW)
    assert YearlyLetter.objects.get(current=True).pk == first
    assert LetterLine.objects.count() == 3


def register(officers: Officers) -> None:
    """24 000 001 as the letter says; 24 000 002 not upheld where the letter says closed; 24 000 003 not in it."""
    for reference, outcome in (
        ("24000001", PublishedOutcome.UPHELD),
        ("24 000 002", PublishedOutcome.NOT_UPHELD),
        ("24 000 003", PublishedOutcome.UPHELD),
    ):
        decided(officers.asha, body=LGSCO, reference=reference, heads=(), outcome=outcome)


@pytest.mark.django_db(transaction=True)
def test_what_is_missing_on_either_side_and_what_differs_is_listed(
    officers: Officers, statements: Any
) -> None:
    register(officers)
    number = import_letter(GOOD.encode(), called="a.csv", body=LGSCO, year=2024, by=officers.asha, now=NOW)
    with statements(7):
        told = reconcile(officers.asha, number)
    assert told is not None
    found = {(one.reference, one.what, one.theirs, one.ours) for one in told.differences}
    assert found == {
        ("24 000 002", Differs.OUTCOME, "Closed after initial enquiries", "Not upheld"),
        ("24-000-777", Differs.NOT_OURS, "Not upheld", ""),
        ("24 000 003", Differs.NOT_THEIRS, "", "Upheld"),
    }
    assert told.agree == 1
    assert len(told.open) == 3


@pytest.mark.django_db(transaction=True)
def test_an_explanation_is_kept_until_either_side_says_something_else(officers: Officers) -> None:
    register(officers)
    first = import_letter(GOOD.encode(), called="a.csv", body=LGSCO, year=2024, by=officers.asha, now=NOW)
    explain(first, "24 000 002", Differs.OUTCOME, "It was discontinued", seen=0, by=officers.asha, now=NOW)
    again = import_letter(GOOD.encode(), called="b.csv", body=LGSCO, year=2024, by=officers.bela, now=NOW)
    told = reconcile(officers.asha, again)
    assert told is not None
    assert reconcile(officers.asha, first) is None
    kept = next(one for one in told.differences if one.what is Differs.OUTCOME)
    assert (kept.words, kept.officer) == ("It was discontinued", "Asha Example")
    other = GOOD.replace("Closed after initial enquiries", "Upheld")
    changed = import_letter(other.encode(), called="c.csv", body=LGSCO, year=2024, by=officers.asha, now=NOW)
    told = reconcile(officers.asha, changed)
    assert told is not None
    assert not next(one for one in told.differences if one.what is Differs.OUTCOME).explained
    assert Explained.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_people_who_explain_at_once_are_told(officers: Officers) -> None:
    register(officers)
    number = import_letter(GOOD.encode(), called="a.csv", body=LGSCO, year=2024, by=officers.asha, now=NOW)
    explain(number, "24 000 002", Differs.OUTCOME, "Asha’s reason", seen=0, by=officers.asha, now=NOW)
    with pytest.raises(ExplainedMeanwhile):
        explain(number, "24 000 002", Differs.OUTCOME, "Bela’s reason", seen=0, by=officers.bela, now=NOW)
    with pytest.raises(CaseError, match="do not differ"):
        explain(number, "24 000 001", Differs.OUTCOME, "Nothing", seen=0, by=officers.bela, now=NOW)
    assert Explained.objects.get().words == "Asha’s reason"


@pytest.mark.django_db(transaction=True)
def test_a_restricted_case_is_not_told_of(officers: Officers) -> None:
    one = decided(
        officers.asha, body=LGSCO, reference="24 000 001", heads=(), outcome=PublishedOutcome.UPHELD
    )
    assert one.complaint is not None
    record(one.complaint.reference, act(verbs.restrict, officers=(str(officers.bela.pk),), at=mon_1_july),
           by=officers.bela, now=at(mon_1_july))  # fmt: skip
    number = import_letter(GOOD.encode(), called="a.csv", body=LGSCO, year=2024, by=officers.bela, now=NOW)
    told, theirs = reconcile(officers.asha, number), reconcile(officers.bela, number)
    assert told is not None
    assert theirs is not None
    assert {each.case for each in told.differences} == {None}
    assert theirs.agree == 1


@pytest.mark.django_db(transaction=True)
def test_the_pages_import_show_and_explain_and_tell_what_is_wrong_by_line(
    client: Client, officers: Officers
) -> None:
    register(officers)
    client.force_login(officers.asha)

    def send(text: str) -> Any:
        upload = SimpleUploadedFile("letter.csv", text.encode(), content_type="text/csv")
        return client.post("/ombudsman/letters", {"body": "lgsco", "year": "2024", "upload": upload})

    wrong = send(GOOD + "9,yesterday,,,Cabbage,\n")
    assert wrong.status_code == 422
    text = wrong.content.decode()
    assert "Line 5: “yesterday” is no date" in text
    assert "Line 5: “Cabbage” is no outcome we know" in text
    assert not YearlyLetter.objects.exists()
    done = send(GOOD)
    assert done.status_code == 302
    page = client.get(done["Location"]).content.decode()
    assert "3 not explained yet" in page
    address = f"{done['Location']}/explain/outcome?of=24%20000%20002"
    assert client.get(address).status_code == 200
    assert client.post(address, {"words": " ", "seen": "0"}).status_code == 422
    assert client.post(address, {"words": "Discontinued", "seen": "0"}).status_code == 302
    stale = client.post(address, {"words": "Something else", "seen": "0"})
    assert stale.status_code == 409
    assert "Something else" in stale.content.decode()
    assert "2 not explained yet" in client.get(done["Location"]).content.decode()
    assert client.get(f"{done['Location']}/explain/outcome?of=nothing").status_code == 404
    client.force_login(officers.ewan)
    assert client.get(done["Location"]).status_code == 200
    assert client.get(address).status_code == 403
    client.force_login(officers.fern)
    assert client.get(done["Location"]).status_code == 404
