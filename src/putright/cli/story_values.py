"""Reading one value of a story strictly, with a sentence that says where it is wrong and how to write it.

Every reader takes the value and the place it stands at, and raises BadInput.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from putright.cases.events import PointFinding
from putright.cli.command import BadInput
from putright.procedures import duty_meanings
from putright.vocabulary import (
    Channel,
    ClosingReason,
    EscalationReason,
    PointOutcome,
    RejectionReason,
    RemedyDecision,
    Responsibility,
)

Reader = Callable[[Any, str], Any]


def refuse_unknown(table: Mapping[str, Any], allowed: tuple[str, ...], where: str) -> None:
    """Refuse a key that means nothing here, naming the nearest one that does."""
    for key in table:
        if key not in allowed:
            raise BadInput(f"{where}: {key!r} is not known here{nearest(key, allowed)}")


def nearest(word: str, among: tuple[str, ...]) -> str:
    """The end of a sentence about an unknown word: the nearest one, or all there are."""
    near = get_close_matches(word, among, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; use one of: {', '.join(dict.fromkeys(among))}"


def need(table: Mapping[str, Any], key: str, where: str) -> Any:
    """The value under a key that must be there."""
    if key not in table:
        raise BadInput(f"{where}: {key} is missing; add it")
    return table[key]


def read_tables(value: Any, where: str) -> list[Mapping[str, Any]]:
    """A list of tables."""
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise BadInput(f"{where}: write it as [[{where.rpartition(': ')[2]}]] tables")
    return value


def read_text(value: Any, where: str) -> str:
    """A text that says something."""
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"{where}: {value!r} is not a text; put it in quotation marks")
    return value


def read_texts(value: Any, where: str) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(value, list):
        raise BadInput(f"{where}: {value!r} is not a list; write it in square brackets")
    return tuple(read_text(one, where) for one in value)


def read_day(value: Any, where: str) -> date:
    """A date as TOML writes it."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise BadInput(f"{where}: {value!r} is not a date: write 2024-05-01, without quotation marks")
    return value


def read_month(value: Any, where: str) -> date:
    """A month, written '2024-05', as its first day."""
    try:
        return datetime.strptime(read_text(value, where), "%Y-%m").date()  # noqa: DTZ007  a month has no time zone
    except ValueError:
        raise BadInput(f'{where}: {value!r} is not a month: write "2024-05"') from None


def read_flag(value: Any, where: str) -> bool:
    """True or false."""
    if type(value) is not bool:
        raise BadInput(f"{where}: {value!r} is not true or false")
    return value


def read_count(value: Any, where: str) -> int:
    """A whole number of 1 or more."""
    if type(value) is not int or value < 1:
        raise BadInput(f"{where}: {value!r} is not a number of 1 or more")
    return value


def words_reader(words: Any) -> Reader:
    """A reader of the codes of a list of words."""

    def read(value: Any, where: str) -> Any:
        code = read_text(value, where)
        try:
            return words(code)
        except ValueError:
            raise BadInput(f"{where}: {code!r} is no {words.__name__}{nearest(code, tuple(words))}") from None

    return read


def read_duty(value: Any, where: str) -> str:
    """The code of a duty."""
    code = read_text(value, where)
    if code not in duty_meanings():
        raise BadInput(f"{where}: {code!r} is not a duty{nearest(code, tuple(duty_meanings()))}")
    return code


def read_findings(value: Any, where: str) -> tuple[PointFinding, ...]:
    """The answers of one response."""
    found = []
    for table in read_tables(value, where):
        refuse_unknown(table, ("point", "outcome", "reasons_given", "remedy"), where)
        found.append(
            PointFinding(
                point=read_text(need(table, "point", where), f"{where}: point"),
                outcome=words_reader(PointOutcome)(need(table, "outcome", where), f"{where}: outcome"),
                reasons_given=read_flag(table.get("reasons_given", True), f"{where}: reasons_given"),
                remedy=words_reader(RemedyDecision)(table.get("remedy", "not_decided"), f"{where}: remedy"),
            )
        )
    return tuple(found)


def list_reader(words: Any) -> Reader:
    """A reader of a list of codes."""
    read = words_reader(words)
    return lambda value, where: tuple(read(one, where) for one in read_texts(value, where))


_READERS: Mapping[str, Reader] = {
    "added_midway": read_text,
    "admits_delay": read_flag,
    "author": read_text,
    "blocks": read_texts,
    "by": read_text,
    "channel": words_reader(Channel),
    "complete": read_flag,
    "conduct_of_staff": read_flag,
    "corrects": read_count,
    "date_given": read_day,
    "directed": read_flag,
    "discretion_considered": read_flag,
    "disputed": read_texts,
    "due": read_day,
    "duty": read_duty,
    "filed_on": read_day,
    "findings": read_findings,
    "findings_known": read_flag,
    "first_expressed_on": read_day,
    "good_reason": read_flag,
    "how": read_text,
    "issue_on": read_day,
    "logged_on": read_day,
    "merits_note": read_text,
    "moment": read_text,
    "more_by": read_day,
    "new_date": read_day,
    "note": read_text,
    "officer": read_text,
    "officers": read_texts,
    "ombudsman_details": read_flag,
    "on_behalf": read_text,
    "original": read_text,
    "outcome_sought": read_flag,
    "point": read_text,
    "promise": read_text,
    "reason_for_delay": read_flag,
    "reason_note": read_text,
    "reasons": list_reader(EscalationReason),
    "requested_at": read_day,
    "responsibility": words_reader(Responsibility),
    "right_at": read_day,
    "role": read_text,
    "stage": read_text,
    "struck_out": read_flag,
    "timescale": read_text,
    "told_on": read_day,
    "update_every_working_days": read_count,
    "what": read_text,
}


def reader(verb: str, field: str) -> Reader | None:
    """How a field of a verb is read; None for one that cannot be told in a story."""
    if field == "reason":
        return words_reader(ClosingReason if verb == "close" else RejectionReason)
    if field == "to":
        return read_day if verb == "extend" else read_text
    return _READERS.get(field)
