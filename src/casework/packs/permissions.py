"""Who may make, send and see packs. What may be seen is that of the case, and so of the complaint it is about."""

from casework.ombudsman.permissions import may_work_with_ombudsman
from casework.people.models import Officer
from casework.people.roles import Role


def may_make_packs(officer: Officer) -> bool:
    """Choosing, removing, freezing and sending: whoever answers the Ombudsman."""
    return may_work_with_ombudsman(officer)


def may_see_packs(officer: Officer) -> bool:
    """Looking at a pack, and taking it: those who make them, and auditors. A frozen pack holds a whole file."""
    return may_make_packs(officer) or officer.has_role(Role.AUDITOR)


def may_keep_policies(officer: Officer) -> bool:
    """Keeping the policies of the organisation with the days they were in force."""
    return may_make_packs(officer)
