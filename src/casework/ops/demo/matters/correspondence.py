"""Letters of the demonstration: begun, written, signed, sent and carried, each through its command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from casework.complaints.queries import complaint_page
from casework.letters.commands import ask_for_signature, posted, save, send, sign, start
from casework.letters.draft import draft_of
from casework.letters.jobs import run_next
from casework.letters.making import make, take
from casework.letters.models import Dispatch, Letter
from casework.letters.words import DispatchState
from casework.ops.demo.matters.begun import File
from putright.calendars import in_london
from putright.vocabulary import LetterKind


@dataclass(slots=True)
class Writing:
    """One letter of a matter, in the hands of its author."""

    file: File
    number: int
    author: str

    def write(
        self, back: int, *, words: Mapping[str, str] | None = None, ways: tuple[str, ...] = ("print",),
        sender: str = "", provider: int | None = None, **details: Any,
    ) -> None:  # fmt: skip
        """Type into it: passages by block, how it goes, whose name stands below it, whose reply it covers, dates."""
        letter = Letter.objects.get(pk=self.number)
        draft = draft_of(letter)
        typed = replace(
            draft, words={**draft.words, **(words or {})}, ways=ways, details=replace(draft.details, **details),
            provider=provider,
            sender=self.file.officer(sender).pk if sender else draft.sender,
        )  # fmt: skip
        save(
            self.file.reference, self.number, typed, seen_version=letter.version, seen_answers={},
            by=self.file.officer(self.author), now=self.file.at(back, 14),
        )  # fmt: skip

    def ask(self, back: int, of: str = "") -> None:
        """Give it in to be signed."""
        asked = self.file.officer(of) if of else None
        by = self.file.officer(self.author)
        ask_for_signature(self.file.reference, self.number, of=asked, by=by, now=self.file.at(back, 15))

    def sign(self, back: int, by: str) -> None:
        """Signed as it reads."""
        now = self.file.at(back, 16)
        seen = self._content(by, now, signs=True)
        sign(self.file.reference, self.number, seen_content=seen, by=self.file.officer(by), now=now)

    def send(self, back: int, by: str = "", *, going_on: str = "") -> None:
        """Sent as it reads. The worker carries it."""
        now = self.file.at(back, 16, 20)
        seen = self._content(by or self.author, now)
        officer = self.file.officer(by or self.author)
        send(self.file.reference, self.number, seen_content=seen, by=officer, now=now, going_on=going_on)

    def put_to_print(self, back: int) -> None:
        """The worker makes its files and puts it into the print queue."""
        while run_next(now=self.file.at(back, 16, 30)):
            pass

    def post(self, back: int) -> int:
        """Somebody printed and posted it. Returns the number of its hand-over."""
        row = self._row(DispatchState.PRINTING)
        now = self.file.at(back, 16, 50)
        posted(row.pk, on=in_london(now).date(), by=self.file.officer(self.author), now=now)
        return row.pk

    def _row(self, state: DispatchState) -> Dispatch:
        return Dispatch.objects.get(letter=self.number, state=state)

    def _content(self, officer: str, now: datetime, *, signs: bool = False) -> str:
        by, today = self.file.officer(officer), in_london(now).date()
        hand = take(by, self.file.reference, self.number, today=today)
        return make(hand, today=today, approver=by.pk if signs else None).content


def begin_letter(file: File, kind: LetterKind, author: str, back: int) -> Writing:
    """A letter of this kind, begun by its author on that day."""
    now = file.at(back, 13)
    page = complaint_page(file.officer(author), file.reference, today=in_london(now).date())
    return Writing(file, start(page, kind, by=file.officer(author), now=now), author)


def in_days(file: File, days: int) -> date:
    """The day in so many working days."""
    return file.day(-days)
