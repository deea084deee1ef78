"""Who speaks for somebody on a complaint, and on what authority: the row of a party, read by its rules."""

from __future__ import annotations

from casework.complaints.models import Party
from putright.procedures.authority import Authority
from putright.vocabulary import Relationship

NEED_AUTHORITY = frozenset(
    {
        Relationship.REPRESENTATIVE,
        Relationship.ADVOCATE,
        Relationship.COUNCILLOR,
        Relationship.MP,
        Relationship.DEVOLVED_MEMBER,
    }
)
"""Who is given something only on the complainant's authority."""
SPEAK_FOR_THEM = (Relationship.REPRESENTATIVE, Relationship.ADVOCATE)
"""Who speaks for the complainant through the whole complaint."""
MEMBERS = frozenset({Relationship.COUNCILLOR, Relationship.MP, Relationship.DEVOLVED_MEMBER})
"""Elected members."""
ALWAYS_TOLD = frozenset({Relationship.COMPLAINANT, Relationship.AFFECTED})
"""Whom the complaint is theirs."""


def authority_of(party: Party) -> Authority:
    """The authority on record for this party. No statement."""
    return Authority(
        party.authority.strip(), tuple(party.authority_scope.split()), tuple(party.authority_points.split()),
        party.authority_until,
    )  # fmt: skip
