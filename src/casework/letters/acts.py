"""What sending a letter records: the act it stands for, the offers and promises in it, and that it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from casework.complaints.record import Act, act
from casework.complaints.turns import original_of
from casework.complaints.writing import Said
from casework.letters.chain import ACKNOWLEDGEMENTS, ANSWERS
from casework.letters.elsewhere import refused
from casework.letters.making import Made
from casework.letters.members import TO_MEMBER, moved
from casework.letters.planned import LATE_REASON
from casework.people.models import Officer
from putright.cases import CaseError, verbs
from putright.cases.arranged import LetterSent
from putright.cases.events import PointFinding
from putright.cases.remedial import RemedyMoved
from putright.vocabulary import ClosingReason, LetterKind, RejectionReason, RemedyStep, Word

CONTRACTOR = "contractor"
Chosen = TypeVar("Chosen", bound=Word)


@dataclass(frozen=True, slots=True)
class Sending:
    """A letter about to be sent: its number, how it goes, and what was gone past."""

    letter: int
    content: str
    ways: tuple[str, ...]
    overrides: tuple[str, ...]
    author: int
    signed_by: int | None
    by: Officer
    now: datetime

    @property
    def key(self) -> str:
        """How events name the letter."""
        return str(self.letter)


def main_act(made: Made, sending: Sending) -> tuple[Act | None, tuple[Said, ...]]:
    """The act this letter stands for, and the words to be kept with it; no act for a letter that is only sent.

    Raises  CaseError when something it needs is missing, such as the new date.
    """
    kind, words, details = made.chain.kind, made.chain.words, made.builder.draft.details
    codes, at = made.composed.codes, sending.now
    if kind in ACKNOWLEDGEMENTS:
        return act(verbs.acknowledge, at=at, blocks=codes), ()
    if kind in ANSWERS:
        return _answer(made, sending)
    if kind in TO_MEMBER:
        return moved(made.builder.page, details, kind, at=at), ()
    if kind is LetterKind.CLARIFICATION:
        asked = words.get("clarify", "")
        return act(verbs.ask_clarification, at=at), _said(asked, "contact", with_complainant=True)
    if kind is LetterKind.EXTENSION:
        if details.new_date is None:
            raise CaseError("New date: enter the day the answer is due now.")
        extending = act(
            verbs.extend, to=details.new_date, at=at, told_on=made.builder.today, good_reason=details.good_reason,
            ombudsman_details="ombudsman_details" in codes, update_every_working_days=details.update_every,
        )  # fmt: skip
        return extending, _said(words.get("reason", ""), "reason", into="reason_note")
    if kind is LetterKind.UPDATE:
        told = "\n\n".join(part for part in (words.get("progress", ""), words.get("reason", "")) if part)
        updating = act(
            verbs.update, at=at, reason_for_delay=bool(words.get("reason")), new_date=details.new_date
        )
        return updating, _said(told, "contact", into="note", with_complainant=True)
    if kind is LetterKind.DECLINE and refused(made.builder.page) is None:
        reason = _read(RejectionReason, details.reason, "Why is it not accepted?")
        declining = act(
            verbs.decline, reason=reason, at=at, ombudsman_details="ombudsman_details" in codes,
            issue_on=details.issue_on, filed_on=details.filed_on, discretion_considered=details.discretion,
            original=original_of(details.original, reason=reason, by=sending.by),
        )  # fmt: skip
        return declining, _said(words.get("reason", ""), "reason", into="merits_note")
    if kind is LetterKind.ESCALATION_REFUSAL:
        reason = _read(RejectionReason, details.reason, "Why is the next stage refused?")
        refusing = act(
            verbs.refuse_escalation, reason=reason, at=at, requested_at=details.requested_on,
            ombudsman_details="ombudsman_details" in codes,
        )  # fmt: skip
        return refusing, _said(words.get("reason", ""), "reason", into="merits_note")
    return None, ()


def further_acts(made: Made, sending: Sending) -> Iterator[Act]:
    """What the letter offers, that it was sent, and, for a notice that closes, the closure after it."""
    details, at = made.builder.draft.details, sending.now
    for remedy in made.builder.offers():
        if not remedy.offered:
            yield act(
                verbs.move_remedy, body=RemedyMoved(remedy.key, RemedyStep.OFFERED, letter=sending.key), at=at
            )
    for apology in made.builder.made_good():
        # The letter is the apology: it is offered and made in one, and its number is the proof.
        steps = (RemedyStep.DONE,) if apology.offered else (RemedyStep.OFFERED, RemedyStep.DONE)
        for step in steps:
            yield act(verbs.move_remedy, body=RemedyMoved(apology.key, step, letter=sending.key), at=at)
    if made.chain.kind is LetterKind.UNDELIVERED_REMEDY:
        yield from _given_up(made, sending)
    if sending.signed_by is not None and made.chain.kind in ANSWERS:
        yield act(verbs.allocate, officer=str(sending.signed_by), role="approver", at=at)
    yield act(
        verbs.arrange,
        body=LetterSent(sending.key, made.chain.kind, sending.content, sending.ways, sending.overrides),
        at=at,
    )
    if details.closes and made.chain.kind is LetterKind.CLOSURE:
        reason = _read(ClosingReason, details.reason, "Why is it closed?")
        yield act(
            verbs.close, reason=reason, at=at, acts_next=details.next_actor or None, acts_by=details.acts_by
        )


def promised(made: Made, sending: Sending, notes: dict[int, int]) -> Iterator[Act]:
    """The commitments of the letter. notes: the number of the note that holds the words of each."""
    for place, promise in enumerate(made.builder.draft.details.promises):
        yield act(
            verbs.promise, promise=str(notes[place]), what=promise.what, due=promise.by, at=sending.now,
            owner=promise.owner or None, letter=sending.key,
        )  # fmt: skip


def closing_words(made: Made) -> tuple[Said, ...]:
    """Why a notice closes the complaint, in words."""
    return (
        _said(made.chain.words.get("closing-reason", ""), "reason")
        if made.builder.draft.details.closes
        else ()
    )


def _answer(made: Made, sending: Sending) -> tuple[Act, tuple[Said, ...]]:
    details, answered = (
        made.builder.draft.details,
        [one for one in made.chain.points if one.outcome is not None],
    )
    if not details.complete and details.more_by is None:
        raise CaseError("When the rest follows: enter the day, since the answer is not complete.")
    findings = tuple(
        PointFinding(one.key, one.outcome, reasons_given=bool(one.reasons.strip()), remedy=one.remedy)
        for one in answered
        if one.outcome is not None
    )
    responding = act(
        verbs.respond, at=sending.now, findings=findings, complete=details.complete,
        more_by=None if details.complete else details.more_by, blocks=made.composed.codes,
        author=str(sending.author), on_behalf=CONTRACTOR if made.chain.kind is LetterKind.COVERING else None,
        admits_delay=LATE_REASON in made.composed.codes,
    )  # fmt: skip
    said = tuple(Said(one.reasons, "finding", point=one.key) for one in answered if one.reasons.strip())
    return responding, said


def _given_up(made: Made, sending: Sending) -> Iterator[Act]:
    case, details = made.builder.page.case, made.builder.draft.details
    remedy = next((one for one in case.remedies if one.key == details.remedy), None)
    if remedy is None:
        raise CaseError("Which remedy cannot be delivered: choose it.")
    if remedy.ended:
        return
    instead = next(iter(made.builder.offers()), None)
    body = RemedyMoved(
        remedy.key, RemedyStep.UNDELIVERABLE, letter=sending.key, alternative=instead.key if instead else None
    )
    yield act(verbs.move_remedy, body=body, at=sending.now)


def _said(words: str, about: str, *, into: str = "", with_complainant: bool = False) -> tuple[Said, ...]:
    if not words.strip():
        return ()
    return (Said(words, about, into=into, with_complainant=with_complainant),)


def _read(kind: type[Chosen], code: str, asked: str) -> Chosen:
    if not code:
        raise CaseError(f"{asked} Choose the reason.")
    return kind.read(code)
