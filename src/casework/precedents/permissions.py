"""Who may see a published decision, and who may say what it orders."""

from django.db.models import Exists, OuterRef, Q

from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.people.models import Officer
from casework.people.roles import Role


def may_confirm(officer: Officer) -> bool:
    """Giving us a decision and confirming what it orders: whoever sees to an Ombudsman's case."""
    return officer.has_role(Role.LINK_OFFICER, Role.COMPLAINTS_OFFICER, Role.MANAGER)


def readable_by(officer: Officer) -> Q:
    """The condition on a published decision: what is shared, their library, and their cases they may see.

    A decision given to us for a restricted complaint is absent for everybody who is not named on it, also among
    the precedents.
    """
    ours = Q(organisation=None) | Q(organisation=officer.organisation_id)
    visible = Exists(Complaint.objects.filter(visible_to(officer), pk=OuterRef("case__complaint")))
    return ours & (Q(case=None) | Q(visible))
