"""Reading a story: what a document tells of a complaint, as events of our record.

A story is TOML. At the top: `title`, `source`, `as_at`, optionally `division`, `not_shown` (what the
document leaves open), and `[[heading]]` tables that say under which heading of the source the paragraphs
from a number on stand. A complaint is told by `procedure`, optionally `own_policy`, `also`, `facts`,
`[[point]]`, `[[event]]` and `[[expect]]`, at the top itself or, where the document tells of several, in
`[[complaint]]` tables with a `key` and a `title`. Everything else is refused: a slip must not pass for
something the document does not say.
"""

from __future__ import annotations

import inspect
import tomllib
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from putright.calendars import (
    BeyondHorizon,
    WorkingDayCalendar,
    as_london,
    division_named,
    in_london,
    load_calendar,
)
from putright.cases import Case, CaseError, Event, replay, verbs
from putright.cli.command import BadInput
from putright.cli.story_bodies import TOLD_AS, read_body
from putright.cli.story_values import (
    nearest,
    need,
    read_day,
    read_month,
    read_tables,
    read_text,
    read_texts,
    reader,
    refuse_unknown,
)
from putright.procedures import Procedure, ProcedureError, duty_meanings, procedure
from putright.vocabulary import (
    Precision,
)


@dataclass(frozen=True, slots=True)
class Point:
    """One thing complained of, in our words."""

    key: str
    words: str
    paragraph: str | None


@dataclass(frozen=True, slots=True)
class Expected:
    """A breach the document tells of, so that the story is its own test.

    requirement  id of the lesson drawn from it (R-…).
    """

    duty: str
    stage: str | None
    point: str | None
    paragraph: str | None
    requirement: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """One complaint of a story, replayed.

    own_policy, also  procedures it is measured by beside its own.
    facts             what holds beside what the events show.
    """

    key: str | None
    title: str | None
    procedure: Procedure
    own_policy: Procedure | None
    also: tuple[Procedure, ...]
    facts: frozenset[str]
    points: tuple[Point, ...]
    expected: tuple[Expected, ...]
    case: Case


@dataclass(frozen=True, slots=True)
class Story:
    """What a document tells, ready to be looked at from the day `as_at`."""

    title: str
    source: str | None
    as_at: date
    calendar: WorkingDayCalendar
    not_shown: tuple[str, ...]
    headings: tuple[tuple[int, str], ...]
    complaints: tuple[Told, ...]

    def heading(self, paragraph: str | None) -> str | None:
        """The heading under which a paragraph stands; None when the story does not say."""
        digits = "".join(one for one in (paragraph or "").lstrip("¶") if one.isdigit() or one == " ")
        number = int(digits.split()[0]) if digits.split() else None
        if number is None:
            return None
        return next((words for first, words in reversed(self.headings) if first <= number), None)


def read_story(path: Path) -> Story:
    """The story in a file. Raises BadInput with one line that names the place and what to change."""
    try:
        data = tomllib.loads(_text(path))
    except OSError as error:
        raise BadInput(f"{path}: cannot be read ({error.strerror}); check the name") from None
    except UnicodeDecodeError:
        raise BadInput(f"{path}: is not text in UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{path}: is not sound TOML: {error}") from None
    except RecursionError:
        raise BadInput(f"{path}: is nested too deeply; write it with fewer brackets") from None
    return tell(data, str(path))


_LONGEST = 1_000_000


def _text(path: Path) -> str:
    with path.open("rb") as file:
        read = file.read(_LONGEST + 1)
    if len(read) > _LONGEST:
        raise BadInput(
            f"{path}: is longer than a story can be, {_LONGEST:,} bytes; tell less, or check the name"
        )
    # Some editors begin a file with a byte order mark; it says nothing here.
    return read.decode("utf-8-sig")


_TOP = ("title", "source", "as_at", "division", "not_shown", "heading", "complaint")
_COMPLAINT = ("procedure", "own_policy", "also", "facts", "point", "event", "expect")
_WHEN = ("on", "at", "about", "month")


def tell(data: Mapping[str, Any], where: str) -> Story:
    """The story these tables tell; `where` names the file in a message. Raises BadInput."""
    several = "complaint" in data
    refuse_unknown(data, (*_TOP, *(() if several else _COMPLAINT)), where)
    as_at = read_day(need(data, "as_at", where), f"{where}: as_at")
    tables = read_tables(data.get("complaint"), f"{where}: complaint") if several else [data]
    if not tables:
        raise BadInput(f'{where}: tells of no complaint; add an [[event]] with verb = "receive"')
    told = []
    for table in tables:
        place = f"{where}: complaint {table.get('key', '?')!r}" if several else where
        if several:
            refuse_unknown(table, ("key", "title", *_COMPLAINT), place)
            read_text(need(table, "key", place), f"{place}: key")
        told.append(_told(table, place, as_at=as_at, several=several))
    keys = [one.key for one in told]
    if len(set(keys)) != len(keys):
        raise BadInput(f"{where}: two complaints have the same key; give each its own")
    return Story(
        title=read_text(need(data, "title", where), f"{where}: title"),
        source=read_text(data["source"], f"{where}: source") if "source" in data else None,
        as_at=as_at,
        calendar=_calendar(data.get("division", "england-and-wales"), f"{where}: division"),
        not_shown=read_texts(data.get("not_shown", []), f"{where}: not_shown"),
        headings=_headings(data, where),
        complaints=tuple(told),
    )


