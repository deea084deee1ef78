"""What we do with a contractor's reply: sent back, adopted, corrected, covered by our letter, or taken over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from casework.agreements.forwarding import PROMISED, missing_from
from casework.agreements.models import Forwarding
from casework.agreements.visits import owner_of
from casework.agreements.working import Working, working
from casework.complaints.letters import Answer
from casework.complaints.models import Document, Note
from casework.complaints.record import Act, Recorded, act
from casework.complaints.words import write_note
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from casework.providers.asking import lay_mail, make_link, part_of, withdraw_links
from casework.providers.models import ProviderReply
from casework.providers.rules import rules
from putright.calendars import in_london
from putright.cases import CaseError, verbs
from putright.cases.events import PointFinding
from putright.cases.joined import ReplyReviewed
from putright.procedures import block_meanings, procedure
from putright.vocabulary import ReplyStep

CONTRACTOR = "contractor"


def review(
    reference: str, number: int, words: str, *, to: ReplyStep, blocks: Sequence[str], answers: Sequence[Answer],
    due: date | None = None, whole: bool = False, rest_by: date | None = None, by: Officer, now: datetime,
    seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record what was found of the reply that was sent by link, and what we do with it.

    blocks   what the reply gives by the officer's checklist. answers: the findings as we adopt or correct them.
    due      when a reply sent back is due again. whole: it is our answer at this stage, else we answer by `rest_by`.
    Raises   CaseError for a reply adopted although it lacks something, and for what is missing of the form.
    """
    with working(reference, at=now, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        sent = part_of(one.complaint.pk, number)
        reply = waiting_reply(sent)
        if reply is None:
            raise CaseError("no reply of the contractor waits to be looked at")
        lacks = missing_from(one.complaint.procedure, blocks)
        _check(one, to, lacks, words, due, whole, rest_by)
        note = one.keep_if(words, "reason")
        body = ReplyReviewed(sent.promise, to, tuple(lacks), due if to is ReplyStep.RETURNED else None, note)
        acts = [act(verbs.settle, body=body, at=now)]
        if to is ReplyStep.RETURNED:
            acts += _ask_again(one, sent, due)
        elif to is ReplyStep.TAKEN_OVER:
            acts.append(act(verbs.end_promise, promise=sent.promise, how="renegotiated", at=now))
        else:
            acts += _taken(one, sent, reply, to, blocks, answers, whole=whole, rest_by=rest_by)
        recorded = one.record(*acts, gated=whole)
        _put_down(one, sent, reply, to, lacks, words, by=by, now=now, due=due)
    log(LogEvent.PROVIDER_REPLY_REVIEWED, complaint=one.complaint.pk, step=to.value, missing=len(lacks))
    return recorded


def take_over(
    reference: str, number: int, words: str, *, by: Officer, now: datetime, seen_version: int | None
) -> Recorded:
    """Answer ourselves, whether a reply came or not: no link opens any more, and the promise comes to its end."""
    with working(reference, at=now, by=by, now=now, seen_version=seen_version) as one:
        recorded = taken_over(one, part_of(one.complaint.pk, number), words)
    log(LogEvent.PROVIDER_REPLY_REVIEWED, complaint=one.complaint.pk, step="taken_over", missing=0)
    return recorded


def taken_over(one: Working, sent: Forwarding, words: str) -> Recorded:
    """The taking over itself, on a complaint that is open for writing. Raises CaseError when nothing is waited for."""
    promise = next(
        (each for each in one.case.promises if each.key == sent.promise and each.ended is None), None
    )
    if promise is None:
        raise CaseError("no reply of the contractor is waited for any more")
    late = promise.by is not None and one.today > promise.by
    body = ReplyReviewed(sent.promise, ReplyStep.TAKEN_OVER, note=one.keep_if(words, "reason"))
    recorded = one.record(
        act(verbs.settle, body=body, at=one.at),
        act(verbs.end_promise, promise=sent.promise, how="broken" if late else "renegotiated", at=one.at),
    )
    reply = waiting_reply(sent)
    if reply is not None:
        _put_down(one, sent, reply, ReplyStep.TAKEN_OVER, [], words, by=one.by, now=one.now, due=None)
    withdraw_links(sent, now=one.now)
    return recorded


def waiting_reply(sent: Forwarding) -> ProviderReply | None:
    """The reply that was sent and nobody decided on. One statement."""
    found = ProviderReply.objects.filter(link__forwarding=sent, sent_at__isnull=False, step="")
    return found.select_related("link__forwarding__contractor").order_by("-pk").first()


def _check(
    one: Working, to: ReplyStep, lacks: Sequence[str], words: str, due: date | None, whole: bool,
    rest_by: date | None,
) -> None:  # fmt: skip
    meanings = block_meanings()
    if to in (ReplyStep.ADOPTED, ReplyStep.CORRECTED) and lacks:
        named = "; ".join(meanings[code].says for code in lacks)
        raise CaseError(
            f"the reply cannot stand as it is, since it lacks: {named}. Send it back, send our own letter with it, "
            "or answer ourselves"
        )
    if to is not ReplyStep.ADOPTED and not words.strip():
        raise CaseError("say what is missing or wrong, or why: enter the words")
    if to is ReplyStep.RETURNED and (due is None or due <= one.today):
        raise CaseError("a reply that is sent back is due again on a day to come: enter it")
    if to is ReplyStep.COVERED and not lacks:
        raise CaseError("nothing is missing from the reply: adopt it")
    if to in (ReplyStep.ADOPTED, ReplyStep.CORRECTED):
        if whole and procedure(one.complaint.procedure).blocks.get("contractor-reply"):
            raise CaseError(
                "under this procedure a contractor’s reply is a step, and the answer is ours: choose no"
            )
        if not whole and rest_by is None:
            raise CaseError("we answer ourselves: enter by when")


def _ask_again(one: Working, sent: Forwarding, due: date | None) -> list[Act]:
    """The promise comes to its end by agreement, and another one begins under the same forwarding."""
    before = sent.promise
    sent.promise = one.keep(_asked(sent), "promise")
    return [
        act(verbs.end_promise, promise=before, how="renegotiated", at=one.at),
        act(verbs.promise, promise=sent.promise, what=PROMISED, due=due, at=one.at, owner=owner_of(one)),
    ]


def _asked(sent: Forwarding) -> str:
    """What was asked at first stays asked."""
    found = (
        Note.objects.filter(complaint=sent.complaint_id, pk=sent.promise)
        .values_list("words", flat=True)
        .first()
    )
    return found or "Reply to the complaint"


def _taken(
    one: Working, sent: Forwarding, reply: ProviderReply, to: ReplyStep, blocks: Sequence[str],
    answers: Sequence[Answer], *, whole: bool, rest_by: date | None,
) -> list[Act]:  # fmt: skip
    """It came on the day it was sent. A reply we cover goes to the resident with our letter, which records the answer."""
    came = in_london(reply.sent_at).date()  # type: ignore[arg-type]
    kept = act(verbs.end_promise, promise=sent.promise, how="kept", at=came)
    if to is ReplyStep.COVERED:
        return [kept]
    findings = tuple(
        PointFinding(each.point, each.outcome, reasons_given=bool(each.reasons.strip()), remedy=each.remedy)
        for each in answers
    )
    for each in answers:
        if each.reasons.strip():
            write_note(
                one.complaint, each.reasons, about="finding", point=each.point, by=one.by, happened_at=one.now,
                written_at=one.now, stage=one.complaint.stage,
            )  # fmt: skip
            one.words.append(each.reasons)
    answered = act(
        verbs.respond, at=one.at, findings=findings, complete=whole, more_by=None if whole else rest_by,
        blocks=tuple(blocks), on_behalf=CONTRACTOR,
    )  # fmt: skip
    known = procedure(one.complaint.procedure)
    reached = (
        [act(verbs.reach, moment="contractor_replied", at=came)]
        if "contractor_replied" in known.moments
        else []
    )
    return [kept, answered, *reached]


def _put_down(
    one: Working, sent: Forwarding, reply: ProviderReply, to: ReplyStep, lacks: Sequence[str], words: str, *,
    by: Officer, now: datetime, due: date | None,
) -> None:  # fmt: skip
    reply.step, reply.missing, reply.told = to.value, list(lacks), words
    reply.reviewed_at, reply.reviewer = now, by
    reply.save(update_fields=["step", "missing", "told", "reviewed_at", "reviewer"])
    _keep_files(one, reply, by=by, now=now)
    if to is ReplyStep.RETURNED:
        sent.save(update_fields=["promise"])
        documents = [str(number) for number in reply.link.documents.values_list("pk", flat=True)]
        last = max(due or one.today, one.today) + timedelta(days=rules().link_days)
        link = make_link(sent, points=reply.link.points, documents=documents, expires_on=last, by=by, now=now)
        lay_mail("returned", link, now=now, due_on=due)
        return
    withdraw_links(sent, now=now)
    if to is not ReplyStep.TAKEN_OVER:
        sent.replied_on, sent.missing = in_london(reply.sent_at).date(), list(lacks)  # type: ignore[arg-type]
        sent.save(update_fields=["replied_on", "missing"])


def _keep_files(one: Working, reply: ProviderReply, *, by: Officer, now: datetime) -> None:
    """What came with the reply is kept with the complaint now that somebody has looked at it."""
    there = set(Document.objects.filter(complaint=one.complaint).values_list("stored_as", flat=True))
    for file in reply.files.exclude(stored_as__in=there):
        Document.objects.create(
            complaint=one.complaint, called=file.called, media_type=file.media_type, size=file.size,
            sha256=file.sha256, stored_as=file.stored_as, what="Sent with the contractor’s reply",
            source=reply.link.forwarding.contractor.name[:120], added_at=now, officer=by,
        )  # fmt: skip
