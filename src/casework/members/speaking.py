"""Who may be given what of a complaint: everybody of it, with the authority they have and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from casework.complaints.authority import ALWAYS_TOLD
from casework.complaints.page import PartyRow
from casework.complaints.queries import ComplaintPage
from putright.procedures import detection_rules
from putright.vocabulary import Disclosure, Relationship

WARNS = "DR-39"
"""The rule that tells of an authority that ends."""


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody may be given, and why not the rest. named: it is kept to the points named."""

    what: Disclosure
    allowed: bool
    why: str


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """Somebody of the complaint with what they may be given today.

    state  `none`, `ended`, `soon` or `stands` for who needs an authority; empty for others.
    asked_late  what was asked for has not come by its day.
    """

    party: PartyRow
    state: str
    access: tuple[Access, ...]
    document: str
    asked_late: bool

    @property
    def needs_authority(self) -> bool:
        """Whether they are told of the complaint only on an authority."""
        return self.party.needs_authority


def speakers(page: ComplaintPage, *, today: date) -> tuple[SpeakerRow, ...]:
    """Everybody of the complaint, who needs an authority first. No statement."""
    rows = [_row(page, one, today) for one in page.parties]
    return tuple(sorted(rows, key=lambda row: not row.needs_authority))


def who_needs_one(page: ComplaintPage) -> tuple[PartyRow, ...]:
    """Those of the complaint who are told of it only on an authority. No statement."""
    return tuple(one for one in page.parties if one.needs_authority)


def _row(page: ComplaintPage, party: PartyRow, today: date) -> SpeakerRow:
    documents = {one.id: one.what or one.called for one in page.documents}
    asked = party.asked_until
    return SpeakerRow(
        party=party,
        state=_state(party, today) if party.needs_authority else "",
        access=tuple(_access(page, party, what, today) for what in Disclosure),
        document=documents.get(party.document or 0, ""),
        asked_late=asked is not None and asked < today,
    )


def _access(page: ComplaintPage, party: PartyRow, what: Disclosure, today: date) -> Access:
    if party.role in ALWAYS_TOLD:
        return Access(what, allowed=True, why="The complaint is about them")
    if not party.needs_authority:
        role = Relationship(party.role).label.lower()
        return Access(what, allowed=False, why=f"Nothing goes to a {role} for having this part")
    authority = party.allowed
    points = authority.points if authority.on_points else ()
    why = authority.why_not(what, today=today, points=points)
    return Access(what, allowed=not why, why=f"{why[:1].upper()}{why[1:]}")


def _state(party: PartyRow, today: date) -> str:
    authority = party.allowed
    if not authority.basis:
        return "none"
    if authority.ended(today):
        return "ended"
    days = detection_rules()[WARNS].number("days_before")
    if authority.until is not None and authority.until <= today + timedelta(days=days):
        return "soon"
    return "stands"
