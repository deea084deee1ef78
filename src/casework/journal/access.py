"""Noting who looked at restricted matter."""

from casework.journal.models import Access


def looked(officer_id: int, complaint_id: int, what: str) -> None:
    """Note that an officer was shown `what` of a restricted complaint, at the database's own time. One statement."""
    Access.objects.create(officer_id=officer_id, complaint_id=complaint_id, what=what)
