"""Who is away, until when, and who covers: read for lists, for choosing an officer, for what is due meanwhile.

Cover is a way of reading: nothing in the record changes hands, so that all of it is back when the officer is.
It never widens who may see a complaint: every list still leaves only what the reader may see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from casework.people.models import Absence, Officer
from casework.people.permissions import why_no_cover


@dataclass(frozen=True, slots=True)
class Covered:
    """Somebody an officer covers for today. until: the last day they are away; what is due later waits for them."""

    officer_id: int
    name: str
    until: date


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence as a page shows it. cover: the name, empty for nobody. lacks: what is amiss with it, if anything."""

    id: int
    officer_id: int
    officer: str
    first_on: date
    last_on: date
    cover_id: int | None
    cover: str
    lacks: str


def holding(today: date) -> Q:
    """The absences that hold on a day."""
    return Q(withdrawn_at=None, first_on__lte=today, last_on__gte=today)


def away_until_of(officer: str, *, today: date) -> Subquery:
    """The last day the officer at this path is away, for an annotation; NULL when at work."""
    absences = Absence.objects.filter(holding(today), officer=OuterRef(officer))
    return Subquery(absences.order_by("-last_on").values("last_on")[:1])


def away_among(officers: Iterable[int], *, today: date) -> Mapping[int, AbsenceRow]:
    """Which of these officers are away, by number. One statement."""
    absences = Absence.objects.filter(holding(today), officer__in=list(officers)).order_by("last_on")
    return {
        one.officer_id: row_of(one, (), today=today) for one in absences.select_related("officer", "cover")
    }


def covered_by(officer: Officer, *, today: date) -> tuple[Covered, ...]:
    """Whom this officer covers for today, by name. No statement for who covers nobody, one otherwise."""
    if officer.covers_until is None or officer.covers_until < today:
        return ()
    absences = Absence.objects.filter(holding(today), cover=officer.pk, officer__is_active=True)
    found = absences.order_by("officer__name", "last_on").values_list("officer", "officer__name", "last_on")
    return tuple({one[0]: Covered(*one) for one in found}.values())


def due_to(officer: Officer, covered: Sequence[Covered], *, owner: str = "owner", due: str = "") -> Q:
    """The condition that leaves what is the officer's, and what is due of those they cover for before they are back.

    owner, due  the columns asked; without `due` all of theirs counts, as where what is listed is due already.
    """
    found = Q(**{owner: officer.pk})
    for one in covered:
        theirs: dict[str, Any] = {owner: one.officer_id}
        if due:
            theirs[f"{due}__lte"] = one.until
        found |= Q(**theirs)
    return found


def absences_of(organisation_id: int, *, today: date) -> tuple[Absence, ...]:
    """Absences that are not over, the earliest first, with officer and cover. One statement."""
    found = Absence.objects.filter(
        officer__organisation=organisation_id,
        officer__is_active=True,
        withdrawn_at=None,
        last_on__gte=today,
    )
    return tuple(found.select_related("officer", "cover").order_by("first_on", "officer__name", "pk"))


def standing_cover(absence: Absence, on: date, among: Sequence[Absence]) -> tuple[Officer | None, str]:
    """Who covers on a day, and what is amiss where nobody does; `among` are the absences of the organisation."""
    cover = absence.cover
    if cover is None:
        return None, "nobody covers"
    if why_no_cover(cover, absence.officer):
        return None, "who was to cover no longer may"
    if any(one.officer_id == cover.pk and one.first_on <= on <= one.last_on for one in among):
        return None, "who covers is away too"
    return cover, ""


def absence_rows(organisation_id: int, *, today: date) -> tuple[AbsenceRow, ...]:
    """Every absence that is not over, and what its cover lacks. One statement."""
    among = absences_of(organisation_id, today=today)
    return tuple(row_of(one, among, today=today) for one in among)


def row_of(one: Absence, among: Sequence[Absence], *, today: date) -> AbsenceRow:
    """An absence as a page shows it. No statement."""
    days = [max(one.first_on, today), one.last_on]
    days += [other.first_on for other in among if one.first_on <= other.first_on <= one.last_on]
    lacks = next((lack for on in days if (lack := standing_cover(one, on, among)[1])), "")
    return AbsenceRow(
        one.pk, one.officer_id, one.officer.name, one.first_on, one.last_on, one.cover_id,
        one.cover.name if one.cover else "", lacks,
    )  # fmt: skip


def absence_here(organisation_id: int, number: int) -> Absence | None:
    """An absence of the organisation that was not taken back; None when there is none. One statement."""
    found = Absence.objects.filter(officer__organisation=organisation_id, withdrawn_at=None, pk=number)
    return found.select_related("officer", "cover", "officer__team").first()


def may_cover_for(away: Officer) -> tuple[Officer, ...]:
    """Everybody with the rights to cover for an officer, by name. One statement."""
    here = Officer.objects.filter(organisation=away.organisation_id, is_active=True).order_by("name")
    return tuple(one for one in here if not why_no_cover(one, away))
