"""Run one command and turn what the person has to change into one line and exit status 2."""

import argparse
import io
import os
import sys
from collections.abc import Sequence

from putright.calendars import BeyondHorizon
from putright.cli import check, due, holidays, procedures, read, replay, report, route, working_days
from putright.cli.command import BadInput, Command, Parser
from putright.procedures import ProcedureError

COMMANDS: tuple[Command, ...] = (
    due.COMMAND,
    working_days.COMMAND,
    holidays.COMMAND,
    procedures.COMMAND,
    route.COMMAND,
    check.COMMAND,
    replay.COMMAND,
    read.COMMAND,
    report.COMMAND,
)


_LONGEST_LINE = 800


def main(argv: Sequence[str] | None = None) -> int:
    """Run `putright` with these arguments and return its exit status: 0, or 2 for bad input."""
    if sys.stdout is None:
        print("putright: standard output is closed; leave it open for the answer", file=sys.stderr)
        return 2
    _speak_utf_8()
    try:
        arguments = _parser().parse_args(argv)
        command: Command = arguments.command
        status = command.run(arguments)
        sys.stdout.flush()
        return status
    except (BadInput, BeyondHorizon, ProcedureError) as error:
        print("putright: " + _one_line(str(error)), file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough.
        _stop_writing()
        return 0
    except OSError as error:
        _stop_writing()
        print(f"putright: the answer cannot be written: {error.strerror}; make room for it", file=sys.stderr)
        return 2


def _stop_writing() -> None:
    # Keeps Python from trying once more, and complaining, at exit.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _one_line(message: str) -> str:
    line = " ".join(message.split())
    if len(line) <= _LONGEST_LINE:
        return line
    # Something endless was typed and is repeated in the message: keep what it was and what to do.
    return f"{line[: _LONGEST_LINE // 2]} … {line[-_LONGEST_LINE // 2 :]}"


def _speak_utf_8() -> None:
    # A console set to another encoding would stop at the first arrow or apostrophe of a holiday's name.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding.lower() != "utf-8":
            stream.reconfigure(encoding="utf-8")


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
