"""A contractor answers with the findings of the complaint's procedure, in its words, and with no others."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from casework.providers.models import ProviderReply
from casework.providers.replying import PointSaid, Said, save_reply
from putright.calendars import in_london
from tests.casework.made import HOUSING, Officers
from tests.casework.nations import set_up
from tests.casework.providers.asked import address, asked, now, typed

pytestmark = pytest.mark.django_db(transaction=True)
mon_1_july = date(2024, 7, 1)
THERE = (
    ("scotland", "spso", "spso/2021-04-01", "Partially upheld", True),
    ("northern-ireland", "nipso", "nipso/2023-04-01", "Partially upheld", True),
    ("wales", "psow", "psow/2021-04-01", "Partly upheld", False),
    ("england", "lgsco", "lgsco/2024-02-01", "Partly upheld", False),
)


def offered(form: str) -> dict[str, str]:
    """What can be chosen for point 1, by code."""
    [select] = re.findall(r'<select[^>]*name="outcome-1".*?</select>', form, re.DOTALL)
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)</option>', select))


@pytest.mark.parametrize(("nation", "body", "version", "partly", "resolves"), THERE)
def test_it_offers_exactly_the_findings_of_the_procedure(
    client: Client, tmp_path: Path, nation: str, body: str, version: str, partly: str, resolves: bool
) -> None:
    of = set_up.council(tmp_path, "Rannoch", on=mon_1_july, nation=nation, procedures=[body])
    link = asked(of.first, procedure=version)
    found = offered(client.get(address(link)).content.decode())
    assert found["partly_upheld"] == partly
    assert (found.get("resolved_no_finding") == "Resolved") is resolves
    assert "withdrawn" not in found
    reply = typed(**{"outcome-1": "resolved_no_finding", "reasons-1": set_up.AGREED})
    sent = client.post(address(link), reply)
    assert sent.status_code == (302 if resolves else 422)
    assert ProviderReply.objects.filter(sent_at__isnull=False).exists() is resolves
    if not resolves:
        assert set_up.AGREED in sent.content.decode(), "what was typed is kept"


def test_the_officer_reads_the_reply_in_the_words_of_the_procedure(client: Client, tmp_path: Path) -> None:
    of = set_up.council(tmp_path, "Rannoch", on=mon_1_july, nation="scotland", procedures=["spso"])
    link = asked(of.first, procedure="spso/2021-04-01")
    reply = typed(**{"outcome-1": "resolved_no_finding", "outcome-2": "partly_upheld"})
    assert client.post(address(link), reply).status_code == 302
    browser = Client()
    browser.force_login(of.first, backend="django.contrib.auth.backends.ModelBackend")
    reference = link.forwarding.complaint.reference
    page = browser.get(f"/complaints/{reference}/parts/{link.forwarding_id}").content.decode()
    assert "Point 1: Resolved" in page
    assert "Point 2: Partially upheld" in page


def test_a_finding_that_was_kept_stays_to_be_seen_where_the_procedure_does_not_know_it(
    client: Client, officers: Officers
) -> None:
    link = asked(officers.asha, procedure=HOUSING)
    kept = Said([PointSaid("1", "resolved_no_finding", "", "")], "", "", "", "", 0)
    save_reply(link, kept, now=now(), today=in_london(now()).date())
    assert "not under" in offered(client.get(address(link)).content.decode())["resolved_no_finding"]
