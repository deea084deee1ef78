"""`putright procedures` and `putright check` as a person or a program meets them."""

import json
from pathlib import Path

import pytest

from putright.cli import main
from putright.procedures import load_procedures
from tests.putright.procedures.folders import FILES, KEY, changed, written


def test_procedures_lists_every_version_with_its_timescales(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "--json"]) == 0
    listed = {one["key"]: one for one in json.loads(capsys.readouterr().out)["procedures"]}
    assert set(listed) == set(load_procedures())
    hos = listed["housing-ombudsman/2024-04-01"]
    assert hos["in_force_from"] == "2024-04-01"
    assert hos["in_force_to"] is None
    respond = hos["stages"][0]["timescales"][1]
    assert respond["within"] == {"length": 10, "unit": "working_day"}
    assert respond["runs_from"] == ["acknowledged"]
    assert respond["provision"] == "6.3"
    assert respond["extension"]["most"] == {"length": 10, "unit": "working_day"}
    assert len(hos["unconfirmed_provisions"]) == 29
    plan = listed["adult-social-care/2009-04-01"]["stages"][0]["timescales"]
    assert [one["within"] for one in plan] == [
        {"length": 3, "unit": "working_day"},
        {"length": 6, "unit": "month"},
        None,
    ]


def test_procedures_are_told_in_words_with_their_doubts(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures"]) == 0
    told = capsys.readouterr().out
    assert "respond: 10 working days from acknowledged (6.3), at most 10 working days more (6.4)" in told
    assert "in force from 2024-02-01 (day not confirmed)" in told
    assert "respond: 10 working days from received (3.8), no extension counts (1.11)" in told
    assert "respond-as-planned: by the day set from outside (13)" in told


def test_what_ships_is_sound_and_its_examples_hold(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{len(load_procedures())} procedure versions are sound")


def test_a_sound_folder_is_checked_with_what_ships(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(written(tmp_path)), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["sound"] is True
    assert KEY in answer["checked"]
    assert answer["problems"] == []


def test_each_problem_is_one_line_and_the_status_is_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path, files=changed("procedure.toml", '"own-policy"', '"policy"'))
    assert main(["check", str(folder)]) == 2
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"{KEY}/procedure.toml: kind is 'policy'; use one of code, regulations, own-policy"
    ]
    assert told.err == "putright: 1 problem; mend and check again\n"


def test_an_example_that_does_not_hold_is_a_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path, files=changed("examples.toml", "2024-05-14", "2024-05-13"))
    assert main(["check", str(folder), "--json"]) == 2
    told = capsys.readouterr()
    [problem] = json.loads(told.out)["problems"]
    assert told.err.count("\n") == 1
    assert problem.startswith(f"{KEY}/examples.toml: ")
    assert "Over the early May bank holiday" in problem


def test_broken_data_is_told_before_its_examples_are_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = changed("examples.toml", "2024-05-14", "2024-05-13")
    files["procedure.toml"] = FILES["procedure.toml"].replace('next = "stage-2"\n', "")
    assert main(["check", str(written(tmp_path, files=files))]) == 2
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    ("begins", "says"), [(b"\xff", "not UTF-8"), (b"a = " + b"[" * 9999 + b"\n", "nested too deeply")]
)
def test_a_file_nobody_can_read_is_told_like_any_other_problem(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], begins: bytes, says: str
) -> None:
    folder = written(tmp_path)
    [path] = folder.rglob("procedure.toml")
    path.write_bytes(begins + path.read_bytes())
    assert main(["check", str(folder)]) == 2
    assert says in capsys.readouterr().out


@pytest.mark.parametrize("name", ["nowhere", "n" * 5000])
def test_a_folder_that_is_not_there_is_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["check", str(tmp_path / name)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert "is not a folder" in told.err


def test_procedures_list_the_guidance_with_what_is_not_confirmed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["procedures", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    guidance = {one["id"]: one for one in listed["guidance"]}
    assert guidance["hos_compensation"]["bands"] == []
    assert guidance["hos_compensation"]["unconfirmed"] is True
    short = guidance["luton_compensation"]["bands"][0]
    assert (short["low_pence"], short["high_pence"], short["unconfirmed"]) == (5000, 25000, False)
    assert "service-failure" in guidance["hos_remedies"]["unconfirmed_bands"]
    assert "training" in listed["unconfirmed_categories"]
    assert main(["procedures"]) == 0
    told = capsys.readouterr().out
    assert "guidance/hos_remedies  Housing Ombudsman guidance on remedies" in told
    assert "service-failure: £50 to £100 (Service failure), not confirmed" in told
    assert "uncertainty: £250 to £300, as decisions gave it" in told
    assert "Its figures have not been entered yet." in told
    assert "4 of 4 bands not confirmed: service-failure" in told


def test_a_band_in_disorder_is_told_by_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = written(tmp_path)
    (folder / "guidance").mkdir()
    (folder / "guidance" / "ours.toml").write_text('title = "Ours"\n', encoding="utf-8")
    assert main(["check", str(folder)]) == 2
    assert (
        capsys.readouterr().out
        == "guidance/ours.toml has no 'version_date'; give it a date such as 2024-04-01\n"
    )
