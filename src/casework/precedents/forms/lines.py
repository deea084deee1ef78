"""The fields of one line of a decision being confirmed, and of one finding: what was read, to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from casework.outcomes.forms.money import MoneyField
from casework.precedents.confirming import HeadChecked, LineChecked
from casework.precedents.rows import FindingRow, LineRow
from casework.precedents.words import LineState
from casework.screens.fields import ChoiceOf, DayField, Passage, SeveralOf, Tick
from putright.calendars import short_day
from putright.procedures import remedy_meanings
from putright.vocabulary import DecisionText, Determination, OrderKind, PartyAtFault, Period, RemedyType
from putright.vocabulary.money import pounds

COUNTS, STRUCK, BEFORE = "counts", "struck", "before"
SHARES = (PartyAtFault.OURS, PartyAtFault.CONTRACTOR, PartyAtFault.OTHER_BODY)
WHERE = {"amount": "amount", "due": "due", "payee": "payee", "words": "words", "per": "per", "condition": "condition",
         "headings": "headings", "points": "points", "heads": "heads", "shares": "share-ours", "link": "ours",
         "supersedes": "ours"}  # fmt: skip
"""Which of our fields a problem of `make_orders` belongs to."""
_ON_A_HEAD: Mapping[str, Determination] = {
    DecisionText.DISCONTINUED: Determination.NOT_DECIDED, DecisionText.NOT_WORTHWHILE: Determination.NOT_DECIDED,
    DecisionText.PREMATURE: Determination.NOT_DECIDED, DecisionText.NO_JURISDICTION: Determination.OUTSIDE,
}  # fmt: skip
"""What a decision whose text does this finds on a head of complaint: where it stops before that, nothing."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the fields of a line choose from.

    proposed  a date of ours for a line that has none, with where it comes from, by the kind of the line.
    """

    points: tuple[tuple[str, str, str], ...]
    heads: tuple[tuple[str, str], ...]
    payees: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    owner: str
    ours: tuple[tuple[str, str], ...]
    at_review: bool
    before: frozenset[str]
    determinations: tuple[Determination, ...]
    proposed: Mapping[str, tuple[date, str]]


def line_key(row: LineRow | None, number: int) -> str:
    """What the fields of a line are called: by its place, or as the added one with this number."""
    return f"line-{row.place}" if row else f"line-new-{number}"


def line_fields(key: str, row: LineRow | None, around: Around) -> Iterator[tuple[str, forms.Field]]:
    """The fields of one line."""
    kind = row.kind if row else OrderKind.ORDER
    yield f"{key}-look", _look(row, around)
    yield f"{key}-kind", ChoiceOf([OrderKind.ORDER, OrderKind.AGREED, OrderKind.RECOMMENDATION, OrderKind.FAILURE_ORDER],
                                  as_list=True, label="How strongly", initial=kind.value)  # fmt: skip
    yield f"{key}-type", ChoiceOf(list(RemedyType), as_list=True, label="What is to be done",
                                  initial=row.type.value if row else None)  # fmt: skip
    yield (
        f"{key}-words",
        Passage(label="In the words of the decision", rows=_rows(row), initial=row.words if row else None),
    )
    yield f"{key}-amount", MoneyField(label="Sum, in pounds", required=False, initial=row.amount_pence if row else None,
                                      help_text=_divided(row))  # fmt: skip
    yield from _date(key, row, kind, around)
    yield f"{key}-owner", ChoiceOf(around.people, as_list=True, nothing="The link officer of the case", required=False,
                                   label="Who sees to it?", initial=around.owner)  # fmt: skip
    yield from _more(key, row, around)


def head_fields(key: str, row: FindingRow | None, around: Around) -> Iterator[tuple[str, forms.Field]]:
    """The fields of one finding."""
    found = _found_on_head(row) if row else None
    known = found if found in {one.value for one in around.determinations} else None
    yield f"{key}-look", ChoiceOf([(COUNTS, "It counts, as it stands here"), (STRUCK, "It is no finding: strike it out")],
                                  label="Have you looked at it?", in_line=True)  # fmt: skip
    yield f"{key}-about", Passage(label="The head of complaint, in the Ombudsman’s words", rows=2,
                                  initial=row.about if row else None)  # fmt: skip
    yield (
        f"{key}-determination",
        ChoiceOf(around.determinations, as_list=True, label="Finding", initial=known),
    )
    yield f"{key}-points", SeveralOf([(one, f"{one}. {words}") for one, words, _ in around.points], required=False,
                                     label="Which of our points is it about?",
                                     hints={one: says for one, _, says in around.points})  # fmt: skip


def _found_on_head(row: FindingRow) -> str:
    return _ON_A_HEAD[row.code].value if row.code in _ON_A_HEAD else row.code


def checked_head(key: str, row: FindingRow | None, given: Mapping[str, Any]) -> HeadChecked:
    """A finding as it was left."""
    about, code = given[f"{key}-about"].strip(), given[f"{key}-determination"]
    state = (
        LineState.RIGHT
        if row and (about, code) == (row.about.strip(), _found_on_head(row))
        else LineState.CORRECTED
    )
    if row is None:
        state = LineState.ADDED
    if given[f"{key}-look"] == STRUCK:
        state = LineState.STRUCK
    return HeadChecked(row.place if row else None, state, about, code, tuple(given[f"{key}-points"]))


def checked_line(key: str, row: LineRow | None, given: Mapping[str, Any]) -> LineChecked:
    """A line as it was left. Corrected is what differs from what was read, whatever was ticked."""

    def typed(name: str) -> Any:
        return given.get(f"{key}-{name}")

    carried, _, number = (typed("ours") or "").partition(":")
    kind, type_ = OrderKind(typed("kind")), RemedyType(typed("type"))
    due, ours = typed("due"), bool(typed("date_is_ours")) and typed("due") is not None
    recurring = type_ is RemedyType.RECURRING_PAYMENT
    return LineChecked(
        place=row.place if row else None, state=_state(key, row, given), kind=kind, type=type_,
        words=typed("words").strip(), amount_pence=typed("amount"), due=due, date_is_ours=ours,
        owner=typed("owner") or None, payee=typed("payee") or None,
        shares=tuple((one.value, pence) for one in SHARES if (pence := typed(f"share-{one.value}"))),
        headings=tuple(one.strip() for one in (typed("headings") or "").splitlines() if one.strip()),
        evidence=typed("evidence") or "", per=Period(typed("per")) if recurring and typed("per") else Period.ONCE,
        condition=typed("condition") or "", set_off_allowed=bool(typed("set_off_allowed")),
        supersedes=number if carried == "replaces" else None, remedy=number if carried == "remedy" else None,
        action=number if carried == "action" else None, points=tuple(typed("points") or ()),
        heads=tuple(int(one) for one in typed("heads") or ()),
    )  # fmt: skip


def problems(line: LineChecked, decided_on: date | None) -> Iterator[tuple[str, str]]:
    """What of a line cannot be recorded: which field, and what to do. The rules are those of `make_orders`."""
    if line.due is not None and decided_on is not None and line.due < decided_on:
        yield (
            "due",
            f"By when: {short_day(line.due)} is before the decision of {short_day(decided_on)}. Check the year.",
        )
    meaning, recurring = remedy_meanings()[line.type], line.type is RemedyType.RECURRING_PAYMENT
    if line.amount_pence is not None and not meaning.money and line.type is not RemedyType.GOODWILL:
        yield "amount", f"Sum: “{line.type.label}” is no payment. Take the sum away, or choose a payment."
    if recurring and line.amount_pence is None:
        yield "amount", "Sum: a payment that comes again needs its sum each time."
    if recurring and line.per is Period.ONCE:
        yield "per", "How often it is paid: choose day, week or month."
    if recurring and not line.condition.strip():
        yield "condition", "What ends it: say the condition."
    if line.headings and line.type is not RemedyType.APOLOGY:
        yield "headings", "Headings: only an apology has them. Leave them out."
    told = sum(pence for _, pence in line.shares)
    if line.shares and told != line.amount_pence:
        yield (
            "share-ours",
            f"The shares come to {pounds(told)}, the sum is {pounds(line.amount_pence or 0)}: check each.",
        )


def _state(key: str, row: LineRow | None, given: Mapping[str, Any]) -> LineState:
    look = given[f"{key}-look"]
    if look != COUNTS:
        return LineState.STRUCK if look == STRUCK else LineState.BEFORE
    if row is None:
        return LineState.ADDED
    kind, type_, words, amount = row.as_read
    now = (given[f"{key}-kind"], given[f"{key}-type"], given[f"{key}-words"].split(), given[f"{key}-amount"])
    same_day = row.stated_on is None or given[f"{key}-due"] == row.stated_on
    return (
        LineState.RIGHT if now == (kind, type_, words.split(), amount) and same_day else LineState.CORRECTED
    )


def _look(row: LineRow | None, around: Around) -> forms.Field:
    choices = [(COUNTS, "It counts, as it stands here"), (STRUCK, "It is nothing of the kind: strike it out")]
    known = row is not None and f"{row.type.value} {' '.join(row.words.split())}" in around.before
    if around.at_review:
        choices.append((BEFORE, "It was ordered before the review, unchanged: it is on record already"))
    return ChoiceOf(
        choices,
        label="Have you looked at it?",
        help_text="The same words were ordered before." if known else "",
    )


def _date(
    key: str, row: LineRow | None, kind: OrderKind, around: Around
) -> Iterator[tuple[str, forms.Field]]:
    stated = row.stated_on if row else None
    proposed = None if stated else around.proposed.get(kind.value)
    hint = (
        f"Stated: “{row.as_stated}”."
        if row and row.as_stated
        else "The decision states no time for it."
        if row
        else ""
    )
    if proposed and row:
        hint += f" Proposed: {short_day(proposed[0])}, {proposed[1]}."
    initial = (row.due_on if row else None) or (proposed[0] if proposed and row else None)
    yield f"{key}-due", DayField(label="By when?", required=False, initial=initial, help_text=hint)
    if stated is None:
        yield f"{key}-date_is_ours", Tick(
            label="The date is ours: the decision gives none", initial=row is not None,
            help_text="Without a date an order is on record, and held until it has one.",
        )  # fmt: skip


def _more(key: str, row: LineRow | None, around: Around) -> Iterator[tuple[str, forms.Field]]:
    shares = _shares(row)
    yield f"{key}-points", SeveralOf([(one, f"{one}. {words}") for one, words, _ in around.points], required=False,
                                     label="Our points it follows from")  # fmt: skip
    if around.heads:
        yield (
            f"{key}-heads",
            SeveralOf(around.heads, required=False, label="Heads of complaint it follows from"),
        )
    if around.ours:
        yield f"{key}-ours", ChoiceOf(around.ours, as_list=True, nothing="Nothing of ours yet", required=False,
                                      label="What of ours it is, or takes the place of")  # fmt: skip
    said = f"The decision says: {row.payee}." if row and row.payee else ""
    yield f"{key}-payee", ChoiceOf(around.payees, as_list=True, nothing="The complainant", required=False,
                                   label="Who is paid?", help_text=said)  # fmt: skip
    for one in SHARES:
        yield f"{key}-share-{one.value}", MoneyField(label=f"{one.label} pays", required=False, zero=True,
                                                     initial=shares.get(one))  # fmt: skip
    yield f"{key}-set_off_allowed", Tick(label="The Ombudsman allows it to be set against a debt")
    yield (
        f"{key}-headings",
        Passage(label="What an apology must cover", required=False, rows=2, help_text="One a line."),
    )
    yield f"{key}-evidence", Passage(label="What the Ombudsman asks to be shown", required=False, rows=2)
    yield f"{key}-per", ChoiceOf([Period.DAY, Period.WEEK, Period.MONTH], as_list=True, nothing="Once", required=False,
                                 label="How often is it paid?")  # fmt: skip
    yield f"{key}-condition", Passage(label="What ends a payment that comes again", required=False, rows=2)


def _rows(row: LineRow | None) -> int:
    """So many lines that it can be read whole, within reason."""
    return min(max(len(row.words) // 60 + 1, 3), 12) if row else 3


def _divided(row: LineRow | None) -> str:
    if row is None or not row.attribution:
        return ""
    return "Divided: " + ", ".join(f"{pounds(pence)} for {to}" for to, pence in row.attribution) + "."


def _shares(row: LineRow | None) -> dict[PartyAtFault, int]:
    """Who pays what, where every part of the sum names one of the two we know; else nothing is guessed."""
    found: dict[PartyAtFault, int] = {}
    for to, pence in row.attribution if row else ():
        said = to.lower()
        who = PartyAtFault.CONTRACTOR if "contractor" in said else None
        if who is None and any(word in said for word in ("council", "landlord")):
            who = PartyAtFault.OURS
        if who is None:
            return {}
        found[who] = found.get(who, 0) + pence
    return found


def choices_of(rows: Sequence[FindingRow]) -> tuple[tuple[str, str], ...]:
    """The findings a line can follow from, by their number."""
    return tuple(
        (str(number), one.about[:120] or f"Head {number}") for number, one in enumerate(rows, start=1)
    )
