"""From a letter's files to its template: `letter.toml` strictly, the texts section by section."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from putright.letters.data import data
from putright.letters.types import BlockTemplate, LetterError, LetterTemplate, Texts
from putright.letters.wordings import LANGUAGES
from putright.procedures import ProcedureError
from putright.procedures.reading import check_fields, near, read_toml, tables, texts
from putright.vocabulary import LetterKind

OF_A_ROUTE = ("to-", "stays-")
"""What the name of a passage begins with that one route of a contact has; `soundness` checks them."""

_SECTION = re.compile(r"^(##?) ([a-z0-9]+(?:[-_][a-z0-9]+)*)[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)


def read_description(path: Path, kind: LetterKind, texts_of: Mapping[str, Texts]) -> LetterTemplate:
    """The template a `letter.toml` describes, with these texts. Raises LetterError at the first thing wrong."""
    where = f"{kind.value}/letter.toml"
    try:
        return _template(read_toml(path, where), kind, texts_of, where)
    except ProcedureError as error:
        raise LetterError(str(error)) from None


def read_texts(path: Path, where: str) -> Texts:
    """The blocks (`# key`) and repeated parts (`## key`) of a text file; what stands before them is an error."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise LetterError(f"{where}: cannot be read ({error.strerror}); check who may read it") from None
    except UnicodeDecodeError:
        raise LetterError(f"{where}: is not UTF-8 text; save it as UTF-8") from None
    before, *found = _SECTION.split(text)
    if before.strip():
        raise LetterError(
            f"{where}: begins without the name of a block; write a line such as # opening first"
        )
    blocks: dict[str, str] = {}
    parts: dict[str, str] = {}
    for mark, key, body in zip(found[::3], found[1::3], found[2::3], strict=True):
        into = blocks if mark == "#" else parts
        if key in into:
            raise LetterError(f"{where}: {mark} {key} is there twice; keep one")
        into[key] = body.strip()
    known = data("placeholders.toml")["part"]
    for key in parts:
        if key not in known and not key.startswith(OF_A_ROUTE):
            raise LetterError(f"{where}: ## {key} is no part that repeats{near(key, known)}")
    return Texts(blocks, parts)


def _template(
    table: Mapping[str, Any], kind: LetterKind, texts_of: Mapping[str, Texts], where: str
) -> LetterTemplate:
    check_fields(
        table,
        where,
        needs={"kind": str, "title": str, "letter": str, "source": str, "block": list},
        may={"records": str, "unconfirmed": list, "also": list},
    )
    if table["kind"] != kind.value:
        raise LetterError(
            f"{where}: kind is {table['kind']!r}, and the folder is named {kind.value!r}; make them one"
        )
    unconfirmed = texts(table.get("unconfirmed", []), f"{where}: unconfirmed")
    for language in unconfirmed:
        if language not in LANGUAGES:
            raise LetterError(f"{where}: unconfirmed has {language!r}{near(language, LANGUAGES)}")
    return LetterTemplate(
        kind=kind,
        title=table["title"],
        letter=table["letter"],
        records=table.get("records", ""),
        source=table["source"],
        blocks=tuple(_block(row, where) for row in tables(table["block"], f"{where}: block")),
        texts=texts_of,
        unconfirmed=frozenset(unconfirmed),
        also=texts(table.get("also", []), f"{where}: also"),
    )


def _block(row: Mapping[str, Any], where: str) -> BlockTemplate:
    here = f"{where}: block {row.get('key', '?')}"
    check_fields(
        row,
        here,
        needs={"key": str},
        may={"heading": dict, "locked": bool, "written": bool, "gives": dict, "asked_by": list},
    )
    if not _KEY.fullmatch(row["key"]):
        raise LetterError(f"{here}: key must be lower-case words joined with -, such as next-step")
    heading = row.get("heading", {})
    check_fields(heading, f"{here}: heading", needs={}, may=dict.fromkeys(LANGUAGES, str))
    if heading and set(heading) != set(LANGUAGES):
        raise LetterError(f"{here}: heading is given in {', '.join(heading)} only; give it in en and cy")
    return BlockTemplate(
        key=row["key"],
        headings=dict(heading),
        locked=row.get("locked", False),
        written=row.get("written", False),
        gives={code: texts(values, f"{here}: gives {code}") for code, values in row.get("gives", {}).items()},
        asked_by=texts(row.get("asked_by", []), f"{here}: asked_by"),
    )
