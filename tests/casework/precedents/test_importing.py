"""A folder or a zip of published decisions becomes a library, each once, however often it is taken in."""

import zipfile
from pathlib import Path

import pytest

from casework.people.models import Officer
from casework.precedents.importing import CannotBeImported, Imported, import_decisions
from casework.precedents.models import PublishedDecision
from tests.casework import made
from tests.casework.precedents.decided import report

NOW = made.at(made.thu_2_may)
pytestmark = pytest.mark.django_db(transaction=True)


def folder(path: Path, number: int) -> Path:
    for one in range(number):
        text = report(f"2023{one:05}", topic=f"a leak in flat {one}", pounds=100 + one)
        (path / f"{one}.txt").write_text(text, encoding="utf-8")
    return path


def test_every_decision_of_a_folder_is_taken_in_once(tmp_path: Path, asha: Officer) -> None:
    folder(tmp_path, 4)
    (tmp_path / "letter.txt").write_text("Dear Sir, thank you. " * 40)
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    found = import_decisions([tmp_path], organisation=asha.organisation, now=NOW)
    assert (found.seen, found.added, found.known) == (5, 4, 0)
    assert [name for name, _ in found.refused] == [str(tmp_path / "letter.txt")]
    again = import_decisions([tmp_path], organisation=asha.organisation, now=NOW)
    assert (again.added, again.known, len(again.refused)) == (0, 4, 1)
    assert PublishedDecision.objects.count() == 4


def test_a_zip_holds_decisions_in_folders_and_no_bombs(tmp_path: Path, asha: Officer) -> None:
    path = tmp_path / "decisions.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("2023/one.txt", report("202300001"))
        packed.writestr("../../outside.txt", report("202300002"))
        packed.writestr("bomb.txt", b"0" * 40_000_000)
    found = import_decisions([path], organisation=asha.organisation, now=NOW)
    assert found.added == 2
    assert found.refused == [("decisions.zip/bomb.txt", "it unpacks to far more than a decision")]
    assert not (tmp_path.parent / "outside.txt").exists()


def test_an_import_that_was_stopped_goes_on_where_it_was(
    tmp_path: Path, asha: Officer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("casework.precedents.importing.AT_ONCE", 3)
    folder(tmp_path, 8)

    def stop(found: Imported) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_decisions([tmp_path], organisation=asha.organisation, now=NOW, progress=stop)
    assert PublishedDecision.objects.count() == 3
    found = import_decisions([tmp_path], organisation=asha.organisation, now=NOW)
    assert (found.known, found.added) == (3, 5)


def test_what_all_share_is_not_repeated_in_a_library(tmp_path: Path, asha: Officer) -> None:
    folder(tmp_path, 2)
    import_decisions([tmp_path], organisation=None, now=NOW)
    assert import_decisions([tmp_path], organisation=asha.organisation, now=NOW).known == 2


def test_what_is_no_folder_zip_or_file_is_said_before_anything_is_taken_in(
    tmp_path: Path, asha: Officer
) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04 no zip")
    for path in (tmp_path / "nowhere", tmp_path / "broken.zip"):
        with pytest.raises(CannotBeImported):
            import_decisions([path], organisation=asha.organisation, now=NOW)
    assert not PublishedDecision.objects.exists()
