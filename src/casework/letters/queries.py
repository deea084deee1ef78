"""Reading letters: one function a page, frozen rows, and only of complaints the officer may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from casework.complaints.models import Complaint
from casework.complaints.page import ComplaintPage
from casework.complaints.permissions import visible_to
from casework.journal.access import looked
from casework.letters.adapters.registry import Way, set_up
from casework.letters.approvals import Approval, approvals
from casework.letters.draft import Draft
from casework.letters.editing import EditorPage, FoundRow, ReturnRow, editor_of, returns_of
from casework.letters.errors import NoSuchLetter
from casework.letters.files import file_of, preview
from casework.letters.gate import Gate, inspect
from casework.letters.independence import needs_a_second, why_not, writers
from casework.letters.making import BlockChange, InHand, make, signature, take
from casework.letters.models import Dispatch, Letter, SignOff
from casework.letters.offering import Offered, offered
from casework.letters.permissions import may_sign
from casework.letters.reading import ReadBlock, read_block
from casework.letters.sending import Addressee, addressees, ways_for
from casework.letters.words import DispatchState, LetterState
from casework.people.absences import Covered, covered_by
from casework.people.models import Officer
from casework.people.roles import Role
from putright.cases import CaseError
from putright.vocabulary import LetterKind

__all__ = [
    "Addressee", "Approval", "DispatchRow", "EditorPage", "FoundRow", "LetterRow", "Ready", "ReturnRow", "SentPage",
    "Tab", "TrayRow", "Way", "editor", "file", "letters_tab", "offers_way", "preview_file", "print_queue", "ready",
    "sent_page", "tray", "tray_count",
]  # fmt: skip
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """One way a letter left us, to one person, and what became of it."""

    number: int
    way: Way
    called: str
    to: str
    is_copy: bool
    state: DispatchState
    tries: int
    next_try_at: datetime | None
    handed_over_at: datetime | None
    ended_at: datetime | None
    problem: str

    @property
    def decides(self) -> bool:
        """Whether a person has to decide about it."""
        return self.state in (DispatchState.FAILED, DispatchState.UNCERTAIN)


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as the tab lists it. `signed_by` is who signed, while that holds."""

    number: int
    kind: LetterKind
    stage: str
    state: LetterState
    author: str
    saved_at: datetime
    asked_at: datetime | None
    signed_by: str
    sent_at: datetime | None
    sent_by: str
    dispatches: tuple[DispatchRow, ...]
    has_files: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """The letters of a complaint, the latest first, and which can be begun."""

    rows: tuple[LetterRow, ...]
    offered: tuple[Offered, ...]


