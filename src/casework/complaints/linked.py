"""Other complaints this one speaks of: which of them a reader may be told of."""

from __future__ import annotations

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.people.models import Officer
from putright.cases import Case
from putright.cases.events import Declined
from putright.cases.joined import ComplaintLinked


def spoken_of(case: Case) -> frozenset[str]:
    """References of other complaints in the events of this one, those struck out and taken apart too."""
    found = set()
    for event in case.events:
        if isinstance(event.body, ComplaintLinked):
            found.add(event.body.other)
        elif isinstance(event.body, Declined) and event.body.original:
            found.add(event.body.original)
    return frozenset(found)


def may_be_named(officer: Officer, case: Case) -> frozenset[str]:
    """Which of them this officer may see, and so be told of. One statement where there are any, else none.

    What is no reference of ours, such as one of another system, tells nobody anything and may be named.
    """
    spoken = spoken_of(case)
    if not spoken:
        return frozenset()
    ours = Complaint.objects.filter(reference__in=spoken)
    seen = ours.filter(visible_to(officer)).values_list("reference", flat=True)
    return spoken - set(ours.exclude(reference__in=seen).values_list("reference", flat=True))
