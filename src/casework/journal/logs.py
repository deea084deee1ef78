"""How the service logs: one JSON line an event, on standard error."""

import copy
import logging
import re
import sys
import traceback
from typing import Any

import structlog

from casework.journal.log_events import LogEvent

_TOKEN = re.compile(r"[^/\s]{33,}")
"""A part of an address as long as that is a token somebody was handed, never a reference or a number."""


class WithoutWords(logging.Formatter):
    """Tells of a failure where it was and of what kind: its own words may hold what somebody wrote.

    Nor does it tell a token that stands in an address: whoever reads the log could open what it is for.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line, with an ellipsis for what may be a token."""
        if hasattr(record, "request") and isinstance(record.args, tuple):
            record = copy.copy(record)
            record.args = tuple(_TOKEN.sub("…", str(one)) for one in record.args or ())
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name logging calls it by
        """The places it went through, and the name of its kind."""
        kind, _, trace = ei
        return "".join(traceback.format_tb(trace)) + (kind.__name__ if kind else "")


def configure(_settings: Any = None) -> None:
    """Set logging up once; called by Django with its (empty) LOGGING setting."""
    told = logging.StreamHandler(sys.stderr)
    told.setFormatter(WithoutWords("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[told])
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def log(event: LogEvent, **identifiers: int | str | None) -> None:
    """Log that this happened, with identifiers and counts only."""
    structlog.get_logger().info(event.value, **identifiers)


def warn(event: LogEvent, **identifiers: int | str | None) -> None:
    """The same, for what somebody should look at."""
    structlog.get_logger().warning(event.value, **identifiers)
