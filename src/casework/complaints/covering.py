"""What is an officer's to see to of what is still open on complaints: their own, and what they cover for."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from casework.complaints.models import OpenEnd
from casework.people.absences import covered_by
from casework.people.away import Away, AwayMark
from casework.people.models import Officer


def ends_to_see_to(officer: Officer, *, today: date) -> Q:
    """The condition over open ends. What nobody in particular keeps is of who handles the complaint.

    Of those the officer covers for: what is due before they are back. One statement for who covers for somebody.
    """
    found = _owned_by(officer.pk)
    for one in covered_by(officer, today=today):
        found |= _owned_by(one.officer_id) & Q(due_on__lte=one.until)
    return found


def seen_to_by(end: OpenEnd) -> int | None:
    """The number of the officer who sees to an open end; None for nobody. Its complaint has to be read already."""
    return int(end.owner) if end.owner.isdecimal() else end.complaint.owner_id


def away_mark_of(end: OpenEnd, away: Away) -> AwayMark | None:
    """What the row of an open end says of who sees to it, where they are away; nothing once it ended. No statement."""
    if not end.is_open:
        return None
    return away.mark(seen_to_by(end), due=end.due_on, restricted=end.complaint.restricted)


def _owned_by(officer_id: int) -> Q:
    return Q(owner=str(officer_id)) | Q(owner="", complaint__owner=officer_id)
