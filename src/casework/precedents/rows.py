"""A published decision as the screens show it: frozen rows, and its text in pieces with what was read marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from casework.complaints.queries import NotToBeSeen
from casework.complaints.search import plain_words
from casework.people.models import Officer
from casework.precedents.models import DecisionFinding, DecisionLine, PublishedDecision
from casework.precedents.permissions import readable_by
from casework.precedents.words import BINDING, SHELVED, DecisionState, LineState
from putright.vocabulary import DecisionText, Determination, OmbudsmanBody, OrderKind, RemedyType

LONGEST_PIECE = 400_000


@dataclass(frozen=True, slots=True)
class FindingRow:
    """What was found on one head. determination: a word of `Determination` or of the decision's own text."""

    place: int
    head: str
    about: str
    determination: Determination | DecisionText | None
    code: str
    words: str
    points: tuple[str, ...]
    state: LineState


@dataclass(frozen=True, slots=True)
class LineRow:
    """One thing ordered, agreed or recommended, as it counts now. read: what the reader found; None = added by hand."""

    place: int
    kind: OrderKind
    type: RemedyType
    words: str
    payer: str
    payee: str
    amount_pence: int | None
    attribution: tuple[tuple[str, int], ...]
    due_on: date | None
    date_is_ours: bool
    as_stated: str
    begins: int | None
    ends: int | None
    state: LineState
    read: dict[str, Any] | None
    order: str

    @property
    def as_read(self) -> tuple[str, str, str, int | None]:
        """What the reader found: kind, type, words and sum. Only of a line it found."""
        assert self.read is not None
        return self.read["kind"], self.read["type"], self.read["text"], self.read["amount_pence"]

    @property
    def stated_on(self) -> date | None:
        """The date the reader found in the decision; None = it gives none, or the line was added by hand."""
        day = self.read["due_on"] if self.read else None
        return date.fromisoformat(day) if day else None

    @property
    def binds(self) -> bool:
        """Whether it must be done; a recommendation is never shown as an award."""
        return self.kind in BINDING and self.state is not LineState.STRUCK

    @property
    def paid_once(self) -> bool:
        """Whether it is a sum that is paid once."""
        return self.amount_pence is not None and self.type is not RemedyType.RECURRING_PAYMENT


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One published decision. ours: it was decided about this organisation."""

    number: int
    case_key: str | None
    state: DecisionState
    refused: str
    source: str
    body: OmbudsmanBody | None
    reference: str
    authority: str
    title: str
    category: str
    published_outcome: str
    decided_on: date | None
    summary: str
    complete: bool
    doubts: tuple[str, ...]
    points: tuple[tuple[str, str], ...]
    paid_pence: int | None
    confirmed_by: str
    confirmed_at: datetime | None
    at_review: bool
    amends: int | None
    amended_by: int | None
    ours: bool
    findings: tuple[FindingRow, ...]
    lines: tuple[LineRow, ...]

    @property
    def confirmed(self) -> bool:
        """Whether a person looked at every line of it."""
        return self.state is DecisionState.CONFIRMED

    @property
    def called(self) -> str:
        """What a list calls it."""
        return (
            self.title
            or " ".join(one for one in (self.authority, self.reference and f"({self.reference})") if one)
            or self.source
            or (f"Decision of the {self.body.label}" if self.body else "Decision")
        )

    @property
    def binding(self) -> tuple[LineRow, ...]:
        """What must be done."""
        return tuple(one for one in self.lines if one.binds)

    @property
    def advice(self) -> tuple[LineRow, ...]:
        """What is recommended."""
        return tuple(
            one
            for one in self.lines
            if one.kind is OrderKind.RECOMMENDATION and one.state is not LineState.STRUCK
        )


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the text; `places` of the lines that were read in it."""

    text: str
    places: tuple[int, ...] = ()
    first_of: tuple[int, ...] = ()


def precedent(officer: Officer, number: int) -> tuple[DecisionRow, str]:
    """A decision with its text. Four statements. Raises NotToBeSeen."""
    found = PublishedDecision.objects.filter(readable_by(officer), pk=number, state__in=SHELVED)
    decision = found.select_related("confirmed_by").first()
    if decision is None:
        raise NotToBeSeen(str(number))
    return rows_of([decision], officer)[0], decision.text


