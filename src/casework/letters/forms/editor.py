"""Everything an author types into a letter, read to a draft."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.forms import ValidationError

from casework.letters.draft import (
    ANSWER_TEXTS,
    AnswerDraft,
    Details,
    Draft,
    Promise,
    as_written,
    hashed,
    lines,
)
from casework.letters.forms.entries import fields_of
from casework.letters.queries import EditorPage
from casework.screens.fields import Form

MOST_WORKING_DAYS = 60


class EditorForm(Form):
    """Everything that can be typed into a letter. The fields follow from its kind and its blocks."""

    def __init__(self, *values: Any, editor: EditorPage, **options: Any) -> None:
        self.editor = editor
        super().__init__(*values, **options)
        for name, field, holds in fields_of(editor):
            field.initial = holds
            self.fields[name] = field
        self.say_what_is_required()

    def clean_update_every(self) -> int | None:
        """A small number of days."""
        typed = self.cleaned_data["update_every"]
        if not typed:
            return None
        if not typed.isdecimal() or not 1 <= int(typed) <= MOST_WORKING_DAYS:
            raise ValidationError(
                f"Working days between updates: enter a number from 1 to {MOST_WORKING_DAYS}, or leave it empty."
            )
        return int(typed)

    def clean(self) -> dict[str, Any]:
        """A promise that is to become a commitment has a day."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        for row in self.editor.found:
            wanted = given.get(f"promise-{row.key}")
            if wanted and not given.get(f"by-{row.key}") and f"by-{row.key}" not in self.errors:
                self.add_error(f"by-{row.key}", "By when is it kept?: enter the day, since it is promised.")
        return given

    def draft(self) -> Draft:
        """What was typed. What could not be read stays as it is stored, so that the rest can be looked at."""
        stored = self.editor.draft
        return replace(
            stored,
            language=self._typed("language", stored.language) or "en",
            words=self._words(stored),
            edited=dict(self._edited()),
            details=self._details(stored.details),
            recipient=_number(self._typed("recipient", stored.recipient)),
            provider=_number(self._typed("provider", stored.provider)),
            sender=_number(self._typed("sender", stored.sender)),
            copies=tuple(int(one) for one in self._typed("copies", stored.copies)),
            ways=tuple(self._typed("ways", stored.ways)),
            answers={one.point: one for one in self._answers()},
        )

    def seen_answers(self) -> dict[str, int]:
        """The versions of the answers that the page was made from."""
        return {one.key: _number(self._typed(f"seen-{one.key}", "0")) or 0 for one in self.editor.points}

    def _typed(self, name: str, stored: Any) -> Any:
        return (
            self.cleaned_data.get(name, stored) if name in self.fields and name not in self.errors else stored
        )

    def _ticked(self, name: str) -> bool:
        return bool(self.cleaned_data.get(name))

    def _words(self, stored: Draft) -> dict[str, str]:
        words = dict(stored.words)
        names = [one.key for one in self.editor.blocks if one.asks == "words"]
        names += [one.own_words for one in self.editor.blocks if one.own_words]
        for name in names:
            words[name] = as_written(self._typed(f"words-{name}", words.get(name, "")))
        return {key: text for key, text in words.items() if text}

    def _edited(self) -> Iterator[tuple[str, str]]:
        """Blocks whose text differs from what was composed when the page was made."""
        for block in self.editor.blocks:
            if block.asks != "edit":
                continue
            if f"edited-{block.key}" not in self.data:
                # The page had no text of it to change: what it says now follows from what was typed elsewhere.
                if block.key in self.editor.draft.edited:
                    yield block.key, self.editor.draft.edited[block.key]
                continue
            text = as_written(self._typed(f"edited-{block.key}", block.text))
            was = self._typed(f"was-{block.key}", "")
            if self._ticked(f"again-{block.key}") or hashed(text) in (was, hashed(block.composed)):
                continue
            yield block.key, text
        known = {block.key for block in self.editor.blocks}
        yield from ((key, text) for key, text in self.editor.draft.edited.items() if key not in known)

    def _details(self, stored: Details) -> Details:
        plain = {
            name: self._typed(name, getattr(stored, name))
            for name in (
                "new_date", "more_by", "reply_due_on", "acts_next", "acts_by", "reason", "issue_on", "filed_on",
                "requested_on", "discretion", "original", "good_reason", "update_every", "closes", "next_actor", "remedy",
                "enquiry", "delay_evidence",
            )
        }  # fmt: skip
        return replace(
            stored,
            **plain,
            complete=self._typed("complete", "yes" if stored.complete else "no") != "no",
            enclosures=lines(self._typed("enclosures", "\n".join(stored.enclosures))),
            headings=tuple(self._typed("headings", stored.headings)),
            formats=tuple(self._typed("formats", stored.formats)),
            promises=tuple(self._commitments(stored)),
        )

    def _commitments(self, stored: Details) -> Iterator[Promise]:
        for number, one in enumerate(stored.promises):
            if self._ticked(f"keep-{number}"):
                yield one
        for row in self.editor.found:
            due: date | None = self._typed(f"by-{row.key}", None)
            if self._ticked(f"promise-{row.key}") and due is not None:
                yield Promise(row.sentence, due, str(self._typed(f"owner-{row.key}", "") or ""))

    def _answers(self) -> Iterator[AnswerDraft]:
        for point in self.editor.points:
            given = point.answer
            texts = {
                name: as_written(self._typed(f"{name}-{point.key}", getattr(given, name)))
                for name in ANSWER_TEXTS
            }
            outcome = self._typed(f"outcome-{point.key}", given.outcome)
            yield AnswerDraft(point=point.key, outcome=outcome, version=given.version, **texts)


def _number(value: Any) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() else None
