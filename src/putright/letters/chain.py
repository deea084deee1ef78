"""What a letter is composed from: the chain of one stage, point by point, and who writes to whom.

Frozen values without identifiers of the database, so that a letter can be composed and checked anywhere.
Everything personal is in here and nowhere else; nothing of it is logged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from putright.procedures.types import Ombudsman, Procedure
from putright.vocabulary import (
    LetterKind,
    PartyAtFault,
    Period,
    PointOutcome,
    RemedyDecision,
    RemedyType,
    Responsibility,
    SetOff,
)


@dataclass(frozen=True, slots=True)
class EvidenceReference:
    """Where something can be read: the document, its day and the page; any of the last two may be unknown."""

    document: str
    on: date | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """Something the resident asked, and the answer; an empty answer is none."""

    key: str
    asked: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class FaultShare:
    """How much of a fault is whose, in whole per cent."""

    of: PartyAtFault
    percent: int


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """The answer to one point at this stage.

    words       what they complain of, in their words; sought: what they want; both may be empty.
    outcome     None while nobody decided.
    standard    what should have happened: the policy or standard relied on.
    happened    what happened. reasons: why the finding follows.
    fault       what went wrong; injustice: what it meant for this person.
    earlier     the finding of the stage before; changed: what changed since and why.
    remedy      whether putting it right was decided; no_remedy_because: the reason of a decision for none.
    """

    key: str
    words: str
    sought: str = ""
    responsibility: Responsibility = Responsibility.OURS
    outcome: PointOutcome | None = None
    standard: str = ""
    happened: str = ""
    evidence: tuple[EvidenceReference, ...] = ()
    reasons: str = ""
    fault: str = ""
    injustice: str = ""
    shares: tuple[FaultShare, ...] = ()
    earlier: PointOutcome | None = None
    changed: str = ""
    questions: tuple[Question, ...] = ()
    remedy: RemedyDecision = RemedyDecision.NOT_DECIDED
    no_remedy_because: str = ""

    @property
    def upheld(self) -> bool:
        """Whether fault was found, in whole or in part."""
        return self.outcome in (PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD)


@dataclass(frozen=True, slots=True)
class PaymentShare:
    """What one party pays of a payment, in pence."""

    payer: PartyAtFault
    amount_pence: int


@dataclass(frozen=True, slots=True)
class RemedyLine:
    """One remedy of the ledger as the letter offers it.

    words           what it is, as the letter says it.
    points          the points it answers; empty = the complaint as a whole, such as its handling.
    amount_pence    the whole sum, or the sum a period for a payment that recurs; None where it is no money.
    unit_pence, per, periods  how the sum was reckoned, where it was.
    until           for a payment that recurs: the condition that ends it.
    payee           who gets it, as a name to be printed; method: how it is paid.
    set_off         why it is set against a debt; None = paid in full to the person.
    supersedes_pence  the earlier offer it replaces, in pence; None when it replaces none.
    approved        somebody within their limit approved it.
    headings        for an apology: what it must cover, one heading each.
    band            the sums guidance gives for it, lowest and highest, in pence; either may be open.
    outside_band_because  why the sum is outside that; empty = no reason given.
    """

    key: str
    type: RemedyType
    words: str
    points: tuple[str, ...] = ()
    amount_pence: int | None = None
    unit_pence: int | None = None
    per: Period = Period.ONCE
    periods: int | None = None
    until: str = ""
    shares: tuple[PaymentShare, ...] = ()
    payee: str = ""
    method: str = ""
    due_on: date | None = None
    set_off: bool = False
    set_off_because: SetOff | None = None
    supersedes_pence: int | None = None
    approved: bool = False
    headings: tuple[str, ...] = ()
    band: tuple[int | None, int | None] | None = None
    outside_band_because: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """Something still to be done: what, by whom, by when."""

    key: str
    words: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """A promise to the resident that is on record."""

    key: str
    words: str
    due_on: date | None = None
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Somebody a letter goes to or comes from.

    salutation  how a letter greets them, such as `Ms Ashdown`; may be empty.
    grade       how senior a sender is: 1 officer, 2 manager, 3 head of service, 4 director.
    """

    name: str
    salutation: str = ""
    address: tuple[str, ...] = ()
    email: str = ""
    role: str = ""
    telephone: str = ""
    grade: int = 1


