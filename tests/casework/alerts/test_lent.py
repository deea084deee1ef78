"""What cover does not lend: grades, limits, rights and signatures, told when the cover is chosen."""

from datetime import date
from html import unescape

import pytest
from django.test import Client

from casework.alerts.lent import NotLent, not_lent
from casework.outcomes.commands import set_limits
from casework.people.models import Absence, Officer
from casework.people.roles import Role
from casework.statutory.models import Signatory
from putright.vocabulary import PersonRole
from tests.casework import made
from tests.casework.made import Officers, at, mon_20_may, tue_7_may, wed_1_may, wed_8_may

pytestmark = pytest.mark.django_db(transaction=True)

fri_10_may = date(2024, 5, 10)
DAYS = {"first_on": tue_7_may, "last_on": fri_10_may}


def senior(of: Officer, name: str, grade: int, role: Role = Role.MANAGER) -> Officer:
    """A manager of the same organisation, and how senior."""
    return Officer.objects.create_user(
        f"{name.lower()}@merebrook.example", name=f"{name} Example", organisation=of.organisation,
        team=of.team, roles=[role.value], grade=grade,
    )  # fmt: skip


def told(away: Officer, cover: Officer) -> dict[str, tuple[str, ...]]:
    return {one.what: one.who for one in not_lent(away, cover, **DAYS)}


def test_a_cover_with_the_same_grade_and_rights_lacks_nothing(officers: Officers) -> None:
    assert not_lent(officers.carl, officers.asha, **DAYS) == ()
    assert not_lent(officers.asha, officers.bela, **DAYS) == ()


def test_what_only_the_one_away_may_approve_waits_and_who_else_may_is_named(
    officers: Officers, statements
) -> None:
    set_limits({1: 50_00, 2: 500_00, 3: 1_000_00, 4: None}, by=officers.dana, now=at(wed_1_may))
    gita, hari = senior(officers.bela, "Gita", 4), senior(officers.bela, "Hari", 2)
    senior(officers.bela, "Iris", 3)
    with statements(4):
        found = not_lent(gita, hari, **DAYS)
    assert found == (
        NotLent("Approving payments over £1,000", ()),
        NotLent("What asks for a director", ()),
        NotLent("Approving payments over £500", ("Iris Example (up to £1,000)",)),
        NotLent(
            "What asks for a head of service or somebody above, such as signing answers to residents hit with "
            "severity 4",
            ("Iris Example",),
        ),
    )


def test_who_is_away_in_these_days_or_of_another_organisation_is_nobody(officers: Officers) -> None:
    set_limits({1: 50_00, 3: None}, by=officers.dana, now=at(wed_1_may))
    gita, iris = senior(officers.bela, "Gita", 3), senior(officers.bela, "Iris", 3)
    Officer.objects.filter(pk=officers.fern.pk).update(grade=4)
    assert told(gita, officers.bela)["Approving payments over £50"] == ("Iris Example",)
    made.away(iris, wed_8_may, mon_20_may)
    assert told(gita, officers.bela)["Approving payments over £50"] == ()


def test_a_grade_with_no_limit_on_record_may_approve_nothing(officers: Officers) -> None:
    set_limits({2: 300_00}, by=officers.dana, now=at(wed_1_may))
    gita = senior(officers.bela, "Gita", 2)
    assert told(gita, officers.bela)["Approving any payment"] == ()


def test_rights_of_a_manager_wait_where_no_other_manager_is_here(officers: Officers) -> None:
    found = told(officers.bela, officers.asha)
    assert found["Saying that an action can no longer be achieved"] == ()
    assert found["Taking the list of payments out for finance"] == ("Dana Example",)
    assert "Giving a stage another outcome than its findings make" not in found


def test_a_signature_of_the_responsible_person_is_lent_to_nobody(officers: Officers) -> None:
    def signs(officer: Officer, *, authorised: bool, until: date | None = None) -> None:
        Signatory.objects.create(
            organisation=officer.organisation, officer=officer, signs_as=PersonRole.RESPONSIBLE_PERSON.value,
            authorised=authorised, authority="Her letter of 2 January" if authorised else "", from_on=wed_1_may,
            until_on=until,
        )  # fmt: skip

    what = "Signing letters as the responsible person"
    assert what not in told(officers.bela, officers.asha)
    signs(officers.bela, authorised=False)
    assert told(officers.bela, officers.asha)[what] == ()
    signs(officers.carl, authorised=True, until=wed_8_may)
    assert told(officers.bela, officers.asha)[what] == ()
    Signatory.objects.filter(officer=officers.carl).update(until_on=fri_10_may)
    assert told(officers.bela, officers.asha)[what] == ("Carl Example for the responsible person",)
    assert what not in told(officers.bela, officers.carl)
    # Carl was authorised, and Bela is the one who authorised him.
    assert told(officers.carl, officers.asha)["Signing letters for the responsible person"] == (
        "Bela Example as the responsible person",
    )


def test_who_records_an_absence_is_warned_of_what_will_wait_before_it_is_recorded(
    officers: Officers, client: Client
) -> None:
    set_limits({1: 50_00, 2: 500_00}, by=officers.dana, now=at(wed_1_may))
    gita = senior(officers.bela, "Gita", 2)
    senior(officers.bela, "Hari", 1)
    Officer.objects.filter(pk=officers.bela.pk).update(roles=[Role.AUDITOR.value])
    client.force_login(gita)
    sent = {
        "first_on-day": "6", "first_on-month": "5", "first_on-year": "2030", "last_on-day": "10",
        "last_on-month": "5", "last_on-year": "2030", "cover": str(officers.asha.pk),
    }  # fmt: skip

    def post(**more: str) -> tuple[int, str]:
        answer = client.post("/people/absences/new", {**sent, **more})
        return answer.status_code, " ".join(unescape(answer.content.decode()).split())

    status, page = post()
    assert status == 422
    assert "Approving payments over £50: <strong>it waits</strong>" in page
    assert 'value="2030"' in page
    assert not Absence.objects.exists()
    token = f"{officers.asha.pk} 2030-05-06 2030-05-10"
    assert f'name="told" value="{token}"' in page
    # Told of another cover or of other days is not told of these.
    assert post(told=token, **{"last_on-day": "11"})[0] == 422
    assert post(told="x")[0] == 422
    assert not Absence.objects.exists()
    assert post(told=token)[0] == 302
    one = Absence.objects.get()
    shown = " ".join(client.get(f"/people/absences/{one.pk}").content.decode().split())
    assert "What Asha Example may not do" in shown
    assert "Approving payments over £50" in shown


def test_a_refused_absence_is_told_before_what_would_wait(officers: Officers, client: Client) -> None:
    set_limits({1: 50_00, 2: 500_00}, by=officers.dana, now=at(wed_1_may))
    gita = senior(officers.bela, "Gita", 2)
    client.force_login(gita)
    answer = client.post("/people/absences/new", {
        "first_on-day": "6", "first_on-month": "5", "first_on-year": "2030", "last_on-day": "5",
        "last_on-month": "5", "last_on-year": "2030", "cover": str(officers.asha.pk),
    })  # fmt: skip
    page = answer.content.decode()
    assert ("The last day is before the first" in page, "it waits" in page) == (True, False)
