"""What Ombudsmen ordered in similar cases, shown while a remedy is considered. It guides; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from casework.complaints.queries import ComplaintPage
from casework.people.models import Officer
from casework.precedents import search
from casework.precedents.finding import binding_lines, shown_once, sums_of
from casework.precedents.models import DecisionLine
from casework.precedents.rows import DecisionRow, rows_of
from casework.precedents.spread import Spread, spread
from putright.vocabulary import RemedyType

NEAREST = 1000
SIMILAR = 25
SHOWN = 5


@dataclass(frozen=True, slots=True)
class SimilarRow:
    """A similar decision, and the sum it orders for this type of remedy; None = no sum."""

    decision: DecisionRow
    pence: int | None


@dataclass(frozen=True, slots=True)
class Similar:
    """The decisions most like this complaint that order this type of remedy.

    number  how many are counted as similar, of which `rows` shows the nearest. words: what they were found by.
    """

    type: RemedyType
    rows: tuple[SimilarRow, ...]
    number: int
    sums: Spread | None
    words: str


def similar_orders(officer: Officer, page: ComplaintPage, type_: RemedyType | str) -> Similar | None:
    """What was ordered of this type in decisions about the same things; None when there is none. Six statements.

    Similar is what shares the most telling words with the points, the title and the service of the complaint: our
    reading. What a resident wrote is compared here and kept nowhere.
    """
    type_ = RemedyType(type_)
    words = " ".join((page.title, *(one.words for one in page.points), page.service or ""))
    near = search.nearest(search.alike_of(words), most=NEAREST)
    if not near:
        return None
    ordered = DecisionLine.objects.filter(binding_lines(), decision=OuterRef("pk"), type=type_)
    found = shown_once(officer).filter(pk__in=near).filter(Exists(ordered))
    by_nearness = {number: place for place, number in enumerate(near)}
    numbers = sorted(found.values_list("pk", flat=True), key=by_nearness.__getitem__)[:SIMILAR]
    if not numbers:
        return None
    sums = sums_of(shown_once(officer).filter(pk__in=numbers), type_)
    shown = found.filter(pk__in=numbers[:SHOWN]).select_related("confirmed_by").defer("text", "typed")
    rows = sorted(rows_of(list(shown), officer), key=lambda one: by_nearness[one.number])
    return Similar(
        type_, tuple(SimilarRow(one, _sum(one, type_)) for one in rows), len(numbers),
        spread(sums, base=len(numbers)), " ".join(search.telling(words)[:SHOWN]),
    )  # fmt: skip


def _sum(row: DecisionRow, type_: RemedyType) -> int | None:
    sums = [one.amount_pence for one in row.binding if one.type is type_ and one.amount_pence]
    return sum(sums) or None
