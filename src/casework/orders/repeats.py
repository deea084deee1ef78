"""Whether an Ombudsman asked the same before: orders of one type in nearly the same words, of an earlier case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from rapidfuzz import fuzz, process

from casework.complaints.models import OpenEnd
from casework.complaints.search import plain_words
from casework.ombudsman.models import OmbudsmanCase
from casework.orders.models import OrderPaper
from casework.orders.rules import rules
from putright.cases import EndKind
from putright.clocks.lengths import add_months
from putright.procedures import remedy_meanings
from putright.vocabulary import RemedyType


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier order that asks the same. likeness: in per cent."""

    order: int
    complaint: int
    made_on: date
    likeness: int


def asked_before(
    case: OmbudsmanCase, asked: Sequence[tuple[RemedyType, str]], *, on: date
) -> tuple[Alike | None, ...]:
    """For each of these types and words the most alike order of an earlier case of the organisation. One statement.

    Every order counts, also of a complaint the officer who asks may not see: the screens say then only that there
    is one.  Source: R-X10; DR-25.
    """
    known: dict[str, list[tuple[int, int, date, str]]] = {}
    since = add_months(on, -rules().looks_back_months)
    types = {type_.value for type_, _ in asked if _considered(type_)}
    if not types:
        return (None,) * len(asked)
    papers = OrderPaper.objects.filter(
        organisation=case.organisation_id, type__in=types, made_on__gte=since, made_on__lte=on
    )
    rows = standing(papers.exclude(case=case))
    for pk, complaint, type_, made_on, words in rows.order_by("-made_on", "-pk").values_list(
        "pk", "complaint_id", "type", "made_on", "note__words"
    ):
        known.setdefault(type_, []).append((pk, complaint, made_on, plain_words(words)))
    return tuple(_most_alike(plain_words(words), known.get(type_.value, [])) for type_, words in asked)


def standing(papers: QuerySet[OrderPaper]) -> QuerySet[OrderPaper]:
    """These papers without those whose order was struck out since. Part of a statement."""
    ends = OpenEnd.objects.filter(
        complaint=OuterRef("complaint"), kind=EndKind.ORDER.value, key=OuterRef("text_key")
    )
    return papers.annotate(text_key=Cast("pk", CharField())).filter(Exists(ends))


def likeness(one: str, other: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """How alike two texts in plain words are, in per cent: halfway between all of their words and the shared ones.

    The shared ones alone would find a short order in every longer one; all of them would miss what is said at length.
    """
    return (fuzz.token_sort_ratio(one, other) + fuzz.token_set_ratio(one, other)) / 2


def _considered(type_: RemedyType) -> bool:
    return remedy_meanings()[type_].step in rules().improving


def _most_alike(words: str, known: Sequence[tuple[int, int, date, str]]) -> Alike | None:
    if not words:
        return None
    found = process.extractOne(
        words, [one[3] for one in known], scorer=likeness, score_cutoff=rules().likeness
    )
    if found is None:
        return None
    pk, complaint, made_on, _ = known[found[2]]
    return Alike(pk, complaint, made_on, round(found[1]))
