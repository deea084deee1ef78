"""Worked examples of letters: a chain of invented people in `example.toml`, and the letter it makes."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from putright.calendars import load_calendar
from putright.letters.chain import Chain
from putright.letters.checks.running import run_checks
from putright.letters.composing import compose
from putright.letters.folders import shipped_folder
from putright.letters.needed import needed_blocks
from putright.letters.types import LetterError, LetterTemplate
from putright.procedures import ProcedureError, block_meanings, ombudsmen, procedure
from putright.procedures.reading import near, read_toml
from putright.vocabulary import LetterKind

_GIVEN_BY_PROCEDURE = ("procedure", "stage_title", "next_stage_title", "ombudsman")


def read_chain(table: Mapping[str, Any], where: str) -> Chain:
    """The chain a table describes: the fields of `Chain` by name, with the procedure by its key.

    The titles of the stages and the Ombudsman come from the procedure.
    Raises  LetterError naming the place and what to write instead.
    """
    given = dict(table)
    try:
        under = procedure(str(given.pop("procedure", "")))
        stage = under.stage(str(given.get("stage", "")))
    except ProcedureError as error:
        raise LetterError(f"{where}: {error}") from None
    for name in _GIVEN_BY_PROCEDURE[1:]:
        if name in given:
            raise LetterError(f"{where}: {name} comes from the procedure; leave it out")
    built = _fields(Chain, given, where, without=_GIVEN_BY_PROCEDURE)
    return Chain(
        procedure=under,
        stage_title=stage.title,
        next_stage_title=under.stage(stage.next).title if stage.next else "",
        ombudsman=ombudsmen()[under.ombudsman],
        **built,
    )


def example(kind: LetterKind) -> Chain:
    """The chain of the worked example that ships with that kind of letter."""
    return read_example(shipped_folder() / kind.value, kind)


def read_example(folder: Path, kind: LetterKind) -> Chain:
    """The chain of the `example.toml` in a letter's folder. Raises LetterError when it cannot be read."""
    where = f"{kind.value}/example.toml"
    try:
        table = read_toml(folder / "example.toml", where)
    except ProcedureError as error:
        raise LetterError(str(error)) from None
    return read_chain({"kind": kind.value, **table}, where)


def failing_letters(
    letters: Mapping[LetterKind, LetterTemplate], folder: Path | None = None
) -> tuple[str, ...]:
    """What is wrong with the letters that the worked examples make, one sentence each.

    An example has to make the letter written beside it, and no check may hold that letter.
    folder  an organisation's own: its examples are read where it has some. Where it has none, the shipped one
            made with its texts still has to give all that the procedure asks for.
    """
    problems: list[str] = []
    for kind, template in letters.items():
        own = folder / kind.value if folder is not None else shipped_folder() / kind.value
        try:
            if folder is not None and not (own / "example.toml").is_file():
                problems += _no_longer_given(example(kind), template)
            else:
                problems += _failing(read_example(own, kind), template, own / "example.md")
        except LetterError as error:
            problems.append(str(error))
    return tuple(problems)


def _failing(chain: Chain, template: LetterTemplate, written: Path) -> Iterator[str]:
    where = template.kind.value
    made = compose(chain, template)
    try:
        expected = written.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        yield f"{where}/example.md: cannot be read; write the letter the example makes"
    else:
        if made.text != expected:
            yield f"{where}/example.md: {_difference(expected, made.text)}"
    today = chain.dates.get("sent_on")
    if today is None:
        yield f"{where}/example.toml: has no sent_on in [dates]; give the day of the letter"
        return
    for result in run_checks(chain, made, calendar=load_calendar(), today=today):
        if result.holds:
            yield f"{where}/example.toml: is held by {result.id}: {result.says}"


def _no_longer_given(chain: Chain, template: LetterTemplate) -> Iterator[str]:
    codes = compose(chain, template).codes
    for code in needed_blocks(chain.procedure, template):
        if code not in codes:
            yield f"{template.kind.value}: with these texts the letter does not give {block_meanings()[code].says}"


def _difference(expected: str, made: str) -> str:
    was, now = expected.splitlines(), made.splitlines()
    for number, line in enumerate(was, 1):
        if number > len(now) or now[number - 1] != line:
            instead = repr(now[number - 1]) if number <= len(now) else "the end of the letter"
            return f"line {number} is {line!r}, and the letter has {instead}"
    return f"ends at line {len(was)}, and the letter goes on with {now[len(was)]!r}"


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _fields(
    cls: type, table: Mapping[str, Any], where: str, *, without: tuple[str, ...] = ()
) -> dict[str, Any]:
    hints = _hints(cls)
    known = {one.name: one for one in fields(cls) if one.name not in without}
    for name in table:
        if name not in known:
            raise LetterError(f"{where} has {name!r}, which is not known{near(name, known)}")
    for name, one in known.items():
        if name not in table and one.default is MISSING and one.default_factory is MISSING:
            raise LetterError(f"{where} has no {name!r}; give it")
    return {name: _value(hints[name], value, f"{where}: {name}") for name, value in table.items()}


def _value(hint: Any, value: Any, where: str) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return _value(next(one for one in inner if one is not type(None)), value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise LetterError(f"{where} must be a list in [ ]")
        kinds = [inner[0]] * len(value) if inner[-1] is Ellipsis else list(inner)
        return tuple(_value(kind, one, where) for kind, one in zip(kinds, value, strict=True))
    if origin is dict:
        if not isinstance(value, dict):
            raise LetterError(f"{where} must be a table")
        return {key: _value(inner[1], one, f"{where} {key}") for key, one in value.items()}
    if is_dataclass(hint):
        if not isinstance(value, dict):
            raise LetterError(f"{where} must be a table")
        return hint(**_fields(hint, value, where))  # type: ignore[operator, arg-type]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        try:
            return hint(value)
        except ValueError:
            raise LetterError(f"{where} is {value!r}{near(str(value), tuple(hint))}") from None
    if type(value) is not hint:
        wanted = {str: "text in quotes", int: "a whole number", bool: "true or false", date: "a date"}
        raise LetterError(f"{where} is {value!r}; it must be {wanted.get(hint, hint)}")
    return value
