"""Who may do what about outcomes, beside seeing the complaint itself (`complaints.permissions`)."""

from casework.complaints.permissions import may_act
from casework.people.models import Officer
from casework.people.roles import Role


def may_answer(officer: Officer) -> bool:
    """Writing answers, remedies, actions and lessons: whoever acts on complaints. An auditor only reads."""
    return may_act(officer)


def may_override(officer: Officer) -> bool:
    """Giving a stage another outcome than its findings make."""
    return officer.has_role(Role.MANAGER, Role.COMPLAINTS_OFFICER)


def may_give_up(officer: Officer) -> bool:
    """Saying that an action can no longer be achieved needs a manager."""
    return officer.has_role(Role.MANAGER)


def may_tell_public(officer: Officer) -> bool:
    """Approving what everybody may read of a lesson."""
    return officer.has_role(Role.MANAGER, Role.COMPLAINTS_OFFICER)


def may_set_limits(officer: Officer) -> bool:
    """Setting how much each grade may approve."""
    return officer.has_role(Role.ADMINISTRATOR)


def may_export_payments(officer: Officer) -> bool:
    """Taking the list of payments out for finance."""
    return officer.has_role(Role.MANAGER, Role.ADMINISTRATOR)
