"""Reading what concerns providers: one complaint's part with a contractor, and a contractor's own open parts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.agreements.models import Forwarding
from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Document, OpenEnd
from casework.complaints.queries import ComplaintPage
from casework.providers.checking_due import check_due
from casework.providers.models import Account, LinkOpening, ProviderReply, ReplyFile, ReplyLink
from casework.providers.opening import shut_because
from casework.providers.tokens import address_of
from casework.providers.visiting import LookRow, looks_at
from putright.procedures import Procedure, block_meanings, outcome_word, procedure, required_blocks
from putright.vocabulary import ContractorStatus, PointOutcome, RemedyDecision, ReplyStep

OPENINGS = {"opened": "Opened", "saved": "Saved", "file": "A file added", "sent": "Reply sent"}


class NoSuchPart(LookupError):
    """The complaint was not passed on like that."""


@dataclass(frozen=True, slots=True)
class OpeningRow:
    """One opening of a link."""

    what: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkRow:
    """One link: until when it opens, or why it does not, and each opening.

    token  its address, where no e-mail carries it and it still opens; else empty.
    """

    number: int
    made_at: datetime
    officer: str
    expires_on: date
    shut: str
    token: str
    openings: tuple[OpeningRow, ...]


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What a reply says to one point."""

    point: str
    outcome: str
    outcome_code: str
    reasons: str
    remedy: str
    remedy_code: str


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file that came with a reply."""

    number: int
    called: str
    size: int


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """A reply as it was sent, and what we did with it."""

    number: int
    sent_at: datetime
    signed_by: str
    points: tuple[SaidRow, ...]
    putting_right: str
    still_to_do: str
    next_steps: str
    files: tuple[FileRow, ...]
    step: str
    missing: tuple[str, ...]
    told: str
    reviewer: str
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class PartPage:
    """One complaint's part with a contractor. waiting: the reply nobody decided on yet, to be checked by check_by."""

    number: int
    contractor_id: int
    contractor: str
    status: ContractorStatus
    email: str
    consent: bool
    copy_wanted: bool
    forwarded_on: date
    due: date | None
    asked: bool
    links: tuple[LinkRow, ...]
    replies: tuple[ReplyRow, ...]
    waiting: ReplyRow | None
    check_by: date | None
    blocks: tuple[tuple[str, str], ...]
    suggested: tuple[str, ...]
    documents: tuple[tuple[str, str], ...]
    looks: tuple[LookRow, ...]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """An open part as the contractor's own list shows it."""

    link: int
    reference: str
    asked_on: datetime
    due: date | None
    late: bool
    saved: bool


def part_page(page: ComplaintPage, number: int, *, today: date) -> PartPage:
    """What became of passing this complaint on. Raises NoSuchPart. About ten statements."""
    rows = Forwarding.objects.select_related("contractor", "complaint__organisation")
    sent = rows.filter(complaint=page.complaint_id, pk=number).first()
    if sent is None:
        raise NoSuchPart
    end = OpenEnd.objects.filter(complaint=sent.complaint_id, kind="promise", key=sent.promise).first()
    links = ReplyLink.objects.filter(forwarding=sent).select_related(
        "forwarding__contractor", "forwarding__complaint", "officer"
    )
    found = list(links.order_by("-pk"))
    replies = _replies(sent)
    waiting = next((one for one in replies if not one.step), None)
    calendar = organisation_calendar(sent.complaint.organisation).now()
    codes = required_blocks(procedure(sent.complaint.procedure), "contractor-reply")
    meanings = block_meanings()
    return PartPage(
        number=sent.pk, contractor_id=sent.contractor_id, contractor=sent.contractor.name,
        status=ContractorStatus(sent.contractor.status), email=sent.contractor.email, consent=sent.consent,
        copy_wanted=sent.copy_wanted, forwarded_on=sent.forwarded_on, due=end.due_on if end else None,
        asked=bool(end and end.is_open) and sent.replied_on is None,
        links=tuple(_link(one, today) for one in found), replies=replies, waiting=waiting,
        check_by=check_due(waiting.sent_at, calendar) if waiting else None,
        blocks=tuple((code, meanings[code].says[:1].upper() + meanings[code].says[1:]) for code in codes),
        suggested=_suggested(waiting) if waiting else (),
        documents=tuple(
            (str(one.pk), one.what or one.called)
            for one in Document.objects.filter(complaint=sent.complaint_id).order_by("pk")
        ),
        looks=looks_at(sent.complaint_id, sent.contractor_id),
    )  # fmt: skip