def _calendar(value: Any, where: str) -> WorkingDayCalendar:
    try:
        return load_calendar(division_named(read_text(value, where)))
    except ValueError as error:
        raise BadInput(str(error) if isinstance(error, BadInput) else f"{where}: {error}") from None


def _headings(data: Mapping[str, Any], where: str) -> tuple[tuple[int, str], ...]:
    found = []
    for table in read_tables(data.get("heading", []), f"{where}: heading"):
        place = f"{where}: heading"
        refuse_unknown(table, ("from", "words"), place)
        first = need(table, "from", place)
        if type(first) is not int:
            raise BadInput(f"{place}: from = {first!r} is not a number of a paragraph")
        found.append((first, read_text(need(table, "words", place), f"{place}: words")))
    return tuple(sorted(found))


def _told(data: Mapping[str, Any], where: str, *, as_at: date, several: bool) -> Told:
    main = _procedure(need(data, "procedure", where), f"{where}: procedure")
    points = []
    for table in read_tables(data.get("point", []), f"{where}: point"):
        place = f"{where}: point {table.get('key', '?')!r}"
        refuse_unknown(table, ("key", "words", "paragraph"), place)
        key, words = (
            read_text(need(table, "key", place), place),
            read_text(need(table, "words", place), place),
        )
        points.append(Point(key, words, _paragraph(table, place)))
    case = _events(data, where, main, as_at=as_at)
    listed = {point.key for point in points}
    for one in case.points:
        if one.key not in listed:
            raise BadInput(f"{where}: point {one.key!r} is agreed but not told; add it as a [[point]]")
    own_key = data.get("own_policy")
    own = _procedure(own_key, f"{where}: own_policy") if own_key is not None else None
    also = tuple(
        _procedure(key, f"{where}: also") for key in read_texts(data.get("also", []), f"{where}: also")
    )
    return Told(
        key=data["key"] if several else None,
        title=read_text(data["title"], f"{where}: title") if several and "title" in data else None,
        procedure=main,
        own_policy=own,
        also=also,
        facts=frozenset(read_texts(data.get("facts", []), f"{where}: facts")),
        points=tuple(points),
        expected=_expected(data, where, (main, *([own] if own else []), *also)),
        case=case,
    )


def _expected(
    data: Mapping[str, Any], where: str, measured_by: tuple[Procedure, ...]
) -> tuple[Expected, ...]:
    timescales = [one.key for each in measured_by for stage in each.stages for one in stage.timescales]
    found = []
    for number, table in enumerate(read_tables(data.get("expect", []), f"{where}: expect"), 1):
        place = f"{where}: expect {number}"
        refuse_unknown(table, ("duty", "stage", "point", "paragraph", "requirement"), place)
        texts = {
            name: read_text(one, f"{place}: {name}") for name, one in table.items() if name != "paragraph"
        }
        if "duty" not in texts:
            raise BadInput(f'{place}: says no duty; add duty = "…"')
        if texts["duty"] not in (known := (*duty_meanings(), *timescales)):
            raise BadInput(f"{place}: {texts['duty']!r} is not a duty{nearest(texts['duty'], known)}")
        found.append(
            Expected(
                texts["duty"],
                texts.get("stage"),
                texts.get("point"),
                _paragraph(table, place),
                texts.get("requirement"),
            )
        )
    return tuple(found)


def _events(data: Mapping[str, Any], where: str, main: Procedure, *, as_at: date) -> Case:
    told: list[Event] = []
    for number, table in enumerate(read_tables(data.get("event", []), f"{where}: event"), 1):
        place = f"{where}: event {number} ({table.get('verb', 'no verb')})"
        try:
            case = replay(told) if told else None
            for proposed in _act(table, place, case, main, as_at=as_at):
                told += proposed
        except (CaseError, ProcedureError, BeyondHorizon) as error:
            raise BadInput(f"{place}: {error}") from None
    if not told:
        raise BadInput(f'{where}: nothing happened in it; add an [[event]] with verb = "receive"')
    return replay(told)


