"""What a person is told when a procedure's data is wrong: the file, the place, and what to do."""

from pathlib import Path

import pytest

from putright.procedures import ProcedureError, check, read_procedures
from tests.putright.procedures.folders import FILES, KEY, changed, written

PROCEDURE, PROVISIONS, EXAMPLES = FILES

# What is wrong, which text becomes which, and the sentence after the key.
BROKEN = [
    (
        "a provision that is not there",
        changed(PROCEDURE, 'provision = "3.1"\nextension', 'provision = "3.11"\nextension'),
        "procedure.toml: stage-1/respond cites provision 3.11, which provisions.toml does not list",
    ),
    (
        "an extension's provision that is not there",
        changed(PROCEDURE, 'provision = "3.2" }\n\n[[stage]]', 'provision = "9" }\n\n[[stage]]'),
        "procedure.toml: stage-1/respond cites provision 9, which provisions.toml does not list",
    ),
    (
        "a duty's provision that is not there",
        changed(PROCEDURE, '{ stage-2 = "3.2" }', '"3.3"'),
        "procedure.toml: duties different-person cites provision 3.3, which provisions.toml does not list",
    ),
    (
        "a duty at a stage there is not",
        changed(PROCEDURE, '{ stage-2 = "3.2" }', '{ stage-4 = "3.2" }'),
        "procedure.toml: duties different-person names stage 'stage-4', which it does not have; "
        "did you mean stage-2 or stage-1?",
    ),
    (
        "a duty nobody knows",
        changed(PROCEDURE, "different-person =", "diferent-person ="),
        "procedure.toml: duties names 'diferent-person', which duties.toml does not list; "
        "did you mean different-person?",
    ),
    (
        "a misspelt key",
        changed(PROCEDURE, "on_receipt = true", "on_reciept = true"),
        "procedure.toml: stage-1/respond has 'on_reciept', which is not known; did you mean on_receipt?",
    ),
    (
        "a misspelt moment, which would be a clock that never starts",
        changed(PROCEDURE, 'runs_from = "received"', 'runs_from = "recieved"'),
        "procedure.toml: stage-1/respond names the moment 'recieved', which is neither an ordinary one "
        "nor listed in [moments]; did you mean received or declined?",
    ),
    (
        "a next stage there is not",
        changed(PROCEDURE, 'next = "stage-2"', 'next = "stage-3"'),
        "procedure.toml: stage-1 goes on to 'stage-3', which is no later stage; "
        "did you mean stage-2 or stage-1?",
    ),
    (
        "a stage nobody can reach",
        changed(PROCEDURE, 'next = "stage-2"\n', ""),
        "procedure.toml: stage-2 is reached from nowhere; name it as the next of an earlier stage",
    ),
    (
        "a handler kept out by a stage there is not",
        changed(PROCEDURE, 'not_handled_by = ["stage-1"]', 'not_handled_by = ["informal"]'),
        "procedure.toml: stage-2 is not_handled_by 'informal', which is no earlier stage; "
        "known are: stage-1, stage-2",
    ),
    (
        "a timescale counted from one there is not",
        changed(PROCEDURE, "on_receipt = true", 'on_receipt = true\nif_never = "acknowledge"'),
        "procedure.toml: stage-1/respond counts from 'acknowledge' while never started, "
        "which is no other timescale of stage-1",
    ),
    (
        "a length in two units",
        changed(PROCEDURE, "{ working_days = 8 }", "{ working_days = 8, days = 2 }"),
        "procedure.toml: stage-1/respond: within needs one length, such as { working_days = 10 }",
    ),
    (
        "a length of nothing",
        changed(PROCEDURE, "{ working_days = 8 }", "{ working_days = 0 }"),
        "procedure.toml: stage-1/respond: within is 0 working days; it must be 1 or more",
    ),
    (
        "a length in words",
        changed(PROCEDURE, "{ working_days = 8 }", '{ working_days = "eight" }'),
        "procedure.toml: stage-1/respond: within: working_days is 'eight'; it must be a whole number",
    ),
    (
        "true is no number of days",
        changed(PROCEDURE, "{ working_days = 8 }", "{ working_days = true }"),
        "procedure.toml: stage-1/respond: within: working_days is True; it must be a whole number",
    ),
    (
        "neither a length nor a date from outside",
        changed(PROCEDURE, "within = { working_days = 8 }\n", ""),
        "procedure.toml: stage-1/respond needs either 'within' (a length of time) or 'date_in' (a moment)",
    ),
    (
        "an extension that needs something unknown",
        changed(PROCEDURE, 'needs = ["reason"]', 'needs = ["reasons"]'),
        "procedure.toml: stage-1/respond: extension: needs has 'reasons', which is not known; "
        "did you mean reason?",
    ),
    (
        "no start",
        changed(PROCEDURE, 'runs_from = "received"\n', ""),
        "procedure.toml: stage-1/respond has no 'runs_from'; give it the name of a moment, or a list of them",
    ),
    (
        "a missing title",
        changed(PROCEDURE, 'title = "Elmstead complaints policy"\n', ""),
        "procedure.toml has no 'title'; give it text in quotes",
    ),
    (
        "a kind there is not",
        changed(PROCEDURE, '"own-policy"', '"policy"'),
        "procedure.toml: kind is 'policy'; use one of code, regulations, own-policy",
    ),
    (
        "an Ombudsman there is not",
        changed(PROCEDURE, 'ombudsman = "lgsco"', 'ombudsman = "lgo"'),
        "procedure.toml: ombudsman names 'lgo', which ombudsmen.toml does not list; did you mean lgsco?",
    ),
    (
        "a reason for refusing there is not",
        changed(PROCEDURE, '["over_12_months"]', '["over_6_months"]'),
        "procedure.toml: rejections names 'over_6_months', which the list of reasons does not list; "
        "did you mean over_12_months?",
    ),
    (
        "a receipt rule there is not",
        changed(PROCEDURE, 'source = "own policy"', 'source = "own policy"\nreceipt_rule = "after-3pm"'),
        "procedure.toml: receipt_rule 'after-3pm' is not a receipt rule: use actual, next-working-day, "
        "after-HH-MM (such as after-15-00) or business-hours-HH-MM",
    ),
    (
        "following a Code there is not",
        changed(PROCEDURE, '"lgsco/2024-02-01"', '"lgsco/2024"'),
        "procedure.toml: follows 'lgsco/2024', which is not a procedure; did you mean lgsco/2024-02-01?",
    ),
    (
        "an end before the beginning",
        changed(PROCEDURE, 'source = "own policy"', 'source = "own policy"\nin_force_to = 2024-03-31'),
        "procedure.toml: in_force_to 2024-03-31 is before 2024-04-01",
    ),
    (
        "two provisions of one number",
        changed(PROVISIONS, 'number = "3.2"', 'number = "3.1"'),
        "provisions.toml: provision 3.1 is listed twice; each needs its own name",
    ),
    (
        "a check there is not",
        changed(PROVISIONS, 'check = "A"', 'check = "X"'),
        "provisions.toml: provision 3.1: check is 'X'; use A, E or M, or two of them as A/E",
    ),
    (
        "an example of a stage there is not",
        changed(EXAMPLES, '"stage-1"', '"stage-0"'),
        "examples.toml: 'Over the early May bank holiday' is about stage 'stage-0', which there is not; "
        "did you mean stage-2 or stage-1?",
    ),
    (
        "an example of a timescale there is not",
        changed(EXAMPLES, "{ respond =", "{ reply ="),
        "examples.toml: 'Over the early May bank holiday' expects a date for 'reply', "
        "which is no timescale of stage-1; known are: respond",
    ),
    (
        "an example on a day there is not",
        changed(EXAMPLES, '"2024-05-01"', '"2024-05-32"'),
        "examples.toml: 'Over the early May bank holiday': '2024-05-32' is not a day of the calendar: "
        "check the month and the day",
    ),
    (
        "an example in a nation there is not",
        changed(EXAMPLES, 'stage = "stage-1"', 'stage = "stage-1"\ndivision = "wales"'),
        "examples.toml: 'Over the early May bank holiday': 'wales' is not a division: use one of "
        "england-and-wales, scotland, northern-ireland",
    ),
    (
        "no example",
        {**FILES, EXAMPLES: "example = []"},
        "examples.toml: has no example; a rule needs at least one worked example",
    ),
]


