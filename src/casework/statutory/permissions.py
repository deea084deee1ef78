"""What an officer may do with people from outside and with reports."""

from casework.people.models import Officer
from casework.people.roles import Role


def may_keep_people(officer: Officer) -> bool:
    """The register of people from outside is kept by complaints officers, managers and administrators."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.ADMINISTRATOR)


def may_keep_signatories(officer: Officer) -> bool:
    """Who signs as the responsible person is entered by managers and administrators."""
    return officer.has_role(Role.MANAGER, Role.ADMINISTRATOR)


def may_plan(officer: Officer) -> bool:
    """A plan is agreed by whoever handles complaints."""
    return officer.has_role(Role.OFFICER, Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.LINK_OFFICER)


def may_appoint(officer: Officer) -> bool:
    """Appointing people and deciding on reports is for complaints officers and managers."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER)
