"""From counts to figures: percentages by the house rule, the period before, and what must be said beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from putright.measures.asking import Asked, Earlier, absent, check_breakdown, column_of, resolved, several
from putright.measures.counting import NONE, Counted, Key, Raw, Wanted, count
from putright.measures.definitions import rounding
from putright.measures.organisation import NOBODY, Number, Organisation
from putright.measures.rounding import percent, rate
from putright.measures.rows import Scope
from putright.measures.spreads import spread
from putright.measures.types import (
    Cell,
    Counts,
    Definition,
    FactsError,
    Measured,
    MeasureKind,
    Period,
    Recorded,
)

if TYPE_CHECKING:
    from putright.measures.facts import Facts

By = tuple[str, ...]


def measure(
    facts: Facts,
    definition_id: str,
    *,
    period: Period,
    by: By = (),
    previous: Period | Earlier | None = None,
    organisation: Organisation | None = None,
) -> Measured:
    """One figure over a period: the total, then the cells of one breakdown.

    previous  the period to compare with: of the same facts, or Earlier(facts, period) of others; on the same rules and
              the same structure.
    Raises    FactsError for a figure or a breakdown there is not. What these facts cannot say is `absent`, no error.
    """
    asked = Asked(definition_id, (by,) if by else ())
    [found] = measure_all(facts, (asked,), period=period, previous=previous, organisation=organisation)
    return found


def measure_all(
    facts: Facts,
    asked: Iterable[Asked],
    *,
    period: Period,
    previous: Period | Earlier | None = None,
    organisation: Organisation | None = None,
) -> tuple[Measured, ...]:
    """Many figures, counted together in few passes over the rows; see `measure`."""
    organisation = organisation or NOBODY
    wanted = [(resolved(one.definition_id, organisation), one.by) for one in asked]
    _check(wanted)
    before = Earlier(facts, previous) if isinstance(previous, Period) else previous
    now = Scope(facts, period, organisation, period.ends_on)
    then = Scope(before.facts, before.period, organisation, period.ends_on) if before else None
    counts = _counts(now, wanted)
    earlier = _counts(then, wanted) if then else None
    return tuple(_measured(definition, by, now, then, counts, earlier) for definition, by in wanted)


def _check(wanted: list[tuple[Definition, tuple[By, ...]]]) -> None:
    ids = [definition.id for definition, _ in wanted]
    for definition, sets in wanted:
        if ids.count(definition.id) > 1:
            raise FactsError(f"{definition.id} is asked for twice; ask once, with every breakdown")
        for by in sets:
            check_breakdown(definition, by)


def _counts(scope: Scope, wanted: list[tuple[Definition, tuple[By, ...]]]) -> Counted:
    """Everything to be counted over one period, with the totals that parts are shares of."""
    answered = [
        Wanted(
            definition,
            tuple(dict.fromkeys(one for by in sets for one in (*_whole(definition, by), by) if one)),
        )
        for definition, sets in wanted
        if not absent(definition, scope.facts, scope.organisation)
    ]
    return count(scope, answered)


def _whole(definition: Definition, by: By) -> tuple[By, ...]:
    """The breakdown that one by parts is a share of: the same without the parts; nothing when there are none."""
    without = tuple(name for name in by if name not in definition.parts_of)
    return (without,) if without != by else ()


def _measured(
    definition: Definition,
    sets: tuple[By, ...],
    now: Scope,
    then: Scope | None,
    counts: Counted,
    earlier: Counted | None,
) -> Measured:
    why = absent(definition, now.facts, now.organisation)
    if why:
        return Measured(definition, now.period, (), then.period if then else None, sets, absent=why)
    compared = then if then and (definition.id, ()) in (earlier or {}) else None
    made = _Making(definition, now, compared, counts, earlier or {})
    cells = tuple(cell for by in ((), *sets) for cell in made.cells(by))
    return Measured(
        definition,
        now.period,
        cells,
        then.period if then else None,
        sets,
        recorded=tuple(_recorded(definition, by, counts) for by in sets if _manifold(definition, by)),
        notes=(*made.notes(cells), *_not_compared(definition, then, compared)),
    )


def _not_compared(definition: Definition, then: Scope | None, compared: Scope | None) -> tuple[str, ...]:
    if then is None or compared is not None:
        return ()
    return (f"No earlier figure. {absent(definition, then.facts, then.organisation)}",)


def _manifold(definition: Definition, by: By) -> bool:
    return any(several(definition, name) for name in by)


def _recorded(definition: Definition, by: By, counts: Counted) -> Recorded:
    """How many values were recorded on how many rows, so that nobody takes reasons for complaints."""
    [dimension] = [name for name in by if several(definition, name)]
    at = by.index(dimension)
    cells = counts[definition.id, by]
    values = sum(raw.numerator for key, raw in cells.items() if key[at] is not None)
    without = sum(raw.numerator for key, raw in cells.items() if key[at] is None)
    return Recorded(dimension, values, counts[definition.id, ()].get((), NONE).numerator - without)


class _Making:
    """Makes the cells of one figure."""

    def __init__(
        self, definition: Definition, now: Scope, then: Scope | None, counts: Counted, earlier: Counted
    ) -> None:
        self._definition, self._now, self._then = definition, now, then
        self._counts, self._earlier = counts, earlier
        self._numbers = {scope: _number(definition, scope) for scope in (now, then) if scope}

    def cells(self, by: By) -> list[Cell]:
        """The cells of one breakdown, in the order of their codes; what is not recorded comes last."""
        now = self._counts.get((self._definition.id, by), {})
        then = self._earlier.get((self._definition.id, by), {}) if self._then else {}
        keys = [key for key in {**now, **then} if by == () or _is_there(now.get(key), then.get(key))]
        made = [self._cell(by, key) for key in sorted(keys or ([()] if by == () else []), key=_in_order)]
        return _hidden(made) if self._small(by) else made

    def notes(self, cells: tuple[Cell, ...]) -> tuple[str, ...]:
        """What must be said beside the figure."""
        return (*self._unknown(cells), *self._no_number(), *self._strangers(cells))

    def _small(self, by: By) -> bool:
        columns = (column_of(self._definition, name) for name in by)
        return any(column is not None and column.small for column in columns)

    def _cell(self, by: By, key: Key) -> Cell:
        now = self._made(self._now, by, key, self._counts)
        then = self._made(self._then, by, key, self._earlier) if self._then else None
        return Cell(
            now.numerator,
            now.denominator,
            now.percent,
            by=MappingProxyType(dict(zip(by, key, strict=True))),
            rate=now.rate,
            pence=now.pence,
            value=now.value,
            unknown=now.unknown,
            previous=then,
        )

    def _made(self, scope: Scope | None, by: By, key: Key, counts: Counted) -> Counts:
        assert scope
        definition = self._definition
        raw = counts.get((definition.id, by), {}).get(key, NONE)
        match definition.kind:
            case MeasureKind.MONEY:
                return Counts(raw.numerator, pence=raw.pence)
            case MeasureKind.SPREAD:
                return Counts(raw.numerator, value=spread(raw.days or {}), unknown=raw.unknown)
            case MeasureKind.RATE:
                return self._rate(scope, raw, by)
        whole = self._base(by, key, raw, counts)
        if whole is None:
            return Counts(raw.numerator, unknown=raw.unknown)
        return Counts(raw.numerator, whole, percent(raw.numerator, whole), unknown=raw.unknown)

    def _base(self, by: By, key: Key, raw: Raw, counts: Counted) -> int | None:
        """What a cell is a share of: its own base, or for parts the number they are parts of."""
        for without in _whole(self._definition, by):
            codes = tuple(code for name, code in zip(by, key, strict=True) if name in without)
            return counts[self._definition.id, without].get(codes, NONE).numerator
        return raw.denominator if self._definition.kind is MeasureKind.SHARE else None

    def _rate(self, scope: Scope, raw: Raw, by: By) -> Counts:
        number = self._numbers[scope]
        if number is None or by:
            # How many homes a ward or a department has nobody has told.
            return Counts(raw.numerator)
        assert self._definition.per
        return Counts(
            raw.numerator, number.count, rate=rate(raw.numerator, number.count, per=self._definition.per)
        )

    def _unknown(self, cells: tuple[Cell, ...]) -> tuple[str, ...]:
        unknown = next((one.unknown for one in cells if not one.by), 0)
        if not unknown:
            return ()
        return (
            f"{unknown:,} more could not be judged, because a date or an outcome is not recorded, and are left out.",
        )

    def _no_number(self) -> tuple[str, ...]:
        if self._definition.kind is not MeasureKind.RATE:
            return ()
        number = self._numbers[self._now]
        what = (self._definition.per_what or "").replace("_", " ")
        if number is None:
            return (
                f"No rate: the organisation does not say how many {what} there were by {self._now.period.ends_on}.",
            )
        return (f"{number.count:,} {what} on {number.on} ({number.source}). Not annualised.",)

    def _strangers(self, cells: tuple[Cell, ...]) -> tuple[str, ...]:
        organisation, day = self._now.organisation, self._now.structure_on
        if not organisation.units:
            return ()
        strange = {
            (kind, code)
            for cell in cells
            for kind, code in cell.by.items()
            if kind in ("department", "service") and code and not organisation.stands(kind, code, on=day)
        }
        return tuple(
            f"The {kind} {code} is not in the organisation file on {day}; it is shown as it was recorded."
            for kind, code in sorted(strange)
        )


def _number(definition: Definition, scope: Scope) -> Number | None:
    if definition.per_what is None:
        return None
    return scope.organisation.number(definition.per_what, on=scope.period.ends_on)


def _is_there(now: Raw | None, then: Raw | None) -> bool:
    return any(one and (one.numerator or one.denominator or one.unknown) for one in (now, then))


def _in_order(key: Key) -> tuple[tuple[bool, str], ...]:
    return tuple((code is None, code or "") for code in key)


def _hidden(cells: list[Cell]) -> list[Cell]:
    """Small numbers of people are hidden, and one more when a single hidden one could be worked out from the total."""
    hidden = {at for at, cell in enumerate(cells) if _is_small(cell)}
    if len(hidden) == 1 and len(cells) > 1:
        others = (at for at in range(len(cells)) if at not in hidden)
        hidden.add(min(others, key=lambda at: cells[at].numerator or 0))
    return [_without_numbers(cell) if at in hidden else cell for at, cell in enumerate(cells)]


def _is_small(cell: Cell | Counts) -> bool:
    under = rounding().hide_under
    numbers = (cell.numerator, cell.denominator, cell.unknown)
    small = any(number is not None and 0 < number < under for number in numbers)
    return small or (isinstance(cell, Cell) and cell.previous is not None and _is_small(cell.previous))


def _without_numbers(cell: Cell) -> Cell:
    previous = Counts(None) if cell.previous else None
    return replace(
        cell,
        numerator=None,
        denominator=None,
        percent=None,
        rate=None,
        pence=None,
        value=None,
        unknown=0,
        previous=previous,
        suppressed=True,
    )
