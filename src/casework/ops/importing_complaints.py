"""`casework import complaints`: a history from another system, tried first and then taken in.

Whoever can start these commands administers the service.
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from casework.ops.command import BadInput
from casework.ops.figures import the_organisation

if TYPE_CHECKING:
    from casework.imports.commands import Wanted
    from casework.imports.trying import Trial
    from casework.people.models import Officer, Organisation
    from putright.measures import FileMapping

MOST_TOLD = 20
_ONLY_HERE = {
    "dry_run": False, "skip_bad": False, "make_services": False, "mapping": None, "procedure": "", "by": "",
    "processes": 0, "json": False,
}  # fmt: skip


def arguments(parser: argparse._ArgumentGroup) -> None:
    """What an import of complaints takes beside the file."""
    parser.add_argument(
        "--dry-run", action="store_true", help="read everything, say what would come of it, write nothing"
    )
    parser.add_argument(
        "--mapping", type=Path, metavar="FILE.toml", help="how the file is written: columns, words, dates"
    )
    parser.add_argument(
        "--procedure", default="", metavar="KEY",
        help="of rows that name none, such as housing-ombudsman (its version of the day) or lgsco/2024-02-01",
    )  # fmt: skip
    parser.add_argument("--skip-bad", action="store_true", help="leave out the rows that cannot be read")
    parser.add_argument(
        "--make-services", action="store_true", help="make the departments and services that are wanting"
    )
    parser.add_argument("--by", default="", metavar="EMAIL", help="who imports; the first administrator")
    parser.add_argument(
        "--processes", type=int, default=0, metavar="N", help="processes that work complaints out (one a processor)"
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="the answer as one JSON document")


def refuse_options(given: argparse.Namespace) -> None:
    """Refuse what only an import of complaints takes. Raises BadInput."""
    for name, nothing in _ONLY_HERE.items():
        if getattr(given, name) != nothing:
            raise BadInput(f"--{name.replace('_', '-')} belongs to casework import complaints; leave it out")


def run(given: argparse.Namespace) -> int:
    """Try the file, or take it in: 1 when rows cannot be read."""
    import sys

    from casework.imports.commands import ImportRefused, take_in, try_out
    from putright.cli.progress import Progress

    wanted, now = _wanted(given), datetime.now(UTC)
    bars: dict[str, Progress] = {}

    def told(what: str, done: int, of: int | None) -> None:
        bars.setdefault(what, Progress(what)).told(done, of)

    try:
        if given.dry_run:
            trial = try_out(wanted, today=now.date(), told=told)
            _list(trial)
            print(
                json.dumps(trial.as_data(), ensure_ascii=False) if given.json else "\n".join(lines_of(trial))
            )
            return 1 if trial.bad else 0
        done = take_in(wanted, now=now, told=told)
    except ImportRefused as refused:
        if refused.trial is not None:
            _list(refused.trial)
        raise BadInput(str(refused)) from None
    finally:
        if bars and sys.stderr.isatty():
            print(file=sys.stderr)
    counts = {
        name: getattr(done, name) for name in ("rows", "complaints", "contacts", "known", "changed", "bad")
    }
    if given.json:
        print(json.dumps({"import": done.pk, **counts}))
    else:
        print(
            f"{done.rows:,} rows: {done.complaints:,} complaints and {done.contacts:,} other contacts taken in; "
            f"{done.known:,} were in already, {done.changed:,} changed since and not overwritten, {done.bad:,} left out."
        )
    return 0


def lines_of(trial: Trial) -> Iterator[str]:
    """What a trial says, line by line."""
    yield (
        f"{trial.rows:,} rows: {trial.complaints:,} complaints and {trial.contacts:,} other contacts would be taken in; "
        f"{trial.known:,} are in already, {trial.changed:,} changed since and would not be overwritten, "
        f"{trial.bad:,} cannot be taken in."
    )
    yield f"Of the complaints {trial.open:,} wait for an answer, and {trial.answered:,} are answered and not closed."
    if trial.before_known:
        yield f"{trial.before_known:,} are older than their procedure as we know it; its first version is taken for them."
    if trial.unfinished:
        yield f"{trial.unfinished:,} learning actions are not completed; they are counted; nobody is asked to do them."
    yield from _part("Made for it", [f"{one}" for one in trial.makes])
    yield from _part("Why rows cannot be taken in", [f"{why}: {n:,}" for why, n in trial.reasons.items()])
    yield from _part("Left out of rows", [f"{name}: {n:,} rows ({why})" for name, why, n in trial.left_out])
    yield from _part("Worked out by us", [f"{name}: {n:,} rows ({why})" for name, why, n in trial.worked_out])
    yield from _part(
        "Not kept to, by what the days show",
        [f"{key} {number}, {duty}: {n:,}" for key, number, duty, n in trial.breaches],
    )
    due = trial.due
    yield from _part(
        "Due days of the other system against ours",
        [
            f"the same: {due.get('same', 0):,}; earlier: {due.get('earlier', 0):,}; later: {due.get('later', 0):,}"
        ]
        + [
            f"{ref}, stage {stage}: {theirs} there, {ours} here"
            for ref, stage, theirs, ours in trial.examples
        ],
    )


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"{title}:"
        yield from (f"  {one}" for one in lines)


def _list(trial: Trial) -> None:
    import sys

    for line, _, why in trial.listed[:MOST_TOLD]:
        print(f"line {line}: {' '.join(why.split())}", file=sys.stderr)
    if len(trial.listed) > MOST_TOLD:
        print(f"and {len(trial.listed) - MOST_TOLD:,} more", file=sys.stderr)


def _wanted(given: argparse.Namespace) -> Wanted:
    from casework.imports.commands import Wanted

    if len(given.paths) != 1:
        raise BadInput("give one file of complaints at a time")
    if given.processes < 0:
        raise BadInput("--processes takes a number from 1 up")
    organisation = the_organisation(given.organisation or "")
    return Wanted(
        organisation=organisation, by=_officer(organisation, given.by), source=given.paths[0],
        file_name=given.paths[0].name, mapping=_mapping(given.mapping), procedure=given.procedure,
        skip_bad=given.skip_bad, make_services=given.make_services, processes=given.processes or os.cpu_count() or 1,
    )  # fmt: skip


def _mapping(path: Path | None) -> FileMapping | None:
    from putright.measures import FactsError, read_mapping

    if path is None:
        return None
    try:
        return read_mapping(path)
    except (FactsError, OSError) as error:
        raise BadInput(str(error)) from None


def _officer(organisation: Organisation, email: str) -> Officer:
    """Who is on record as having recorded it."""
    from casework.people.models import Officer
    from casework.people.roles import Role

    there = Officer.objects.filter(organisation=organisation, is_active=True).order_by("pk")
    if email:
        found = there.filter(email=email.lower()).first()
        if found is None:
            raise BadInput(f"{organisation.name} has no officer {email}; give the address of one who has")
        return found
    administrator = next((one for one in there if one.has_role(Role.ADMINISTRATOR)), None)
    if administrator is None:
        raise BadInput(f"{organisation.name} has no administrator; say who imports with --by EMAIL")
    return administrator
