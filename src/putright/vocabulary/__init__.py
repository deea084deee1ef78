"""The words of the field: every list a form, a figure or an event chooses from."""

from putright.vocabulary.arranged import (
    AgreementKind,
    AppointmentStep,
    ContractorStatus,
    DeliveryResult,
    IncidentKind,
    IncidentStep,
    LetterKind,
    NeedStep,
    VisitCause,
    VisitConstraint,
)
from putright.vocabulary.channels import Channel
from putright.vocabulary.contacts import RecordType, Relationship
from putright.vocabulary.moments import Precision
from putright.vocabulary.ombudsman import (
    DecisionText,
    DeskPlace,
    Determination,
    DraftParty,
    EnquiryKind,
    EnquiryStep,
    OmbudsmanBody,
    OrderKind,
    OrderStep,
    PublishedOutcome,
    ReferralKind,
    RemediedBy,
)
from putright.vocabulary.outcomes import CaseOutcome, PointOutcome, RemedyDecision, Responsibility
from putright.vocabulary.reasons import ClosingReason, EscalationReason, RejectionReason
from putright.vocabulary.remedies import (
    ActionStep,
    Cause,
    PartyAtFault,
    Period,
    RemedyStep,
    RemedyType,
    RootCause,
    SetOff,
)
from putright.vocabulary.words import Word

__all__ = [
    "ActionStep",
    "AgreementKind",
    "AppointmentStep",
    "CaseOutcome",
    "Cause",
    "Channel",
    "ClosingReason",
    "ContractorStatus",
    "DecisionText",
    "DeliveryResult",
    "DeskPlace",
    "Determination",
    "DraftParty",
    "EnquiryKind",
    "EnquiryStep",
    "EscalationReason",
    "IncidentKind",
    "IncidentStep",
    "LetterKind",
    "NeedStep",
    "OmbudsmanBody",
    "OrderKind",
    "OrderStep",
    "PartyAtFault",
    "Period",
    "PointOutcome",
    "Precision",
    "PublishedOutcome",
    "RecordType",
    "ReferralKind",
    "RejectionReason",
    "Relationship",
    "RemediedBy",
    "RemedyDecision",
    "RemedyStep",
    "RemedyType",
    "Responsibility",
    "RootCause",
    "SetOff",
    "VisitCause",
    "VisitConstraint",
    "Word",
]
