"""Traps that complaint systems before this one fell into, each as a test.

Those with a file of their own are not repeated: a new bank holiday (complaints/test_days_off.py), what a restricted
complaint gives away (complaints/test_visibility.py), the queue by keyboard (browser/test_journey.py).
"""

import os
import re
import subprocess
import sys
import time
import urllib.request
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from casework.complaints import commands
from casework.complaints.commands import Held
from casework.complaints.models import Complaint, Party, StageFact
from casework.complaints.opening import Part
from casework.complaints.queries import Narrow, View, complaint_page, queue, search
from casework.complaints.record import act, record
from casework.intake.opening import decline_from_contact
from casework.ops.rebuild import rebuild
from casework.people.models import Officer, Team
from putright.cases import verbs
from putright.procedures import load_procedures
from putright.vocabulary import RejectionReason, Relationship
from tests.casework import made
from tests.casework.intake.entering import entered
from tests.casework.made import at, fri_3_may, mon_20_may, thu_9_may

# Acts run in durable transactions, as in service.
pytestmark = pytest.mark.django_db(transaction=True)

STAGED = sorted(key for key, one in load_procedures().items() if len(one.stages) > 1)
_AT_MOST = 300
"""Seconds, so that a service that does not start is told of rather than waited for."""


@pytest.mark.parametrize("key", STAGED)
def test_a_further_stage_needs_no_new_case_type_and_no_copied_screen(
    client: Client, officers: made.Officers, key: str
) -> None:
    """Every procedure, to its last stage: the same complaint, the same address, the same pages of the same acts."""
    under = load_procedures()[key]
    reference = made.told(officers.asha, procedure=key).reference
    client.force_login(officers.asha)
    for stage in under.stages:
        assert Complaint.objects.get().stage == stage.key
        shown = client.get(f"/complaints/{reference}").content.decode()
        assert f"<span>{stage.title}, {under.short_title}</span>" in shown
        for name in ("acknowledge", "respond", "extend"):
            answer = client.get(f"/complaints/{reference}/{name}")
            assert answer.status_code == 200
            assert f"{stage.title}, {under.short_title}" in answer.content.decode()
        if stage.next:
            record(reference, act(verbs.escalate, at=mon_20_may), by=officers.asha, now=at(mon_20_may))
    assert [stage.key for stage in complaint_page(officers.asha, reference, today=mon_20_may).stages] == [
        stage.key for stage in under.stages
    ]
    assert Complaint.objects.count() == 1


def test_missing_the_nightly_job_changes_no_date(officers: made.Officers) -> None:
    """Nothing runs between the acknowledgement and three weeks later: the dates stand, and being late shows."""
    reference = made.told(officers.asha).reference
    made.acknowledged(reference, officers.asha)
    rows = list(Complaint.objects.values())
    seen = {}
    for weeks in range(8):
        today = fri_3_may + timedelta(weeks=weeks)
        page = complaint_page(officers.asha, reference, today=today)
        seen[today] = {one.timescale: one.due_on for one in page.deadlines}
        overdue = {one.narrow: one.number for one in queue(officers.asha, view=View.MINE, today=today).counts}
        assert overdue[Narrow.OVERDUE] == (today > mon_20_may)
    assert all(dates == seen[fri_3_may] for dates in seen.values())
    assert seen[fri_3_may]["respond"] == mon_20_may
    assert list(Complaint.objects.values()) == rows


def test_every_way_to_refuse_passes_the_same_gate(officers: made.Officers) -> None:
    """A contact that was never opened, and a complaint that was: held for the same provisions, nothing written."""
    refusal = {
        "reason": RejectionReason.POLICY_OBJECTION_ONLY, "words": "It is about the policy.", "at": fri_3_may,
        "ombudsman_details": False, "issue_on": None, "discretion_considered": False, "filed_on": None, "original": "",
        "by": officers.asha, "now": at(fri_3_may),
    }  # fmt: skip
    with pytest.raises(Held) as at_the_door:
        decline_from_contact(entered(officers.asha), procedure=made.HOUSING, **refusal)
    assert not Complaint.objects.exists()
    opened = made.told(officers.asha)
    with pytest.raises(Held) as later:
        commands.decline(opened.reference, seen_version=Complaint.objects.get().version, **refusal)
    assert Complaint.objects.get().status == "open"
    assert {one.duty for one in at_the_door.value.would_break} == {
        one.duty for one in later.value.would_break
    }
    assert {one.duty for one in later.value.would_break} >= {
        "refusal-reason-allowed",
        "refusal-names-ombudsman",
    }


