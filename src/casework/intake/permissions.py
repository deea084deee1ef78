"""Who may enter and decide contacts."""

from casework.people.permissions import may_decide_contacts, may_log_contacts

__all__ = ["may_decide_contacts", "may_log_contacts"]
