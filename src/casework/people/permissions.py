"""What an officer may do that is not about one complaint."""

from casework.people.models import Officer
from casework.people.roles import Role


def may_log_contacts(officer: Officer) -> bool:
    """Anybody but an auditor: a complaint may be made to any member of staff (HOS Code 2024 3.2)."""
    return not is_read_only(officer)


def may_decide_contacts(officer: Officer) -> bool:
    """Whether a contact is a complaint is decided by those whose work it is."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.LINK_OFFICER)


def may_change_calendar(officer: Officer) -> bool:
    """Closure days move dates of the whole organisation."""
    return officer.has_role(Role.ADMINISTRATOR)


def sees_whole_organisation(officer: Officer) -> bool:
    """Others see what their own team or they themselves hold."""
    return officer.has_role(
        Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.LINK_OFFICER, Role.AUDITOR, Role.ADMINISTRATOR
    )


def is_read_only(officer: Officer) -> bool:
    """Whether every role they have only looks."""
    return not officer.has_role(Role.OFFICER, Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.LINK_OFFICER)