def rows_of(decisions: Sequence[PublishedDecision], officer: Officer) -> tuple[DecisionRow, ...]:
    """The rows of decisions, in their order. Three statements, however many they are."""
    numbers = [one.pk for one in decisions]
    lines: dict[int, list[LineRow]] = {}
    for line in DecisionLine.objects.filter(decision__in=numbers).order_by("decision", "place"):
        lines.setdefault(line.decision_id, []).append(_line(line))
    findings: dict[int, list[FindingRow]] = {}
    for one in DecisionFinding.objects.filter(decision__in=numbers).order_by("decision", "place"):
        findings.setdefault(one.decision_id, []).append(_finding(one))
    amended = dict(
        PublishedDecision.objects.filter(amends__in=numbers, state__in=SHELVED).values_list("amends", "pk")
    )
    name = plain_words(officer.organisation.name)
    return tuple(
        _row(one, findings.get(one.pk, ()), lines.get(one.pk, ()), amended.get(one.pk), name)
        for one in decisions
    )


def pieces(text: str, lines: Iterable[LineRow]) -> tuple[Piece, ...]:
    """The text cut at the places of what was read, so that each can be marked and led to. Places may overlap."""
    text = text[:LONGEST_PIECE]
    spans = [
        (one.place, max(one.begins, 0), min(one.ends, len(text)))
        for one in lines
        if one.begins is not None and one.ends is not None and one.begins < min(one.ends, len(text))
    ]
    cuts = sorted({0, len(text), *(begins for _, begins, _ in spans), *(ends for _, _, ends in spans)})
    cut = []
    for begins, ends in pairwise(cuts):
        places = tuple(place for place, first, last in spans if first <= begins and ends <= last)
        first_of = tuple(place for place, first, _ in spans if first == begins)
        cut.append(Piece(text[begins:ends], places, first_of))
    return tuple(cut)


def _row(
    one: PublishedDecision, findings: Iterable[FindingRow], lines: Iterable[LineRow], amended: int | None, name: str
) -> DecisionRow:  # fmt: skip
    return DecisionRow(
        number=one.pk, case_key=str(one.case_id) if one.case_id else None, state=DecisionState(one.state),
        refused=one.refused, source=one.source, body=OmbudsmanBody(one.body) if one.body else None,
        reference=one.reference, authority=one.authority, title=one.title, category=one.category,
        published_outcome=one.published_outcome, decided_on=one.decided_on, summary=one.summary,
        complete=one.completeness != "partial", doubts=tuple(one.doubts),
        points=tuple((point["key"], point["text"]) for point in one.points), paid_pence=one.paid_pence,
        confirmed_by=one.confirmed_by.name if one.confirmed_by else "", confirmed_at=one.confirmed_at,
        at_review=one.at_review, amends=one.amends_id, amended_by=amended,
        ours=one.case_id is not None or plain_words(one.authority) == name, findings=tuple(findings),
        lines=tuple(lines),
    )  # fmt: skip


def _line(one: DecisionLine) -> LineRow:
    return LineRow(
        place=one.place, kind=OrderKind(one.kind), type=RemedyType(one.type), words=one.words, payer=one.payer,
        payee=one.payee, amount_pence=one.amount_pence,
        attribution=tuple((share["to"], share["amount_pence"]) for share in one.attribution), due_on=one.due_on,
        date_is_ours=one.date_is_ours, as_stated=one.as_stated, begins=one.begins, ends=one.ends,
        state=LineState(one.state), read=one.read, order=one.order,
    )  # fmt: skip


def _finding(one: DecisionFinding) -> FindingRow:
    return FindingRow(
        place=one.place, head=one.head, about=one.about, determination=_determination(one.determination),
        code=one.determination, words=one.words, points=tuple(one.points), state=LineState(one.state),
    )  # fmt: skip


def _determination(code: str) -> Determination | DecisionText | None:
    if code in set(Determination):
        return Determination(code)
    return DecisionText(code) if code in set(DecisionText) else None
