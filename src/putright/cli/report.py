"""`putright report`: make a report of figures from a CSV of facts, in the form asked for."""

import argparse
import csv
import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from putright.calendars import Nation
from putright.cli.command import BadInput, Command, add_json, print_json, typed_date
from putright.cli.progress import Progress
from putright.cli.written_files import write_whole
from putright.measures import (
    Facts,
    FactsError,
    Organisation,
    Period,
    add_table,
    read_facts,
    read_mapping,
    read_organisation,
)
from putright.reports import (
    FORMS,
    NOTHING_WRITTEN,
    REPORTS,
    Comparison,
    Contradiction,
    Form,
    Report,
    ReportError,
    Restated,
    WrittenWords,
    build,
    check_known,
    form_named,
    load_templates,
    provision_numbers,
    read_published,
    read_written,
    rendered,
    sample_facts,
    template,
    template_in,
)

MOST_ROWS_LISTED = 20
"""How many rows that cannot be read are told on standard error; the rest are counted."""
_SAMPLE_YEAR = "2023-24"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("report", metavar="REPORT", nargs="?", help=f"one of {', '.join(REPORTS)}")
    parser.add_argument("facts", metavar="FACTS", nargs="?", help="the facts, as CSV or Parquet")
    parser.add_argument("--list", action="store_true", help="list the reports there are")
    parser.add_argument(
        "--sample", action="store_true", help="print facts of an invented borough to try it with"
    )
    parser.add_argument(
        "--nation", choices=list(Nation), default=None,
        help="whose Ombudsman it speaks of; without it as the organisation file says, else of England",
    )  # fmt: skip
    when = parser.add_argument_group("period")
    when.add_argument("--year", metavar="Y", help="a year from 1 April to 31 March, such as 2023-24")
    when.add_argument("--from", dest="starts", metavar="DAY", help="first day, instead of --year")
    when.add_argument("--to", dest="ends", metavar="DAY", help="last day, instead of --year")
    before = parser.add_argument_group("comparison")
    before.add_argument(
        "--compare", metavar="PREVIOUS", nargs="?", const="", default=None,
        help="facts of the same period a year earlier; alone, FACTS hold it too",
    )  # fmt: skip
    before.add_argument(
        "--published", metavar="FILE", help="last time's report as JSON, to mark what is restated"
    )
    files = parser.add_argument_group("beside the facts")
    files.add_argument(
        "--organisation", metavar="FILE", help="names, homes, residents, restructures, as TOML"
    )
    files.add_argument("--name", default="", metavar="NAME", help="the organisation's name for the title")
    files.add_argument(
        "--table", metavar="NAME=FILE", action="append", default=[],
        help="rows beside the facts, such as findings=findings.csv",
    )  # fmt: skip
    files.add_argument("--mapping", metavar="FILE", help="how another system's export is written, as TOML")
    files.add_argument("--commentary", metavar="FILE", help="words people wrote, as TOML")
    files.add_argument(
        "--procedure", metavar="KEY", action="append", default=[], help="the Code to assess against"
    )
    files.add_argument(
        "--skip-bad", action="store_true", help="leave out rows that cannot be read, and list them"
    )
    parser.add_argument("--format", choices=[form.key for form in FORMS], help="as --out ends, else json")
    parser.add_argument("--out", metavar="FILE", help="where to write it; the file is whole or not there")
    add_json(parser)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.list:
        return _list(arguments.json)
    if arguments.sample:
        year = _period(arguments) if arguments.year or arguments.starts else Period.year(_SAMPLE_YEAR)
        return _put(sample_facts(year).encode("utf-8"), arguments.out)
    if not arguments.report:
        raise BadInput("say which report; putright report --list names them")
    form = _form(arguments)
    try:
        template(arguments.report)
        if not arguments.facts:
            raise BadInput(
                f"give the facts: putright report {arguments.report} FACTS.csv --year {_SAMPLE_YEAR}"
            )
        made = _made(arguments)
        content = rendered(made, form)
    except Contradiction as error:
        for check in error.checks:
            print(f"{check.id}: {' '.join(check.says.split())}", file=sys.stderr)
        counted = "1 check does" if len(error.checks) == 1 else f"{len(error.checks)} checks do"
        raise BadInput(
            f"the report would contradict itself, so there is none: {counted} not hold, as listed; mend and make again"
        ) from None
    except FactsError as error:
        _list_bad(error)
        raise BadInput(str(error)) from None
    except ReportError as error:
        raise BadInput(str(error)) from None
    return _put(content, arguments.out)


def _made(arguments: argparse.Namespace) -> Report:
    period = _period(arguments)
    organisation = _organisation(arguments)
    template_in(arguments.report, organisation.nation if organisation else None)
    procedures = tuple(arguments.procedure)
    words = _written(arguments, organisation)
    with ExitStack() as opened:
        facts = opened.enter_context(_facts(arguments.facts, arguments))
        previous = None
        if arguments.compare is not None:
            earlier = (
                opened.enter_context(_facts(arguments.compare, arguments)) if arguments.compare else None
            )
            previous = Comparison(period.before, earlier)
        return build(
            arguments.report, facts, period=period, previous=previous, organisation=organisation,
            name=_name(arguments, organisation), commentary=words, procedures=procedures,
            restated=_restated(arguments, previous),
        )  # fmt: skip


