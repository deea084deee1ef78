"""Whether a letter's parts fit together, and whether an organisation's own keeps what must stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from putright.letters.data import data
from putright.letters.filling import placeholders
from putright.letters.reading import OF_A_ROUTE
from putright.letters.types import BlockTemplate, LetterTemplate
from putright.procedures import block_meanings, letter_meanings, load_procedures
from putright.procedures.reading import near
from putright.procedures.routing import routes
from putright.vocabulary import LetterKind

_LESSON = re.compile(r"(R-[A-Z]\d+|DR-\d\d|RM-\d+)", re.ASCII)


def problems_of(letter: LetterTemplate) -> tuple[str, ...]:
    """What does not fit together within one letter, each as a sentence that begins with its file."""
    return (*_in_description(letter), *_in_texts(letter), *_of_routes(letter))


def dropped(own: LetterTemplate, shipped: LetterTemplate) -> tuple[str, ...]:
    """What an organisation's own letter leaves out although it must stay, each as a sentence."""
    return tuple(_dropped(own, shipped))


def _in_description(letter: LetterTemplate) -> Iterator[str]:
    where = f"{letter.kind.value}/letter.toml"
    unknown = [one for one in letter.letters if one not in letter_meanings()]
    for one in unknown:
        yield f"{where}: {'letter' if one == letter.letter else 'also'} is {one!r}{near(one, letter_meanings())}"
    if unknown:
        return
    keys = [block.key for block in letter.blocks]
    for key in dict.fromkeys(keys):
        if keys.count(key) > 1:
            yield f"{where}: block {key} is there twice; keep one"
    meanings, values = block_meanings(), _values(letter)
    for block in letter.blocks:
        for code, needs in block.gives.items():
            if code not in meanings:
                yield f"{where}: block {block.key} gives {code!r}, which is not listed{near(code, meanings)}"
            for name in needs:
                if name not in values:
                    yield f"{where}: block {block.key} needs {name!r}, which is no value{near(name, values)}"
        for source in block.asked_by:
            if not _is_known(source):
                yield f"{where}: block {block.key} is asked_by {source!r}, which no procedure lists"
    given = {code for block in letter.blocks for code in block.gives}
    needed = [code for one in letter.letters for code in letter_meanings()[one].blocks]
    for code in dict.fromkeys(needed):
        if code not in given:
            yield f"{where}: no block gives {code}, {meanings[code].says}; add one"


def _in_texts(letter: LetterTemplate) -> Iterator[str]:
    values = _values(letter)
    parts = data("placeholders.toml")["part"]
    for language, texts in letter.texts.items():
        where = f"{letter.kind.value}/{language}.md"
        for block in letter.blocks:
            if block.key not in texts.blocks:
                yield f"{where}: has no # {block.key}; write what that block says"
                continue
            text = texts.blocks[block.key]
            for name in placeholders(text):
                if name not in values:
                    yield f"{where}: # {block.key} asks for {{{name}}}, which there is not{near(name, values)}"
            if not text:
                yield f"{where}: # {block.key} is empty; write what that block says"
        for key, asks in parts.items():
            if key not in texts.parts:
                yield f"{where}: has no ## {key}; write it"
                continue
            for name in placeholders(texts.parts[key]):
                if name not in asks:
                    yield f"{where}: ## {key} asks for {{{name}}}, which it is not given{near(name, tuple(asks))}"


def _of_routes(letter: LetterTemplate) -> Iterator[str]:
    """A route this letter tells of, without its passage; a passage of no route."""
    told = [one for one in routes().values() if one.letter == letter.kind.value]
    if letter.kind is not LetterKind.SIGNPOST:
        told = []
    wanted = {f"to-{one.key}" for one in told} | {f"stays-{one.key}" for one in told if one.stays}
    for language, texts in letter.texts.items():
        where = f"{letter.kind.value}/{language}.md"
        for key in sorted(wanted - texts.parts.keys()):
            yield f"{where}: has no ## {key}, which routes.toml sends to this letter; write it"
        for key in texts.parts:
            if key.startswith(OF_A_ROUTE) and key not in wanted:
                yield f"{where}: ## {key} is of no route of this letter{near(key, tuple(wanted))}"


def _dropped(own: LetterTemplate, shipped: LetterTemplate) -> Iterator[str]:
    where = f"{own.kind.value}/letter.toml"
    for name in ("letter", "also", "records"):
        if getattr(own, name) != getattr(shipped, name):
            yield f"{where}: {name} is {getattr(own, name)!r}; it must stay {getattr(shipped, name)!r}"
    for block in shipped.blocks:
        mine = own.block(block.key)
        if mine is None:
            if not block.optional:
                yield f"{where}: leaves out block {block.key}, which must stay; put it back"
            continue
        if block.locked and not mine.locked:
            yield f"{where}: unlocks block {block.key}, which the procedure gives; write locked = true"
        for code, needs in block.gives.items():
            if mine.gives.get(code) != needs:
                yield f"{where}: block {block.key} no longer gives {code} as it ships; put it back"
        yield from _no_longer_printed(own, shipped, block)


def _no_longer_printed(own: LetterTemplate, shipped: LetterTemplate, block: BlockTemplate) -> Iterator[str]:
    for language, texts in own.texts.items():
        before = placeholders(shipped.texts[language].blocks[block.key])
        now = placeholders(texts.blocks.get(block.key, ""))
        must = [name for needs in block.gives.values() for name in needs] if not block.locked else before
        for name in dict.fromkeys(must):
            if name in before and name not in now:
                yield (
                    f"{own.kind.value}/{language}.md: # {block.key} no longer prints {{{name}}}, "
                    "which must stay; put it back"
                )


def _values(letter: LetterTemplate) -> tuple[str, ...]:
    known = data("placeholders.toml")
    named = [name for section in ("value", "date", "word", "repeated", "whole") for name in known[section]]
    return (*named, *(block.key for block in letter.blocks if block.written))


def _is_known(source: str) -> bool:
    if _LESSON.fullmatch(source) or source == "own policy":
        return True
    return any(
        source.startswith(f"{one.short_title} ")
        and one.provision(source.removeprefix(f"{one.short_title} ")) is not None
        for one in load_procedures().values()
    )
