"""Who may write, sign and send letters, beside seeing the complaint itself (`complaints.permissions`)."""

from casework.complaints.permissions import may_act, may_correct
from casework.people.models import Officer
from casework.people.roles import Role


def may_write(officer: Officer) -> bool:
    """Writing and sending letters: whoever acts on complaints. An auditor only reads."""
    return may_act(officer)


def may_sign(officer: Officer) -> bool:
    """Signing what somebody else wrote; whether this one letter may be signed is asked of each (`independence`)."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.LINK_OFFICER)


def may_go_past(officer: Officer) -> bool:
    """Going past a check of a letter, with a reason, as past any other check."""
    return may_correct(officer)