def _facts(path: str, arguments: argparse.Namespace) -> Facts:
    mapping = read_mapping(Path(arguments.mapping)) if arguments.mapping else None
    with _opened(path) as file, Progress(f"Reading {Path(path).name}") as progress:
        facts = read_facts(file, mapping=mapping, skip_bad=arguments.skip_bad, progress=progress.told)
    try:
        for table in arguments.table:
            name, equals, beside = table.partition("=")
            if not (name and equals and beside):
                raise BadInput(f"--table {table!r}: write it as NAME=FILE, such as findings=findings.csv")
            # A table may hold both periods; its dates say which row is of which.
            with _opened(beside) as file:
                add_table(facts, name, file, skip_bad=arguments.skip_bad)
    except BaseException:
        facts.close()
        raise
    return facts


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    """The file, with its name before whatever is wrong with it."""
    try:
        with Path(path).open("rb") as file:
            yield file
    except FactsError as error:
        raise FactsError(f"{path}: {error}", read=error.read) from None
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}; give a file that can") from None
    except ModuleNotFoundError as error:
        raise BadInput(f"figures need {error.name}; pip install 'putright[figures]'") from None
    except csv.Error as error:
        raise BadInput(f"{path} is no CSV file ({error}); give one with a header row") from None


def _period(arguments: argparse.Namespace) -> Period:
    try:
        if arguments.year:
            if arguments.starts or arguments.ends:
                raise BadInput("give --year, or --from and --to, not both")
            return Period.year(arguments.year)
        if arguments.starts and arguments.ends:
            return Period(
                typed_date(arguments.starts, where="--from"), typed_date(arguments.ends, where="--to")
            )
    except FactsError as error:
        raise BadInput(str(error)) from None
    raise BadInput("say which period: --year 2023-24, or --from and --to")


def _name(arguments: argparse.Namespace, organisation: Organisation | None) -> str:
    name: str = arguments.name or (organisation.name if organisation else "")
    if not name:
        raise BadInput("say whose report it is: --name, or --organisation with a file that has its name")
    return name


def _organisation(arguments: argparse.Namespace) -> Organisation | None:
    nation = Nation(arguments.nation) if arguments.nation else None
    if not arguments.organisation:
        return Organisation(arguments.name, nation.division, nation=nation) if nation else None
    organisation = read_organisation(Path(arguments.organisation))
    if nation and organisation.nation is not nation:
        raise BadInput(
            f'{arguments.organisation} does not say this nation: write nation = "{nation}" in it, or leave --nation out'
        )
    return organisation


def _written(arguments: argparse.Namespace, organisation: Organisation | None) -> WrittenWords:
    if not arguments.commentary:
        return NOTHING_WRITTEN
    words = read_written(Path(arguments.commentary), where=arguments.commentary)
    made_from = template_in(arguments.report, organisation.nation if organisation else None)
    assessed = tuple(made_from.provisions)
    check_known(
        words, where=arguments.commentary, sections=tuple(one.key for one in made_from.sections),
        provisions=provision_numbers(assessed),
    )  # fmt: skip
    return words


def _restated(arguments: argparse.Namespace, previous: Comparison | None) -> Restated | None:
    if not arguments.published:
        return None
    if previous is None:
        raise BadInput("--published is held against the earlier period; add --compare")
    try:
        document = json.loads(Path(arguments.published).read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(
            f"{arguments.published} cannot be opened: {error.strerror}; give a file that can"
        ) from None
    except (ValueError, RecursionError):
        raise BadInput(
            f"{arguments.published} is not JSON; give the report as --format json wrote it"
        ) from None
    return read_published(document, where=arguments.published, previous=previous.period)


def _form(arguments: argparse.Namespace) -> Form:
    if arguments.json and arguments.format not in {None, "json"}:
        raise BadInput(f"--json and --format {arguments.format} ask for two forms; give one")
    suffix = Path(arguments.out).suffix.removeprefix(".").lower() if arguments.out else ""
    by_suffix = next((form.key for form in FORMS if form.suffix == suffix), "json")
    form = form_named("json" if arguments.json else arguments.format or by_suffix)
    if not form.is_text and not arguments.out:
        raise BadInput(f"{form.says} cannot be printed; say where to write it: --out report.{form.suffix}")
    return form


def _put(content: bytes, out: str | None) -> int:
    if out is None:
        sys.stdout.write(content.decode("utf-8"))
    else:
        write_whole(Path(out), content)
    return 0


def _list(as_json: bool) -> int:
    reports = load_templates()
    if as_json:
        print_json(
            {
                "reports": [
                    {"name": one.name, "title": one.title, "says": one.says} for one in reports.values()
                ]
            }
        )
    else:
        for one in reports.values():
            print(f"{one.name:<22} {one.says}")
    return 0


def _list_bad(error: FactsError) -> None:
    if error.read is None:
        return
    listed = error.read.left_out[:MOST_ROWS_LISTED]
    for row in listed:
        print(f"line {row.line}: {' '.join(row.why.split())}", file=sys.stderr)
    if error.read.left_out_of > len(listed):
        print(f"and {error.read.left_out_of - len(listed)} more", file=sys.stderr)


COMMAND = Command("report", "Make an annual or other report from a CSV of facts.", _arguments, _run)
