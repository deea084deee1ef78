"""An invented council's own procedure, written into a folder to be read and broken."""

from pathlib import Path

KEY = "borough-of-elmstead/2024-04-01"

PROCEDURE = """
title = "Elmstead complaints policy"
short_title = "Elmstead policy"
kind = "own-policy"
force = "should"
ombudsman = "lgsco"
source = "own policy"
follows = "lgsco/2024-02-01"
rejections = ["over_12_months"]

[[stage]]
key = "stage-1"
title = "Stage 1"
opened_by = "received"
answered_by = "responded"
next = "stage-2"

[[stage.timescale]]
key = "respond"
title = "Respond"
runs_from = "received"
ends_with = "responded"
on_receipt = true
within = { working_days = 8 }
provision = "3.1"
extension = { most = { working_days = 5 }, needs = ["reason"], provision = "3.2" }

[[stage]]
key = "stage-2"
title = "Stage 2"
opened_by = "escalated"
answered_by = "responded"
not_handled_by = ["stage-1"]

[[stage.timescale]]
key = "respond"
title = "Respond"
runs_from = "escalated"
ends_with = "responded"
within = { working_days = 15 }
provision = "3.1"

[duties]
different-person = { stage-2 = "3.2" }
"""

PROVISIONS = """
provision = [
    { number = "3.1", force = "should", check = "A", says = "Answers come in 8 and 15 working days." },
    { number = "3.2", force = "should", says = "An extension has a reason." },
]
"""

EXAMPLES = """
[[example]]
says = "Over the early May bank holiday"
stage = "stage-1"
happened = { received = "2024-05-01" }
due = { respond = 2024-05-14 }
"""

FILES = {"procedure.toml": PROCEDURE, "provisions.toml": PROVISIONS, "examples.toml": EXAMPLES}


def written(folder: Path, *, key: str = KEY, files: dict[str, str] | None = None) -> Path:
    """Write a version's files below a folder and return that folder."""
    version = folder / key
    version.mkdir(parents=True)
    for name, text in (files or FILES).items():
        (version / name).write_text(text, encoding="utf-8")
    return folder


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The files with one text of one of them changed; the text must stand there once."""
    assert FILES[file].count(old) == 1, f"{old!r} stands {FILES[file].count(old)} times in {file}"
    return {**FILES, file: FILES[file].replace(old, new)}
