"""Whom a payment can go to: the people of the complaint, by their part in it."""

from __future__ import annotations

from dataclasses import dataclass

from casework.complaints.models import Party
from putright.vocabulary import Relationship

PAYABLE = tuple(
    one.value
    for one in (
        Relationship.COMPLAINANT,
        Relationship.AFFECTED,
        Relationship.REPRESENTATIVE,
        Relationship.ADVOCATE,
    )
)
"""Parts in a complaint whose people can be paid; a contractor or an officer complained of cannot."""


@dataclass(frozen=True, slots=True)
class Payee:
    """Somebody a payment can go to."""

    id: int
    name: str
    role: str

    @property
    def called(self) -> str:
        """Their name and part."""
        return f"{self.name or 'No name given'}, {self.role}"


def payees(complaint_id: int) -> tuple[Payee, ...]:
    """The people of a complaint a payment can go to. One statement."""
    found = (
        Party.objects.filter(complaint=complaint_id, role__in=PAYABLE).select_related("person").order_by("pk")
    )
    return tuple(Payee(one.pk, one.person.name, Relationship(one.role).label.lower()) for one in found)


def payable(complaint_id: int, payee: str | None) -> bool:
    """Whether this person of the complaint can be paid; None = the complainant. One statement."""
    parties = Party.objects.filter(complaint=complaint_id)
    if payee is None:
        return parties.filter(role=Relationship.COMPLAINANT.value).exists()
    return payee.isdecimal() and parties.filter(pk=int(payee), role__in=PAYABLE).exists()
