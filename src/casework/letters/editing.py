"""The editor of a letter as its page shows it: points and evidence, the letter block by block, what the checks say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.queries import ComplaintPage, PointRow
from casework.letters.around import NEVER_WRITTEN_TO
from casework.letters.chain import ANSWERS
from casework.letters.draft import AnswerDraft, Draft, hashed
from casework.letters.gate import Gate, inspect, promises_to_make
from casework.letters.independence import needs_a_second
from casework.letters.making import IN_THE_LAYOUT, BlockChange, InHand, Made, editable, make, signature
from casework.letters.members import TO_MEMBER, names_asking
from casework.letters.models import Return
from casework.letters.words import LetterState, ReturnReason
from casework.outcomes.answers import EvidenceRow, QuestionRow
from putright.cases import Status
from putright.letters import ComposedLetter, compose
from putright.letters.data import data
from putright.vocabulary import LetterKind

OWN_WORDS = {"opening": "A sentence of your own at the beginning", "alternative": "What is offered instead"}
"""Words a text may ask for beside the passages that are blocks of their own."""


@dataclass(frozen=True, slots=True)
class EditorBlock:
    """One block of the letter in the editor.

    asks      what its author does there: `words` written, `edit` of what was composed, `points`, or nothing (empty).
    written   the author's words; text: what is read; composed: what it would be without an edit.
    own_words name of a further sentence the author may add, or empty.
    """

    key: str
    name: str
    heading: str
    text: str
    composed: str
    written: str
    asks: str
    locked: bool
    edited: bool
    own_words: str = ""
    own_label: str = ""
    own_text: str = ""

    @property
    def field(self) -> str:
        """The name of its field; empty where there is none."""
        return (
            f"words-{self.key}"
            if self.asks == "words"
            else f"edited-{self.key}"
            if self.asks == "edit"
            else ""
        )


@dataclass(frozen=True, slots=True)
class EditorPoint:
    """One point with its answer, and what it rests on."""

    row: PointRow
    answer: AnswerDraft
    evidence: tuple[EvidenceRow, ...]
    questions: tuple[QuestionRow, ...]
    remedy: str
    remedies: tuple[str, ...]
    earlier: bool

    @property
    def key(self) -> str:
        """The key of the point."""
        return self.row.key


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A promise found in the text. committed: a commitment, action or remedy says the same already."""

    key: str
    sentence: str
    vague: bool
    due_on: date | None
    committed: bool


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """Why it went back, by whom and when."""

    officer: str
    at: datetime
    reasons: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class EditorPage:
    """A letter in the making as its page and its form need it.

    draft     as stored. answers: whether the points are answered in it, and may be.
    second    why a second person signs it; empty when nobody has to.
    changes   what reads otherwise than what was signed.
    not_told  why a copy may not go to somebody of `recipients`, by their number.
    """

    page: ComplaintPage
    number: int
    kind: LetterKind
    state: LetterState
    version: int
    author: str
    saved_at: datetime
    draft: Draft
    blocks: tuple[EditorBlock, ...]
    points: tuple[EditorPoint, ...]
    found: tuple[FoundRow, ...]
    gate: Gate
    answers: bool
    headings: tuple[str, ...]
    undeliverable: tuple[tuple[str, str], ...]
    contractors: tuple[tuple[str, str], ...]
    asking: tuple[tuple[str, str], ...]
    recipients: tuple[tuple[str, str], ...]
    not_told: dict[str, str]
    senders: tuple[tuple[str, str], ...]
    formats: tuple[tuple[str, str], ...]
    second: str
    signed_by: str
    signed_at: datetime | None
    changes: tuple[BlockChange, ...]
    asked_at: datetime | None
    returns: tuple[ReturnRow, ...]

    def has_block(self, key: str) -> bool:
        """Whether the letter has this block."""
        return any(one.key == key for one in self.blocks)


