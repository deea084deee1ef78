"""`casework import decisions`, as it is typed."""

from pathlib import Path

import pytest

from casework.ops.cli import main
from casework.people.models import Organisation
from casework.precedents.models import PublishedDecision
from tests.casework.precedents.decided import report

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_folder_is_taken_in_and_what_was_refused_is_told(
    tmp_path: Path, landlord: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "one.txt").write_text(report(), encoding="utf-8")
    (tmp_path / "two.txt").write_text("Dear Sir, thank you. " * 30)
    assert main(["import", "decisions", str(tmp_path), "--organisation", landlord.name]) == 1
    told = capsys.readouterr()
    assert told.out == "2 files: 1 decisions taken in (0 with doubts), 0 known already, 1 refused.\n"
    assert "two.txt: this does not read like a decision" in told.err
    assert PublishedDecision.objects.get().organisation == landlord
    (tmp_path / "two.txt").unlink()
    assert main(["import", "decisions", str(tmp_path)]) == 0
    assert PublishedDecision.objects.filter(organisation=None).count() == 1


@pytest.mark.parametrize("arguments", [["nowhere"], ["--organisation", "Nobody", "."]])
def test_what_cannot_be_imported_is_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "decisions", *arguments]) == 2
    assert capsys.readouterr().err.count("\n") == 1
