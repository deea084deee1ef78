"""Who may be given a restricted complaint: only somebody who is named on it."""

from casework.complaints.models import Complaint, NamedOfficer
from casework.people.models import Officer
from putright.cases import CaseError


class NotNamed(CaseError):
    """The officer is not named on the restricted complaint, and could not see what they were given."""


def check_named(complaint: Complaint, officer: Officer) -> None:
    """Refuse to give a restricted complaint to somebody who may not see it. Raises NotNamed.

    Naming somebody is an act of its own, so that widening who may see it is never a side effect.
    """
    if (
        complaint.restricted
        and not NamedOfficer.objects.filter(complaint=complaint, officer=officer).exists()
    ):
        raise NotNamed(
            f"{officer.name} is not named on this restricted complaint and could not see it: "
            "restrict it anew with them among the names first, or choose somebody who is named."
        )
