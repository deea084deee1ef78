"""Writing a letter: begun once a kind and stage, saved without losing anybody's words, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from casework.complaints.models import Complaint
from casework.complaints.queries import ComplaintPage
from casework.complaints.record import locked
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.letters.approvals import approvals
from casework.letters.around import NEVER_WRITTEN_TO, answer_draft, gather
from casework.letters.chain import ACKNOWLEDGEMENTS, ANSWERS, Builder
from casework.letters.draft import ANSWER_TEXTS, AnswerDraft, Details, Draft, as_written
from casework.letters.elsewhere import details_of, refused, words_of
from casework.letters.errors import LetterChanged
from casework.letters.gate import Gate, inspect
from casework.letters.making import IN_THE_MAKING, InHand, Made, make, standing, take
from casework.letters.members import TO_MEMBER, member_of
from casework.letters.models import CheckOverride, Letter
from casework.letters.offering import may_be_written
from casework.letters.planned import first_words
from casework.letters.words import LetterState
from casework.outcomes.answering import check_finding, check_free
from casework.outcomes.models import Answer
from casework.people.models import Officer
from putright.calendars import in_london
from putright.cases import CaseError, Status
from putright.vocabulary import LetterKind
from putright.vocabulary.money import pounds


def start(page: ComplaintPage, kind: LetterKind, *, by: Officer, now: datetime) -> int:
    """Begin a letter of this kind, or go on with the one that is being written; returns its number.

    page    the complaint as its page shows it. Raises CaseError for a kind its state does not offer.
    """
    if not may_be_written(page, kind):
        raise CaseError(f"{kind.label}: this letter does not fit the complaint as it stands now")
    stage = page.case.stage
    with transaction.atomic(durable=True):
        complaint = locked(page.reference)
        begun = Letter.objects.filter(
            complaint=complaint, stage=stage, kind=kind, state__in=IN_THE_MAKING
        ).first()
        if begun is not None:
            return begun.pk
        draft = _first_draft(page, kind, by, now)
        letter = Letter.objects.create(
            complaint=complaint, kind=kind, stage=stage, language=draft.language, details=draft.details.kept(),
            recipient_id=draft.recipient, channels=list(draft.ways), author=by, writers=[by.pk], made_at=now,
            saved_at=now, words=dict(draft.words),
        )  # fmt: skip
    log(LogEvent.LETTER_BEGUN, complaint=complaint.pk, letter=letter.pk, officer=by.pk)
    return letter.pk


def save(
    reference: str, number: int, draft: Draft, *, seen_version: int, seen_answers: Mapping[str, int], by: Officer,
    now: datetime, going_on: str = "",
) -> Gate:  # fmt: skip
    """Keep the letter, and the answers written in it, as drafts; a signature falls when the text changed.

    seen_version, seen_answers  versions of the letter, and of each answer, that the writer saw.
    Raises  LetterChanged when somebody else saved either meanwhile; Held for somebody who acted at an earlier stage;
            CaseError for a letter that is sent already.
    """
    today = in_london(now).date()
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        hand = take(by, reference, number, today=today, locked=True)
        letter = hand.letter
        _check_in_the_making(letter)
        if letter.version != seen_version:
            raise LetterChanged
        _check_people(hand, draft)
        answered = _keep_answers(complaint, hand, draft, seen_answers, by=by, now=now, going_on=going_on)
        _keep_letter(letter, hand.draft, draft, answered=answered, by=by, now=now)
        hand = take(by, reference, number, today=today)
        void_if_changed(hand, now=now, today=today)
        made = make(hand, today=today)
        gate = inspect(hand, made, today=today)
        keep_summary(hand.letter, made, gate)
    log(LogEvent.LETTER_SAVED, complaint=complaint.pk, letter=number, officer=by.pk)
    return gate


def go_past(reference: str, number: int, key: str, words: str, *, by: Officer, now: datetime) -> None:
    """Go past a check, with a reason that is kept with the officer's name and counted.

    Raises  CaseError without a reason, for a check nobody may go past, or one that no longer stands.
    """
    today = in_london(now).date()
    if not words.strip():
        raise CaseError("Your reason for going past the check: enter it. It is kept with your name.")
    with transaction.atomic(durable=True):
        locked(reference)
        hand = take(by, reference, number, today=today, locked=True)
        _check_in_the_making(hand.letter)
        line = inspect(hand, make(hand, today=today), today=today).line(key)
        if line is None:
            raise CaseError("this check says something else by now: look at the checks again")
        if not line.result.holds:
            raise CaseError("this check does not hold the letter: there is nothing to go past")
        if not line.result.overridable:
            raise CaseError(f"{line.result.title}: nobody may go past this check; it is to be put right")
        CheckOverride.objects.update_or_create(
            letter=hand.letter, check_id=line.result.id, where=line.where, content=line.content,
            defaults={"words": words.strip(), "officer": by, "at": now},
        )  # fmt: skip
        again = take(by, reference, number, today=today)
        made = make(again, today=today)
        keep_summary(again.letter, made, inspect(again, made, today=today))
    log(LogEvent.CHECK_GONE_PAST, letter=number, officer=by.pk, check=line.result.id)


def drop(reference: str, number: int, *, by: Officer, now: datetime) -> None:
    """Give a letter up before it is sent. What was written is kept, and the answers in it stay."""
    with transaction.atomic(durable=True):
        locked(reference)
        hand = take(by, reference, number, today=in_london(now).date(), locked=True)
        _check_in_the_making(hand.letter)
        letter = hand.letter
        if hand.sign_off is not None:
            hand.sign_off.voided_at = now
            hand.sign_off.save(update_fields=["voided_at"])
        letter.state, letter.asked_at, letter.saved_at = LetterState.DROPPED, None, now
        letter.save(update_fields=["state", "asked_at", "saved_at"])
    log(LogEvent.LETTER_DROPPED, letter=number, officer=by.pk)


def void_if_changed(hand: InHand, *, now: datetime, today: date) -> bool:
    """Let the signature fall when the text is no longer what was signed, and keep which blocks changed."""
    changed = standing(hand, today=today)
    if hand.sign_off is None or not changed:
        return False
    hand.sign_off.voided_at = now
    hand.sign_off.voided_blocks = [one.key for one in changed]
    hand.sign_off.save(update_fields=["voided_at", "voided_blocks"])
    hand.letter.state = LetterState.DRAFT
    hand.letter.save(update_fields=["state"])
    return True


def keep_summary(letter: Letter, made: Made, gate: Gate) -> None:
    """Keep what the checks said, for lists."""
    signing = approvals(made) if gate.to_approve else ()
    letter.checked = {
        "held": [f"{one.result.title}: {one.result.says}" for one in gate.to_mend][:12],
        "approves": [f"{pounds(one.amount_pence)} to {one.payee or 'the resident'}" for one in signing][:12],
        "gone_past": len(gate.overridden),
        "passed": len(gate.passed),
    }
    letter.save(update_fields=["checked"])


def _first_draft(page: ComplaintPage, kind: LetterKind, by: Officer, now: datetime) -> Draft:
    """What a new letter begins with: to whom, how it goes, in which language, and by when we act next."""
    around = gather(page, by.organisation, stage=page.case.stage)
    to = member_of(page, Details(), around) if kind in TO_MEMBER else around.complainant
    draft = Draft(kind, page.case.stage)
    due_on = None
    if kind in (*ACKNOWLEDGEMENTS, LetterKind.MOVED):
        today = in_london(now).date()
        due_on = Builder(page, around, draft, today, today, by.pk).chain().dates.get("due_on")
    refusal = refused(page) if kind is LetterKind.DECLINE else None
    if refusal is not None:
        details, words = details_of(refusal), words_of(page, refusal)
    else:
        details, words = Details(acts_by=due_on, acts_next=FIRST_WORDS.get(kind, "") if due_on else ""), {}
    return Draft(
        kind=kind,
        stage=page.case.stage,
        words=words or first_words(page, kind, to.language if to else ""),
        language="cy" if to and to.language.casefold() in ("welsh", "cymraeg", "cy") else "en",
        recipient=to.number if to else None,
        ways=("email",) if to and to.email else ("print",),
        details=details,
    )


FIRST_WORDS = {
    LetterKind.ACKNOWLEDGEMENT: "We look into your complaint and answer it.",
    LetterKind.MOVED: "We look into your complaint and answer it.",
    LetterKind.LATER_ACKNOWLEDGEMENT: "We look at your complaint again and answer it.",
}


def _keep_answers(
    complaint: Complaint, hand: InHand, draft: Draft, seen: Mapping[str, int], *, by: Officer, now: datetime,
    going_on: str,
) -> bool:  # fmt: skip
    changed = {}
    for point, typed in draft.answers.items():
        stored = hand.around.answers.get(point)
        before = answer_draft(stored) if stored else AnswerDraft(point)
        if typed.same_words(before):
            continue
        if seen.get(point, 0) != (stored.version if stored else 0):
            raise LetterChanged
        changed[point] = typed
    if not changed:
        return False
    if hand.draft.kind not in ANSWERS or hand.page.case.status is not Status.OPEN:
        raise CaseError("this stage is answered: its answers stay as they were sent")
    check_free(complaint, hand.page.case, hand.draft.stage, by=by, now=now, going_on=going_on)
    for point, typed in changed.items():
        check_finding(complaint, typed.outcome)
        texts = {name: as_written(getattr(typed, name)) for name in ANSWER_TEXTS}
        where = {"complaint": complaint, "stage": hand.draft.stage, "point": point}
        fields = {"outcome": typed.outcome, **texts, "officer": by, "saved_at": now}
        if seen.get(point, 0) == 0:
            try:
                with transaction.atomic():
                    Answer.objects.create(**where, **fields)
            except IntegrityError:
                raise LetterChanged from None
        elif not Answer.objects.filter(**where, version=seen[point]).update(
            **fields, version=seen[point] + 1
        ):
            raise LetterChanged
    return True


def _keep_letter(
    letter: Letter, before: Draft, draft: Draft, *, answered: bool, by: Officer, now: datetime
) -> None:
    same = (
        dict(before.words) == dict(draft.words)
        and dict(before.edited) == dict(draft.edited)
        and before.details == draft.details
    )
    letter.language, letter.words, letter.edited = draft.language, dict(draft.words), dict(draft.edited)
    letter.details, letter.channels = draft.details.kept(), list(draft.ways)
    letter.recipient_id, letter.provider_id, letter.sender_id = draft.recipient, draft.provider, draft.sender
    if set(before.copies) != set(draft.copies):
        letter.copies.set(draft.copies)
    # Who only chose how it goes wrote nothing in it, and may still sign it.
    if (answered or not same) and by.pk not in letter.writers:
        letter.writers = [*letter.writers, by.pk]
    letter.version += 1
    letter.saved_at = now
    letter.save()


def _check_people(hand: InHand, draft: Draft) -> None:
    """Whoever is chosen belongs to this complaint and organisation; and nobody complained of is written to here."""
    chosen = [one for one in (draft.recipient, *draft.copies) if one is not None]
    for number in chosen:
        party = hand.around.party(number)
        if party is None or party.role in NEVER_WRITTEN_TO:
            raise CaseError("To whom it is written: choose somebody of this complaint.")
    if draft.provider is not None and hand.around.contractor(draft.provider) is None:
        raise CaseError("The contractor: choose one of the list.")
    if draft.sender is not None and draft.sender not in hand.around.officers:
        raise CaseError("Whose name stands below it: choose an officer of the list.")


def _check_in_the_making(letter: Letter) -> None:
    if letter.state == LetterState.SENT:
        raise CaseError("the letter is sent: what was sent stays as it is. Write another one")
    if letter.state == LetterState.DROPPED:
        raise CaseError("the letter was dropped: begin it again")
