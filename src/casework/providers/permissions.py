"""What an officer may do with providers."""

from casework.complaints.permissions import may_act
from casework.people.models import Officer
from casework.people.roles import Role


def may_keep_providers(officer: Officer) -> bool:
    """Contracts, measures, meetings and accounts of contractors are kept by who keeps contractors."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.ADMINISTRATOR)


def may_check_replies(officer: Officer) -> bool:
    """Asking a contractor and deciding on its reply is work on the complaint."""
    return may_act(officer)


def may_settle(officer: Officer) -> bool:
    """Deciding what becomes of what a contractor left undone is work on the complaints: an administrator only looks."""
    return may_keep_providers(officer) and may_act(officer)
