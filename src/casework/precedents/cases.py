"""The decisions given to us on one case of an Ombudsman, and what is set beside them from our own record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from casework.complaints.queries import NotToBeSeen
from casework.ombudsman.models import OmbudsmanCase
from casework.ombudsman.queries import seen_cases
from casework.people.models import Officer
from casework.precedents.models import PublishedDecision
from casework.precedents.rows import DecisionRow, rows_of

__all__ = ["CaseDecision", "NotToBeSeen", "case_decision", "case_decisions"]


@dataclass(frozen=True, slots=True)
class CaseDecision:
    """One decision of a case with its text and what was typed of it.

    typed       None while nothing was kept. recorded: what of it is in the record: `decided`, `ordered`.
    document    number of the file as it was given.
    before      lines of the decision it takes the place of, by their words.
    """

    row: DecisionRow
    text: str
    typed: dict[str, list[str]] | None
    outcome: dict[str, Any]
    recorded: tuple[str, ...]
    document: int | None
    before: frozenset[str]


def case_decisions(officer: Officer, key: str | int) -> tuple[DecisionRow, ...]:
    """The decisions given on a case, the newest first. Four statements; none of a case that may not be seen."""
    found = _of_case(officer, key).defer("text", "typed").order_by("-given_at", "-pk")
    return rows_of(list(found.select_related("confirmed_by")), officer)


def case_decision(officer: Officer, key: str | int, number: int) -> CaseDecision:
    """A decision of a case, with its text. Four statements, two more when amended. Raises NotToBeSeen."""
    found = _of_case(officer, key).filter(pk=number).select_related("confirmed_by", "amends").first()
    if found is None:
        raise NotToBeSeen(str(number))
    before: frozenset[str] = frozenset()
    if found.amends is not None:
        earlier = found.amends.lines.exclude(order="").values_list("type", "words")
        before = frozenset(f"{type_} {' '.join(words.split())}" for type_, words in earlier)
    return CaseDecision(
        rows_of([found], officer)[0], found.text, found.typed, found.outcome, tuple(found.recorded),
        found.document_id, before,
    )  # fmt: skip


def _of_case(officer: Officer, key: str | int) -> QuerySet[PublishedDecision]:
    seen = OmbudsmanCase.objects.filter(seen_cases(officer), pk=int(key))
    return PublishedDecision.objects.filter(case__in=seen)
