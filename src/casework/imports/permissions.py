"""What an officer may do with imports."""

from casework.people.models import Officer
from casework.people.roles import Role


def may_import(officer: Officer) -> bool:
    """Taking a history in changes the figures of the whole organisation."""
    return officer.has_role(Role.ADMINISTRATOR)
