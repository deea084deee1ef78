"""What can happen to a complaint. Events are appended, never edited; a mistake is mended by `Corrected`.

An event holds dates, codes, counts and identifiers only. Names, words and reasons a person wrote live in
notes, points and documents beside the record; an event points at them by identifier, so that they can be
redacted or erased without breaking the chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from putright.cases.appointed import AppointedBody
from putright.cases.arranged import ArrangedBody
from putright.cases.classified import Classified
from putright.cases.joined import JoinedBody
from putright.cases.referred import Referred
from putright.cases.remedial import RemedialBody
from putright.cases.taken_over import TakenOver
from putright.vocabulary import (
    Channel,
    ClosingReason,
    EscalationReason,
    PointOutcome,
    Precision,
    RejectionReason,
    RemedyDecision,
    Responsibility,
)


@dataclass(frozen=True, slots=True)
class Received:
    """A complaint reached us. Its clock follows from `Event.at` and the procedure's receipt rule.

    stage               key of the stage it opens at.
    first_expressed_on  the day it was first said to anybody, when earlier than it was received. Where only
                        the month is known (`first_expressed_precision`) it is the last day of it.
    logged_on           the day it was entered, when later.
    """

    kind: ClassVar[str] = "received"
    procedure: str
    stage: str
    channel: Channel
    first_expressed_on: date | None = None
    logged_on: date | None = None
    conduct_of_staff: bool = False
    first_expressed_precision: Precision = Precision.DAY


@dataclass(frozen=True, slots=True)
class Accepted:
    """It was accepted as a complaint."""

    kind: ClassVar[str] = "accepted"
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Declined:
    """A complaint, or an escalation of it, was not accepted.

    merits_note           identifier of the note giving the reasons of this case; None = none recorded.
    ombudsman_details     the letter told of the right to take this refusal to the Ombudsman.
    issue_on              when the matter arose or became known, for the twelve-month rule.
    discretion_considered accepting it out of time was considered and the reasons recorded.
    filed_on              the day a claim was filed at court.
    original              reference of the complaint it duplicates or that was already considered.
    reason                None only where another system does not tell it.
    """

    kind: ClassVar[str] = "declined"
    reason: RejectionReason | None = None
    merits_note: str | None = None
    ombudsman_details: bool = False
    issue_on: date | None = None
    discretion_considered: bool = False
    filed_on: date | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True)
class PointAgreed:
    """A point was agreed with the complainant: one thing complained of, which gets its own finding.

    added_midway  None at the definition; afterwards `included` (related and not yet answered).
    """

    kind: ClassVar[str] = "point_agreed"
    point: str
    responsibility: Responsibility = Responsibility.OURS
    outcome_sought: bool = False
    added_midway: str | None = None


@dataclass(frozen=True, slots=True)
class PointWithdrawn:
    """A point is not answered here any more.

    link  key of the link with the complaint it goes on in; None = the complainant no longer pursues it.
    """

    kind: ClassVar[str] = "point_withdrawn"
    point: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Allocated:
    """An officer took the stage on. `role` is `handler`, `author` or `approver`."""

    kind: ClassVar[str] = "allocated"
    officer: str
    role: str = "handler"


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """The acknowledgement was sent. `blocks` are the codes of what it contained; None = not on record."""

    kind: ClassVar[str] = "acknowledged"
    blocks: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class ClarificationAsked:
    """We asked what the complaint, or the escalation, is about."""

    kind: ClassVar[str] = "clarification_asked"


@dataclass(frozen=True, slots=True)
class ClarificationReceived:
    """The complainant made it clear."""

    kind: ClassVar[str] = "clarification_received"


@dataclass(frozen=True, slots=True)
class Extended:
    """A timescale was given more working days.

    form_known  False where the source does not tell what the letter said, so nothing is missing in it.
    """

    kind: ClassVar[str] = "extended"
    to: date
    timescale: str = "respond"
    reason_note: str | None = None
    ombudsman_details: bool = False
    told_on: date | None = None
    good_reason: bool = False
    update_every_working_days: int | None = None
    form_known: bool = True


@dataclass(frozen=True, slots=True)
class Updated:
    """The complainant was told how the complaint is getting on. `note` identifies what was said."""

    kind: ClassVar[str] = "updated"
    note: str | None = None
    reason_for_delay: bool = False
    new_date: date | None = None


@dataclass(frozen=True, slots=True)
class PointFinding:
    """The answer to one point in one response."""

    point: str
    outcome: PointOutcome
    reasons_given: bool = True
    remedy: RemedyDecision = RemedyDecision.NOT_DECIDED


@dataclass(frozen=True, slots=True)
class Responded:
    """A response was sent.

    findings        one for each point it answers; a point without one is unanswered.
    complete        False for a first letter that leaves points to a second.
    more_by         the day the rest was promised for.
    blocks          codes of what the letter contained; None = not on record, so nothing is missing.
    author          the officer who wrote it; `on_behalf` names the kind of body that answered for us.
    admits_delay    the response itself says it was late.
    findings_known  False where the source does not tell what it answered, so no point is unanswered.
    """

    kind: ClassVar[str] = "responded"
    findings: tuple[PointFinding, ...] = ()
    complete: bool = True
    more_by: date | None = None
    blocks: tuple[str, ...] | None = None
    author: str | None = None
    on_behalf: str | None = None
    admits_delay: bool = False
    findings_known: bool = True


@dataclass(frozen=True, slots=True)
class Escalated:
    """The complainant asked for the next stage. Reasons are never required.

    disputed  keys of the points still in dispute; empty = not said, so all of them.
    """

    kind: ClassVar[str] = "escalated"
    to: str
    reasons: tuple[EscalationReason, ...] = ()
    disputed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reached:
    """A milestone named by the procedure was reached, such as `statement_agreed` or `panel_met`.

    date_given  the date an outside body set, where the milestone carries one.
    """

    kind: ClassVar[str] = "reached"
    moment: str
    date_given: date | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """Something was promised to the resident. `what` is a code such as `call_back` or `no_contact`.

    by      the day it is due; None for a promise that holds until it is lifted.
    owner   identifier of the officer who keeps it; letter: of the letter it was made in.
    """

    kind: ClassVar[str] = "promised"
    promise: str
    what: str
    by: date | None = None
    owner: str | None = None
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class PromiseEnded:
    """A promise was `kept`, `broken` or `renegotiated`. A broken standing promise goes on holding."""

    kind: ClassVar[str] = "promise_ended"
    promise: str
    how: str


@dataclass(frozen=True, slots=True)
class PromiseGiven:
    """A promise was given to another officer to keep; to the resident nothing changes."""

    kind: ClassVar[str] = "promise_given"
    promise: str
    owner: str


@dataclass(frozen=True, slots=True)
class Found:
    """Something came to light that is a duty not done, told by its code in `duties.toml`.

    For what no date can show by itself: who says so is `Event.by` or the source a story cites.
    """

    kind: ClassVar[str] = "found"
    duty: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The complainant withdrew the complaint."""

    kind: ClassVar[str] = "withdrawn"


