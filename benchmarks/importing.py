"""Importing a history against the bare batch door: the same stories, with and without the reading around them.

python -m benchmarks.importing ROWS PROCESSES, with CASEWORK_VAR (and DATABASE_URL) naming an empty database.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import django


def main(rows: int, processes: int) -> int:
    """Import that many rows, then record the same stories through the bare door; print both as one document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.config.settings")
    django.setup()
    from django.core.management import call_command

    from casework.complaints.batch import record_batch
    from casework.imports.commands import Wanted, take_in, try_out
    from casework.imports.stories import history, story_of

    call_command("migrate", verbosity=0)
    organisation, officer = _people()
    now = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder:
        path = _file(Path(folder), rows)
        wanted = Wanted(
            organisation=organisation, by=officer, source=path, file_name=path.name, procedure="lgsco",
            make_services=True, processes=processes,
        )  # fmt: skip
        begun = perf_counter()
        load = take_in(wanted, now=now)
        imported = perf_counter() - begun
        begun = perf_counter()
        again = take_in(wanted, now=now)
        repeated = perf_counter() - begun
        bare_rows = list(_checked(organisation, path))
        stories = (story_of(one, history(one, referral="1"), by=officer, now=now) for one in bare_rows)
        begun = perf_counter()
        bare = record_batch(organisation, stories, processes=processes)
        recorded = perf_counter() - begun
        begun = perf_counter()
        other = Wanted(
            organisation=_elsewhere(), by=officer, source=path, file_name=path.name, procedure="lgsco",
            make_services=True, processes=processes,
        )  # fmt: skip
        try_out(other, today=now.date())
        tried = perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({
        "rows": rows, "complaints": load.complaints, "import_seconds": round(imported, 1),
        "again_seconds": round(repeated, 1), "known": again.known, "trial_seconds": round(tried, 1),
        "bare_complaints": bare.complaints, "bare_seconds": round(recorded, 1),
        "import_to_bare": round(imported / load.complaints / (recorded / bare.complaints), 2),
        "megabytes": round(memory),
    }))  # fmt: skip
    return 0


def _people():  # type: ignore[no-untyped-def]
    from casework.people.models import Officer, Organisation
    from casework.people.roles import Role

    organisation = Organisation.objects.create(
        name="Measured Borough Council", short_name="Measured", procedures=["lgsco"]
    )
    officer = Officer.objects.create_user(
        "officer@measured.example",
        name="Officer",
        organisation=organisation,
        roles=[Role.ADMINISTRATOR.value],
    )
    return organisation, officer


def _elsewhere():  # type: ignore[no-untyped-def]
    from casework.people.models import Organisation

    return Organisation.objects.create(name="Elsewhere", short_name="Elsewhere", procedures=["lgsco"])


def _file(folder: Path, rows: int) -> Path:
    """A file of ten years of the sample, as often as it takes."""
    from datetime import date

    from putright.measures import Period
    from putright.reports import sample_facts

    header, *lines = sample_facts(Period(date(2014, 1, 1), date(2023, 12, 31))).splitlines()
    path = folder / "history.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        for number in range(rows):
            file.write(f"{number // len(lines)}-{lines[number % len(lines)]}\n")
    return path


def _checked(organisation, path: Path):  # type: ignore[no-untyped-def]
    from casework.imports.checking import Checker
    from casework.imports.placing import places_for
    from casework.imports.reading import places_in, rows_in_order
    from putright.measures import read_facts

    with read_facts(path) as facts:
        places = places_for(organisation, places_in(facts))
        checker = Checker(organisation, places, datetime.now(UTC).date(), "lgsco")
        for row in rows_in_order(facts):
            checked = checker.checked(row)
            if checked.procedure is not None:
                yield checked


if __name__ == "__main__":
    raise SystemExit(main(int(sys.argv[1]), int(sys.argv[2])))
