"""Who may do what with an Ombudsman's case. What may be seen is that of the complaint it is about."""

from casework.people.models import Officer
from casework.people.roles import Role


def may_work_with_ombudsman(officer: Officer) -> bool:
    """Recording what an Ombudsman asks and decides, and answering it."""
    return officer.has_role(Role.LINK_OFFICER, Role.COMPLAINTS_OFFICER, Role.MANAGER, Role.ADMINISTRATOR)


def may_see_unlinked(officer: Officer) -> bool:
    """A letter about no complaint we know is seen by those who find out what it is about, and by auditors."""
    return may_work_with_ombudsman(officer) or officer.has_role(Role.AUDITOR)


def may_answer_questions(officer: Officer) -> bool:
    """Answering a question one was given: anybody who acts and may see the complaint."""
    return may_work_with_ombudsman(officer) or officer.has_role(Role.OFFICER)
