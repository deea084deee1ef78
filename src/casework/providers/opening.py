"""Whether a link to reply still opens, and if not, why: in words for the contractor, and as a word for the log."""

from __future__ import annotations

from datetime import date, datetime

from casework.complaints.models import OpenEnd
from casework.providers.models import Account, LinkOpening, ProviderReply, ReplyLink
from putright.vocabulary import ContractorStatus
from putright.vocabulary.words import Word


class Shut(Word):
    """Why a link does not open any more."""

    SENT = "sent_already", "The reply was sent with it already. To send another one, ask us for another link."
    WITHDRAWN = "withdrawn", "It was taken back, or another link took its place. Use the newest one we sent."
    EXPIRED = "expired", "Its time has run out. Ask us for another one."
    OVER = "over", "We answer this complaint ourselves now, so that no reply is needed any more."
    ENDED = "ended", "The contract has ended, so that we answer ourselves."


class LinkShut(Exception):
    """The link does not open any more."""

    def __init__(self, why: Shut) -> None:
        super().__init__(why.label)
        self.why = why


def shut_because(link: ReplyLink, *, today: date) -> Shut | None:
    """Why this link opens no more; None while it does. Two statements."""
    forwarding = link.forwarding
    if ProviderReply.objects.filter(link=link, sent_at__isnull=False).exists():
        return Shut.SENT
    if link.withdrawn_at is not None:
        return Shut.WITHDRAWN
    if link.expires_on < today:
        return Shut.EXPIRED
    if forwarding.contractor.status in (ContractorStatus.IN_LIQUIDATION, ContractorStatus.ENDED):
        return Shut.ENDED
    # Who may see a restricted complaint is named on it; a contractor never is.
    if forwarding.complaint.restricted or forwarding.replied_on is not None or not still_asked(link):
        return Shut.OVER
    return None


def still_asked(link: ReplyLink) -> bool:
    """Whether the promise that the contractor replies still runs. One statement."""
    forwarding = link.forwarding
    ends = OpenEnd.objects.filter(
        complaint=forwarding.complaint_id, kind="promise", key=forwarding.promise, is_open=True
    )
    return ends.exists()


def open_or_say_why(
    link: ReplyLink, what: str, *, account: Account | None, now: datetime, today: date
) -> None:
    """Log what is done with the link. Raises LinkShut when it opens no more; that is logged too."""
    why = shut_because(link, today=today)
    LinkOpening.objects.create(link=link, what=why.value if why else what, account=account, at=now)
    if why is not None:
        raise LinkShut(why)
