"""Writing complaints. Each command is one transaction: everything it says is kept, or nothing.

What they share:

by            the officer who acts; the screens have checked that they may (`permissions`).
now           the aware moment of writing; `at` is when it happened, a day or an aware moment, never after it.
seen_version  the version of the complaint the officer saw; another one raises ChangedSince.
going_on      the officer's reason for going on although the act would break a provision. Without one
              such an act raises Held and nothing is written; with one the reason is kept and counted.
Raises        CaseError for what cannot be; ChangedSince; Held; NoSuchComplaint.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from casework.complaints import uploads
from casework.complaints.foresight import Held, foresee
from casework.complaints.models import Complaint, Document, Point
from casework.complaints.opening import Opening, Part, PointWords, open_complaint
from casework.complaints.record import Act, ChangedSince, NoSuchComplaint, Recorded, act, locked, record
from casework.complaints.words import reindex, write_note
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.people.models import Officer
from putright.calendars import LONDON
from putright.cases import verbs
from putright.cases.events import PointFinding
from putright.vocabulary import (
    ClosingReason,
    EscalationReason,
    PointOutcome,
    RejectionReason,
    RemedyDecision,
)

__all__ = [
    "Answer", "ChangedSince", "Held", "NoSuchComplaint", "Opening", "Part", "PointWords", "Recorded",
    "acknowledge", "add_document", "add_note", "add_point", "allocate", "ask_clarification", "close", "correct",
    "decline", "end_promise", "escalate", "extend", "lift_restriction", "open_complaint", "promise",
    "receive_clarification", "refuse_escalation", "reopen", "respond", "restrict", "withdraw", "withdraw_point",
]  # fmt: skip

When = date | datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one point: the finding, its reasons in words, and what was decided about a remedy."""

    point: str
    outcome: PointOutcome
    reasons: str
    remedy: RemedyDecision = RemedyDecision.NOT_DECIDED


@dataclass(frozen=True, slots=True)
class _Said:
    """Words to be kept with an act. `into` is the field of the act that gets the note's identifier."""

    words: str
    about: str
    into: str = ""
    point: str = ""
    channel: str = ""
    with_complainant: bool = False


