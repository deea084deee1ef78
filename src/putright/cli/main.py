"""Run one command and turn what the person has to change into one line and exit status 2."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from putright.calendars import BeyondHorizon
from putright.cli import check, due, holidays, procedures, replay, working_days
from putright.cli.command import BadInput, Command, Parser
from putright.procedures import ProcedureError

COMMANDS: tuple[Command, ...] = (
    due.COMMAND,
    working_days.COMMAND,
    holidays.COMMAND,
    procedures.COMMAND,
    check.COMMAND,
    replay.COMMAND,
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run `putright` with these arguments and return its exit status: 0, or 2 for bad input."""
    _speak_utf_8()
    try:
        arguments = _parser().parse_args(argv)
        command: Command = arguments.command
        status = command.run(arguments)
        sys.stdout.flush()
        return status
    except (BadInput, BeyondHorizon, ProcedureError) as error:
        print("putright: " + " ".join(str(error).split()), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; keep Python from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _speak_utf_8() -> None:
    # A console set to another encoding would stop at the first arrow or apostrophe of a holiday's name.
    if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout.encoding.lower() != "utf-8":
        sys.stdout.reconfigure(encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = Parser(prog="putright", description="Work out complaint dates and say why.")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name, help=command.says, description=command.says, allow_abbrev=False
        )
        command.arguments(sub)
        sub.set_defaults(command=command)
    return parser
