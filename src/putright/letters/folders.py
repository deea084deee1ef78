"""Finding the folders of letters: those that ship, and an organisation's own texts over them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from putright.letters.reading import read_description, read_texts
from putright.letters.soundness import dropped, problems_of
from putright.letters.types import LetterError, LetterTemplate, Texts
from putright.letters.wordings import LANGUAGES
from putright.procedures.reading import near
from putright.vocabulary import LetterKind

OWN_FOLDER = "PUTRIGHT_LETTERS"
"""The environment variable that names an organisation's own folder of letters."""

EVERY = "every-letter"
"""The folder of texts that every letter has unless its own folder says otherwise."""

FILES = ("letter.toml", "en.md", "cy.md", "example.toml", "example.md")


@cache
def load_letters() -> Mapping[LetterKind, LetterTemplate]:
    """Every kind of letter: as it ships, with the texts of the organisation's own folder over it.

    The folder is the one PUTRIGHT_LETTERS names; without it the letters are as they ship.
    Raises  LetterError at the first thing that is wrong.
    """
    own = os.environ.get(OWN_FOLDER)
    return read_letters(Path(own)) if own else _shipped()


def letter(kind: LetterKind) -> LetterTemplate:
    """The letter of that kind, as this organisation writes it."""
    return load_letters()[kind]


def read_letters(folder: Path) -> Mapping[LetterKind, LetterTemplate]:
    """Every kind of letter with the texts of an organisation's own folder.

    folder  holds `<kind>/` folders with any of `letter.toml`, `en.md` and `cy.md`, and `every-letter/` for texts
            of all letters.
    Raises  LetterError at the first thing that is wrong, such as a block that must stay and is left out.
    """
    found, problems = survey_letters(folder)
    if problems:
        raise LetterError(problems[0])
    return found


def shipped_folder() -> Path:
    """Where the letters that ship lie."""
    return Path(str(files("putright.letters"))) / "shipped"


def survey_letters(
    folder: Path | None = None,
) -> tuple[Mapping[LetterKind, LetterTemplate], tuple[str, ...]]:
    """Every letter that can be read, and everything that is wrong with them, one sentence each.

    folder  an organisation's own; None = the one PUTRIGHT_LETTERS names, if it names one.
    """
    if folder is None and (own := os.environ.get(OWN_FOLDER)):
        folder = Path(own)
    if folder is None:
        return shipped_letters()
    if strangers := tuple(_strangers(folder)):
        return _shipped(), strangers
    problems: list[str] = []
    return _read(folder, problems), tuple(problems)


def shipped_letters() -> tuple[Mapping[LetterKind, LetterTemplate], tuple[str, ...]]:
    """The letters as they ship, and everything that is wrong with them, whatever the organisation's own say."""
    problems: list[str] = []
    return _read(None, problems), tuple(problems)


def as_shipped(kind: LetterKind) -> LetterTemplate:
    """The letter of that kind as it ships: what it must give is the same in every organisation's own."""
    return _shipped()[kind]


@cache
def _shipped() -> Mapping[LetterKind, LetterTemplate]:
    found, problems = shipped_letters()
    if problems:
        raise LetterError(problems[0])
    return found


def _read(own: Path | None, problems: list[str]) -> Mapping[LetterKind, LetterTemplate]:
    found: dict[LetterKind, LetterTemplate] = {}
    every: dict[str, Texts] = {}
    for kind in LetterKind:
        try:
            every = every or {language: _texts(EVERY, language, own) for language in LANGUAGES}
            found[kind] = _one(kind, own, every)
        except LetterError as error:
            if str(error) not in problems:
                problems.append(str(error))
            continue
        problems += problems_of(found[kind])
        if own is not None:
            problems += dropped(found[kind], _shipped()[kind])
    return MappingProxyType(found)


def _one(kind: LetterKind, own: Path | None, every: Mapping[str, Texts]) -> LetterTemplate:
    texts = {language: _over(every[language], _texts(kind.value, language, own)) for language in LANGUAGES}
    description = shipped_folder() / kind.value / "letter.toml"
    if own is not None and (own / kind.value / "letter.toml").is_file():
        description = own / kind.value / "letter.toml"
    return read_description(description, kind, texts)


def _texts(name: str, language: str, own: Path | None) -> Texts:
    found = read_texts(shipped_folder() / name / f"{language}.md", f"{name}/{language}.md")
    if own is not None and (own / name / f"{language}.md").is_file():
        found = _over(found, read_texts(own / name / f"{language}.md", f"{name}/{language}.md"))
    return found


def _over(under: Texts, over: Texts) -> Texts:
    return Texts({**under.blocks, **over.blocks}, {**under.parts, **over.parts})


def _strangers(folder: Path) -> Iterator[str]:
    """What lies in an organisation's own folder and would not be read."""
    if not folder.is_dir():
        yield f"{folder} is not a folder; give the folder that holds your letters"
        return
    kinds = (*(kind.value for kind in LetterKind), EVERY)
    found = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    if not found:
        yield f"{folder} holds no letter; make <kind>/en.md in it, such as response/en.md"
    for path in found:
        if path.name not in kinds:
            yield f"{path.name}: is no kind of letter{near(path.name, kinds)}"
            continue
        for file in sorted(path.iterdir()):
            if file.suffix in {".toml", ".md"} and file.name not in FILES:
                yield f"{path.name}/{file.name}: is not read{near(file.name, FILES)}"
