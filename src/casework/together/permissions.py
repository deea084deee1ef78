"""Who may ask for a share, give one, and see it: never more of the complaint than the share tells."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from casework.complaints.models import Complaint, NamedOfficer
from casework.complaints.permissions import may_act, visible_to
from casework.people.models import Officer
from casework.people.permissions import sees_whole_organisation


def asked_of(officer: Officer) -> Q:
    """The condition on shares asked of this officer, of their team, or of the services of their directorate.

    The last for those who see the whole organisation. A share of a restricted complaint is there for nobody but
    those named on it, whoever it was asked of.
    """
    mine = Q(officer=officer.pk)
    if officer.team_id is not None and officer.team is not None:
        mine |= Q(officer__team=officer.team_id)
        if sees_whole_organisation(officer) and officer.team.department_id is not None:
            mine |= Q(service__department=officer.team.department_id)
    named = Exists(NamedOfficer.objects.filter(officer=officer.pk, complaint=OuterRef("complaint")))
    here = Q(complaint__organisation=officer.organisation_id)
    return here & mine & (Q(complaint__restricted=False) | Q(named))


def seen_by(officer: Officer) -> Q:
    """The condition on shares this officer may see: asked of them, or of a complaint they may see."""
    complaints = Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint"))
    return asked_of(officer) | Q(Exists(complaints))


def may_give(officer: Officer) -> bool:
    """Writing and giving a share that one can see is for everybody but an auditor."""
    return may_act(officer)
