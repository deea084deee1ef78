"""What happens around a complaint: needs, agreements about contact, restrictions, appointments, incidents, letters.

Workers, residents and places are named by identifier only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from putright.vocabulary import (
    AgreementKind,
    AppointmentStep,
    Channel,
    DeliveryResult,
    IncidentKind,
    IncidentStep,
    LetterKind,
    NeedStep,
    VisitConstraint,
)


@dataclass(frozen=True, slots=True)
class NeedFound:
    """A need was assessed or came to light, such as grab rails. Nothing closes while it is open.

    need  its key; what it is stands in the note with that identifier.
    risk  somebody may come to harm while it is open.
    """

    kind: ClassVar[str] = "need_found"
    need: str
    risk: bool = False
    due: date | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class NeedMoved:
    """What became of a need: met, declined in writing, no reply after a reminder, or left by a named decision.

    owner  identifier of the officer who sees to it from now on; such a move, to `found`, changes nothing else.
    """

    kind: ClassVar[str] = "need_moved"
    need: str
    to: NeedStep
    note: str | None = None
    document: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class AgreementMade:
    """How the resident is contacted was agreed, or an adjustment for them.

    agreement  its key; the words of it are the note with that identifier.
    officer    the named contact; not_routed_to: identifier of the team they are not put through to.
    hours_from, hours_to  the hours of a London clock within which we contact them.
    review     the day it is looked at again.
    notice_working_days  how many working days ahead they are told of a visit; time_slot: always with a time slot.
    """

    kind: ClassVar[str] = "agreement_made"
    agreement: str
    what: AgreementKind
    channel: Channel | None = None
    officer: str | None = None
    not_routed_to: str | None = None
    hours_from: time | None = None
    hours_to: time | None = None
    review: date | None = None
    notice_working_days: int | None = None
    time_slot: bool = False


@dataclass(frozen=True, slots=True)
class AgreementEnded:
    """An agreement ended, or was looked at again and goes on until the next review."""

    kind: ClassVar[str] = "agreement_ended"
    agreement: str
    review: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RestrictionSet:
    """A worker must not contact or visit this resident.

    restriction  its key; its words and the places it covers are the note with that identifier.
    worker       identifier of the worker.
    """

    kind: ClassVar[str] = "restriction_set"
    restriction: str
    worker: str
    review: date | None = None


@dataclass(frozen=True, slots=True)
class RestrictionEnded:
    """A restriction was lifted, or looked at again and goes on until the next review."""

    kind: ClassVar[str] = "restriction_ended"
    restriction: str
    review: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AppointmentMade:
    """A visit was arranged.

    appointment  its key; what it is for stands in the note with that identifier.
    starts, ends the window told to the resident; both None = no time slot was given.
    on           the day of the visit.
    told_on      the day the resident was told of it.
    worker       who is to come; None = not known yet.
    job          key of the first appointment of the same job, so that visits to one job are counted together.
    constraints  what the visit must keep to.
    need         the need it is to meet; provider: identifier of the contractor.
    site_told    conditions at the place were put on the order.
    others       identifiers of further workers who come at the same time; meeting: it is a meeting with the resident.
    """

    kind: ClassVar[str] = "appointment_made"
    appointment: str
    on: date
    starts: datetime | None = None
    ends: datetime | None = None
    told_on: date | None = None
    worker: str | None = None
    job: str | None = None
    constraints: tuple[VisitConstraint, ...] = ()
    need: str | None = None
    provider: str | None = None
    site_told: bool = False
    others: tuple[str, ...] = ()
    meeting: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentMoved:
    """What became of an appointment. `failed_because` is the code of why it could not be completed."""

    kind: ClassVar[str] = "appointment_moved"
    appointment: str
    to: AppointmentStep
    failed_because: str | None = None
    note: str | None = None
    worker: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentOpened:
    """An agreement with the resident was broken.

    incident  its key; what happened stands in the note with that identifier.
    """

    kind: ClassVar[str] = "incident_opened"
    incident: str
    what: IncidentKind
    restriction: str | None = None
    appointment: str | None = None
    worker: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentMoved:
    """An incident went a step further: an apology, a senior review, its end."""

    kind: ClassVar[str] = "incident_moved"
    incident: str
    to: IncidentStep
    note: str | None = None


@dataclass(frozen=True, slots=True)
class LetterSent:
    """A letter left us. What exactly was sent is kept under its identifier; `content` is the hash of it.

    letter     identifier of the letter. channels: how it went.
    overrides  ids of the checks that were gone past, each with a named officer's reason kept beside the letter.
    """

    kind: ClassVar[str] = "letter_sent"
    letter: str
    what: LetterKind
    content: str
    channels: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterDelivery:
    """What became of a letter that was sent, as far as its carrier tells."""

    kind: ClassVar[str] = "letter_delivery"
    letter: str
    result: DeliveryResult
    channel: str = ""


ArrangedBody = (
    NeedFound
    | NeedMoved
    | AgreementMade
    | AgreementEnded
    | RestrictionSet
    | RestrictionEnded
    | AppointmentMade
    | AppointmentMoved
    | IncidentOpened
    | IncidentMoved
    | LetterSent
    | LetterDelivery
)
