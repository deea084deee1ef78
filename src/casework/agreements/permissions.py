"""What an officer may do with agreements, contractors and workers."""

from casework.people.models import Officer
from casework.people.roles import Role

SENIOR = 2
"""The grade from which somebody reviews an incident: a manager."""


def may_change_contractors(officer: Officer) -> bool:
    """Contracts and who works under them are kept by managers, complaints officers and administrators."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.ADMINISTRATOR)


def is_senior(officer: Officer) -> bool:
    """Going on past a no-contact rule, reviewing an incident and leaving a need open are a manager's."""
    return officer.has_role(Role.MANAGER) or officer.grade >= SENIOR


def may_give_work(officer: Officer) -> bool:
    """Giving what somebody away has promised to somebody else."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER)
