"""What happens with an Ombudsman: its case, what it asks, what it decides on each head, what it orders.

The dates an Ombudsman sets are those of its letters; none is worked out here. What was written lives in notes and
documents beside the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from putright.vocabulary import (
    DecisionText,
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
    RemedyType,
)


@dataclass(frozen=True, slots=True)
class ReferralOpened:
    """An Ombudsman has a case about this complaint.

    referral  its key: the identifier of the case on the desk.
    step      the step of that Ombudsman's process it begins at; a key of `referrals.toml`.
    points    keys of our points it is about; empty = not said, or all.
    owner     identifier of the link officer.
    """

    kind: ClassVar[str] = "referral_opened"
    referral: str
    body: OmbudsmanBody
    what: ReferralKind
    step: str
    points: tuple[str, ...] = ()
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class ReferralMoved:
    """It went a step further, or another officer sees to it. `to` is a key of `referrals.toml`."""

    kind: ClassVar[str] = "referral_moved"
    referral: str
    to: str
    note: str | None = None
    document: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class ReferralDecided:
    """The Ombudsman decided. The five are kept apart, as they often differ (R-G10); None = not known or not said.

    document   identifier of the decision; decision: of its published form on the desk.
    at_review  it replaces an earlier decision, at a review.
    """

    kind: ClassVar[str] = "referral_decided"
    referral: str
    published_outcome: PublishedOutcome | None = None
    text: DecisionText | None = None
    fault_found: bool | None = None
    injustice_found: bool | None = None
    remedied_by: RemediedBy | None = None
    document: str | None = None
    decision: str | None = None
    at_review: bool = False


@dataclass(frozen=True, slots=True)
class HeadDecided:
    """What it found on one head of complaint. `points`: keys of our points it hangs on."""

    kind: ClassVar[str] = "head_decided"
    head: str
    referral: str
    determination: Determination
    points: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class EnquiryReceived:
    """The Ombudsman asks for something.

    enquiry    its key; what is asked is the note with that identifier.
    answer_by  the date in its letter; None = it gives none, which is an alert until one is agreed.
    party      whose comments are waited for, on a draft decision.
    criticises a draft criticises a person or another organisation, who must be shown it (R-O1).
    """

    kind: ClassVar[str] = "enquiry_received"
    enquiry: str
    referral: str
    what: EnquiryKind
    answer_by: date | None = None
    party: DraftParty = DraftParty.US
    criticises: bool = False
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class EnquiryMoved:
    """What became of it. `due`: the date it got, or that we asked for; document: identifier of what was sent."""

    kind: ClassVar[str] = "enquiry_moved"
    enquiry: str
    to: EnquiryStep
    due: date | None = None
    note: str | None = None
    document: str | None = None
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class OrderMade:
    """An order, an agreed action or a recommendation.

    order           its key; the words of it are the note with that identifier.
    due             its date; None = it states none, which blocks until somebody sets one (DR-28).
    date_is_ours    the decision gives no date, and we set this one (R-O5, R-O7).
    heads           keys of the heads it follows from.
    remedy, action  keys of the line of our ledger and of our action that carry it out.
    payee           identifier of the party it is paid to; None = the complainant.
    set_off_allowed the Ombudsman said it may be set against a debt.
    headings        how many headings an apology must cover.
    """

    kind: ClassVar[str] = "order_made"
    order: str
    referral: str
    what: OrderKind
    type: RemedyType
    due: date | None = None
    date_is_ours: bool = False
    amount_pence: int | None = None
    payee: str | None = None
    owner: str | None = None
    heads: tuple[str, ...] = ()
    remedy: str | None = None
    action: str | None = None
    set_off_allowed: bool = False
    headings: int = 0


@dataclass(frozen=True, slots=True)
class OrderMoved:
    """What became of an order.

    due      the date it got. document: identifier of the evidence, or of the Ombudsman's letter.
    agreed   the Ombudsman agreed, to another date or that it can no longer be achieved (R-O2).
    """

    kind: ClassVar[str] = "order_moved"
    order: str
    to: OrderStep
    due: date | None = None
    note: str | None = None
    document: str | None = None
    owner: str | None = None
    agreed: bool = False


Referred = (
    ReferralOpened
    | ReferralMoved
    | ReferralDecided
    | HeadDecided
    | EnquiryReceived
    | EnquiryMoved
    | OrderMade
    | OrderMoved
)