def add_point(
    reference: str,
    point: PointWords,
    *,
    at: When,
    midway: bool,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Agree one more point. `midway`: it came up after the definition and was included because it is related."""
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        key = str(Point.objects.filter(complaint=complaint).count() + 1)
        Point.objects.create(complaint=complaint, key=key, words=point.words, sought=point.sought)
        recorded = record(
            reference,
            act(
                verbs.agree_point, point=key, at=at, responsibility=point.responsibility,
                outcome_sought=bool(point.sought), added_midway="included" if midway else None,
            ),
            by=by, now=now, seen_version=seen_version,
        )  # fmt: skip
        reindex(complaint)
    return recorded


def withdraw_point(
    reference: str, key: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the complainant no longer pursues a point."""
    return _do(
        reference,
        act(verbs.withdraw_point, point=key, at=at),
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
    )


def allocate(
    reference: str, officer: Officer, *, at: When, role: str = "handler", by: Officer, now: datetime,
    seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Put the present stage in an officer's hands; their team becomes the complaint's."""
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        recorded = _apply(
            complaint, act(verbs.allocate, officer=str(officer.pk), role=role, at=at), (), at=at, by=by, now=now,
            seen_version=seen_version, going_on=going_on, gated=True,
        )  # fmt: skip
        if role == "handler" and officer.team_id is not None:
            Complaint.objects.filter(pk=complaint.pk).update(team=officer.team_id)
    return recorded


def acknowledge(
    reference: str,
    *,
    at: When,
    blocks: Sequence[str],
    by: Officer,
    now: datetime,
    seen_version: int,
    going_on: str = "",
) -> Recorded:
    """Record that the acknowledgement was sent, and what it contained."""
    return _do(
        reference, act(verbs.acknowledge, at=at, blocks=tuple(blocks)), at=at, by=by, now=now,
        seen_version=seen_version, going_on=going_on, gated=True,
    )  # fmt: skip


def ask_clarification(
    reference: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the complainant was asked what they mean."""
    said = _Said(words, "contact", with_complainant=True)
    return _do(
        reference, act(verbs.ask_clarification, at=at), said, at=at, by=by, now=now, seen_version=seen_version
    )


def receive_clarification(
    reference: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record what the complainant answered."""
    said = _Said(words, "contact", with_complainant=True)
    return _do(
        reference,
        act(verbs.receive_clarification, at=at),
        said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
    )


def extend(
    reference: str, *, to: date, reason: str, at: When, told_on: date | None, ombudsman_details: bool,
    good_reason: bool = False, update_every: int | None = None, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Give the answer more time. Whether it counts follows from the record; see decision 0006.

    update_every  working days between updates agreed with the resident; None = none agreed.
    """
    extending = act(
        verbs.extend, to=to, at=at, ombudsman_details=ombudsman_details, told_on=told_on, good_reason=good_reason,
        update_every_working_days=update_every,
    )  # fmt: skip
    said = (_Said(reason, "reason", into="reason_note"),) if reason else ()
    return _do(
        reference,
        extending,
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def add_note(
    reference: str, words: str, *, happened_at: datetime, channel: str = "", with_complainant: bool,
    new_date: date | None = None, by: Officer, now: datetime, seen_version: int | None = None,
) -> Recorded | None:  # fmt: skip
    """Keep a note. One of a conversation with the complainant is an update too, and its event is returned.

    new_date  the date the complainant was given for the next step, if one was.
    """
    if with_complainant:
        said = _Said(words, "contact", into="note", channel=channel, with_complainant=True)
        telling = act(verbs.update, at=happened_at, new_date=new_date)
        return _do(reference, telling, said, at=happened_at, by=by, now=now, seen_version=seen_version)
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        write_note(
            complaint, words, about="note", by=by, happened_at=happened_at, written_at=now, channel=channel
        )
        reindex(complaint)
    return None


def promise(
    reference: str,
    words: str,
    *,
    what: str,
    due: date | None,
    at: When,
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Record something promised to the resident. `due` None: it holds until it is lifted, such as no contact."""
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        note = write_note(
            complaint,
            words,
            about="promise",
            by=by,
            happened_at=_moment(at),
            written_at=now,
            stage=complaint.stage,
        )
        promising = act(verbs.promise, promise=str(note.pk), what=what, due=due, at=at)
        recorded = record(reference, promising, by=by, now=now, seen_version=seen_version)
        reindex(complaint)
    return recorded


def end_promise(
    reference: str,
    key: str,
    *,
    how: str,
    at: When,
    words: str = "",
    by: Officer,
    now: datetime,
    seen_version: int,
) -> Recorded:
    """Record that a promise was `kept`, `broken` or `renegotiated`."""
    said = (_Said(words, "note"),) if words else ()
    return _do(
        reference,
        act(verbs.end_promise, promise=key, how=how, at=at),
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
    )


def respond(
    reference: str, answers: Sequence[Answer], *, at: When, blocks: Sequence[str], complete: bool = True,
    more_by: date | None = None, author: Officer | None = None, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that a response was sent, with the finding on each point it answers.

    complete  False for a letter that leaves points to a further one, promised by `more_by`.
    """
    findings = tuple(
        PointFinding(one.point, one.outcome, reasons_given=bool(one.reasons.strip()), remedy=one.remedy)
        for one in answers
    )
    responding = act(
        verbs.respond, at=at, findings=findings, complete=complete, more_by=more_by, blocks=tuple(blocks),
        author=str((author or by).pk),
    )  # fmt: skip
    said = tuple(_Said(one.reasons, "finding", point=one.point) for one in answers if one.reasons.strip())
    return _do(
        reference,
        responding,
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def escalate(
    reference: str, *, at: When, reasons: Sequence[EscalationReason], disputed: Sequence[str], words: str = "",
    reviewer: Officer | None = None, by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that the complainant asked for the next stage. No reason is ever required of them.

    disputed  keys of the points still in dispute; empty = all.
    reviewer  who takes it on; somebody who acted before is possible, and a breach.
    """
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        acts = [act(verbs.escalate, at=at, reasons=tuple(reasons), disputed=tuple(disputed))]
        if reviewer is not None:
            acts.append(act(verbs.allocate, officer=str(reviewer.pk), at=at))
        recorded = _apply(
            complaint, acts, [_Said(words, "contact", with_complainant=True)] if words else (), at=at, by=by, now=now,
            seen_version=seen_version, going_on=going_on, gated=True,
        )  # fmt: skip
        if reviewer is not None and reviewer.team_id is not None:
            Complaint.objects.filter(pk=complaint.pk).update(team=reviewer.team_id)
    return recorded


def decline(
    reference: str, *, reason: RejectionReason, words: str, at: When, ombudsman_details: bool,
    issue_on: date | None = None, discretion_considered: bool = False, filed_on: date | None = None, original: str = "",
    by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that the complaint is not accepted, with the reasons of this case."""
    declining = act(
        verbs.decline, reason=reason, at=at, ombudsman_details=ombudsman_details, issue_on=issue_on,
        discretion_considered=discretion_considered, filed_on=filed_on, original=original or None,
    )  # fmt: skip
    said = (_Said(words, "reason", into="merits_note"),) if words.strip() else ()
    return _do(
        reference,
        declining,
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def refuse_escalation(
    reference: str, *, reason: RejectionReason, words: str, at: When, requested_at: When | None,
    ombudsman_details: bool, by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that the next stage was asked for and refused, with the reasons of this case."""
    refusing = act(
        verbs.refuse_escalation,
        reason=reason,
        at=at,
        requested_at=requested_at,
        ombudsman_details=ombudsman_details,
    )
    said = (_Said(words, "reason", into="merits_note"),) if words.strip() else ()
    return _do(
        reference,
        refusing,
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def withdraw(
    reference: str, *, at: When, words: str = "", by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the complainant withdrew the complaint."""
    said = (_Said(words, "contact", with_complainant=True),) if words.strip() else ()
    return _do(reference, act(verbs.withdraw, at=at), *said, at=at, by=by, now=now, seen_version=seen_version)


def close(
    reference: str, *, reason: ClosingReason, at: When, words: str = "", by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Close the complaint. With an open promise or an unanswered point it is held."""
    said = (_Said(words, "reason"),) if words.strip() else ()
    return _do(
        reference,
        act(verbs.close, reason=reason, at=at),
        *said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
        gated=True,
    )


def reopen(
    reference: str, words: str, *, directed: bool, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Open the complaint again. `directed`: an Ombudsman told us to take it on, which starts a fresh clock."""
    said = _Said(words, "reason", into="note")
    return _do(
        reference,
        act(verbs.reopen, at=at, directed=directed),
        said,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
    )


def correct(
    reference: str, sequence: int, words: str, *, right_at: When | None = None, struck_out: bool = False, by: Officer,
    now: datetime, seen_version: int,
) -> Recorded:  # fmt: skip
    """Correct an earlier event: its date, or that it never happened. The original stays in the history."""
    today = now.astimezone(LONDON).date()
    correcting = act(verbs.correct, corrects=sequence, at=today, right_at=right_at, struck_out=struck_out)
    said = _Said(words, "reason", into="note")
    return _do(reference, correcting, said, at=now, by=by, now=now, seen_version=seen_version)


def restrict(
    reference: str, officers: Sequence[Officer], *, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Let only these officers, and the one who acts, see the complaint anywhere."""
    named = sorted({by.pk, *(officer.pk for officer in officers)})
    restricting = act(verbs.restrict, officers=[str(one) for one in named], at=now)
    return _do(reference, restricting, at=now, by=by, now=now, seen_version=seen_version)


def lift_restriction(
    reference: str, words: str, *, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Let everybody see it who would see it without a restriction."""
    return _do(
        reference,
        act(verbs.lift_restriction, at=now),
        _Said(words, "reason"),
        at=now,
        by=by,
        now=now,
        seen_version=seen_version,
    )


def add_document(
    reference: str,
    upload: UploadedFile,
    *,
    what: str,
    dated_on: date | None,
    source: str,
    by: Officer,
    now: datetime,
) -> int:
    """Keep a document with the complaint and return its number. Raises UploadRefused; nothing is kept then."""
    kept = uploads.keep(upload)
    try:
        with transaction.atomic(durable=True):
            complaint = locked(reference)
            document = Document.objects.create(
                complaint=complaint, called=kept.called, media_type=kept.media_type, size=kept.size, sha256=kept.sha256,
                stored_as=kept.stored_as, what=what, dated_on=dated_on, source=source, added_at=now, officer=by,
            )  # fmt: skip
    except BaseException:
        uploads.forget(kept)
        raise
    log(LogEvent.DOCUMENT_KEPT, complaint=complaint.pk, document=document.pk, officer=by.pk, size=kept.size)
    return document.pk


def _do(
    reference: str, one: Act, *said: _Said, at: When, by: Officer, now: datetime, seen_version: int | None,
    going_on: str = "", gated: bool = False,
) -> Recorded:  # fmt: skip
    with transaction.atomic(durable=True):
        return _apply(
            locked(reference),
            one,
            said,
            at=at,
            by=by,
            now=now,
            seen_version=seen_version,
            going_on=going_on,
            gated=gated,
        )


def _apply(
    complaint: Complaint, one: Act | Sequence[Act], said: Sequence[_Said], *, at: When, by: Officer, now: datetime,
    seen_version: int | None, going_on: str, gated: bool,
) -> Recorded:  # fmt: skip
    acts = [one] if isinstance(one, Act) else list(one)
    for words in said:
        note = write_note(
            complaint, words.words, about=words.about, by=by, happened_at=_moment(at), written_at=now, point=words.point,
            stage=complaint.stage, channel=words.channel, with_complainant=words.with_complainant,
        )  # fmt: skip
        if words.into:
            acts[0] = Act(acts[0].verb, {**acts[0].fields, words.into: str(note.pk)})
    # A stale page is told so before anything else: what would be held may have changed with it.
    if gated and (seen_version is None or seen_version == complaint.version):
        would_break = foresee(complaint.reference, *acts, officer_id=by.pk, now=now).would_break
        if would_break and not going_on.strip():
            raise Held(would_break)
        if would_break:
            write_note(
                complaint,
                going_on,
                about="override",
                by=by,
                happened_at=now,
                written_at=now,
                stage=complaint.stage,
            )
    recorded = record(complaint.reference, *acts, by=by, now=now, seen_version=seen_version)
    if said:
        reindex(complaint)
    return recorded


def _moment(at: When) -> datetime:
    """A moment to sort words by: a day alone stands at its beginning in London."""
    return at if isinstance(at, datetime) else datetime.combine(at, time.min, LONDON)
