"""What a contractor is shown of a complaint: the questions, the points passed on, what was sent, and its own reply."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.complaints.models import Document, Note, OpenEnd, Point
from casework.people.models import Organisation
from casework.providers.models import ProviderReply, ReplyFile, ReplyLink
from putright.procedures import Procedure, block_meanings, procedure, required_blocks


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point passed on, and what the reply says to it so far."""

    key: str
    words: str
    sought: str
    outcome: str
    reasons: str
    remedy: str


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file as a list shows it. number: what its address carries."""

    number: int
    called: str
    size: int


@dataclass(frozen=True, slots=True)
class ShownPart:
    """One complaint as a contractor sees it, and nothing else of it.

    procedure  whose findings a point can get. must_give: what its reply has to give.
    """

    organisation: Organisation
    procedure: Procedure
    contractor: str
    reference: str
    asked: str
    due: date | None
    expires_on: date
    points: tuple[ShownPoint, ...]
    documents: tuple[ShownFile, ...]
    files: tuple[ShownFile, ...]
    must_give: tuple[str, ...]
    putting_right: str
    still_to_do: str
    next_steps: str
    signed_by: str
    version: int
    returned: str


def shown_part(link: ReplyLink) -> ShownPart:
    """What the link shows. Eight statements."""
    forwarding, complaint = link.forwarding, link.forwarding.complaint
    reply = ProviderReply.objects.filter(link=link).prefetch_related("points").first()
    said = {one.point: one for one in reply.points.all()} if reply else {}
    asked = (
        Note.objects.filter(pk=forwarding.promise, complaint=complaint)
        .values_list("words", flat=True)
        .first()
    )
    words = Point.objects.filter(complaint=complaint, key__in=link.points).order_by("key")
    files = ReplyFile.objects.filter(reply=reply).order_by("pk") if reply else ()
    due = OpenEnd.objects.filter(complaint=complaint, kind="promise", key=forwarding.promise)
    meanings, under = block_meanings(), procedure(complaint.procedure)
    return ShownPart(
        organisation=complaint.organisation,
        procedure=under,
        contractor=forwarding.contractor.name,
        reference=complaint.reference,
        asked=asked or "",
        due=due.values_list("due_on", flat=True).first(),
        expires_on=link.expires_on,
        points=tuple(
            ShownPoint(
                one.key, one.words, one.sought,
                *((had.outcome, had.reasons, had.remedy) if (had := said.get(one.key)) else ("", "", "")),
            )
            for one in words
        ),
        documents=tuple(ShownFile(one.pk, one.what or one.called, one.size) for one in link.documents.order_by("pk")),
        files=tuple(ShownFile(one.pk, one.called, one.size) for one in files),
        must_give=tuple(meanings[code].says for code in required_blocks(under, "contractor-reply")),
        putting_right=reply.putting_right if reply else "",
        still_to_do=reply.still_to_do if reply else "",
        next_steps=reply.next_steps if reply else "",
        signed_by=reply.signed_by if reply else "",
        version=reply.version if reply else 0,
        returned=returned_with(link),
    )  # fmt: skip


def returned_with(link: ReplyLink) -> str:
    """What we wrote when we sent the reply before back; empty when there was none."""
    before = ProviderReply.objects.filter(link__forwarding=link.forwarding_id, step="returned").exclude(
        link=link
    )
    return before.order_by("-pk").values_list("told", flat=True).first() or ""


def document_shown(link: ReplyLink, number: int) -> Document | None:
    """A document that was sent with this link; None for any other. One statement."""
    return link.documents.filter(pk=number).first()
