"""Who may make, approve, publish and see reports of the whole organisation.

A report counts restricted complaints like all others: its figures name nobody. Only who has the right to make reports
of the organisation has it counted. The cases behind a figure are shown to each reader by the rule of complaints.
"""

from casework.people.models import Officer
from casework.people.roles import Role
from casework.published.rules import least_grade


def may_make_reports(officer: Officer) -> bool:
    """Having a report of the organisation counted, and writing for it."""
    return officer.has_role(Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.LINK_OFFICER)


def may_approve_reports(officer: Officer) -> bool:
    """Approving what others made, so that it is frozen; whether this one may be is asked of each (`why_not`)."""
    return may_make_reports(officer) and officer.grade >= least_grade()


def may_publish_reports(officer: Officer) -> bool:
    """Showing a frozen report to everybody, and taking it back."""
    return may_approve_reports(officer)


def may_see_reports(officer: Officer) -> bool:
    """Looking at reports in the making and frozen ones."""
    return may_make_reports(officer) or officer.has_role(Role.AUDITOR, Role.ADMINISTRATOR)