@pytest.mark.parametrize(("files", "says"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_mistake_is_told_with_its_file_its_place_and_what_to_do(
    tmp_path: Path, files: dict[str, str], says: str
) -> None:
    folder = written(tmp_path, files=files)
    assert f"{KEY}/{says}" in check(folder)
    with pytest.raises(ProcedureError) as told:
        read_procedures(folder)
    assert str(told.value).startswith(f"{KEY}/")


def test_text_that_is_not_toml_is_told_with_its_line(tmp_path: Path) -> None:
    folder = written(tmp_path, files={**FILES, PROCEDURE: 'title = "Elmstead\n'})
    [says] = check(folder)
    assert says.startswith(f"{KEY}/procedure.toml: is not TOML: ")
    assert "line 1" in says


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path, files={name: FILES[name] for name in (PROCEDURE, PROVISIONS)})
    assert check(folder) == (f"{KEY}: has no examples.toml; add it",)


def test_a_file_nobody_reads_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path, files={**FILES, "provision.toml": ""})
    assert check(folder) == (f"{KEY}/provision.toml: is not read; did you mean provisions.toml?",)


def test_a_folder_must_be_named_by_a_date(tmp_path: Path) -> None:
    folder = written(tmp_path, key="elmstead/april-2024")
    assert check(folder) == (
        "elmstead/april-2024: name the folder by the day the procedure came into force, such as 2024-04-01",
    )


def test_an_empty_folder_says_what_belongs_in_it(tmp_path: Path) -> None:
    [says] = check(tmp_path)
    assert says.endswith(
        "make <body>/<in-force date>/procedure.toml in it, such as our-policy/2024-04-01/procedure.toml"
    )


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    wrong = changed(PROCEDURE, 'next = "stage-2"', 'next = "stage-9"')
    wrong[EXAMPLES] = FILES[EXAMPLES].replace('"stage-1"', '"stage-7"')
    assert len(check(written(tmp_path, files=wrong))) == 3  # nowhere to go, nowhere from, no such stage


def test_versions_that_overlap_are_told(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, key="borough-of-elmstead/2025-04-01")
    assert check(tmp_path) == (
        f"{KEY}/procedure.toml: overlaps borough-of-elmstead/2025-04-01; set in_force_to = 2025-03-31",
    )


def test_a_gap_between_versions_is_told(tmp_path: Path) -> None:
    ends = changed(PROCEDURE, 'source = "own policy"', 'source = "own policy"\nin_force_to = 2025-03-30')
    written(tmp_path, files=ends)
    written(tmp_path, key="borough-of-elmstead/2025-04-01")
    assert check(tmp_path) == (
        f"{KEY}/procedure.toml: leaves a gap before borough-of-elmstead/2025-04-01; "
        "set in_force_to = 2025-03-31",
    )


def test_a_shipped_name_cannot_be_taken(tmp_path: Path) -> None:
    folder = written(tmp_path, key="lgsco/2024-02-01")
    with pytest.raises(ProcedureError, match="ships with Putright; give your own procedure another name"):
        read_procedures(folder)
    assert any("the name is taken" in problem for problem in check(folder))
