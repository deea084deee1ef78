"""How complaints are sorted: themes, further services, and the ward that a postcode is in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from casework.complaints.models import Complaint, Party, Person, Theme, Ward, WardPostcode
from casework.complaints.sorting import named, sortable_for, themes_kept, ward_of, wards_kept
from casework.complaints.sorting_kept import SortingRefused, add_theme, change_theme, themes_from, wards_from
from casework.intake.models import Contact
from casework.ops.cli import main
from casework.ops.verify import verify
from casework.people.models import Officer, Service
from casework.people.roles import Role
from tests.casework.made import Officers, at, told, wed_1_may

mon_1_april, tue_1_april_2025 = date(2024, 4, 1), date(2025, 4, 1)
HEADER = "postcode,code,label\n"


@pytest.fixture
def sorted_by(asha: Officer, tmp_path: Path) -> Path:
    """Two themes, two wards with a postcode each."""
    for code, label in (("damp", "Damp and mould"), ("noise", "Noise")):
        add_theme(asha.organisation, code=code, label=label, valid_from=mon_1_april)
    path = tmp_path / "wards.csv"
    path.write_text(HEADER + "ZZ9 1AA,north,North Field\nzz91ab,south,South Field\n")
    wards_from(asha.organisation, path, from_on=mon_1_april)
    return path


def lives_at(reference: str, postcode: str) -> None:
    person = Party.objects.filter(complaint__reference=reference, role="complainant").get().person
    Person.objects.filter(pk=person.pk).update(postcode=postcode)


@pytest.mark.usefixtures("sorted_by")
def test_a_postcode_tells_its_ward_and_one_in_no_list_says_so(asha: Officer) -> None:
    here = asha.organisation_id
    assert ward_of(here, "zz9 1aa", on=wed_1_may).ward == "north"
    unknown = ward_of(here, "ZZ9 9ZZ", on=wed_1_may)
    assert (unknown.ward, "in no list of wards" in unknown.told) == ("", True)
    assert ward_of(here, "", on=wed_1_may).told == ""
    assert ward_of(here, "ZZ9 1AA", on=date(2024, 3, 31)).ward == "", "not yet"


def test_a_postcode_that_moved_was_in_the_old_ward_until_the_day_before(
    asha: Officer, sorted_by: Path
) -> None:
    sorted_by.write_text(HEADER + "ZZ9 1AA,south,South Field\n")
    kept = wards_from(asha.organisation, sorted_by, from_on=tue_1_april_2025)
    assert (kept.wards, kept.changed, kept.same) == (1, 1, 0)
    wards = [ward_of(asha.organisation_id, "ZZ9 1AA", on=on).ward for on in (wed_1_may, tue_1_april_2025)]
    assert wards == ["north", "south"]
    assert ward_of(asha.organisation_id, "ZZ9 1AB", on=tue_1_april_2025).ward == "south", (
        "not in the file, it stays"
    )
    again = wards_from(asha.organisation, sorted_by, from_on=tue_1_april_2025)
    assert (again.changed, again.same) == (0, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("code,label\n", "no column postcode"),
        (HEADER, "no rows"),
        (HEADER + "nowhere,north,North\n", "line 2: 'nowhere' is no postcode"),
        (HEADER + "ZZ9 1AA,North!,North\n", "is no code"),
        (HEADER + "ZZ9 1AA,north,North\nZZ91AA,south,South\n", "ZZ91AA is in north and in south"),
        (HEADER + "ZZ9 1AA,north,North\nZZ9 1AB,north,Nord\n", "is called 'North' and 'Nord'"),
    ],
)
def test_a_file_of_wards_that_is_wrong_keeps_nothing(
    asha: Officer, tmp_path: Path, text: str, says: str
) -> None:
    path = tmp_path / "wards.csv"
    path.write_text(text)
    with pytest.raises(SortingRefused, match=says.replace("(", r"\(")):
        wards_from(asha.organisation, path, from_on=mon_1_april)
    assert not Ward.objects.exists()
    assert not WardPostcode.objects.exists()


def test_the_command_takes_wards_and_themes_and_says_what_is_wanting(
    asha: Officer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wards.csv"
    path.write_text(HEADER + "ZZ9 1AA,north,North Field\n")
    assert main(["import", "wards", str(path), "--organisation", asha.organisation.name]) == 2
    assert "--from YYYY-MM-DD" in capsys.readouterr().err
    words = ["--organisation", asha.organisation.name, "--from", "2024-04-01"]
    assert main(["import", "wards", str(path), *words]) == 0
    assert capsys.readouterr().out == "1 wards; 1 postcodes are new or moved, 0 are as they were.\n"
    path.write_text("code,label\ndamp,Damp and mould\n")
    assert main(["import", "themes", str(path), *words]) == 0
    assert main(["import", "themes", str(path), *words, "--dry-run"]) == 2
    assert Theme.objects.get().label == "Damp and mould"


def test_a_theme_keeps_its_code_for_good(asha: Officer, tmp_path: Path) -> None:
    add_theme(asha.organisation, code="damp", label="Damp", valid_from=mon_1_april)
    with pytest.raises(SortingRefused, match="damp already"):
        add_theme(asha.organisation, code="damp", label="Wet", valid_from=mon_1_april)
    with pytest.raises(SortingRefused, match="no code"):
        add_theme(asha.organisation, code="Damp & mould", label="Wet", valid_from=mon_1_april)
    with pytest.raises(SortingRefused, match="before it began"):
        change_theme(asha.organisation, "damp", label="Damp", valid_to=date(2024, 3, 1))
    path = tmp_path / "themes.csv"
    path.write_text("code,label\ndamp,Damp and mould\nnoise,Noise\n")
    assert themes_from(asha.organisation, path, from_on=wed_1_may) == 2
    assert Theme.objects.get(code="damp").valid_from == mon_1_april


@pytest.mark.usefixtures("sorted_by")
def test_a_complaint_is_sorted_from_its_page_and_figures_have_it(asha: Officer, client: Client) -> None:
    reference = told(asha).reference
    lives_at(reference, "ZZ9 1AA")
    other = Service.objects.create(
        department=asha.organisation.departments.get(), name="Estates", valid_from=mon_1_april
    )
    client.force_login(asha)
    page = client.get(f"/complaints/{reference}/sort").content.decode()
    assert "ZZ9 1AA is in North Field" in page
    assert '<option value="north" selected' in page, "it is proposed, and counts once somebody keeps it"
    version = Complaint.objects.get().version
    given = {
        "themes": ["damp", "noise"],
        "services": [str(other.pk)],
        "ward": "south",
        "seen_version": version,
    }
    answer = client.post(f"/complaints/{reference}/sort", given, follow=True).content.decode()
    assert "It is sorted so from now on." in answer
    for words in ("Damp and mould, Noise", "Estates", "South Field"):
        assert words in answer
    row = Complaint.objects.get()
    assert (row.themes, row.ward, row.multi_service) == ("damp;noise", "south", True)
    assert verify().problems == ()
    history = client.get(f"/complaints/{reference}/history").content.decode()
    assert "Sorted: damp, noise; ward south; 1 further service" in history
    same = client.post(f"/complaints/{reference}/sort", {**given, "seen_version": row.version})
    assert (same.status_code, "sorted so already" in same.content.decode()) == (422, True)


@pytest.mark.usefixtures("sorted_by")
def test_a_code_that_is_not_ours_is_refused_and_one_that_ended_can_stay(
    asha: Officer, client: Client
) -> None:
    reference = told(asha).reference
    client.force_login(asha)
    address = f"/complaints/{reference}/sort"
    wrong = client.post(address, {"themes": ["nothing"], "seen_version": Complaint.objects.get().version})
    assert wrong.status_code == 422
    client.post(address, {"themes": ["damp"], "seen_version": Complaint.objects.get().version})
    assert Complaint.objects.get().themes == "damp"
    change_theme(asha.organisation, "damp", label="Damp", valid_to=wed_1_may)
    page = client.get(address).content.decode()
    assert "Damp" in page
    fresh = client.get(f"/complaints/{told(asha).reference}/sort").content.decode()
    assert ("Noise" in fresh, 'value="damp"' in fresh) == (True, False)


@pytest.mark.usefixtures("sorted_by")
def test_what_is_chosen_when_it_is_logged_goes_with_the_complaint_or_stays_with_the_contact(
    asha: Officer, client: Client
) -> None:
    client.force_login(asha)
    contact = Contact.objects.create(
        organisation=asha.organisation, channel="phone", arrived_at=at(wed_1_may), logged_at=at(wed_1_may),
        taken_by="Asha Example", logged_by=asha, step=2,
        person=Person.objects.create(organisation=asha.organisation, postcode="ZZ9 1AB"),
    )  # fmt: skip
    page = client.get(f"/contacts/{contact.pk}/2").content.decode()
    assert '<option value="south" selected' in page
    given = {"title": "Black spots", "happened": "…", "words-1": "Damp", "themes": ["damp"], "ward": "south"}
    assert client.post(f"/contacts/{contact.pk}/2", given).status_code == 302
    contact.refresh_from_db()
    assert (contact.themes, contact.ward, contact.services) == (["damp"], "south", [])
    more = client.post(f"/contacts/{contact.pk}/2", {**given, "points": "3", "more": "1"}).content.decode()
    assert 'value="damp" checked' in more


def test_only_an_administrator_changes_themes(officers: Officers, client: Client) -> None:
    client.force_login(officers.asha)
    assert client.get("/themes").status_code == 200
    assert client.get("/themes/new").status_code == 403
    officers.asha.roles = [Role.ADMINISTRATOR.value]
    officers.asha.save()
    given = {
        "label": "Lifts",
        "code": "lifts",
        "valid_from-day": "1",
        "valid_from-month": "5",
        "valid_from-year": "2024",
    }
    assert "Lifts" in client.post("/themes/new", given, follow=True).content.decode()
    assert client.post("/themes/new", given).status_code == 422
    ended = {"label": "Lifts", "valid_to-day": "2", "valid_to-month": "5", "valid_to-year": "2024"}
    assert "2 May 2024" in client.post("/themes/lifts", ended, follow=True).content.decode()
    client.force_login(officers.fern)
    assert "Lifts" not in client.get("/themes").content.decode(), "another organisation's"


@pytest.mark.usefixtures("sorted_by")
def test_what_can_be_chosen_and_what_was_chosen_cost_a_few_statements(asha: Officer, statements) -> None:
    number = told(asha).complaint_id
    with statements(6):
        sortable_for(number, on=wed_1_may, kept=("damp",))
    with statements(0):
        named(number, (), (), None)
    with statements(3):
        named(number, ("damp",), ("1",), "north")
    with statements(2):
        themes_kept(asha.organisation), wards_kept(asha.organisation)
