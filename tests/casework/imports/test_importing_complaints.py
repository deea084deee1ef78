"""`casework import complaints`, as it is typed: tried, taken in, and nothing twice."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from casework.alerts.jobs import follow_events, scan_next
from casework.alerts.models import Alert
from casework.complaints.models import Complaint, Event, Job, Words
from casework.complaints.queue import View, queue
from casework.complaints.search import find
from casework.imports.models import Import, ImportedRow, ListedRow
from casework.intake.models import Contact
from casework.letters.models import Letter
from casework.ombudsman.models import OmbudsmanCase
from casework.ops.cli import main
from casework.ops.verify import verify
from casework.people.models import Officer, Service
from tests.casework.imports.histories_made import Row, file_of, row, structured
from tests.casework.made import Officers

pytestmark = pytest.mark.django_db(transaction=True)

ANSWERED = {
    "department": "Housing", "service": "Repairs", "acknowledged_on": "2023-07-05", "stage_1_due_on": "2023-07-17",
    "stage_1_responded_on": "2023-07-21", "stage_1_outcome": "upheld", "closed_on": "2023-07-21",
}  # fmt: skip


def typed(*words: str) -> int:
    return main(["import", "complaints", *words, "--organisation", "Merebrook", "--processes", "1"])


def history() -> list[Row]:
    """Three complaints and a compliment: one ended, one open, one an Ombudsman decided."""
    return [
        row("H-1", remedy_types="pay_distress", remedy_paid_pence=5000, **ANSWERED),
        row("H-2", service="Repairs", acknowledged_on="2023-07-05"),
        row("H-3", ombudsman_body="hos", ombudsman_received_on="2023-10-02", ombudsman_decided_on="2024-01-15",
            ombudsman_outcome="maladministration", **ANSWERED),
        row("H-4", kind="compliment", accepted="", service="Repairs"),
    ]  # fmt: skip


def test_a_trial_says_what_would_come_and_writes_nothing(
    officers: Officers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    structured(officers.dana.organisation)
    path = file_of(tmp_path, history())
    assert typed(str(path), "--dry-run", "--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["rows"], said["complaints"], said["contacts"], said["bad"], said["open"]) == (4, 3, 1, 0, 1)
    assert ["housing-ombudsman/2022-04-01", "5.1", "respond", 3] in said["breaches"]
    assert said["due"] == {"earlier": 2}
    assert said["examples"][0] == ["H-1", 1, "2023-07-17", "2023-07-19"]
    assert not Complaint.objects.exists()
    assert not Import.objects.exists()
    assert not Contact.objects.exists()


def test_a_history_is_taken_in_once_and_verifies(officers: Officers, tmp_path: Path) -> None:
    structured(officers.dana.organisation)
    path = file_of(tmp_path, history())
    assert typed(str(path)) == 0
    assert Complaint.objects.count() == 3
    assert Contact.objects.get().decision == "compliment"
    assert verify().problems == ()
    events = Event.objects.count()
    first = Complaint.objects.get(imported__reference="H-1")
    assert (first.stage_1_due_on, first.stage_1_outcome) == (date(2023, 7, 17), "upheld")
    assert (first.remedy_paid_pence, first.facts_changed, first.restricted) == (5000, 1, False)
    assert Words.objects.get(complaint=first).title == "Imported H-1, Repairs"
    assert typed(str(path)) == 0
    assert (Complaint.objects.count(), Contact.objects.count(), Event.objects.count()) == (3, 1, events)
    again = Import.objects.order_by("pk").last()
    assert again is not None
    assert (again.known, again.complaints, again.contacts, again.state) == (4, 0, 0, "done")


def test_an_imported_complaint_is_found_by_the_reference_it_had(officers: Officers, tmp_path: Path) -> None:
    structured(officers.dana.organisation)
    assert typed(str(file_of(tmp_path, history()))) == 0
    complaint = Complaint.objects.get(imported__reference="H-2")
    assert find(officers.asha, "H-2", limit=10) == (complaint.pk,)


def test_only_what_is_open_waits_in_the_queue_and_nothing_leaves(officers: Officers, tmp_path: Path) -> None:
    structured(officers.dana.organisation)
    assert typed(str(file_of(tmp_path, history()))) == 0
    waiting = Complaint.objects.get(in_queue=True)
    assert waiting == Complaint.objects.get(imported__reference="H-2")
    assert waiting.next_due_on == date(2023, 7, 19)
    today = date(2026, 11, 30)
    shown = queue(officers.asha, view=View.ALL, today=today)
    assert [one.reference for one in shown.rows] == [waiting.reference]
    assert not Job.objects.exists()
    assert not Letter.objects.exists()


def test_alerts_are_only_of_what_is_open(officers: Officers, tmp_path: Path) -> None:
    from django.utils import timezone

    structured(officers.dana.organisation)
    today = date(2026, 11, 30)
    follow_events(today=today)
    assert typed(str(file_of(tmp_path, history()))) == 0
    while follow_events(today=today) or scan_next(today=today, now=timezone.now()):
        pass
    waiting = Complaint.objects.get(imported__reference="H-2")
    assert {one.complaint_id for one in Alert.objects.all()} == {waiting.pk}
    assert {one.rule for one in Alert.objects.all()} <= {"DR-01", "DR-02", "DR-20", "DR-24"}


def test_an_ombudsmans_case_stands_on_the_desk_with_its_decision(officers: Officers, tmp_path: Path) -> None:
    structured(officers.dana.organisation)
    assert typed(str(file_of(tmp_path, history()))) == 0
    complaint = Complaint.objects.get(imported__reference="H-3")
    case = OmbudsmanCase.objects.get(complaint=complaint)
    [referral] = complaint.referrals.all()
    assert (referral.key, referral.is_open, referral.decided_on) == (str(case.pk), False, date(2024, 1, 15))
    assert referral.determinations == "maladministration"


def test_a_row_changed_since_is_said_and_not_overwritten(
    officers: Officers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    structured(officers.dana.organisation)
    assert typed(str(file_of(tmp_path, history()))) == 0
    changed = [*history()[1:], row("H-1", **ANSWERED | {"stage_1_outcome": "not_upheld"})]
    capsys.readouterr()
    assert typed(str(file_of(tmp_path, changed))) == 0
    assert "1 changed since and not overwritten" in capsys.readouterr().out
    assert Complaint.objects.get(imported__reference="H-1").stage_1_outcome == "upheld"
    [listed] = ListedRow.objects.filter(what="changed")
    assert (listed.line, "'H-1' is in already" in listed.why) == (5, True)


BAD = [
    (row("B-1", acknowledged_on="2023-07-01"), "acknowledged_on"),
    (row("B-1", channel="fax"), "is not a code that is known (it is 'fax')"),
    (row("B-1", service="Repair"), "there is no service 'Repair'; did you mean Repairs?"),
    (row("B-1", department="Houses"), "there is no department 'Houses'"),
    (row("B-1", service="Repairs", department="Parks"), "in the department 'Parks'"),
    (row("B-1", procedure="housing-ombudsmen"), "procedure 'housing-ombudsmen' is not known"),
    (
        row("B-1", procedure="children-act/2006-09-01"),
        "kind is complaint, and children-act/2006-09-01 is for",
    ),
    (row("B-1", closed_on="2099-01-01"), "which has not come yet"),
    (row("B" * 121), "reference has 121 characters"),
]


@pytest.mark.parametrize(("bad", "says"), BAD)
def test_a_bad_row_is_named_by_its_line_and_stops_everything_unless_asked_for(
    officers: Officers, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: Row, says: str
) -> None:
    structured(officers.dana.organisation)
    path = file_of(tmp_path, [*history(), bad])
    assert typed(str(path), "--dry-run") == 1
    told = capsys.readouterr()
    assert told.err.startswith("line 6: ")
    assert says in told.err
    assert typed(str(path)) == 2
    assert "1 row cannot be taken in: line 6" in capsys.readouterr().err
    assert not ImportedRow.objects.exists()
    assert typed(str(path), "--skip-bad") == 0
    assert ImportedRow.objects.count() == 4
    assert ListedRow.objects.filter(load__state="done", line=6, what="bad").count() == 1


def test_two_rows_with_one_reference_are_both_left_out(
    officers: Officers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    structured(officers.dana.organisation)
    path = file_of(tmp_path, [*history(), row("H-1", service="Repairs")])
    assert typed(str(path), "--dry-run") == 1
    assert capsys.readouterr().err.count("has the reference 'H-1'") == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "the file is empty"),
        ("reference,kind,received_at,accepted\n", "a header and no rows"),
        ("reference,kind,accepted\n1,complaint,yes\n", "no column 'received_at'"),
        ("reference,kind,received_at,accepted,organisation\n1,complaint,2023-07-03,yes,A\n2,complaint,2023-07-03,yes,B\n",
         "complaints of 2 organisations (A, B)"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_at_all_is_one_line(
    officers: Officers, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, says: str
) -> None:
    path = tmp_path / "history.csv"
    path.write_text(content)
    for more in ([], ["--dry-run"]):
        assert typed(str(path), *more) == 2
        told = capsys.readouterr().err
        assert says in told
        assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nowhere.csv"], "cannot be read"),
        (["one.csv", "two.csv"], "one file of complaints"),
        (["one.csv", "--by", "nobody@nowhere.example"], "has no officer"),
        (["one.csv", "--mapping", "nowhere.toml"], "nowhere.toml"),
    ],
)
def test_a_slip_is_one_line(
    officers: Officers, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert typed(*words) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1


def test_what_belongs_to_complaints_alone_is_refused_for_decisions(
    officers: Officers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "decisions", ".", "--dry-run"]) == 2
    assert "--dry-run belongs to casework import complaints" in capsys.readouterr().err


def test_another_systems_words_are_read_with_a_mapping_and_its_services_are_made(
    officers: Officers, tmp_path: Path
) -> None:
    path, mapping = tmp_path / "export.csv", tmp_path / "export.toml"
    path.write_text(
        "Case;Logged;Area;Team\n77/1;03/07/2023;Repairs & maintenance;Homes\n77/2;04/07/2023;Lettings;Homes\n"
    )
    mapping.write_text(
        '[file]\ndelimiter = ";"\ndates = ["%d/%m/%Y"]\n'
        '[columns]\nreference = "Case"\nreceived_at = "Logged"\nservice = "Area"\ndepartment = "Team"\n'
        '[constants]\nkind = "complaint"\naccepted = "yes"\n'
        '[values.service]\n"Repairs & maintenance" = "Repairs"\n[values.department]\nHomes = "Housing"\n'
    )
    structured(officers.dana.organisation)
    words = [str(path), "--mapping", str(mapping)]
    assert typed(*words) == 2
    assert typed(*words, "--make-services", "--by", officers.asha.email) == 0
    lettings = Service.objects.get(name="Lettings")
    assert (lettings.department.name, lettings.valid_from) == ("Housing", date(2023, 7, 4))
    assert Complaint.objects.get(imported__reference="77/2").service == lettings
    assert Complaint.objects.get(imported__reference="77/1").service == Service.objects.get(name="Repairs")
    assert Import.objects.latest("pk").officer == officers.asha


def test_a_department_alone_is_held_by_a_team_of_it(officers: Officers, tmp_path: Path) -> None:
    assert typed(str(file_of(tmp_path, [row("D-1", department="Housing")]))) == 0
    complaint = Complaint.objects.get()
    assert complaint.service is None
    assert complaint.team is not None
    assert complaint.team.department is not None
    assert complaint.team.department.name == "Housing"


def test_a_default_procedure_is_the_version_of_the_day(
    officers: Officers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row("P-1"), row("P-2", received_at="2024-06-03"), row("P-3", received_at="2016-06-03"),
            row("P-4", kind="statutory_children")]  # fmt: skip
    path = file_of(tmp_path, rows)
    assert typed(str(path), "--procedure", "housing-ombudsman", "--dry-run") == 0
    assert "1 are older than their procedure as we know it" in capsys.readouterr().out
    assert typed(str(path), "--procedure", "housing-ombudsman") == 0
    held = dict(Complaint.objects.values_list("imported__reference", "procedure"))
    assert held == {
        "P-1": "housing-ombudsman/2022-04-01", "P-2": "housing-ombudsman/2024-04-01",
        "P-3": "housing-ombudsman/2022-04-01", "P-4": "children-act/2006-09-01",
    }  # fmt: skip


def test_a_complaint_taken_over_goes_on_as_any_other(
    asha: Officer, officers: Officers, tmp_path: Path
) -> None:
    from casework.complaints.commands import close
    from putright.vocabulary import ClosingReason
    from tests.casework.made import at

    assert typed(str(file_of(tmp_path, [row("G-1", department="Housing")]))) == 0
    complaint = Complaint.objects.get()
    day = date(2026, 11, 24)
    close(
        complaint.reference, reason=ClosingReason.NO_CONTACT, at=day, by=asha, now=at(day),
        seen_version=complaint.version, going_on="They moved away",
    )  # fmt: skip
    complaint.refresh_from_db()
    assert (complaint.status, complaint.closed_on) == ("closed", day)
    assert verify().problems == ()
