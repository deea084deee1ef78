"""The tables of complaints: the record and the words beside it, and what follows from it."""

from casework.complaints.models.classifying import Theme, Ward, WardPostcode
from casework.complaints.models.projections import Clock, ClockMove, OpenEnd, Referral, StageFact
from casework.complaints.models.record import (
    IN_TURN,
    Complaint,
    DayOff,
    Document,
    Event,
    Job,
    NamedOfficer,
    Note,
    Party,
    Person,
    Point,
    Words,
)

__all__ = [
    "IN_TURN",
    "Clock",
    "ClockMove",
    "Complaint",
    "DayOff",
    "Document",
    "Event",
    "Job",
    "NamedOfficer",
    "Note",
    "OpenEnd",
    "Party",
    "Person",
    "Point",
    "Referral",
    "StageFact",
    "Theme",
    "Ward",
    "WardPostcode",
    "Words",
]
