"""What becomes of a remedy: approved, offered, accepted or refused, paid, done, not to be delivered, ended, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.db import transaction

from casework.complaints import search
from casework.complaints.models import Document
from casework.complaints.record import Act, Opened, Recorded, act, opened, record_on
from casework.complaints.words import write_note
from casework.complaints.writing import When, moment
from casework.outcomes.holding import hold, own_breach
from casework.outcomes.impact import impact
from casework.outcomes.limits import a_grade, limits_by_grade, who_may, within_limit
from casework.outcomes.sums import Particulars, line_of, particulars_of, placed_of
from casework.people.models import Officer
from putright.cases import Case, CaseError, replay, verbs
from putright.cases.breaches import Breach
from putright.cases.followed import RemedyState
from putright.cases.remedial import RemedyMoved
from putright.cases.verbs.remedial import remedy_of
from putright.outcomes import approval_problems, approver
from putright.procedures import remedy_meanings
from putright.vocabulary import RemedyStep, RemedyType
from putright.vocabulary.money import pounds

PAID_TO_THE_PERSON = "paid-to-the-person"
Check = Callable[[Opened, Case, RemedyState], tuple[Breach, ...]]


def approve(
    reference: str, remedy: str, *, payee_confirmed: bool, at: When, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Approve a payment within one's delegated limit. Never the one who proposed it.

    Raises  CaseError naming who may, or who did already; Held for an unconfirmed payee, or a set-off without reason.
    """

    def check(held: Opened, case: Case, one: RemedyState) -> tuple[Breach, ...]:
        if one.approved_by is not None:
            raise CaseError("it is approved already: nothing is to be done twice")
        check_approver(held, case, one, by)
        return _unsafe(held, case, one, confirmed=payee_confirmed)

    body = RemedyMoved(remedy, RemedyStep.APPROVED, payee_confirmed=payee_confirmed)
    return _move(
        reference, body, check=check, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on
    )


def approving(case: Case, one: RemedyState, *, severity: int) -> tuple[int, int, str]:
    """The sum an approval is held against, the least grade for it, and that grade in words. No statement.

    A payment that recurs is held by the sum of one period: what it comes to is not known.
    """
    where = placed_of(one)
    grade = approver(severity, placed=where)[0] if where and where.needs_approval and severity else 1
    return one.body.amount_pence or 0, grade, a_grade(grade)


def check_approver(held: Opened, case: Case, one: RemedyState, by: Officer) -> None:
    """Refuse an approval by who proposed it, or beyond their limit or grade. Raises CaseError naming who may."""
    if one.body.amount_pence is None:
        raise CaseError("only a payment is approved: this remedy is offered as it is")
    complaint = held.complaint
    pence, grade, title = approving(
        case, one, severity=impact(complaint.pk, one.made.stage or case.stage).severity
    )
    given = limits_by_grade(complaint.organisation_id)
    if not given:
        raise CaseError("nobody may approve a payment yet: an administrator sets the delegated limits first")
    problem = ""
    if str(by.pk) == one.by:
        problem = "you proposed it: somebody else approves it"
    elif by.grade < grade:
        problem = f"{pounds(pence)} is above the guidance: {title} or somebody more senior approves it"
    elif not within_limit(by.grade, pence, given):
        limit = given.get(by.grade)
        own = f"your limit is {pounds(limit)}" if limit is not None else "your grade may approve nothing"
        problem = f"{pounds(pence)} is beyond what you may approve: {own}"
    if problem:
        names = who_may(complaint, pence, least_grade=grade, but=one.by)
        told = f"it may be approved by {' or '.join(names)}" if names else "nobody here may approve it yet"
        raise CaseError(f"{problem}; {told}")


