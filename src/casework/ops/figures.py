"""Figures on the command line: the facts as a file, and reports of the record.

Whoever can start these commands administers the service, so restricted complaints are counted like all others.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from casework.ops.command import BadInput

if TYPE_CHECKING:
    from casework.people.models import Organisation
    from putright.measures import FactsError, Period
    from putright.reports import Form

MOST_LISTED = 20
"""How many rows that cannot be counted are told on standard error; the rest are counted."""


def export_arguments(parser: argparse.ArgumentParser) -> None:
    """What `casework export` takes."""
    parser.add_argument(
        "what", choices=("facts", "organisation"), help="the facts, or the departments over the years"
    )
    parser.add_argument(
        "file", type=Path, help="where to: FILE.csv or FILE.parquet; FILE.toml for organisation"
    )
    parser.add_argument(
        "--organisation", default="", metavar="NAME", help="whose; needed where there are several"
    )
    parser.add_argument("--year", metavar="Y", help="only what a report of that year counts, such as 2025-26")
    parser.add_argument("--tables", action="store_true", help="write the tables beside the facts too")


def export(arguments: argparse.Namespace) -> int:
    """Write the facts of an organisation, or its structure, into a file."""
    from casework.insight.exporting import ExportRefused, export_facts
    from casework.insight.facts import Chosen
    from casework.insight.structure import as_toml, measured_as
    from putright.cli.command import BadInput as CannotWrite
    from putright.cli.progress import Progress
    from putright.cli.written_files import write_whole

    organisation = the_organisation(arguments.organisation)
    if arguments.what == "organisation":
        try:
            write_whole(arguments.file, as_toml(measured_as(organisation)).encode("utf-8"))
        except CannotWrite as error:
            raise BadInput(str(error)) from None
        print(f"{arguments.file}: {organisation.name}")
        return 0
    chosen = Chosen(year=_year(arguments.year) if arguments.year else None)
    try:
        with Progress("Exporting") as progress:
            done = export_facts(
                organisation, arguments.file, chosen, beside=arguments.tables, told=progress.told
            )
    except ExportRefused as error:
        raise BadInput(str(error)) from None
    for path, rows in done.files:
        print(f"{path}: {rows:,} {'row' if rows == 1 else 'rows'}")
    return 0


def report_arguments(parser: argparse.ArgumentParser) -> None:
    """What `casework report` takes."""
    parser.add_argument("report", metavar="REPORT", help="such as annual; putright report --list names them")
    parser.add_argument("--year", metavar="Y", help="a year from 1 April to 31 March, such as 2025-26")
    parser.add_argument("--from", dest="starts", metavar="DAY", help="first day, instead of --year")
    parser.add_argument("--to", dest="ends", metavar="DAY", help="last day, instead of --year")
    parser.add_argument("--compare", action="store_true", help="with the same days a year earlier")
    parser.add_argument(
        "--organisation", default="", metavar="NAME", help="whose; needed where there are several"
    )
    parser.add_argument("--about", type=Path, metavar="FILE", help="homes, residents and labels, as TOML")
    parser.add_argument("--commentary", type=Path, metavar="FILE", help="words people wrote, as TOML")
    parser.add_argument("--procedure", action="append", default=[], help="the Code to assess against")
    parser.add_argument(
        "--skip-bad", action="store_true", help="leave out complaints whose days contradict each other"
    )
    parser.add_argument("--format", help="json, html, docx, xlsx or csv; as --out ends, else json")
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to write it; else it is printed")


def report(arguments: argparse.Namespace) -> int:
    """Make a report of the record."""
    from putright.cli.command import BadInput as CannotWrite
    from putright.cli.written_files import write_whole
    from putright.measures import FactsError
    from putright.reports import Contradiction, ReportError, template

    form = _form(arguments)
    try:
        template(arguments.report)
        content = _made(arguments, form)
    except Contradiction as error:
        for check in error.checks:
            print(f"{check.id}: {' '.join(check.says.split())}", file=sys.stderr)
        raise BadInput("the report would contradict itself, as listed, so there is none") from None
    except FactsError as error:
        _list_bad(error)
        raise BadInput(str(error)) from None
    except ReportError as error:
        raise BadInput(str(error)) from None
    if arguments.out is None:
        sys.stdout.write(content.decode("utf-8"))
        return 0
    try:
        write_whole(arguments.out, content)
    except CannotWrite as error:
        raise BadInput(str(error)) from None
    return 0


def _made(arguments: argparse.Namespace, form: Form) -> bytes:
    from casework.insight.reporting import make_report
    from putright.cli.progress import Progress
    from putright.measures import read_organisation
    from putright.reports import NOTHING_WRITTEN, read_written, rendered

    period = _period(arguments)
    words = NOTHING_WRITTEN
    if arguments.commentary:
        words = read_written(arguments.commentary, where=str(arguments.commentary))
    with Progress("Reading the record") as progress:
        made = make_report(
            arguments.report, the_organisation(arguments.organisation), period, compare=arguments.compare,
            more=read_organisation(arguments.about) if arguments.about else None, commentary=words,
            procedures=tuple(arguments.procedure), skip_bad=arguments.skip_bad, told=progress.told,
        )  # fmt: skip
    return rendered(made, form)


def the_organisation(name: str) -> Organisation:
    """The organisation of that name; without one, the only one there is. Raises BadInput naming those there are."""
    from django.db.models import Q

    from casework.people.models import Organisation

    known = list(
        Organisation.objects.filter(Q(name=name) | Q(short_name=name)) if name else Organisation.objects.all()
    )
    if len(known) == 1:
        return known[0]
    names = ", ".join(
        json.dumps(one.name, ensure_ascii=False) for one in Organisation.objects.order_by("name")
    )
    if not names:
        raise BadInput("there is no organisation yet; casework organisation FILE.toml makes one")
    raise BadInput(f"say whose with --organisation: {names}")


def _period(arguments: argparse.Namespace) -> Period:
    from putright.measures import FactsError, Period

    if arguments.year and not (arguments.starts or arguments.ends):
        return _year(arguments.year)
    if arguments.year or not (arguments.starts and arguments.ends):
        raise BadInput("say which period: --year 2025-26, or --from and --to")
    from putright.cli.command import BadInput as NotADay
    from putright.cli.command import typed_date

    try:
        return Period(typed_date(arguments.starts, where="--from"), typed_date(arguments.ends, where="--to"))
    except (NotADay, FactsError) as error:
        raise BadInput(str(error)) from None


def _year(written: str) -> Period:
    from putright.measures import FactsError, Period

    try:
        return Period.year(written)
    except FactsError as error:
        raise BadInput(str(error)) from None


def _form(arguments: argparse.Namespace) -> Form:
    from putright.reports import FORMS, form_named

    known = [form.key for form in FORMS]
    suffix = arguments.out.suffix.removeprefix(".").lower() if arguments.out else ""
    asked = arguments.format or next((form.key for form in FORMS if form.suffix == suffix), "json")
    if asked not in known:
        raise BadInput(f"{asked!r} is no form of a report; --format takes {', '.join(known)}")
    form = form_named(asked)
    if not form.is_text and arguments.out is None:
        raise BadInput(f"{form.says} cannot be printed; say where to write it: --out report.{form.suffix}")
    return form


def _list_bad(error: FactsError) -> None:
    if error.read is None:
        return
    for row in error.read.left_out[:MOST_LISTED]:
        print(f"row {row.line - 1}: {' '.join(row.why.split())}", file=sys.stderr)
    if error.read.left_out_of > MOST_LISTED:
        print(f"and {error.read.left_out_of - MOST_LISTED} more", file=sys.stderr)
