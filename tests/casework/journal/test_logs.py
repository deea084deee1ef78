"""What is logged of a failure tells where, and nothing of what somebody wrote."""

import logging
import sys

import pytest
from django.test import Client

from casework.journal.logs import WithoutWords
from tests.casework.made import Officers
from tests.casework.providers.asked import address, asked, typed


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


@pytest.mark.django_db(transaction=True)
def test_a_link_that_still_opens_is_in_no_line_of_the_log(
    client: Client, officers: Officers, caplog: pytest.LogCaptureFixture
) -> None:
    link = asked(officers.asha)
    token = address(link).rpartition("/")[2]
    client.post(address(link), typed(signed_by=""))
    client.get(f"{address(link)}/documents/9")
    client.get(f"{address(link)}/")
    client.force_login(officers.asha)
    client.get("/complaints/PR-0000-0000")
    format_it = WithoutWords("%(levelname)s %(name)s %(message)s").format
    told = [format_it(one) for one in caplog.records if hasattr(one, "request")]
    assert len(told) >= 3
    assert not [one for one in told if token in one or token[:40] in one]
    assert "WARNING django.request Not Found: /reply/…/documents/9" in told
    assert any("/complaints/PR-0000-0000" in one for one in told)
