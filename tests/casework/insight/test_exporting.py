"""The facts of the record as a file: whole, complete, readable, and of nobody by name."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from casework.agreements.models import Contractor, Forwarding
from casework.complaints.models import Complaint, Person
from casework.complaints.record import act, record
from casework.insight import facts as pieces_of
from casework.insight.exporting import ExportRefused, export_facts
from casework.insight.facts import ALL, Chosen
from casework.insight.structure import structure_of
from casework.intake.models import Contact
from casework.ops.cli import main
from casework.people.models import Officer
from putright.cases import verbs
from putright.measures import Period, read_facts
from tests.casework.insight.chanced import chanced
from tests.casework.made import Officers, answered, at, complaint, fri_3_may, told, wed_1_may
from tests.putright.measures.made_facts import COLUMNS


def rows(path: Path) -> list[dict[str, str]]:
    """What a file of facts holds."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def exported(by: Officer, path: Path, chosen: Chosen = ALL) -> list[dict[str, str]]:
    export_facts(by.organisation, path, chosen)
    return rows(path)


def test_the_header_is_the_contract_and_a_row_says_what_happened(asha: Officer, tmp_path: Path) -> None:
    reference = answered(asha).reference
    [row] = exported(asha, tmp_path / "facts.csv")
    assert tuple(row) == COLUMNS
    known = {name: value for name, value in row.items() if value}
    assert known == {
        "reference": reference, "kind": "complaint", "procedure": "housing-ombudsman/2024-04-01",
        "organisation": "Merebrook Homes", "department": "Housing", "channel": "phone",
        "received_at": "2024-05-01", "accepted": "true", "acknowledged_on": "2024-05-03",
        "stage_1_due_on": "2024-05-20", "stage_1_responded_on": "2024-05-20", "stage_1_outcome": "partly_upheld",
        "learning_actions": "0", "learning_completed": "0", "acknowledgement_due_on": "2024-05-09",
    }  # fmt: skip


def test_no_word_and_no_name_of_anybody_is_in_it(asha: Officer, tmp_path: Path) -> None:
    answered(asha)
    exported(asha, tmp_path / "facts.csv")
    text = (tmp_path / "facts.csv").read_text()
    for person in Person.objects.values_list("name", flat=True):
        assert person not in text
    assert "ceiling" not in text
    assert asha.name not in text


def test_a_service_is_joined_with_its_department_and_two_of_one_name_are_told_apart(asha: Officer) -> None:
    chanced(asha, 1, seed=1)
    services = structure_of(asha.organisation).services
    assert sorted(services.values()) == [
        ("Repairs", "Housing"), ("Repairs", "Streets, Place"),
        ('The "front" desk (Housing)', "Housing"), ('The "front" desk (Streets, Place)', "Streets, Place"),
    ]  # fmt: skip


def test_the_contractor_is_the_last_it_was_passed_to(asha: Officer, tmp_path: Path) -> None:
    reference = told(asha).reference
    for name in ("Halden Repairs", "Tarn Heating"):
        Forwarding.objects.create(
            complaint=Complaint.objects.get(reference=reference), promise=name, consent=True, officer=asha,
            contractor=Contractor.objects.create(organisation=asha.organisation, name=name), forwarded_on=fri_3_may,
        )  # fmt: skip
    assert exported(asha, tmp_path / "facts.csv")[0]["contractor"] == "Tarn Heating"


def test_a_contact_that_is_no_complaint_has_its_row_and_one_nobody_decided_has_none(
    asha: Officer, tmp_path: Path
) -> None:
    for decision in ("compliment", ""):
        Contact.objects.create(
            organisation=asha.organisation, channel="phone", arrived_at=at(wed_1_may), logged_at=at(wed_1_may),
            taken_by="Asha Example", logged_by=asha, decision=decision,
        )  # fmt: skip
    [row] = exported(asha, tmp_path / "facts.csv")
    assert (row["kind"], row["received_at"], row["accepted"]) == ("compliment", "2024-05-01", "")


def test_a_restricted_complaint_is_counted_and_another_organisations_is_not(
    officers: Officers, tmp_path: Path
) -> None:
    reference = complaint(officers.asha).reference
    restricting = act(verbs.restrict, officers=[str(officers.bela.pk)], at=fri_3_may)
    record(reference, restricting, by=officers.asha, now=at(fri_3_may))
    complaint(officers.fern)
    assert [row["reference"] for row in exported(officers.asha, tmp_path / "facts.csv")] == [reference]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_any_record_can_be_read_however_many_pieces_it_comes_in(
    asha: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    monkeypatch.setattr(pieces_of, "AT_ONCE", 7)
    references = chanced(asha, 30, seed=7)
    path = tmp_path / f"facts.{suffix}"
    seen: list[tuple[int, int]] = []
    done = export_facts(asha.organisation, path, ALL, told=lambda done, of: seen.append((done, of)))
    assert done.files == ((path, 30),)
    assert seen == [(7, 30), (14, 30), (21, 30), (28, 30), (30, 30)]
    with read_facts(path) as facts:
        [found] = facts.connection.execute("SELECT list(reference ORDER BY row_number) FROM facts").fetchall()
        assert found[0] == references


def test_a_year_has_what_is_open_or_happened_in_it_and_no_more(asha: Officer, tmp_path: Path) -> None:
    closed = answered(asha).reference
    record(closed, act(verbs.withdraw, at=at(fri_3_may)), by=asha, now=at(fri_3_may))
    still = told(asha).reference

    def of(year: str) -> set[str]:
        chosen = Chosen(year=Period.year(year))
        return {row["reference"] for row in exported(asha, tmp_path / "facts.csv", chosen)}

    assert of("2023-24") == set(), "not received yet"
    assert of("2024-25") == {closed, still}
    assert of("2025-26") == {still}, "the other was over before"


def test_a_file_that_cannot_be_written_leaves_nothing_behind(asha: Officer, tmp_path: Path) -> None:
    answered(asha)
    with pytest.raises(ExportRefused, match="end the name"):
        export_facts(asha.organisation, tmp_path / "facts.txt", ALL)
    with pytest.raises(ExportRefused, match="cannot be written"):
        export_facts(asha.organisation, tmp_path / "nowhere" / "facts.csv", ALL)
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_breaks_off_keeps_the_file_that_was_there(
    asha: Officer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces_of, "AT_ONCE", 1)
    for _ in range(2):
        complaint(asha)
    path = tmp_path / "facts.csv"
    path.write_text("what was there")

    def stop(done: int, of: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_facts(asha.organisation, path, ALL, told=stop)
    assert (path.read_text(), list(tmp_path.iterdir())) == ("what was there", [path])


def test_reading_a_piece_costs_one_statement(asha: Officer, statements) -> None:
    for _ in range(3):
        complaint(asha)
    with statements(5):  # services, teams, the piece, the end of it, contacts
        list(pieces_of.fact_pieces(asha.organisation))


def test_the_command_says_what_it_wrote_and_asks_whose_when_there_are_several(
    asha: Officer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answered(asha)
    path = tmp_path / "facts.csv"
    assert main(["export", "facts", str(path)]) == 2
    assert '--organisation: "Merebrook Homes", "Stonebeck Council"' in capsys.readouterr().err
    assert main(["export", "facts", str(path), "--organisation", "Merebrook", "--year", "2024-25"]) == 0
    assert capsys.readouterr().out == f"{path}: 1 row\n"
