"""Events as plain data for a database row, a file or a hash, and back again.

Dates and moments are ISO text (moments in UTC), words are their codes, tuples are lists, and a field
that still has its default is left out, so that rows stay small and a field added later costs nothing.
How each type is written and read is worked out once, when this module is imported.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import UTC, date, datetime, time
from operator import attrgetter
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from putright.cases import appointed, events
from putright.cases.errors import UnreadableEvent
from putright.cases.events import EVENT_TYPES, Body, Event
from putright.cases.taken_over import StatedDue
from putright.outcomes import Share
from putright.vocabulary import Precision, Word

type_of: Mapping[str, type[Any]] = {one.kind: one for one in get_args(Body)}
"""The event type of each kind, such as `acknowledged`."""

_PARTS: Mapping[type, str] = {
    events.PointFinding: "point_finding", Share: "share", appointed.ReportFinding: "report_finding",
    appointed.PointDecision: "point_decision", appointed.RecommendationDecision: "recommendation_decision",
    StatedDue: "stated_due",
}  # fmt: skip
"""What events hold besides plain values, and what a message calls it."""

_Way = Callable[[Any], Any]
_REQUIRED = object()


def when_to_text(when: date | datetime | None) -> str | None:
    """A day as YYYY-MM-DD, an aware moment as ISO in UTC, None when nobody knows."""
    if when is None:
        return None
    return when.astimezone(UTC).isoformat() if isinstance(when, datetime) else when.isoformat()


def when_from_text(text: str | None) -> date | datetime | None:
    """The day or moment `when_to_text` wrote."""
    if text is None:
        return None
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def to_data(body: Body) -> dict[str, Any]:
    """What an event says, as JSON-able data without its kind; defaults are left out."""
    return _write(body)


def from_data(kind: str, data: Mapping[str, Any]) -> Body:
    """The body of that kind with this data.

    Raises  UnreadableEvent naming the kind, the field and what is wrong.
    """
    body_type = type_of.get(kind)
    if body_type is None:
        raise UnreadableEvent(f"{kind!r} is not a kind of event; the kinds are: {', '.join(type_of)}")
    body: Body = _read(body_type, kind, data)
    return body


def event_to_data(event: Event) -> dict[str, Any]:
    """A whole event as JSON-able data: its envelope, and its content under `data`."""
    written: dict[str, Any] = {
        "sequence": event.sequence,
        "kind": event.body.kind,
        "at": when_to_text(event.at),
        "precision": event.precision.value,
        "data": _write(event.body),
    }
    if event.stage is not None:
        written["stage"] = event.stage
    if event.by is not None:
        written["by"] = event.by
    if event.recorded_at is not None:
        written["recorded_at"] = when_to_text(event.recorded_at)
    if event.source is not None:
        written["source"] = event.source
    return written


def event_from_data(data: Mapping[str, Any]) -> Event:
    """The event `event_to_data` wrote. Raises UnreadableEvent."""
    try:
        recorded_at = when_from_text(data.get("recorded_at"))
        if recorded_at is not None and not isinstance(recorded_at, datetime):
            raise ValueError("recorded_at is a day, not a moment")
        return Event(
            sequence=data["sequence"],
            body=from_data(data["kind"], data["data"]),
            at=when_from_text(data["at"]),
            precision=Precision.read(data["precision"]),
            stage=data.get("stage"),
            by=data.get("by"),
            recorded_at=recorded_at,
            source=data.get("source"),
        )
    except KeyError as missing:
        raise UnreadableEvent(f"event: the field {missing} is missing") from None
    except (TypeError, ValueError) as error:
        if isinstance(error, UnreadableEvent):
            raise
        raise UnreadableEvent(f"event {data.get('sequence')}: {error}") from None


def _write(value: Any) -> dict[str, Any]:
    getter, plan = _WRITERS[type(value)]
    written = {}
    for (name, default, write), one in zip(plan, getter(value), strict=True):
        if one != default:
            written[name] = one if write is None else write(one)
    return written


def _read(body_type: type, kind: str, data: Mapping[str, Any]) -> Any:
    readers = _READERS[body_type]
    name = "?"
    try:
        values = {}
        for name, one in data.items():
            read = readers[name]
            values[name] = one if read is None else read(one)
        return body_type(**values)
    except KeyError:
        known = ", ".join(readers)
        raise UnreadableEvent(f"{kind}: there is no field {name!r}; the fields are: {known}") from None
    except UnreadableEvent:
        raise
    except (TypeError, ValueError, AttributeError) as error:
        missing = [key for key in _REQUIRED_OF[body_type] if key not in data]
        if missing:
            raise UnreadableEvent(f"{kind}: the field {missing[0]!r} is missing") from None
        raise UnreadableEvent(f"{kind}: {name}: {error}") from None


def _write_nested(value: Any) -> dict[str, Any]:
    return {"kind": value.kind, **_write(value)}


def _read_nested(data: Mapping[str, Any]) -> Any:
    return from_data(data["kind"], {key: value for key, value in data.items() if key != "kind"})


def _read_moment(text: str) -> date | datetime:
    when = when_from_text(text)
    if when is None:
        raise ValueError("a date is missing")
    return when


def _exactly(wanted: type) -> _Way:
    def read(value: Any) -> Any:
        if type(value) is not wanted:
            raise ValueError(f"{value!r} is not of type {wanted.__name__}")
        return value

    return read


def _ways(hint: Any) -> tuple[_Way | None, _Way | None]:
    """How a value of this annotation is written and read; None where it is the same both ways."""
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        chosen = [one for one in get_args(hint) if one is not type(None)]
        if chosen[0] in EVENT_TYPES:
            return _write_nested, _or_none(_read_nested)
        if datetime in chosen and date in chosen:
            return when_to_text, _or_none(_read_moment)
        write, read = _ways(chosen[0])
        return write, _or_none(read) if read else None
    if origin is tuple:
        write, read = _ways(get_args(hint)[0])
        return (_each_list(write) if write else list), _each_tuple(read)
    if hint is date:
        return date.isoformat, date.fromisoformat
    if hint is datetime:
        return when_to_text, datetime.fromisoformat
    if hint is time:
        return time.isoformat, time.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Word):
        return attrgetter("_value_"), hint
    if hint in _PARTS:
        return _write, lambda data: _read(hint, _PARTS[hint], data)
    return None, _exactly(hint)


def _or_none(read: _Way | None) -> _Way:
    return lambda value: None if value is None else (read(value) if read else value)


def _each_list(write: _Way) -> _Way:
    return lambda values: [write(one) for one in values]


def _each_tuple(read: _Way | None) -> _Way:
    def each(values: Any) -> tuple[Any, ...]:
        if not isinstance(values, list | tuple):
            raise ValueError(f"{values!r} is not a list")
        return tuple([read(one) for one in values] if read else values)

    return each


def _several(names: list[str]) -> _Way:
    """A getter that always gives a tuple, also for no name or one."""
    if not names:
        return lambda value: ()
    if len(names) == 1:
        only = attrgetter(names[0])
        return lambda value: (only(value),)
    return attrgetter(*names)


def _plan(one: type) -> tuple[_Way, tuple[tuple[str, object, _Way | None], ...], dict[str, _Way | None]]:
    hints = get_type_hints(one)
    plan, readers = [], {}
    for field in fields(one):
        write, read = _ways(hints[field.name])
        plan.append((field.name, _REQUIRED if field.default is MISSING else field.default, write))
        readers[field.name] = read
    return _several([name for name, _, _ in plan]), tuple(plan), readers


_WRITERS: dict[type, tuple[_Way, tuple[tuple[str, object, _Way | None], ...]]] = {}
_READERS: dict[type, dict[str, _Way | None]] = {}
_REQUIRED_OF: dict[type, tuple[str, ...]] = {}
for _one in (*EVENT_TYPES, *_PARTS):
    _getter, _steps, _readers = _plan(_one)
    _WRITERS[_one] = (_getter, _steps)
    _READERS[_one] = _readers
    _REQUIRED_OF[_one] = tuple(name for name, default, _ in _steps if default is _REQUIRED)
