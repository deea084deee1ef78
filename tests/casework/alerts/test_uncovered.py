"""What is due while its officer is away: who is told that nobody covers, and what the cover is sent."""

from datetime import date

import pytest
from django.test import Client

from casework.alerts.digests import _lay, told_to
from casework.alerts.models import Alert, Digest, Scan
from casework.alerts.queries import Whose, alert_page, own_counts
from casework.alerts.uncovered import due_rows
from casework.complaints.commands import promise
from casework.complaints.models import Complaint
from casework.people.absences import absence_here
from casework.people.models import Absence, Officer
from tests.casework import made
from tests.casework.alerts.test_looking import scan, shown
from tests.casework.made import Officers, at, fri_3_may, thu_9_may, tue_7_may, wed_8_may

pytestmark = pytest.mark.django_db
fri_10_may = date(2024, 5, 10)
mon_13_may = date(2024, 5, 13)


def absent(officers: Officers, cover: Officer | None = None) -> Absence:
    """Asha is away while the acknowledgement falls due, Tuesday to Friday."""
    one = absence_here(
        officers.asha.organisation_id, made.away(officers.asha, tue_7_may, fri_10_may, cover=cover)
    )
    assert one is not None
    return one


def test_what_is_due_without_cover_is_seen_from_the_day_the_absence_is_known(officers: Officers) -> None:
    made.told(officers.asha)
    one = absent(officers)
    scan(fri_3_may)
    [alert] = Alert.objects.filter(rule="DR-41", ended_on=None)
    assert (alert.key, alert.due_on, alert.owner) == (f"absence:{one.pk}", thu_9_may, officers.asha)
    assert alert.says == "1 thing due while an officer is away until Fri 10 May 2024: nobody covers"
    # Their manager is told, though it is not the manager's own.
    assert "DR-41" in {each.rule.key for each in told_to(officers.bela, on=fri_3_may).sections}
    scan(mon_13_may)
    assert shown(rule="DR-41") == []


def test_cover_that_may_see_it_ends_the_alert_and_cover_that_is_away_too_does_not(officers: Officers) -> None:
    made.told(officers.asha)
    one = absent(officers, officers.bela)
    scan(fri_3_may)
    assert shown(rule="DR-41") == []
    made.away(officers.bela, wed_8_may, thu_9_may)
    scan(tue_7_may)
    assert [each.says.rpartition(": ")[2] for each in Alert.objects.filter(rule="DR-41")] == [
        "who covers is away too"
    ]
    assert [row.lacks for row in due_rows(officers.asha, one, today=tue_7_may)] == ["who covers is away too"]


def test_what_is_due_before_or_after_needs_no_cover(officers: Officers) -> None:
    reference = made.told(officers.asha).reference
    made.acknowledged(reference, officers.asha)
    absent(officers)
    scan(fri_3_may)
    assert shown(rule="DR-41") == []


def test_a_promise_another_handles_needs_cover_too(officers: Officers) -> None:
    reference = made.told(officers.bela).reference
    made.acknowledged(reference, officers.bela)
    opened = Complaint.objects.get(reference=reference)
    promise(
        reference, "We call back", what="call_back", due=wed_8_may, owner=officers.asha, at=fri_3_may,
        by=officers.bela, now=at(fri_3_may, 19), seen_version=opened.version,
    )  # fmt: skip
    one = absent(officers)
    scan(fri_3_may)
    assert shown(rule="DR-41") == [("DR-41", f"absence:{one.pk}")]
    assert [(row.what, row.due_on) for row in due_rows(officers.asha, one, today=fri_3_may)] == [
        ("Promise", wed_8_may)
    ]


def test_of_a_restricted_complaint_only_that_somebody_must_be_named_is_told(officers: Officers) -> None:
    hidden = made.told(officers.asha, named=()).reference
    one = absent(officers, officers.bela)
    scan(fri_3_may)
    on_it = Alert.objects.get(rule="DR-41", complaint__isnull=False)
    of_all = Alert.objects.get(rule="DR-41", complaint=None)
    assert on_it.complaint.reference == hidden
    assert of_all.says == (
        "Something is due while an officer is away until Fri 10 May 2024: "
        "somebody has to be named on it who may see it"
    )
    assert hidden not in of_all.says
    rows = alert_page(officers.bela, whose=Whose.ALL, today=fri_3_may).rows
    assert [(row.reference, row.rule.key) for row in rows] == [("", "DR-41")]
    assert due_rows(officers.bela, one, today=fri_3_may) == ()
    assert [row.lacks for row in due_rows(officers.asha, one, today=fri_3_may)] == [
        "who covers may not see it"
    ]
    assert alert_page(officers.carl, whose=Whose.ALL, today=fri_3_may).rows == ()


