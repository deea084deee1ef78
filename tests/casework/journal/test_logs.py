"""What is logged of a failure tells where, and nothing of what somebody wrote."""

import logging
import sys

from casework.journal.logs import WithoutWords


def failure(words: str) -> logging.LogRecord:
    try:
        try:
            raise KeyError(words)
        except KeyError:
            raise ValueError(f"DETAIL: Failing row contains ({words}).") from None
    except ValueError:
        return logging.LogRecord(
            "django.request", logging.ERROR, "", 1, "Server Error: %s", ("/",), sys.exc_info()
        )


def test_a_failure_is_logged_with_its_place_and_without_its_words() -> None:
    told = WithoutWords("%(levelname)s %(name)s %(message)s").format(failure("Gwendolyn Ashdown"))
    assert "Gwendolyn" not in told
    assert "ERROR django.request Server Error: /" in told
    assert "test_logs.py" in told
    assert told.endswith("ValueError")


def test_the_service_logs_that_way() -> None:
    assert any(isinstance(handler.formatter, WithoutWords) for handler in logging.getLogger().handlers)
