"""The demonstration's two children's complaints stand where they say."""

from datetime import datetime

import pytest

from casework.complaints.models import Complaint
from casework.complaints.storing import read_events
from casework.ops.demo.filling import make_demonstration
from putright.calendars import LONDON
from putright.cases import replay

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_is_investigated_and_the_other_waits_for_its_panel() -> None:
    make_demonstration(now=datetime(2026, 11, 27, 9, tzinfo=LONDON), password_is="x", scale=0.02)
    found = Complaint.objects.filter(procedure__startswith="children-act").order_by("pk")
    first, second = (replay(read_events(one)[0]) for one in found)
    assert (first.stage, [one.ended for one in first.people]) == ("stage-2", [False] * 3)
    assert (second.stage, len(second.people), len(second.reports)) == ("stage-3", 6, 2)
    assert second.reports[0].adjudication is not None