def test_a_restricted_complaint_the_cover_is_named_on_is_covered(officers: Officers) -> None:
    made.told(officers.asha, named=(officers.bela.pk,))
    absent(officers, officers.bela)
    scan(fri_3_may)
    assert shown(rule="DR-41") == []


def test_the_cover_gets_what_is_due_in_alerts_and_e_mail_and_who_is_away_gets_none(
    officers: Officers,
) -> None:
    reference = made.told(officers.asha).reference
    absent(officers, officers.bela)
    scan(wed_8_may)
    bela = Officer.objects.get(pk=officers.bela.pk)
    [row] = alert_page(bela, whose=Whose.MINE, today=wed_8_may).rows
    assert (row.reference, row.rule.key, row.instead_of.name, row.instead_of.until) == (
        reference, "DR-01", "Asha Example", fri_10_may,
    )  # fmt: skip
    assert sum(one.number for one in own_counts(bela, today=wed_8_may)) == 1
    [line] = [line for one in told_to(bela, on=wed_8_may).sections for line in one.lines]
    assert line.instead_of == "covering for Asha Example until Fri 10 May 2024"
    assert alert_page(bela, whose=Whose.MINE, today=mon_13_may).rows == ()
    assert told_to(officers.asha, on=mon_13_may).number == 1


def test_who_is_away_gets_no_daily_e_mail(officers: Officers) -> None:
    absent(officers, officers.bela)
    Scan.objects.create(organisation=officers.asha.organisation, on=wed_8_may, state="done")
    _lay(wed_8_may, at(wed_8_may, 8))
    laid = set(Digest.objects.values_list("officer__name", flat=True))
    assert "Bela Example" in laid
    assert "Asha Example" not in laid


@pytest.fixture
def page(client: Client):
    def fetch(officer: Officer, address: str, **sent: str):
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        return client.post(address, sent) if sent else client.get(address)

    return fetch


def test_an_absence_is_put_on_record_changed_and_taken_back_on_its_pages(officers: Officers, page) -> None:
    made.told(officers.carl)
    soon, later = date(2030, 5, 6), date(2030, 5, 10)
    sent = {
        "first_on-day": "6", "first_on-month": "5", "first_on-year": "2030",
        "last_on-day": "10", "last_on-month": "5", "last_on-year": "2030", "cover": str(officers.bela.pk),
    }  # fmt: skip
    wrong = page(officers.carl, "/people/absences/new", **{**sent, "last_on-day": "5"})
    assert wrong.status_code == 422
    assert "The last day is before the first" in wrong.content.decode()
    assert 'value="2030"' in wrong.content.decode()
    answer = page(officers.carl, "/people/absences/new", **sent)
    one = Absence.objects.get()
    assert answer.headers["Location"] == f"/people/absences/{one.pk}"
    assert (one.officer, one.first_on, one.last_on, one.cover) == (officers.carl, soon, later, officers.bela)
    assert "Bela Example covers" in page(officers.carl, f"/people/absences/{one.pk}").content.decode()
    page(officers.dana, f"/people/absences/{one.pk}/change", **{**sent, "cover": str(officers.asha.pk)})
    one.refresh_from_db()
    assert (one.cover, one.by) == (officers.asha, officers.dana)
    page(officers.carl, f"/people/absences/{one.pk}/change", act="take-back")
    assert "No absence is on record" in page(officers.carl, "/people/absences").content.decode()
    assert page(officers.carl, f"/people/absences/{one.pk}").status_code == 404


def test_absences_of_others_are_not_for_everybody(officers: Officers, page) -> None:
    one = made.away(officers.asha, fri_3_may, fri_10_may)
    Absence.objects.filter(pk=one).update(last_on=date(2099, 1, 1))
    new = f"/people/absences/new?officer={officers.asha.pk}"
    for address in (new, f"/people/absences/{one}/change", f"/people/absences/{one}"):
        assert page(officers.carl, address).status_code == 403
        assert page(officers.bela, address).status_code == 200
        assert page(officers.fern, address).status_code == 404
    assert "Asha Example" in page(officers.carl, "/people/absences").content.decode()
    assert "Asha Example" not in page(officers.fern, "/people/absences").content.decode()
