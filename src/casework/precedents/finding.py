"""Precedents: decisions by what they are about, what was found, what had to be done and how much was to be paid."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.expressions import RawSQL

from casework.people.models import Officer
from casework.precedents import search
from casework.precedents.models import DecisionFinding, DecisionLine, PublishedDecision
from casework.precedents.permissions import readable_by
from casework.precedents.rows import DecisionRow, rows_of
from casework.precedents.spread import Spread, spread
from casework.precedents.words import BINDING, SHELVED, LineState
from putright.vocabulary import RemedyType

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. Empty = anything. least, most: of the sum, in pence; only decisions with one then.

    looked_at   `confirmed` or `unconfirmed`. ours: only those about this organisation's own cases.
    """

    words: str = ""
    body: str = ""
    finding: str = ""
    type: str = ""
    category: str = ""
    year: int | None = None
    least: int | None = None
    most: int | None = None
    looked_at: str = ""
    ours: bool = False

    @property
    def anything(self) -> bool:
        """Whether nothing narrows it."""
        return all(not getattr(self, one.name) and getattr(self, one.name) != 0 for one in fields(self))


@dataclass(frozen=True, slots=True)
class PrecedentPage:
    """What was found. sums: how the sums lie, each decision counted once; None when none has a sum."""

    rows: tuple[DecisionRow, ...]
    number: int
    page: int
    more: bool
    sums: Spread | None


def precedents(officer: Officer, wanted: Wanted, *, page: int = 1) -> PrecedentPage:
    """The decisions that fit, the newest first, each once. Six statements, however many there are.

    Of the same decision the one a person confirmed is shown; one amended at a review stands beside the one before,
    and only it counts in the sums.
    """
    found = fitting(officer, wanted)
    sums = sums_of(found, wanted.type)
    number = found.count()
    shown = list(
        found.select_related("confirmed_by")
        .defer("text", "typed")
        .order_by(F("decided_on").desc(nulls_last=True), "-pk")[(page - 1) * A_PAGE : page * A_PAGE]
    )
    return PrecedentPage(
        rows_of(shown, officer),
        number,
        page,
        number > page * A_PAGE,
        spread(sums, base=number),
    )


def fitting(officer: Officer, wanted: Wanted) -> QuerySet[PublishedDecision]:
    """The decisions that fit and that the officer may see, each once."""
    found = shown_once(officer).filter(*_conditions(officer, wanted))
    if query := search.query_of(wanted.words):
        found = found.filter(pk__in=RawSQL(search.matching_sql(), [query]))  # noqa: S611 - the value is a parameter
    elif wanted.words.strip():
        return found.none()
    return found


def shown_once(officer: Officer) -> QuerySet[PublishedDecision]:
    """Every decision the officer may see, once: the confirmed of the same ones, else the first that came."""
    same = PublishedDecision.objects.filter(
        readable_by(officer), state__in=SHELVED, identity=OuterRef("identity")
    )
    rather = same.filter(
        Q(preference__lt=OuterRef("preference")) | Q(preference=OuterRef("preference"), pk__lt=OuterRef("pk"))
    )
    return PublishedDecision.objects.filter(
        readable_by(officer), Q(alone=True) | ~Exists(rather), state__in=SHELVED
    )


def sums_of(found: QuerySet[PublishedDecision], type_: str = "") -> list[int]:
    """The sum each decision orders or agrees to be paid once, of one type or of all. One statement.

    Those taken the place of at a review, recommendations, and payments without an end are left out.
    """
    amended = PublishedDecision.objects.filter(amends__isnull=False, state__in=SHELVED)
    current = found.exclude(pk__in=amended.values("amends"))
    if not type_:
        return [
            one
            for one in current.exclude(paid_pence=None).values_list("paid_pence", flat=True)
            if one is not None
        ]
    lines = DecisionLine.objects.filter(binding_lines(), decision__in=current.values("pk"), type=type_)
    lines = lines.exclude(amount_pence=None).exclude(type=RemedyType.RECURRING_PAYMENT)
    return list(lines.values("decision").annotate(paid=Sum("amount_pence")).values_list("paid", flat=True))


def binding_lines() -> Q:
    """The condition on lines that must be done."""
    return Q(kind__in=BINDING) & ~Q(state=LineState.STRUCK)


def _conditions(officer: Officer, wanted: Wanted) -> list[Any]:
    asked: list[Any] = []
    if wanted.body:
        asked.append(Q(body=wanted.body))
    if wanted.category:
        asked.append(Q(category__icontains=wanted.category))
    if wanted.year is not None:
        asked.append(Q(decided_on__year=wanted.year))
    if wanted.looked_at:
        asked.append(Q(preference=0 if wanted.looked_at == "confirmed" else 1))
    if wanted.ours:
        asked.append(Q(case__isnull=False) | Q(authority__iexact=officer.organisation.name))
    if wanted.finding:
        heads = DecisionFinding.objects.filter(decision=OuterRef("pk"), determination=wanted.finding)
        asked.append(Exists(heads.exclude(state=LineState.STRUCK)))
    if wanted.type or wanted.least is not None or wanted.most is not None:
        asked.append(Exists(_lines_wanted(wanted)))
    return asked


def _lines_wanted(wanted: Wanted) -> QuerySet[DecisionLine]:
    lines = DecisionLine.objects.filter(binding_lines(), decision=OuterRef("pk"))
    if wanted.type:
        lines = lines.filter(type=wanted.type)
    if wanted.least is not None:
        lines = lines.filter(amount_pence__gte=wanted.least)
    if wanted.most is not None:
        lines = lines.filter(amount_pence__lte=wanted.most)
    return lines


def years_of(officer: Officer) -> tuple[int, ...]:
    """The years from the first decision the officer may see to the last, the latest first. Two statements."""
    found = PublishedDecision.objects.filter(readable_by(officer), state__in=SHELVED).exclude(decided_on=None)
    days = found.values_list("decided_on", flat=True)
    first, last = days.order_by("decided_on", "pk")[:1], days.order_by("-decided_on", "-pk")[:1]
    return tuple(
        year for begins, ends in zip(first, last, strict=True) if begins and ends
        for year in range(ends.year, begins.year - 1, -1)
    )  # fmt: skip
