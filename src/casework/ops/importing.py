"""`casework import`: what somebody else published or kept, taken into the service."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from casework.ops import importing_complaints, importing_sorting
from casework.ops.command import BadInput

MOST_TOLD = 20


def import_arguments(parser: argparse.ArgumentParser) -> None:
    """What is imported, from where, for whom."""
    parser.add_argument(
        "what", choices=tuple(_RUNS), help="published decisions of Ombudsmen; complaints of another system, as facts; "
        "wards with their postcodes, or themes, that complaints are sorted by",
    )  # fmt: skip
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help="decisions: folders, zips or files; complaints: one CSV"
    )  # fmt: skip
    parser.add_argument(
        "--organisation",
        metavar="NAME",
        help="for this organisation: its library alone (all share it); whose complaints they are",
    )
    parser.add_argument(
        "--from",
        dest="valid_from",
        default="",
        metavar="DAY",
        help="wards and themes: the first day the file is true of",
    )
    importing_complaints.arguments(parser.add_argument_group("complaints"))


def run_import(arguments: argparse.Namespace) -> int:
    """Take it in, and say what came of it: 1 when something was refused."""
    return _RUNS[arguments.what](arguments)


def _decisions(arguments: argparse.Namespace) -> int:
    from casework.people.models import Organisation
    from casework.precedents.commands import CannotBeImported, Imported, import_decisions

    importing_complaints.refuse_options(arguments)
    organisation = None
    if arguments.organisation is not None:
        organisation = Organisation.objects.filter(name=arguments.organisation).first()
        if organisation is None:
            known = (
                ", ".join(Organisation.objects.order_by("name").values_list("name", flat=True)) or "none yet"
            )
            raise BadInput(f"there is no organisation {arguments.organisation!r}: give one of {known}")

    def progress(found: Imported) -> None:
        print(f"{found.seen} files looked at, {found.added} taken in", file=sys.stderr)

    try:
        found = import_decisions(
            arguments.paths, organisation=organisation, now=datetime.now(UTC), progress=progress
        )
    except CannotBeImported as error:
        raise BadInput(str(error)) from error
    print(
        f"{found.seen} files: {found.added} decisions taken in ({found.doubtful} with doubts), {found.known} known "
        f"already, {len(found.refused)} refused."
    )
    for name, why in found.refused[:MOST_TOLD]:
        print(f"{name}: {why.removeprefix(f'{Path(name).name} ')}", file=sys.stderr)
    if len(found.refused) > MOST_TOLD:
        print(f"and {len(found.refused) - MOST_TOLD} more", file=sys.stderr)
    return 1 if found.refused else 0


_RUNS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "decisions": _decisions,
    "complaints": importing_complaints.run,
    "wards": importing_sorting.wards,
    "themes": importing_sorting.themes,
}
