"""The evidence board: what was said and kept in the time complained of, and what of it nobody has looked at yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from casework.complaints.queries import ComplaintPage
from casework.outcomes.models import Reviewed
from casework.screens.dates import day_of

SHOWN = {"contact": "Conversation", "note": "Note", "promise": "Promise", "incident": "Incident"}
"""Notes that can be evidence, by what they are about; reasons and findings are our own words."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One thing to look at. kind: `note` or `document`; reviewed_by: empty = nobody has looked at it."""

    kind: str
    number: int
    what: str
    words: str
    at: date | datetime
    who: str
    reviewed_by: str
    reviewed_at: datetime | None

    @property
    def key(self) -> str:
        """What a tick of it is called in a form."""
        return f"{self.kind}-{self.number}"


@dataclass(frozen=True, slots=True)
class EvidenceBoard:
    """Everything to look at before a stage is signed off, the oldest first. Source: R-Q3."""

    items: tuple[EvidenceItem, ...]

    @property
    def unreviewed(self) -> tuple[EvidenceItem, ...]:
        """What nobody has looked at for this stage."""
        return tuple(one for one in self.items if not one.reviewed_by)


def evidence_board(page: ComplaintPage, stage: str) -> EvidenceBoard:
    """Calls, messages, notes and documents of the complaint, and who looked at each for this stage. One statement."""
    seen = {
        (one.kind, one.number): (page.officers.get(str(one.officer_id), "An officer"), one.at)
        for one in Reviewed.objects.filter(complaint=page.complaint_id, stage=stage)
    }
    items = []
    for note in page.notes:
        if note.about in SHOWN:
            by, at = seen.get(("note", note.id), ("", None))
            what = SHOWN[note.about] + (f", {note.channel.replace('_', ' ')}" if note.channel else "")
            items.append(
                EvidenceItem("note", note.id, what, note.words, note.happened_at, note.officer, by, at)
            )
    for one in page.documents:
        by, at = seen.get(("document", one.id), ("", None))
        words = one.what or one.called
        items.append(
            EvidenceItem(
                "document", one.id, "Document", words, one.dated_on or one.added_at, one.source, by, at
            )
        )
    return EvidenceBoard(tuple(sorted(items, key=lambda one: (day_of(one.at), one.kind, one.number))))