@dataclass(frozen=True, slots=True)
class MemberAsked:
    """The enquiry a letter to an elected member answers.

    enquiry  its key. consent: the person agrees to the member being told. waits: the complaint's own answer has
             still to go.
    """

    enquiry: str
    consent: bool
    waits: bool


@dataclass(frozen=True, slots=True)
class Chain:
    """Everything a letter of one stage of one complaint is composed from and checked against.

    kind             which letter it is.
    stage            key of the stage; stage_title: as people read it; next_stage_title: empty after the last.
    ombudsman        where this procedure sends the resident.
    dates            days by name: `received_on`, `due_on`, `new_date`, `sent_on`, `more_by`, `escalated_on`,
                     `forwarded_on`, `reply_due_on`, `was_due_on` and `missed_on` of a move …; absent or None = not known.
    words            passages by block, typed by the author where the chain cannot give them, such as `reason`.
    subjects         names of people complained of; third_parties: other names no letter may tell.
    severity         how hard the resident was hit: 0 unknown, 1 small … 4 severe; sets the sender's grade.
    language         `en` or `cy`; needs: format and language needs on record, in words.
    acts_next        who acts next after this letter, in words; acts_by: by when.
    copies_to        names of those who get a copy; may_be_copied: those whose authority allows it today.
    refused          why somebody may get no copy, by name, as the second half of a sentence; recipient_refused: the
                     same of who it is written to; without_health: names of readers whose authority leaves out what
                     is about health.
    route            key of the route a letter tells of who deals with the matter (`routes.toml`).
    moved_from       reference it had under the procedure it was moved from, for the letter about the move.
    member           the enquiry it answers, for a letter to an elected member.
    author           who wrote it; checker and approver once they signed.
    complete         False for a first answer that leaves points to a later letter, due on `more_by`.
    out_of_time      a refusal rests on the age of the matter, so discretion has to be considered.
    delay_evidence   what shows that the resident caused a delay; empty = nothing does.
    restrictions     no-contact rules in force for the resident, in words.
    prepared_as      formats this letter is made ready in, by key of `formats.toml`, such as `large-print`.
    headings_covered headings of an apology somebody ticked as covered.
    also             Ombudsmen that linked parts of the complaint lead to, beside this procedure's own.
    signed_as        how the sender may sign under the procedure: `responsible_person`, `authorised`; empty = not so.
    signatories      names of everybody who may.
    """

    kind: LetterKind
    reference: str
    organisation: str
    procedure: Procedure
    stage: str
    stage_title: str
    next_stage_title: str
    ombudsman: Ombudsman
    recipient: Correspondent
    sender: Correspondent
    dates: dict[str, date | None] = field(default_factory=dict)
    points: tuple[PointAnswer, ...] = ()
    remedies: tuple[RemedyLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    learning: tuple[str, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    third_parties: tuple[str, ...] = ()
    severity: int = 0
    language: str = "en"
    needs: str = ""
    acts_next: str = ""
    acts_by: date | None = None
    copies_to: tuple[str, ...] = ()
    may_be_copied: tuple[str, ...] = ()
    refused: dict[str, str] = field(default_factory=dict)
    recipient_refused: str = ""
    without_health: tuple[str, ...] = ()
    member: MemberAsked | None = None
    enclosures: tuple[str, ...] = ()
    author: str = ""
    provider: str = ""
    route: str = ""
    moved_from: str = ""
    complete: bool = True
    out_of_time: bool = False
    delay_evidence: tuple[EvidenceReference, ...] = ()
    restrictions: tuple[str, ...] = ()
    prepared_as: tuple[str, ...] = ()
    headings_covered: tuple[str, ...] = ()
    also: tuple[Ombudsman, ...] = ()
    signed_as: str = ""
    signatories: tuple[str, ...] = ()