def editor_of(hand: InHand, *, today: date, typed: Draft | None = None) -> EditorPage:
    """The editor, with what was typed if that is not stored yet. One statement, for what was returned."""
    made = make(hand, today=today, draft=typed)
    letter, page, around = hand.letter, hand.page, hand.around
    signed, changed = signature(hand, today=today)
    # What is only ticked is not on record yet: it keeps its tick, day and owner until it is saved.
    ticked = _promised(typed) - _promised(hand.draft) if typed else frozenset()
    answers = hand.draft.kind in ANSWERS and page.case.status is Status.OPEN
    return EditorPage(
        page=page,
        number=letter.pk,
        kind=hand.draft.kind,
        state=LetterState(letter.state),
        version=letter.version,
        author=letter.author.name,
        saved_at=letter.saved_at,
        draft=hand.draft,
        blocks=_blocks(made),
        points=_points(hand, made) if answers else (),
        found=tuple(
            FoundRow(
                hashed(one.sentence)[:12],
                one.sentence,
                one.vague,
                one.due_on,
                committed=recorded is not None and one.sentence not in ticked,
            )
            for one, recorded in promises_to_make(hand, made, today=today)
        ),
        gate=inspect(hand, made, today=today),
        answers=answers,
        headings=tuple(dict.fromkeys(one for line in made.chain.remedies for one in line.headings)),
        undeliverable=_undeliverable(hand),
        contractors=tuple((str(one.pk), one.name) for one in around.contractors),
        asking=tuple(names_asking(page, around)) if hand.draft.kind in TO_MEMBER else (),
        recipients=tuple(
            (str(one.number), f"{one.name} ({one.role.label.lower()})")
            for one in around.parties
            if one.role not in NEVER_WRITTEN_TO and one.name
        ),
        not_told=_not_told(made, today),
        senders=tuple((str(one.number), one.name) for one in around.officers.values()),
        formats=tuple((key, row["title"].capitalize()) for key, row in data("formats.toml").items()),
        second=needs_a_second(hand.draft.kind, page),
        signed_by=signed.officer.name if signed else "",
        signed_at=signed.signed_at if signed else None,
        changes=changed,
        asked_at=letter.asked_at,
        returns=returns_of(letter.pk),
    )


def _not_told(made: Made, today: date) -> dict[str, str]:
    points = tuple(one.key for one in made.chain.points)
    found = {str(one.number): one.why_not_told(today, points) for one in made.builder.around.parties}
    return {number: f"Not now: {why}." for number, why in found.items() if why}


def _promised(draft: Draft) -> frozenset[str]:
    return frozenset(one.words for one in draft.details.promises)


def returns_of(letter: int) -> tuple[ReturnRow, ...]:
    """Each time it went back, the latest first. One statement."""
    rows = Return.objects.filter(letter=letter).select_related("officer").order_by("-pk")
    return tuple(
        ReturnRow(
            one.officer.name,
            one.returned_at,
            tuple(ReturnReason(code).label for code in one.reasons),
            one.words,
        )
        for one in rows
    )


def _blocks(made: Made) -> tuple[EditorBlock, ...]:
    draft = made.builder.draft
    plain = compose(made.chain, made.template) if draft.edited else made.composed
    edited = editable(draft.edited, made.template)
    return tuple(_block(made, plain, one.key, edited) for one in made.template.blocks)


def _block(made: Made, plain: ComposedLetter, key: str, edited: dict[str, str]) -> EditorBlock:
    template = made.template.block(key)
    shown, composed = made.composed.block(key), plain.block(key)
    assert template is not None
    assert shown is not None
    assert composed is not None
    text = made.template.texts[made.composed.language].blocks.get(key, "")
    own = next((name for name in OWN_WORDS if f"{{{name}}}" in text and key != name), "")
    if not own and key in OWN_WORDS and not template.written and f"{{{key}}}" in text:
        own = key
    asks = ""
    if template.written:
        asks = "words"
    elif key == "points":
        asks = "points"
    elif not template.locked and key not in IN_THE_LAYOUT and (composed.text or key in edited):
        asks = "edit"
    return EditorBlock(
        key=key, name=key.replace("-", " ").capitalize(), heading=shown.heading, text=shown.text,
        composed=composed.text, written=made.chain.words.get(key, "") if template.written else "", asks=asks,
        locked=template.locked, edited=key in edited, own_words=own, own_label=OWN_WORDS.get(own, ""),
        own_text=made.chain.words.get(own, "") if own else "",
    )  # fmt: skip


def _points(hand: InHand, made: Made) -> tuple[EditorPoint, ...]:
    rows = {one.key: one for one in hand.page.points}
    words = {one.key: one.words for one in made.chain.remedies}
    found = []
    for point in made.chain.points:
        stored = hand.around.answers.get(point.key)
        found.append(
            EditorPoint(
                row=rows[point.key],
                answer=made.builder.answer(point.key),
                evidence=stored.evidence if stored else (),
                questions=stored.questions if stored else (),
                remedy=point.remedy.label,
                remedies=tuple(
                    words[one.key] for one in made.chain.remedies if point.key in one.points or not one.points
                ),
                earlier=point.earlier is not None,
            )
        )
    return tuple(found)


def _undeliverable(hand: InHand) -> tuple[tuple[str, str], ...]:
    notes = {str(one.id): one.words for one in hand.page.notes}
    return tuple(
        (one.key, notes.get(one.key, "") or one.body.type.label)
        for one in hand.page.case.remedies
        if one.offered and (not one.ended or one.step.value == "undeliverable")
    )
