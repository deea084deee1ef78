"""Other complaints this one speaks of: which of them a reader may be told of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casework.complaints.models import Complaint, NamedOfficer
from casework.complaints.permissions import visible_to
from casework.people.models import Officer
from putright.cases import Case
from putright.cases.events import Declined
from putright.cases.joined import ComplaintLinked
from putright.procedures import Ombudsman, ombudsmen, procedure
from putright.vocabulary import LinkKind

if TYPE_CHECKING:
    from casework.complaints.page import ComplaintPage


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


def ombudsmen_of_parts(page: ComplaintPage) -> tuple[Ombudsman, ...]:
    """The Ombudsmen that linked parts lead to, but for this complaint's own. One statement where it is linked, else none.

    The same whoever asks, as a letter reads the same for its author and for who signs it. So a restricted part counts
    only where everybody who may see this complaint may see that one: else a letter would tell them that there is one.
    """
    parts = [
        one.body.other
        for one in page.case.links
        if not one.ended and one.body.what not in (LinkKind.FOLLOWS, LinkKind.GOES_ON, LinkKind.MOVED_HERE)
    ]
    if not parts:
        return ()
    organisation = Complaint.objects.filter(pk=page.complaint_id).values("organisation")
    rows = Complaint.objects.filter(organisation__in=organisation, reference__in=parts)
    found = {
        ombudsmen()[procedure(one.procedure).ombudsman].key
        for one in rows
        if not one.restricted or _all_may_see(one, page.case)
    }
    return tuple(one for key, one in ombudsmen().items() if key in found and key != page.ombudsman.key)


def _all_may_see(one: Complaint, case: Case) -> bool:
    if case.restricted_to is None:
        return False
    named = {str(pk) for pk in NamedOfficer.objects.filter(complaint=one).values_list("officer", flat=True)}
    return case.restricted_to <= named
