"""How the service logs: one JSON line an event, on standard error."""

import logging
import sys
from typing import Any

import structlog

from casework.journal.log_events import LogEvent


def configure(_settings: Any = None) -> None:
    """Set logging up once; called by Django with its (empty) LOGGING setting."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
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