@dataclass(frozen=True, slots=True)
class Going:
    """Somebody the letter goes to, and how. No way: it cannot go to them."""

    to: Addressee
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter as it will be sent, with everything that is asked before it goes.

    content   hash of what is read, which signing and sending carry along.
    blocks    the letter, block by block.
    signers   officers who may be asked to sign, as (number, name).
    cannot    why this officer may not sign it; empty = they may.
    approves  the payments a signature would approve.
    """

    page: ComplaintPage
    number: int
    kind: LetterKind
    state: LetterState
    author: str
    content: str
    language: str
    blocks: tuple[ReadBlock, ...]
    gate: Gate
    going: tuple[Going, ...]
    second: str
    signed_by: str
    signed_at: datetime | None
    changes: tuple[BlockChange, ...]
    asked_at: datetime | None
    asked_of: str
    cannot: tuple[str, ...]
    approves: tuple[Approval, ...]
    returns: tuple[ReturnRow, ...]
    signers: tuple[tuple[str, str], ...]

    @property
    def signature_missing(self) -> bool:
        """Whether somebody has yet to sign this text."""
        return bool(self.second) and (not self.signed_by or bool(self.changes))

    @property
    def can_go(self) -> bool:
        """Whether nothing stands between it and the resident."""
        return not (self.gate.held or self.gate.missing or self.signature_missing)


@dataclass(frozen=True, slots=True)
class SentPage:
    """A letter that was sent: exactly what was sent, and what became of it."""

    page: ComplaintPage
    row: LetterRow
    title: str
    language: str
    blocks: tuple[ReadBlock, ...]
    content: str


@dataclass(frozen=True, slots=True)
class TrayRow:
    """A letter that waits for a signature: what the checks said first.

    of_me       it was asked of this officer, or of somebody they cover for: instead_of.
    held      the checks that hold it, in words; gone_past: how many were gone past.
    approves  the payments that the signature approves, such as `£150 to Samira Tran`.
    """

    reference: str
    number: int
    kind: LetterKind
    author: str
    asked_at: datetime
    of_me: bool
    instead_of: Covered | None
    held: tuple[str, ...]
    approves: tuple[str, ...]
    gone_past: int
    due_on: date | None
    restricted: bool


@dataclass(frozen=True, slots=True)
class PrintRow:
    """A letter that waits to be printed and posted."""

    number: int
    letter: int
    reference: str
    kind: LetterKind
    called: str
    written_on: datetime


def offers_way(way: Way) -> bool:
    """Whether letters can leave this way here. The print queue always is."""
    return set_up(way)


def letters_tab(page: ComplaintPage) -> Tab:
    """The letters of a complaint. Three statements."""
    rows = list(
        Letter.objects.filter(complaint=page.complaint_id)
        .exclude(state=LetterState.DROPPED)
        .select_related("author", "sent_by", "sent_version")
        .order_by("-pk")
    )
    left, signed = _dispatches([one.pk for one in rows]), _signatures([one.pk for one in rows])
    return Tab(
        tuple(_row(one, left.get(one.pk, ()), signed.get(one.pk, ""), page) for one in rows), offered(page)
    )


def editor(officer: Officer, reference: str, number: int, *, today: date) -> tuple[EditorPage, InHand]:
    """The editor of a letter, and the letter in hand for what is typed next. Some twenty statements."""
    hand = take(officer, reference, number, today=today)
    if hand.letter.state not in (LetterState.DRAFT, LetterState.SIGNED):
        raise CaseError("the letter is sent or was dropped")
    return editor_of(hand, today=today), hand


def typed_editor(hand: InHand, draft: Draft, *, today: date) -> EditorPage:
    """The editor with what was typed and is not stored."""
    return editor_of(hand, today=today, typed=draft)


def ready(officer: Officer, reference: str, number: int, *, today: date) -> Ready:
    """A letter as it would be sent now. Some twenty-five statements."""
    hand = take(officer, reference, number, today=today)
    letter = hand.letter
    signed, changed = signature(hand, today=today)
    holds = signed is not None and not changed
    # Whoever looks at it to sign it sees what their own limit would approve.
    approver = officer.pk if not holds and may_sign(officer) and officer.pk not in writers(hand) else None
    made = make(hand, today=today, approver=approver)
    return Ready(
        page=hand.page,
        number=letter.pk,
        kind=hand.draft.kind,
        state=LetterState(letter.state),
        author=letter.author.name,
        content=made.content,
        language=made.composed.language,
        blocks=_read(made.blocks),
        gate=inspect(hand, made, today=today),
        going=tuple(Going(one, ways_for(one, hand.draft.ways)) for one in addressees(made)),
        second=needs_a_second(hand.draft.kind, hand.page),
        signed_by=signed.officer.name if signed else "",
        signed_at=signed.signed_at if signed else None,
        changes=changed,
        asked_at=letter.asked_at,
        asked_of=letter.asked_of.name if letter.asked_of else "",
        cannot=why_not(officer, hand, made),
        approves=approvals(made),
        returns=returns_of(letter.pk),
        signers=_signers(hand),
    )


def sent_page(page: ComplaintPage, number: int) -> SentPage:
    """A letter that was sent, and what became of it. Three statements. Raises NoSuchLetter."""
    letter = (
        Letter.objects.filter(pk=number, complaint=page.complaint_id, state=LetterState.SENT)
        .select_related("author", "sent_by", "sent_version")
        .first()
    )
    if letter is None or letter.sent_version is None:
        raise NoSuchLetter(str(number))
    version = letter.sent_version
    row = _row(letter, _dispatches([number]).get(number, ()), _signatures([number]).get(number, ""), page)
    blocks = _read(version.blocks)
    return SentPage(page, row, version.title, version.layout["language"], blocks, version.content)


def preview_file(officer: Officer, reference: str, number: int, *, today: date) -> tuple[bytes, str]:
    """The PDF of a letter as it would be sent now, and its code of kind."""
    hand = take(officer, reference, number, today=today)
    return preview(make(hand, today=today)), hand.letter.kind


def file(officer: Officer, reference: str, number: int, kind: str) -> tuple[bytes, str, date]:
    """The PDF or DOCX exactly as it was sent, its kind and its day. Raises NoSuchLetter, FileNotFoundError."""
    letter = (
        Letter.objects.filter(pk=number, complaint__reference=reference, state=LetterState.SENT)
        .filter(complaint__in=Complaint.objects.filter(visible_to(officer)))
        .select_related("sent_version", "complaint")
        .first()
    )
    if letter is None or letter.sent_version is None:
        raise NoSuchLetter(str(number))
    if letter.complaint.restricted:
        looked(officer.pk, letter.complaint_id, f"letter {number}")
    version = letter.sent_version
    return file_of(version, kind), letter.kind, date.fromisoformat(version.layout["dated_on"])


def tray(officer: Officer, *, today: date) -> tuple[TrayRow, ...]:
    """Letters that wait for this officer's signature, or for that of somebody they cover for.

    Those of which checks hold come first. One statement; two for who covers for somebody.
    """
    if not may_sign(officer):
        return ()
    covered = {one.officer_id: one for one in covered_by(officer, today=today)}
    rows = (
        _waiting(officer, covered).select_related("complaint", "author").order_by("asked_at", "pk")[:AT_ONCE]
    )
    found = [
        TrayRow(
            reference=one.complaint.reference, number=one.pk, kind=LetterKind(one.kind), author=one.author.name,
            asked_at=one.asked_at, of_me=one.asked_of_id in {officer.pk, *covered},
            instead_of=covered.get(one.asked_of_id or 0), held=tuple(one.checked.get("held", ())),
            approves=tuple(one.checked.get("approves", ())), gone_past=one.checked.get("gone_past", 0),
            due_on=one.complaint.next_due_on, restricted=one.complaint.restricted,
        )
        for one in rows
        if one.asked_at is not None and officer.pk not in {one.author_id, *one.writers}
    ]  # fmt: skip
    return tuple(
        sorted(found, key=lambda one: (not one.of_me, not one.held, one.due_on or date.max, one.asked_at))
    )


def tray_count(officer: Officer, *, today: date) -> int:
    """How many letters wait for this officer's signature. One statement; two for who covers for somebody."""
    return len(tray(officer, today=today))


