"""Organisations that share a contractor see of each other what each shows, and never a complaint."""

import pytest

from casework.complaints import commands
from casework.providers.groups import group_page, join_group
from putright.calendars import in_london
from putright.cases import CaseError
from tests.casework.agreements.arranging import contractor
from tests.casework.made import Officers
from tests.casework.providers.asked import asked, now, version

pytestmark = pytest.mark.django_db(transaction=True)


def test_counts_are_shown_only_by_who_shows_them(client, officers: Officers) -> None:
    ours, theirs = contractor(officers.asha), contractor(officers.fern)
    link = asked(officers.asha, ours)
    today = in_london(now()).date()
    join_group(ours, name="Equipment Consortium", code="", shows_counts=False, by=officers.asha)
    code = group_page(ours, today=today).code
    with pytest.raises(CaseError, match="no group with this code"):
        join_group(theirs, name="", code="guess", shows_counts=False, by=officers.fern)
    with pytest.raises(CaseError, match="no such contractor"):
        join_group(ours, name="", code=code, shows_counts=True, by=officers.fern)
    join_group(theirs, name="", code=code, shows_counts=True, by=officers.fern)
    seen = {one.organisation: one.open_parts for one in group_page(theirs, today=today).members}
    assert seen == {"Merebrook Homes": None, "Stonebeck Council": 0}
    join_group(ours, name="", code="", shows_counts=True, by=officers.asha)
    assert {one.open_parts for one in group_page(theirs, today=today).members} == {0, 1}
    client.force_login(officers.fern)
    text = client.get(f"/providers/{theirs}").content.decode()
    assert "Merebrook Homes: 1 waiting, 0 late" in text
    reference = link.forwarding.complaint.reference
    assert reference not in text
    assert client.get(f"/providers/{ours}").status_code == 404
    commands.restrict(
        reference, [officers.asha], by=officers.asha, now=now(), seen_version=version(reference)
    )
    assert {one.open_parts for one in group_page(theirs, today=today).members} == {0}
