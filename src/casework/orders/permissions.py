"""Who may do what with orders, beside seeing the complaint itself (`complaints.permissions`)."""

from casework.complaints.permissions import may_act
from casework.people.models import Officer
from casework.people.roles import Role


def may_follow_orders(officer: Officer) -> bool:
    """Recording an order and what becomes of it: whoever acts on complaints. An auditor only reads."""
    return may_act(officer)


def may_give_up(officer: Officer) -> bool:
    """Saying that an order can no longer be achieved, or that a recommendation is not followed, needs a manager."""
    return officer.has_role(Role.MANAGER)


def may_reconcile(officer: Officer) -> bool:
    """Holding the Ombudsman's yearly letter against our register, and explaining what differs."""
    return officer.has_role(Role.LINK_OFFICER, Role.MANAGER, Role.COMPLAINTS_OFFICER)
