"""The command line: `putright due`, `putright working-days` and their neighbours.

A public interface: `--json` prints one JSON document on standard output; the exit status is 0, or 2 for
bad input with one plain line on standard error that says what to do.
"""

from putright.cli.main import COMMANDS, main

__all__ = ["COMMANDS", "main"]
