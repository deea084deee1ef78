"""`casework import wards` and `casework import themes`: what complaints are sorted by, from a CSV file."""

from __future__ import annotations

import argparse
from datetime import date

from casework.ops import importing_complaints
from casework.ops.command import BadInput
from casework.ops.figures import the_organisation


def wards(arguments: argparse.Namespace) -> int:
    """Take wards and their postcodes."""
    from casework.complaints.sorting_kept import SortingRefused, wards_from

    try:
        found = wards_from(
            the_organisation(arguments.organisation or ""), arguments.paths[0], from_on=_from_on(arguments)
        )
    except SortingRefused as refused:
        raise BadInput(str(refused)) from refused
    print(f"{found.wards} wards; {found.changed} postcodes are new or moved, {found.same} are as they were.")
    return 0


def themes(arguments: argparse.Namespace) -> int:
    """Take themes."""
    from casework.complaints.sorting_kept import SortingRefused, themes_from

    try:
        number = themes_from(
            the_organisation(arguments.organisation or ""), arguments.paths[0], from_on=_from_on(arguments)
        )
    except SortingRefused as refused:
        raise BadInput(str(refused)) from refused
    print(f"{number} themes.")
    return 0


def _from_on(arguments: argparse.Namespace) -> date:
    importing_complaints.refuse_options(arguments)
    if len(arguments.paths) != 1:
        raise BadInput("give one CSV file")
    if not arguments.valid_from:
        raise BadInput("say from which day on the file is true: --from YYYY-MM-DD")
    try:
        return date.fromisoformat(arguments.valid_from)
    except ValueError:
        raise BadInput(f"--from {arguments.valid_from!r} is no day; write it as 2024-05-02") from None
