"""A complaint that speaks of another one names it to those who may see that one, and to nobody else."""

import json
from datetime import date

import pytest

from casework.complaints.chronology import chronology
from casework.complaints.models import Complaint, Document, Note, OpenEnd
from casework.complaints.page import complaint_page
from casework.complaints.record import act, record
from putright.cases import verbs
from putright.cases.joined import ComplaintLinked
from putright.vocabulary import LinkKind, RejectionReason
from tests.casework import made
from tests.casework.made import Officers, at, mon_20_may

pytestmark = pytest.mark.django_db

PAGES = (
    "", "/points", "/answers", "/remedies", "/letters", "/visits", "/ombudsman", "/chronology", "/notes", "/documents",
    "/history", "/correct", "/together", "/note",
)  # fmt: skip
ELSEWHERE = (
    "/",
    "/search?for=Linked",
    "/search?for=complaint",
    "/alerts",
    "/promises",
    "/actions",
    "/shares",
)


def pair(officers: Officers) -> tuple[str, str]:
    """One complaint everybody here may see, linked with one that Bela alone may see."""
    open_one = made.told(officers.asha).reference
    hidden = made.told(officers.bela, title="What an officer did", named=(officers.bela.pk,)).reference
    link = ComplaintLinked("1", hidden, LinkKind.LEADS)
    record(
        open_one,
        act(verbs.involve, body=link, at=made.wed_1_may),
        by=officers.bela,
        now=at(made.wed_1_may, 15),
    )
    return open_one, hidden


def test_no_page_names_a_linked_complaint_that_the_reader_may_not_see(client, officers: Officers) -> None:
    open_one, hidden = pair(officers)
    client.force_login(officers.asha)
    read = 0
    for address in (*(f"/complaints/{open_one}{tab}" for tab in PAGES), *ELSEWHERE):
        answer = client.get(address, follow=True)
        if answer.status_code == 404:
            continue
        read += 1
        assert hidden not in answer.content.decode(), address
    assert read > 12
    assert client.get(f"/complaints/{hidden}").status_code == 404


def test_who_may_see_both_reads_which_it_is_linked_with(client, officers: Officers) -> None:
    open_one, hidden = pair(officers)
    client.force_login(officers.bela)
    for tab in ("/chronology", "/history"):
        assert (
            f"Linked with complaint {hidden}" in client.get(f"/complaints/{open_one}{tab}").content.decode()
        )


def test_a_link_with_a_complaint_of_another_organisation_is_not_named(officers: Officers) -> None:
    here = made.told(officers.asha).reference
    theirs = made.told(officers.fern).reference
    link = ComplaintLinked("1", theirs, LinkKind.BESIDE)
    record(
        here, act(verbs.involve, body=link, at=made.wed_1_may), by=officers.asha, now=at(made.wed_1_may, 15)
    )
    page = complaint_page(officers.asha, here, today=mon_20_may)
    assert page.may_name == frozenset()
    told = [row.what for row in chronology(page).rows]
    assert "Linked with another complaint" in told
    assert not any(theirs in one for one in told)


def test_what_is_kept_beside_the_record_names_no_linked_complaint(officers: Officers) -> None:
    open_one, hidden = pair(officers)
    complaint = Complaint.objects.get(reference=open_one)
    kept = [
        json.dumps(list(rows.values()), default=str)
        for rows in (
            Note.objects.filter(complaint=complaint), Document.objects.filter(complaint=complaint),
            OpenEnd.objects.filter(complaint=complaint), Complaint.objects.filter(pk=complaint.pk),
        )
    ]  # fmt: skip
    assert not any(hidden in one for one in kept)


def test_a_refused_duplicate_names_the_earlier_complaint_to_those_who_may_see_it(
    client, officers: Officers
) -> None:
    hidden = made.told(officers.bela, title="What an officer did", named=(officers.bela.pk,)).reference
    again = made.told(officers.asha).reference
    record(
        again,
        act(
            verbs.decline, reason=RejectionReason.DUPLICATE, original=hidden, ombudsman_details=True,
            at=date(2024, 5, 1),
        ),
        by=officers.bela, now=at(made.wed_1_may, 15),
    )  # fmt: skip
    for officer, named in ((officers.asha, False), (officers.bela, True)):
        client.force_login(officer)
        for tab in ("", "/chronology", "/history"):
            answer = client.get(f"/complaints/{again}{tab}").content.decode()
            assert (hidden in answer) is named, (officer.name, tab)


def test_a_complaint_that_speaks_of_no_other_costs_no_more_statements(
    officers: Officers, django_assert_num_queries
) -> None:
    alone = made.told(officers.asha).reference
    open_one, _ = pair(officers)
    with django_assert_num_queries(7):
        complaint_page(officers.asha, alone, today=mon_20_may)
    with django_assert_num_queries(8):
        complaint_page(officers.asha, open_one, today=mon_20_may)
