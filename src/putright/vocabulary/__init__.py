"""The words of the field: every list a form, a figure or an event chooses from."""

from putright.vocabulary.channels import Channel
from putright.vocabulary.contacts import RecordType, Relationship
from putright.vocabulary.moments import Precision
from putright.vocabulary.outcomes import CaseOutcome, PointOutcome, RemedyDecision, Responsibility
from putright.vocabulary.reasons import ClosingReason, EscalationReason, RejectionReason
from putright.vocabulary.words import Word

__all__ = [
    "CaseOutcome",
    "Channel",
    "ClosingReason",
    "EscalationReason",
    "PointOutcome",
    "Precision",
    "RecordType",
    "RejectionReason",
    "Relationship",
    "RemedyDecision",
    "Responsibility",
    "Word",
]