def offer(
    reference: str, remedy: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that the resident was told of a remedy otherwise than by a letter of ours. A letter records it itself."""

    def check(held: Opened, case: Case, one: RemedyState) -> tuple[Breach, ...]:
        if one.offered:
            raise CaseError("it was offered already")
        return _unapproved(one, "offered")

    body = RemedyMoved(remedy, RemedyStep.OFFERED)
    return _move(
        reference,
        body,
        words=words,
        check=check,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
    )


def accept(
    reference: str, remedy: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the resident accepts it."""
    return _answered(reference, RemedyMoved(remedy, RemedyStep.ACCEPTED), words, at, by, now, seen_version)


def refuse(
    reference: str, remedy: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the resident does not accept it. Refusing it costs them nothing else."""
    return _answered(reference, RemedyMoved(remedy, RemedyStep.REFUSED), words, at, by, now, seen_version)


def pay(
    reference: str, remedy: str, amount_pence: int, *, document: int | None, payee_confirmed: bool, words: str = "",
    at: When, by: Officer, now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record a payment, with its proof. Held when it was not approved or accepted, is too much, or goes astray.

    document  number of the proof, kept with the complaint; None = none yet, and `words` say how it is known.
    Raises    CaseError without any proof; Held.
    """

    def check(held: Opened, case: Case, one: RemedyState) -> tuple[Breach, ...]:
        _shown(held, document, words, one)
        found = [*_unapproved(one, "paid"), *_unsafe(held, case, one, confirmed=payee_confirmed)]
        if one.moved(RemedyStep.ACCEPTED) is None:
            found.append(
                own_breach("payment-accepted", "The resident has not accepted it yet", stage=case.stage)
            )
        left = (one.body.amount_pence or 0) - one.paid_pence
        if not one.body.recurring and one.body.amount_pence is not None and amount_pence > left:
            says = f"{pounds(amount_pence)} is more than the {pounds(max(left, 0))} still to be paid"
            found.append(own_breach("payment-too-much", says, stage=case.stage))
        return tuple(found)

    body = RemedyMoved(
        remedy,
        RemedyStep.PAID,
        amount_pence=amount_pence,
        document=_text(document),
        payee_confirmed=payee_confirmed,
    )
    return _move(
        reference,
        body,
        words=words,
        check=check,
        at=at,
        by=by,
        now=now,
        seen_version=seen_version,
        going_on=going_on,
    )


def finish(
    reference: str, remedy: str, words: str, *, document: int | None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record that it is done, with what shows it. Raises CaseError without a document or an account of it."""

    def check(held: Opened, case: Case, one: RemedyState) -> tuple[Breach, ...]:
        _shown(held, document, words, one)
        if one.body.amount_pence is not None and is_payment(one.body.type):
            raise CaseError("this is a payment: record what was paid")
        return ()

    body = RemedyMoved(remedy, RemedyStep.DONE, document=_text(document))
    return _move(reference, body, words=words, check=check, at=at, by=by, now=now, seen_version=seen_version)


def cannot_deliver(
    reference: str, remedy: str, words: str, *, alternative: str | None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record that it cannot be delivered, why, and what is offered instead. A letter to the resident must follow.

    Source  LGSCO Code 7.4; RM-20.
    """
    if not words.strip():
        raise CaseError("say why it cannot be delivered, as the resident will be told")
    body = RemedyMoved(remedy, RemedyStep.UNDELIVERABLE, alternative=alternative)
    return _move(reference, body, words=words, at=at, by=by, now=now, seen_version=seen_version)


def meet_condition(
    reference: str, remedy: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the condition is met that ends a payment which recurs."""
    if not words.strip():
        raise CaseError("say what met the condition")
    body = RemedyMoved(remedy, RemedyStep.CONDITION_MET)
    return _move(reference, body, words=words, at=at, by=by, now=now, seen_version=seen_version)


def withdraw(
    reference: str, remedy: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Take a remedy back before the resident was told of it, with the reason."""
    if not words.strip():
        raise CaseError("say why it is taken back")
    body = RemedyMoved(remedy, RemedyStep.WITHDRAWN)
    return _move(reference, body, words=words, at=at, by=by, now=now, seen_version=seen_version)


def _answered(
    reference: str, body: RemedyMoved, words: str, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    def check(held: Opened, case: Case, one: RemedyState) -> tuple[Breach, ...]:
        if not one.offered:
            raise CaseError(
                "it has not been offered yet: send the letter, or record how the resident was told"
            )
        return ()

    return _move(reference, body, words=words, check=check, at=at, by=by, now=now, seen_version=seen_version)


def _move(
    reference: str, body: RemedyMoved, *, words: str = "", check: Check | None = None, at: When, by: Officer,
    now: datetime, seen_version: int, going_on: str = "",
) -> Recorded:  # fmt: skip
    with transaction.atomic(durable=True):
        held = opened(reference, seen_version=seen_version)
        case = replay(held.events)
        one = remedy_of(case, body.remedy)
        besides = check(held, case, one) if check else ()
        moving = _with_note(held, body, words, at, by, now)
        hold(held, [moving], by=by, now=now, going_on=going_on, besides=besides)
        recorded = record_on(held, moving, by=by, now=now)
        if words.strip():
            search.add(held.complaint.pk, words)
    return recorded


def _with_note(held: Opened, body: RemedyMoved, words: str, at: When, by: Officer, now: datetime) -> Act:
    note = None
    if words.strip():
        stage = held.complaint.stage
        note = write_note(
            held.complaint, words, about="remedy", by=by, happened_at=moment(at), written_at=now, stage=stage
        )
    moved = RemedyMoved(
        body.remedy, body.to, body.amount_pence, body.document, body.letter, body.payee_confirmed,
        str(note.pk) if note else None, body.alternative,
    )  # fmt: skip
    return act(verbs.move_remedy, body=moved, at=at)


def _unapproved(one: RemedyState, done: str) -> tuple[Breach, ...]:
    if one.body.amount_pence is None or one.approved_by is not None:
        return ()
    return (own_breach("payment-approved", f"It is {done} before anybody approved it", stage=one.made.stage),)


def _unsafe(held: Opened, case: Case, one: RemedyState, *, confirmed: bool) -> tuple[Breach, ...]:
    """What keeps a payment from going safely to the person. One statement. Source: DR-22."""
    line = line_of(one, particulars_of(held.complaint.pk).get(one.key, Particulars()))
    problems = approval_problems(replace(line, payee_confirmed=line.payee_confirmed or confirmed))
    return tuple(
        own_breach(PAID_TO_THE_PERSON, says, stage=case.stage, detection="DR-22") for says in problems[:1]
    )


def is_payment(type_: RemedyType) -> bool:
    """Whether a remedy of this type is money that goes to somebody."""
    return remedy_meanings()[type_].is_payment


def _shown(held: Opened, document: int | None, words: str, one: RemedyState) -> None:
    if document is not None and not Document.objects.filter(complaint=held.complaint, pk=document).exists():
        raise CaseError("the proof: choose a document that is kept with this complaint")
    if document is None and not words.strip():
        evidence = remedy_meanings()[one.body.type].evidence
        raise CaseError(f"what shows it is missing: choose a document or say how it is known. {evidence}")


def _text(number: int | None) -> str | None:
    return str(number) if number is not None else None
