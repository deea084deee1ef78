"""The `casework` command: serve, work, migrate, export, report, rebuild and verify.

Django is only loaded once the words on the command line have been understood, so that a mistyped one is
answered at once.
"""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from casework.ops import figures
from casework.ops.command import BadInput, Command
from casework.ops.importing import import_arguments, run_import


class Parser(argparse.ArgumentParser):
    """An argument parser that raises instead of printing its usage over several lines."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{message}; {self.prog} --help shows what it takes")


def main(argv: Sequence[str] | None = None) -> int:
    """Run `casework` with these arguments: 0 on success, 1 when something is wrong, 2 for bad input."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casework.config.settings")
    try:
        arguments = _parser().parse_args(argv)
        if arguments.command.name != "serve":
            _load_django()
        return int(arguments.command.run(arguments))
    except BadInput as error:
        print("casework: " + " ".join(str(error).split()), file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _load_django() -> None:
    import django
    from django.apps import apps

    if apps.ready:
        # Loaded already, as in a test: a second time would take logging to wherever standard error leads now.
        return
    try:
        django.setup()
    except ValueError as error:
        # Settings that cannot be read, such as an address of a database we do not know.
        raise BadInput(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="casework", description="The complaint handling service.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name, help=command.says, description=command.says, allow_abbrev=False
        )
        command.arguments(sub)
        sub.set_defaults(command=command)
    return parser


def _no_arguments(parser: argparse.ArgumentParser) -> None:
    """For a command that takes none."""


def _serve_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=_port, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=_at_least_one, default=1, help="processes that answer (1)")
    parser.add_argument("--threads", type=_at_least_one, default=2, help="threads in each of them (2)")
    parser.add_argument(
        "--without-worker", action="store_true", help="leave the outbox to `casework worker` elsewhere"
    )


def _serve(arguments: argparse.Namespace) -> int:
    from casework.ops.serving import serve

    return serve(
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
        threads=arguments.threads,
        with_worker=not arguments.without_worker,
    )


def _worker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="do what is waiting and stop")
    parser.add_argument(
        "--beside-server", action="store_true", help="stop when the process that started it does"
    )


def _worker(arguments: argparse.Namespace) -> int:
    from casework.ops.worker import work, work_until_told

    if arguments.once:
        print(f"{work()} jobs done.")
    else:
        work_until_told(beside_server=arguments.beside_server)
    return 0


def _migrate(arguments: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except OperationalError as error:
        raise BadInput(f"the database cannot be brought up to date: {error}; check DATABASE_URL") from error
    print("The database is up to date.")
    return 0


def _ready(arguments: argparse.Namespace) -> int:
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise BadInput(f"the database does not answer: {error}; check DATABASE_URL") from error
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise BadInput("the database is not up to date; run casework migrate first")
    return 0


def _rebuild(arguments: argparse.Namespace) -> int:
    from casework.ops.rebuild import rebuild

    found = rebuild()
    print(f"{found.complaints} complaints looked at, {found.changed} made anew.")
    return _told(found.problems)


def _verify(arguments: argparse.Namespace) -> int:
    from casework.ops.verify import verify

    found = verify()
    if not found.problems:
        print(
            f"{found.complaints} complaints and {found.events} events: "
            "every chain and every projection is sound."
        )
        if found.editions:
            print(f"{found.editions} frozen reports: every text and every file is as it was frozen.")
    return _told(found.problems)


def _demo(arguments: argparse.Namespace) -> int:
    from casework.ops.demo import fill

    return int(fill(now=datetime.now(UTC)))


def _organisation_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help="its departments, services, teams and officers, as TOML")


def _organisation(arguments: argparse.Namespace) -> int:
    from functools import partial

    from casework.complaints.local_holidays import keep_local_holidays
    from casework.people.commands import OrganisationRefused, set_up

    try:
        made = set_up(arguments.file, keep_holidays=partial(keep_local_holidays, now=datetime.now(UTC)))
    except OrganisationRefused as error:
        raise BadInput(str(error)) from error
    print(
        f"{made.organisation}: {made.departments} departments, {made.services} services, {made.teams} teams, "
        f"{made.officers} officers{f', {made.local_holidays} local holidays' if made.local_holidays else ''}."
    )
    for email in made.without_password:
        print(f"{email} has no password yet: casework password {email}")
    return 0


def _password_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "email", help="whose it is; the password itself is asked for, or read from standard input"
    )


def _password(arguments: argparse.Namespace) -> int:
    from casework.people.commands import OrganisationRefused, set_password

    typed = getpass.getpass("New password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    try:
        set_password(arguments.email, typed)
    except OrganisationRefused as error:
        raise BadInput(str(error)) from error
    print(f"{arguments.email} can log in with it now.")
    return 0


def _told(problems: Sequence[str]) -> int:
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _port(text: str) -> int:
    number = _at_least_one(text)
    if number > 65535:
        raise argparse.ArgumentTypeError(f"{number} is not a port: give one up to 65535")
    return number


def _at_least_one(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 up")
    return int(text)


COMMANDS = (
    Command("serve", "Answer in the browser, and work the outbox beside it.", _serve_arguments, _serve),
    Command("demo", "Fill an empty database with an invented organisation.", _no_arguments, _demo),
    Command(
        "organisation",
        "Make an organisation from its file, or update it.",
        _organisation_arguments,
        _organisation,
    ),
    Command(
        "import",
        "Take in published decisions of Ombudsmen, or complaints of another system.",
        import_arguments,
        run_import,
    ),
    Command("password", "Give an officer a password.", _password_arguments, _password),
    Command("worker", "Do the slow work that commands left in the outbox.", _worker_arguments, _worker),
    Command("migrate", "Bring the database's tables up to date.", _no_arguments, _migrate),
    Command("ready", "Say whether the database can be served as it is.", _no_arguments, _ready),
    Command(
        "export",
        "Write the facts figures are counted over into a file.",
        figures.export_arguments,
        figures.export,
    ),
    Command(
        "report", "Make an annual or other report of the record.", figures.report_arguments, figures.report
    ),
    Command("rebuild", "Make every projection again from the events.", _no_arguments, _rebuild),
    Command("verify", "Prove every chain of events and every projection.", _no_arguments, _verify),
)
