"""What the codes of duties, letters and blocks mean everywhere, and where each Ombudsman is."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from putright.procedures.reading import check_fields, near, read_toml, read_word, tables, texts
from putright.procedures.types import (
    BlockMeaning,
    DutyMeaning,
    LetterMeaning,
    Ombudsman,
    Procedure,
    ProcedureError,
)
from putright.vocabulary import OmbudsmanBody


@cache
def duty_meanings() -> Mapping[str, DutyMeaning]:
    """Every duty by its code, in the order of `duties.toml`."""
    found: dict[str, DutyMeaning] = {}
    for row, where in _rows("duties.toml", "duty"):
        check_fields(
            row, where, needs={"key": str, "says": str, "requirements": list}, may={"detection": str}
        )
        meaning = DutyMeaning(
            row["key"],
            row["says"],
            texts(row["requirements"], f"{where}: requirements"),
            row.get("detection"),
        )
        _add(found, meaning.key, meaning, where)
    return MappingProxyType(found)


@cache
def block_meanings() -> Mapping[str, BlockMeaning]:
    """Every block a letter may have to contain, by its code."""
    found: dict[str, BlockMeaning] = {}
    for row, where in _rows("blocks.toml", "block"):
        check_fields(row, where, needs={"key": str, "says": str})
        _add(found, row["key"], BlockMeaning(row["key"], row["says"]), where)
    return MappingProxyType(found)


@cache
def letter_meanings() -> Mapping[str, LetterMeaning]:
    """Every kind of letter by its key, with the blocks it needs unless a procedure says otherwise."""
    found: dict[str, LetterMeaning] = {}
    known = block_meanings()
    for row, where in _rows("blocks.toml", "letter"):
        check_fields(row, where, needs={"key": str, "says": str, "blocks": list})
        codes = texts(row["blocks"], f"{where}: blocks")
        for code in codes:
            if code not in known:
                raise ProcedureError(f"{where} needs block {code!r}, which is not listed{near(code, known)}")
        _add(found, row["key"], LetterMeaning(row["key"], row["says"], codes), where)
    return MappingProxyType(found)


@cache
def ombudsmen() -> Mapping[str, Ombudsman]:
    """Every Ombudsman by key, with contact details as they stand in `ombudsmen.toml`."""
    found: dict[str, Ombudsman] = {}
    for row, where in _rows("ombudsmen.toml", "ombudsman"):
        check_fields(
            row,
            where,
            needs={
                "key": str,
                "body": str,
                "name": str,
                "website": str,
                "telephone": str,
                "address": list,
            },
            may={"unconfirmed": bool},
        )
        ombudsman = Ombudsman(
            key=row["key"],
            body=read_word(OmbudsmanBody, row["body"], f"{where}: body"),
            name=row["name"],
            website=row["website"],
            telephone=row["telephone"],
            address=texts(row["address"], f"{where}: address"),
            unconfirmed=row.get("unconfirmed", False),
        )
        _add(found, ombudsman.key, ombudsman, where)
    return MappingProxyType(found)


def required_blocks(procedure: Procedure, letter: str) -> tuple[str, ...]:
    """Codes of the blocks that letter must contain under that procedure.

    letter  a key of `letter_meanings()`, such as `response`.
    Raises  ProcedureError, naming near ones, for a letter nobody knows.
    """
    letters = letter_meanings()
    if letter not in letters:
        raise ProcedureError(f"{letter!r} is not a kind of letter{near(letter, letters)}")
    return procedure.blocks.get(letter, letters[letter].blocks)


def letter_at(procedure: Procedure, stage_key: str, verb: str) -> str:
    """The kind of letter that says this at that stage.

    verb  `acknowledge`, `respond`, `decline` or `extend`. The first stage's acknowledgement differs from a
          later one's, and the last stage's response from an earlier one's.
    """
    stage = procedure.stage(stage_key)
    first = stage.key == procedure.first_stage.key
    return {
        "acknowledge": "acknowledgement" if first else "later-acknowledgement",
        "respond": "response" if stage.next else "final-response",
        "decline": "refusal" if first else "escalation-refusal",
        "extend": "extension",
    }[verb]


def _rows(file: str, name: str) -> list[tuple[Any, str]]:
    data = read_toml(files("putright.procedures").joinpath(file), file)
    found = tables(data.get(name, []), f"{file}: {name}")
    return [(row, f"{file}: {name} {row.get('key', '?')}") for row in found]


def _add(found: dict[str, Any], key: str, meaning: object, where: str) -> None:
    if key in found:
        raise ProcedureError(f"{where} is listed twice; each code has one meaning")
    found[key] = meaning