def print_queue(officer: Officer) -> tuple[PrintRow, ...]:
    """Letters to be printed and posted, the oldest first, of complaints the officer may see. One statement."""
    rows = (
        Dispatch.objects.filter(state=DispatchState.PRINTING)
        .filter(letter__complaint__in=Complaint.objects.filter(visible_to(officer)))
        .select_related("letter", "letter__complaint", "version")
        .order_by("pk")[:200]
    )
    return tuple(
        PrintRow(
            one.pk, one.letter_id, one.letter.complaint.reference, LetterKind(one.letter.kind), one.called,
            one.version.made_at,
        )
        for one in rows
    )  # fmt: skip


def dispatch_here(officer: Officer, reference: str, number: int) -> DispatchRow:
    """A hand-over of a complaint the officer may see. Raises NoSuchLetter. One statement."""
    found = (
        Dispatch.objects.filter(pk=number, letter__complaint__reference=reference)
        .filter(letter__complaint__in=Complaint.objects.filter(visible_to(officer)))
        .first()
    )
    if found is None:
        raise NoSuchLetter(str(number))
    return _dispatch(found)


def _waiting(officer: Officer, covered: Iterable[int]) -> Any:
    visible = Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint"))
    return Letter.objects.filter(
        Exists(visible),
        Q(asked_of=None) | Q(asked_of__in=[officer.pk, *covered]),
        state=LetterState.DRAFT,
        asked_at__isnull=False,
    ).exclude(author=officer)


def _signers(hand: InHand) -> tuple[tuple[str, str], ...]:
    wrote = writers(hand)
    named = hand.page.case.restricted_to
    roles = [Role.COMPLAINTS_OFFICER.value, Role.MANAGER.value, Role.LINK_OFFICER.value]
    found = Officer.objects.filter(organisation=hand.around.organisation, is_active=True).order_by("name")
    return tuple(
        (str(one.pk), f"{one.name}{f', {one.job_title}' if one.job_title else ''}")
        for one in found
        if set(roles) & set(one.roles)
        and one.pk not in wrote
        and (named is None or str(one.pk) in named)
        and one.pk not in hand.around.kept_away
    )


def _read(blocks: Sequence[dict[str, Any]]) -> tuple[ReadBlock, ...]:
    return tuple(read_block(one["heading"], one["text"], locked=one["locked"]) for one in blocks)


def _dispatches(letters: Sequence[int]) -> dict[int, tuple[DispatchRow, ...]]:
    found: dict[int, list[DispatchRow]] = defaultdict(list)
    if letters:
        for one in Dispatch.objects.filter(letter__in=letters).order_by("pk"):
            found[one.letter_id].append(_dispatch(one))
    return {letter: tuple(rows) for letter, rows in found.items()}


def _dispatch(one: Dispatch) -> DispatchRow:
    return DispatchRow(
        number=one.pk, way=Way(one.channel), called=one.called, to=one.to, is_copy=one.is_copy,
        state=DispatchState(one.state), tries=one.tries, next_try_at=one.next_try_at,
        handed_over_at=one.handed_over_at, ended_at=one.ended_at, problem=one.problem,
    )  # fmt: skip


def _signatures(letters: Sequence[int]) -> dict[int, str]:
    if not letters:
        return {}
    rows = SignOff.objects.filter(letter__in=letters, voided_at=None).select_related("officer")
    return {one.letter_id: one.officer.name for one in rows}


def _row(letter: Letter, left: tuple[DispatchRow, ...], signed_by: str, page: ComplaintPage) -> LetterRow:
    titles = {one.key: one.title for one in page.procedure.stages}
    return LetterRow(
        number=letter.pk, kind=LetterKind(letter.kind), stage=titles.get(letter.stage, letter.stage),
        state=LetterState(letter.state), author=letter.author.name, saved_at=letter.saved_at,
        asked_at=letter.asked_at, signed_by=signed_by, sent_at=letter.sent_at,
        sent_by=letter.sent_by.name if letter.sent_by else "", dispatches=left,
        has_files=bool(letter.sent_version and letter.sent_version.pdf),
    )  # fmt: skip
