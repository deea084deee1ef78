"""What an officer may do with members, their enquiries and the authority of representatives."""

from casework.complaints.permissions import may_act, may_correct
from casework.people.models import Officer
from casework.people.roles import Role


def may_keep_members(officer: Officer) -> bool:
    """The register of members is kept by complaints officers, managers and administrators."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.ADMINISTRATOR)


def may_take_enquiries(officer: Officer) -> bool:
    """Logging and answering members' enquiries: whoever acts on complaints."""
    return may_act(officer)


def may_keep_authority(officer: Officer) -> bool:
    """Recording on what authority somebody speaks: complaints officers and managers."""
    return may_correct(officer)