@dataclass(frozen=True, slots=True)
class Closed:
    """The complaint was closed.

    reason     None only where another system does not tell it.
    acts_next  who acts next: `nobody`, `us`, `resident` or `contractor`; None = not on record. acts_by: by when.
    """

    kind: ClassVar[str] = "closed"
    reason: ClosingReason | None = None
    acts_next: str | None = None
    acts_by: date | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """The complaint was opened again, such as when an Ombudsman directs it (`directed`)."""

    kind: ClassVar[str] = "reopened"
    note: str | None = None
    directed: bool = False


@dataclass(frozen=True, slots=True)
class Restricted:
    """Who may see the complaint was limited to named officers, or, with `lifted`, no longer is."""

    kind: ClassVar[str] = "restricted"
    officers: tuple[str, ...] = ()
    lifted: bool = False


@dataclass(frozen=True, slots=True)
class Corrected:
    """An earlier event was wrong.

    corrects     its sequence number.
    at           the right date, when the date was wrong.
    body         the right body, when its content was wrong; the same kind as before.
    struck_out   True when it never happened.
    note         identifier of the reason.
    """

    kind: ClassVar[str] = "corrected"
    corrects: int
    at: date | datetime | None = None
    body: Body | None = None
    struck_out: bool = False
    note: str | None = None


Body = (
    Received
    | Accepted
    | Declined
    | PointAgreed
    | PointWithdrawn
    | Allocated
    | Acknowledged
    | ClarificationAsked
    | ClarificationReceived
    | Extended
    | Updated
    | Responded
    | Escalated
    | Reached
    | Promised
    | PromiseEnded
    | PromiseGiven
    | Found
    | Withdrawn
    | Closed
    | Reopened
    | Restricted
    | Classified
    | RemedialBody
    | ArrangedBody
    | Referred
    | AppointedBody
    | JoinedBody
    | TakenOver
    | Corrected
)

EVENT_TYPES: tuple[type, ...] = Body.__args__


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to one complaint.

    sequence     1, 2, 3 … within the complaint: the order of recording, not of happening.
    at           when it happened: an aware moment, a day, or None when nobody knows.
    stage        key of the stage it belongs to; None where it belongs to the complaint as a whole.
    by           identifier of the officer who recorded it, never a name.
    recorded_at  when it was recorded; None in a story told afterwards.
    source       where a story took it from, such as `¶41`.
    """

    sequence: int
    body: Body
    at: date | datetime | None
    precision: Precision = Precision.DAY
    stage: str | None = None
    by: str | None = None
    recorded_at: datetime | None = None
    source: str | None = None

    @property
    def kind(self) -> str:
        """The code of its type, such as `acknowledged`."""
        return self.body.kind