def reply_file(page: ComplaintPage, number: int, file: int) -> ReplyFile | None:
    """A file that came with a reply to this complaint; None for any other. One statement."""
    here = ReplyFile.objects.filter(
        pk=file, reply__link__forwarding=number, reply__link__forwarding__complaint=page.complaint_id,
        reply__sent_at__isnull=False,
    )  # fmt: skip
    return here.first()


def own_parts(account: Account, *, today: date) -> tuple[OwnPart, ...]:
    """What this contractor is asked now, the one due first on top. Three statements and two a part."""
    links = ReplyLink.objects.filter(
        forwarding__contractor=account.contractor_id, withdrawn_at=None, expires_on__gte=today,
        forwarding__complaint__restricted=False, forwarding__replied_on=None,
    ).select_related("forwarding__complaint", "forwarding__contractor")  # fmt: skip
    found = [one for one in links if shut_because(one, today=today) is None]
    numbers = [one.forwarding.promise for one in found]
    due = dict(OpenEnd.objects.filter(kind="promise", key__in=numbers).values_list("key", "due_on"))
    saved = set(ProviderReply.objects.filter(link__in=found).values_list("link", flat=True))
    parts = [
        OwnPart(
            one.pk, one.forwarding.complaint.reference, one.made_at, (day := due.get(one.forwarding.promise)),
            day is not None and day < today, one.pk in saved,
        )
        for one in found
    ]  # fmt: skip
    return tuple(sorted(parts, key=lambda one: (one.due or date.max, one.link)))


def own_link(account: Account, number: int) -> ReplyLink | None:
    """A link of this contractor by its number; None for any other. One statement."""
    rows = ReplyLink.objects.select_related("forwarding__complaint__organisation", "forwarding__contractor")
    return rows.filter(pk=number, forwarding__contractor=account.contractor_id).first()


def _link(link: ReplyLink, today: date) -> LinkRow:
    openings = LinkOpening.objects.filter(link=link).select_related("account").order_by("at", "pk")
    why = shut_because(link, today=today)
    return LinkRow(
        link.pk, link.made_at, link.officer.name, link.expires_on, why.label if why else "",
        "" if why or link.forwarding.contractor.email else address_of(link),
        tuple(
            OpeningRow(
                OPENINGS.get(one.what, "Not opened: it opens no more"),
                one.account.name if one.account else "by the link", one.at,
            )
            for one in openings
        ),
    )  # fmt: skip


def _replies(sent: Forwarding) -> tuple[ReplyRow, ...]:
    found = ProviderReply.objects.filter(link__forwarding=sent, sent_at__isnull=False)
    found = found.select_related("reviewer").prefetch_related("points", "files").order_by("-pk")
    under = procedure(sent.complaint.procedure)
    return tuple(_reply(one, under) for one in found)


def _reply(one: ProviderReply, under: Procedure) -> ReplyRow:
    meanings = block_meanings()
    assert one.sent_at is not None
    return ReplyRow(
        one.pk, one.sent_at, one.signed_by,
        tuple(
            SaidRow(
                each.point,
                outcome_word(under, PointOutcome(each.outcome)) if each.outcome else "Not answered", each.outcome,
                each.reasons, RemedyDecision(each.remedy).label if each.remedy else "", each.remedy,
            )
            for each in sorted(one.points.all(), key=lambda each: each.point)
        ),
        one.putting_right, one.still_to_do, one.next_steps,
        tuple(FileRow(each.pk, each.called, each.size) for each in one.files.all()),
        ReplyStep(one.step).label if one.step else "", tuple(meanings[code].says for code in one.missing), one.told,
        one.reviewer.name if one.reviewer else "", one.reviewed_at,
    )  # fmt: skip


def _suggested(reply: ReplyRow) -> tuple[str, ...]:
    """Which parts the reply seems to give, for the officer to check: nothing is taken as read."""
    answered = bool(reply.points) and all(one.outcome_code for one in reply.points)
    reasoned = bool(reply.points) and all(one.reasons.strip() for one in reply.points)
    seems = {
        "complaint_definition": answered, "decision": answered, "reasons": reasoned,
        "remedy": bool(reply.putting_right.strip()), "outstanding_actions": bool(reply.still_to_do.strip()),
    }  # fmt: skip
    return tuple(code for code, there in seems.items() if there)
