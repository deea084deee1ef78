"""A letter as it is being written: what is stored of it, or what was typed and is not stored yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from typing import Any

from casework.letters.models import Letter
from putright.vocabulary import LetterKind

ANSWER_TEXTS = ("missing", "standard", "happened", "reasons", "fault", "injustice", "changed")
"""What an author writes of a point; the names are those of an answer."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise found in a letter that becomes a commitment when it is sent.

    owner  number of the officer who keeps it, as text; empty = who handles the complaint.
    """

    words: str
    by: date | None = None
    owner: str = ""
    what: str = "letter"


@dataclass(frozen=True, slots=True)
class Details:
    """Dates and codes a letter carries, beside its words.

    acts_next, acts_by  who acts next and does what, and by when.
    complete      False for an answer that leaves points to a further letter, due on `more_by`.
    reason        code of a refusal or a closure. closes: the complaint is closed when the letter is sent.
    next_actor    who acts next after a closure: code of `ACTS_NEXT`.
    remedy        key of the remedy that cannot be delivered. enquiry: key of a member's enquiry it answers.
    headings      headings of an apology that somebody ticked as covered.
    formats       formats it is prepared in, such as `large-print`.
    delay_evidence  what shows that the resident caused a delay.
    """

    new_date: date | None = None
    more_by: date | None = None
    reply_due_on: date | None = None
    acts_next: str = ""
    acts_by: date | None = None
    complete: bool = True
    reason: str = ""
    issue_on: date | None = None
    filed_on: date | None = None
    requested_on: date | None = None
    discretion: bool = False
    original: str = ""
    good_reason: bool = False
    update_every: int | None = None
    closes: bool = False
    next_actor: str = ""
    remedy: str = ""
    enquiry: str = ""
    enclosures: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    delay_evidence: str = ""
    promises: tuple[Promise, ...] = ()

    def kept(self) -> dict[str, Any]:
        """As it is stored: what differs from an empty one."""
        empty = Details()
        return {
            name: _plain(value)
            for name, value in asdict(self).items()
            if value != getattr(empty, name) or (name == "promises" and value)
        }

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> Details:
        """From what is stored; names it does not know are left alone."""
        given: dict[str, Any] = {}
        for one in fields(cls):
            if one.name not in stored:
                continue
            value = stored[one.name]
            if one.name == "promises":
                value = tuple(
                    Promise(
                        row["words"], _day(row.get("by")), row.get("owner", ""), row.get("what", "letter")
                    )
                    for row in value
                )
            elif "date" in str(one.type):
                value = _day(value)
            elif "tuple" in str(one.type):
                value = tuple(value)
            given[one.name] = value
        return cls(**given)


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What is answered to one point, as stored or as typed. version 0: nothing is stored yet."""

    point: str
    outcome: str = ""
    missing: str = ""
    standard: str = ""
    happened: str = ""
    reasons: str = ""
    fault: str = ""
    injustice: str = ""
    changed: str = ""
    version: int = 0

    def same_words(self, other: AnswerDraft) -> bool:
        """Whether both say the same, whatever their versions."""
        return replace(self, version=0) == replace(other, version=0)


@dataclass(frozen=True, slots=True)
class Draft:
    """One letter in the making.

    words   passages of the author by block; edited: blocks whose text was changed by hand.
    recipient, copies  numbers of parties; provider: of a contractor. sender: number of an officer.
    answers  by point, where they differ from what is stored; empty = as stored.
    """

    kind: LetterKind
    stage: str
    language: str = "en"
    words: Mapping[str, str] = field(default_factory=dict)
    edited: Mapping[str, str] = field(default_factory=dict)
    details: Details = field(default_factory=Details)
    recipient: int | None = None
    copies: tuple[int, ...] = ()
    provider: int | None = None
    sender: int | None = None
    ways: tuple[str, ...] = ()
    answers: Mapping[str, AnswerDraft] = field(default_factory=dict)


def draft_of(letter: Letter) -> Draft:
    """The letter as it is stored. One statement, for the copies."""
    return Draft(
        kind=LetterKind(letter.kind),
        stage=letter.stage,
        language=letter.language,
        words=dict(letter.words),
        edited=dict(letter.edited),
        details=Details.read(letter.details),
        recipient=letter.recipient_id,
        copies=tuple(letter.copies.order_by("pk").values_list("pk", flat=True)),
        provider=letter.provider_id,
        sender=letter.sender_id or letter.author_id,
        ways=tuple(letter.channels),
    )


def as_written(text: str) -> str:
    """A text as it is kept: line breaks of one kind, nothing around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def hashed(what: Any) -> str:
    """A hash of texts and lists, the same for the same content."""
    canonical = json.dumps(what, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def lines(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