def test_a_moved_team_leaves_last_year_s_figures_as_they_were(officers: made.Officers) -> None:
    """Answered in May by the Complaints team, which ends; its officer moves. The complaint stays where it was."""
    reference = made.answered(officers.asha).reference
    before = (Complaint.objects.get().team_id, list(StageFact.objects.order_by("stage").values()))
    old = Team.objects.get(pk=officers.asha.team_id)
    new = Team.objects.create(
        organisation=old.organisation, department=old.department, name="Resolution", valid_from=thu_9_may
    )
    old.valid_to, old.successor = date(2024, 5, 8), new
    old.save()
    Officer.objects.filter(team=old).update(team=new)
    rebuild()
    assert (Complaint.objects.get().team_id, list(StageFact.objects.order_by("stage").values())) == before
    assert complaint_page(officers.asha, reference, today=mon_20_may).team == old.name


def test_additional_people_are_rows_not_columns(officers: made.Officers) -> None:
    by = officers.asha
    names = ("Winifred Oduya", "Petra Oduya", "Idris Vale", "Rupert Gale", "Sunita Mallory", "Tobias Fenwick")
    roles = (Relationship.COMPLAINANT, *[Relationship.REPRESENTATIVE] * 3, *[Relationship.ADVOCATE] * 2)
    parts = tuple(
        Part(made.person(by.organisation, name).pk, role) for name, role in zip(names, roles, strict=True)
    )
    reference = made.told(by, parts=parts).reference
    assert Party.objects.count() == len(names)
    page = complaint_page(by, reference, today=fri_3_may)
    assert {party.name for party in page.parties} == set(names)
    for name in names:
        assert [row.reference for row in search(by, name, today=fri_3_may).rows] == [reference]
    ours = [model for model in apps.get_models() if model.__module__.startswith("casework.")]
    numbered = [
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if re.search(r"[a-z]_?[2-9]$", field.name)
    ]
    assert numbered == []


class _Controls(HTMLParser):
    """What a page offers that a keyboard would not come to, or not in the order it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what only a pointer works."""
        given = dict(attrs)
        if any(name.startswith("on") for name in given):
            self.wrong.append(f"{tag} acts on an event of its own")
        if given.get("role") in {"button", "link"} and tag not in {"a", "button", "summary"}:
            self.wrong.append(f"{tag} only looks like a {given['role']}")
        if tag == "a" and not given.get("href"):
            self.wrong.append("a link leads nowhere")
        if int(given.get("tabindex") or 0) > 0:
            self.wrong.append(f"{tag} jumps the order it is read in")


@pytest.mark.parametrize(
    "path", ["/", "/?view=all", "/?only=overdue", "/search?for=kitchen", "/contacts", "{}"]
)
def test_every_filter_and_row_action_is_a_real_link_or_button(
    client: Client, officers: made.Officers, path: str
) -> None:
    reference = made.told(officers.asha).reference
    client.force_login(officers.asha)
    page = _Controls()
    page.feed(client.get(path.format(f"/complaints/{reference}")).content.decode())
    assert page.wrong == []


@pytest.mark.any_store
def test_two_words_make_a_working_demonstration_from_nothing(tmp_path: Path) -> None:
    """All of it, two years with their complaints, up to the page that asks who you are.

    That it takes less than a minute is measured where nothing else runs; here it only has to come to an end.
    """
    here = {**os.environ, "CASEWORK_VAR": str(tmp_path), "DATABASE_URL": ""}
    command = [sys.executable, "-m", "casework.ops"]
    began = time.monotonic()
    for word in ("migrate", "demo"):
        subprocess.run([*command, word], env=here, check=True, capture_output=True, timeout=_AT_MOST)
    serving = subprocess.Popen([*command, "serve", "--port", "8197"], env=here, stdout=subprocess.DEVNULL)
    page = ""
    try:
        while not page and time.monotonic() - began < 2 * _AT_MOST:
            try:
                with urllib.request.urlopen("http://127.0.0.1:8197/accounts/login", timeout=30) as answer:
                    page = answer.read().decode()
            except OSError:
                time.sleep(0.1)
    finally:
        serving.terminate()
        serving.wait(timeout=30)
    assert "Alderwick Borough Council" in page
