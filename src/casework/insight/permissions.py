"""Who may read and enter what figures are compared with."""

from casework.people.models import Officer
from casework.people.permissions import sees_whole_organisation
from casework.people.roles import Role


def may_compare(officer: Officer) -> bool:
    """Homes, residents and the figures of others are about the whole organisation: who sees it reads them."""
    return sees_whole_organisation(officer)


def may_enter_numbers(officer: Officer) -> bool:
    """What rates are worked out with is entered by those who answer for figures."""
    return officer.has_role(Role.ADMINISTRATOR, Role.MANAGER)
