"""A report of the record is the report of its own export, cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from casework.ops.cli import main
from casework.ops.demo import make_demonstration
from casework.ops.verify import verify
from casework.people.models import Officer, Organisation
from putright.calendars import Nation
from putright.cli import main as putright
from putright.reports import reports_in
from tests.casework.insight.chanced import chanced
from tests.casework.made import complaint
from tests.casework.ops.test_demo import taken_away

YEAR = "2024-25"
# In one process, so that what the whole module looks at is made once.
pytestmark = pytest.mark.xdist_group("reports of the demonstration")


@pytest.fixture(scope="module")
def borough(django_db_setup: None, django_db_blocker: Any) -> Iterator[Organisation]:
    """A tenth of the demonstration."""
    with django_db_blocker.unblock(), taken_away():
        now = datetime(2026, 11, 24, 10, 30, tzinfo=UTC)
        make_demonstration(now=now, password_is="heron-point-otter", scale=0.1)
        yield Organisation.objects.get()


def both(organisation: Organisation, folder: Path, report: str, year: str, *more: str) -> tuple[Any, Any]:
    """The report of the database, and the one `putright` makes of what it exports."""
    ours, facts, structure = folder / "ours.json", folder / "facts.csv", folder / "structure.toml"
    whose = ["--organisation", organisation.name]
    assert main(["report", report, "--year", year, *more, *whose, "--out", str(ours)]) == 0
    assert main(["export", "facts", str(facts), "--tables", *whose]) == 0
    assert main(["export", "organisation", str(structure), *whose]) == 0
    beside = [f"--table={one.stem.removeprefix('facts-')}={one}" for one in folder.glob("facts-*.csv")]
    theirs = folder / "theirs.json"
    wanted = ["--year", year, *more, "--organisation", str(structure), "--out", str(theirs)]
    assert putright(["report", report, str(facts), *beside, *wanted]) == 0
    return json.loads(ours.read_text()), json.loads(theirs.read_text())


@pytest.mark.parametrize("report", reports_in(Nation.ENGLAND))
def test_every_report_of_the_demonstration_is_the_one_of_its_export(
    borough: Organisation, tmp_path: Path, report: str
) -> None:
    ours, theirs = both(borough, tmp_path, report, "2025-26")
    assert ours == theirs
    assert not ours["left_out"]
    if report == "annual":
        counted = {one["id"]: one["cells"][0]["numerator"] for one in ours["measures"] if one["cells"]}
        assert all(counted[figure] for figure in ("AR-1", "AR-2", "AR-3a", "AR-6", "AR-7", "AR-13"))


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [11, 12])
def test_whatever_happened_the_report_is_the_one_of_the_export(
    asha: Officer, tmp_path: Path, seed: int
) -> None:
    chanced(asha, 45, seed=seed)
    assert verify().problems == ()
    ours, theirs = both(asha.organisation, tmp_path, "annual", YEAR, "--compare")
    assert ours == theirs
    counted = {one["id"]: one["cells"][0]["numerator"] for one in ours["measures"] if one["cells"]}
    assert all(counted[figure] for figure in ("AR-1", "AR-3a", "AR-7")), "it is counted over something"
    assert sum(bool(one) for one in counted.values()) >= 10


@pytest.mark.django_db
def test_a_year_of_facts_makes_the_report_of_that_year(asha: Officer, tmp_path: Path) -> None:
    chanced(asha, 30, seed=14)
    ours, _ = both(asha.organisation, tmp_path, "annual", YEAR)
    short, structure, made = (tmp_path / name for name in ("short.csv", "structure.toml", "made.json"))
    whose = ["--organisation", asha.organisation.name]
    assert main(["export", "facts", str(short), "--year", YEAR, *whose]) == 0
    assert len(short.read_text().splitlines()) < len((tmp_path / "facts.csv").read_text().splitlines())
    beside = [f"--table={one.stem.removeprefix('facts-')}={one}" for one in tmp_path.glob("facts-*.csv")]
    wanted = ["--year", YEAR, "--organisation", str(structure), "--out", str(made)]
    assert putright(["report", "annual", str(short), *beside, *wanted]) == 0
    assert json.loads(made.read_text())["measures"] == ours["measures"]


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["html", "docx", "xlsx", "zip"])
def test_a_report_is_made_in_every_form(asha: Officer, tmp_path: Path, form: str) -> None:
    complaint(asha)
    path = tmp_path / f"report.{form}"
    assert main(["report", "annual", "--year", YEAR, "--organisation", "Merebrook", "--out", str(path)]) == 0
    assert path.stat().st_size > 1000


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["annual"], "say which period"),
        (["annual", "--year", "2024"], "'2024' is not a year"),
        (["annul", "--year", YEAR], "annual"),
        (["annual", "--year", YEAR, "--format", "pdf"], "'pdf' is no form of a report"),
        (["annual", "--year", YEAR, "--format", "docx"], "cannot be printed"),
        (["annual", "--from", "2024-04-31", "--to", "2024-05-01"], "--from"),
        (["annual", "--year", YEAR], "there is no complaint to count yet"),
    ],
)
def test_a_slip_gets_one_line_that_says_what_to_do(
    landlord: Organisation, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert main(["report", *words]) == 2
    told = capsys.readouterr().err
    assert says in told
    assert told.count("\n") == 1