def _act(
    table: Mapping[str, Any], where: str, case: Case | None, main: Procedure, *, as_at: date
) -> list[tuple[Event, ...]]:
    verb = read_text(need(table, "verb", where), f"{where}: verb")
    if verb in TOLD_AS and case is not None:
        return [_told_by_fields(table, verb, where, case, as_at=as_at)]
    several = verb == "agree_points"
    known = {**VERBS, "agree_points": verbs.agree_point, **{name: one for name, (one, _) in TOLD_AS.items()}}
    if verb not in known:
        raise BadInput(f"{where}: {verb!r} is not a verb{nearest(verb, tuple(known))}")
    act = known[verb]
    if case is None and verb != "receive":
        raise BadInput(f'{where}: a story begins with verb = "receive"; put it first')
    takes = inspect.signature(act).parameters
    readers = {name: read for name in takes if (read := reader(verb, name)) is not None}
    fields = list(readers)
    if several:
        fields = ["points", *(name for name in fields if name != "point")]
    refuse_unknown(table, ("verb", "paragraph", "first_expressed_month", *_WHEN, *fields), where)
    at, precision = _when(table, where)
    given: dict[str, Any] = {
        name: read(table[name], f"{where}: {name}") for name, read in readers.items() if name in table
    }
    given |= {"at": at, "today": as_at, "source": _paragraph(table, where, required=True)}
    if "precision" in takes:
        given["precision"] = precision
    if "procedure" in takes:
        given["procedure"] = main
    if verb == "respond" and "findings_known" not in table:
        given["findings_known"] = "findings" in table
    if "first_expressed_month" in table:
        if verb != "receive":
            raise BadInput(f'{where}: first_expressed_month belongs to verb = "receive"')
        first = read_month(table["first_expressed_month"], f"{where}: first_expressed_month")
        given["first_expressed_on"] = first.replace(day=monthrange(first.year, first.month)[1])
        given["first_expressed_precision"] = Precision.MONTH
    needed = [
        name
        for name, one in takes.items()
        if one.default is inspect.Parameter.empty and name not in ("case", *given)
    ]
    if several and case is not None:
        return _agree(case, read_texts(need(table, "points", where), f"{where}: points"), given)
    if needed:
        raise BadInput(f"{where}: needs {needed[0]}; add {needed[0]} = …")
    return [act(case, **given)]  # type: ignore[arg-type]  # only `receive` takes none


def _told_by_fields(
    table: Mapping[str, Any], verb: str, where: str, case: Case, *, as_at: date
) -> tuple[Event, ...]:
    body = read_body(table, verb, where, beside=("verb", "paragraph", *_WHEN))
    at, precision = _when(table, where)
    source = _paragraph(table, where, required=True)
    proposed = TOLD_AS[verb][0](case, body=body, at=at, today=as_at, source=source)
    return tuple(replace(one, precision=precision or one.precision) for one in proposed)


def _agree(case: Case, keys: tuple[str, ...], given: Mapping[str, Any]) -> list[tuple[Event, ...]]:
    proposed: list[tuple[Event, ...]] = []
    for key in keys:
        proposed.append(verbs.agree_point(case, point=key, **given))
        case = replay((*case.events, *proposed[-1]))
    return proposed


def _when(table: Mapping[str, Any], where: str) -> tuple[date | datetime | None, Precision | None]:
    given = [name for name in _WHEN if name in table]
    if len(given) > 1:
        raise BadInput(f"{where}: says both {given[0]} and {given[1]}; say one of them")
    if not given:
        return None, None
    name, value = given[0], table[given[0]]
    place = f"{where}: {name}"
    if name == "month":
        return read_month(value, place), Precision.MONTH
    if name == "at":
        if not isinstance(value, datetime):
            raise BadInput(
                f"{place} = {value!r} is not a moment: write 2024-05-01T10:00:00, without quotation marks"
            )
        try:
            return (as_london(value) if value.tzinfo is None else in_london(value)), None
        except ValueError as error:
            raise BadInput(f"{place}: {error}") from None
    return read_day(value, place), Precision.ABOUT if name == "about" else None


def _paragraph(table: Mapping[str, Any], where: str, *, required: bool = False) -> str | None:
    if "paragraph" not in table:
        if required:
            raise BadInput(
                f'{where}: cites no paragraph; add paragraph = "41", or "none" if the source is silent'
            )
        return None
    value = table["paragraph"]
    if type(value) is int:
        return f"¶{value}"
    cited = read_text(value, f"{where}: paragraph")
    return None if cited == "none" else f"¶{cited}"


def _procedure(key: Any, where: str) -> Procedure:
    try:
        return procedure(read_text(key, where))
    except ProcedureError as error:
        raise BadInput(f"{where}: {error}") from None


VERBS: Mapping[str, Callable[..., tuple[Event, ...]]] = {
    one.__name__: one
    for one in (
        verbs.receive,
        verbs.accept,
        verbs.decline,
        verbs.refuse_escalation,
        verbs.agree_point,
        verbs.withdraw_point,
        verbs.allocate,
        verbs.acknowledge,
        verbs.ask_clarification,
        verbs.receive_clarification,
        verbs.extend,
        verbs.update,
        verbs.respond,
        verbs.escalate,
        verbs.reach,
        verbs.promise,
        verbs.end_promise,
        verbs.find,
        verbs.withdraw,
        verbs.close,
        verbs.reopen,
        verbs.restrict,
        verbs.lift_restriction,
        verbs.correct,
    )
}
"""The verbs a story may use, beside `agree_points` for several points at once."""
