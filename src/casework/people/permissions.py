"""What an officer may do that is not about one complaint."""

from collections.abc import Callable

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


def may_plan_absence(officer: Officer, away: Officer) -> bool:
    """Their own; a manager those of their team; an administrator everybody's."""
    if officer.organisation_id != away.organisation_id:
        return False
    leads = officer.has_role(Role.MANAGER) and officer.team_id is not None and officer.team_id == away.team_id
    return officer.pk == away.pk or officer.has_role(Role.ADMINISTRATOR) or leads


def may_keep_record(officer: Officer) -> bool:
    """Correcting, restricting and going past a check are for a manager or a complaints officer."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER)


def why_no_cover(officer: Officer, away: Officer) -> str:
    """Why the officer cannot cover for somebody; empty when they can.

    They need every right the work needs, and to see what it is about: cover widens neither.
    """
    if officer.pk == away.pk:
        return "nobody covers for themselves"
    if officer.organisation_id != away.organisation_id or not officer.is_active:
        return "they do not work here any more"
    for may, lacks in _RIGHTS:
        if may(away) and not may(officer):
            return lacks
    same_team = officer.team_id is not None and officer.team_id == away.team_id
    if not same_team and not sees_whole_organisation(officer):
        return "they are in another team and could not see the work"
    return ""


_RIGHTS: tuple[tuple[Callable[[Officer], bool], str], ...] = (
    (lambda one: not is_read_only(one), "their role only looks"),
    (may_decide_contacts, "their role does not include signing letters and deciding contacts"),
    (may_keep_record, "their role does not include correcting and restricting"),
    (sees_whole_organisation, "they do not see the whole organisation"),
)
