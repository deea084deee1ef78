"""Finding the folders of procedure versions and reading them."""

import os
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from putright.calendars import read_date
from putright.procedures.building import build_examples, build_procedure, build_provisions
from putright.procedures.reading import near, read_toml
from putright.procedures.soundness import problems_between, problems_of
from putright.procedures.types import Duty, Procedure, ProcedureError

FILES = ("procedure.toml", "provisions.toml", "examples.toml")
GUIDANCE = "guidance"
"""The folder of guidance on remedies, among the procedures that ship and in an organisation's own folder."""


OWN_FOLDER = "PUTRIGHT_PROCEDURES"
"""The environment variable that names an organisation's own folder of procedures."""


@cache
def load_procedures() -> Mapping[str, Procedure]:
    """Every procedure version there is, by its key: those that ship, and those of the organisation's own folder.

    The folder is the one PUTRIGHT_PROCEDURES names; without it there are the shipped ones only.
    Raises  ProcedureError at the first thing that is wrong in their data.
    """
    shipped = _shipped()
    own = os.environ.get(OWN_FOLDER)
    return MappingProxyType({**shipped, **_read_sound(Path(own), beside=shipped)}) if own else shipped


def shipped_procedures() -> Mapping[str, Procedure]:
    """The procedure versions that ship, by key, whatever an organisation adds.

    Raises  ProcedureError at the first thing that is wrong in their data.
    """
    return _shipped()


@cache
def _shipped() -> Mapping[str, Procedure]:
    return _read_sound(_shipped_folder())


def read_procedures(folder: Path) -> Mapping[str, Procedure]:
    """The procedure versions in an organisation's own folder, by key; they may follow a shipped one.

    folder  holds `<body>/<in-force date>/` folders, or is one of them.
    Raises  ProcedureError at the first thing that is wrong in their data.
    """
    return _read_sound(folder, beside=_shipped())


def procedure(key: str) -> Procedure:
    """The procedure version with this key, such as `housing-ombudsman/2024-04-01`.

    Raises  ProcedureError, naming near keys, when there is none.
    """
    procedures = load_procedures()
    try:
        return procedures[key]
    except KeyError:
        raise ProcedureError(f"{key!r} is not a procedure{near(key, procedures)}") from None


def in_force(body: str, day: date, *, procedures: Mapping[str, Procedure] | None = None) -> Procedure:
    """The version of a body's procedure in force on a day: the one a complaint made then is judged by.

    procedures  to choose from; the shipped ones when left out.
    Raises      ProcedureError when the body has no version for that day.
    """
    among = load_procedures() if procedures is None else procedures
    versions = [one for key, one in among.items() if key.rpartition("/")[0] == body]
    for version in versions:
        if version.in_force_from <= day and (version.in_force_to is None or day <= version.in_force_to):
            return version
    if not versions:
        bodies = tuple(dict.fromkeys(key.rpartition("/")[0] for key in among))
        raise ProcedureError(f"{body!r} has no procedure{near(body, bodies)}")
    known = ", ".join(one.key for one in versions)
    raise ProcedureError(f"{body} has no version in force on {day}; there is: {known}")


def asks_for(
    procedure: Procedure, duty: str, *, procedures: Mapping[str, Procedure] | None = None
) -> tuple[Procedure, Duty] | None:
    """Who asks for a duty: the procedure, or the Code its own policy follows; None when neither does.

    An organisation's own policy seldom repeats the duties of the Code it is measured against, so they
    hold for it all the same.
    procedures  to find the followed Code in; the shipped ones when left out.
    """
    if (asked := procedure.duty(duty)) is not None:
        return procedure, asked
    if procedure.follows is None:
        return None
    among = load_procedures() if procedures is None else procedures
    followed = among.get(procedure.follows)
    return asks_for(followed, duty, procedures=among) if followed else None


def check(folder: Path | None = None) -> tuple[str, ...]:
    """What is wrong with the shipped procedures and those in a folder, one sentence each; empty = sound."""
    return survey(folder)[1]


def survey(folder: Path | None = None) -> tuple[Mapping[str, Procedure], tuple[str, ...]]:
    """Every procedure that can be read, shipped or in a folder, and everything that is wrong with them.

    folder  an organisation's own; None = the one PUTRIGHT_PROCEDURES names, if it names one.
    A sentence about one of them begins with its key and a slash.
    """
    problems: list[str] = []
    procedures: dict[str, Procedure] = {}
    if folder is None and (own := os.environ.get(OWN_FOLDER)):
        folder = Path(own)
    for where in [_shipped_folder(), *([folder] if folder is not None else [])]:
        try:
            paths = _version_folders(where)
        except ProcedureError as error:
            problems.append(str(error))
            continue
        for path in paths:
            try:
                found = _read_version(path)
            except ProcedureError as error:
                problems.append(str(error))
                continue
            if found.key in procedures:
                problems.append(f"{found.key}/procedure.toml: the name is taken; rename the folder {path}")
                continue
            procedures[found.key] = found
            problems += problems_of(found)
    return MappingProxyType(procedures), (*problems, *problems_between(procedures))


def _read_sound(folder: Path, *, beside: Mapping[str, Procedure] | None = None) -> Mapping[str, Procedure]:
    procedures = {}
    for path in _version_folders(folder):
        found = _read_version(path)
        if problems := problems_of(found):
            raise ProcedureError(problems[0])
        procedures[found.key] = found
    for key in procedures:
        if beside and key in beside:
            raise ProcedureError(f"{key}: ships with Putright; give your own procedure another name")
    if problems := problems_between({**(beside or {}), **procedures}):
        raise ProcedureError(problems[0])
    return MappingProxyType(procedures)


def _shipped_folder() -> Path:
    return Path(str(files("putright.procedures")))


def _version_folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise ProcedureError(f"{folder} is not a folder; give the folder that holds your procedures")
    if any((folder / name).exists() for name in FILES):
        return [folder]
    found = sorted({path.parent for name in FILES for path in folder.glob(f"**/{name}")})
    if not found and not (folder / GUIDANCE).is_dir():
        raise ProcedureError(
            f"{folder} holds no procedure; make <body>/<in-force date>/procedure.toml in it, "
            "such as our-policy/2024-04-01/procedure.toml"
        )
    return found


def _read_version(folder: Path) -> Procedure:
    folder = folder.resolve()
    key = f"{folder.parent.name}/{folder.name}"
    for name in FILES:
        if not (folder / name).is_file():
            raise ProcedureError(f"{key}: has no {name}; add it")
    for stranger in _strangers(folder):
        raise ProcedureError(f"{key}/{stranger}: is not read{near(stranger, FILES)}")
    try:
        in_force_from = read_date(folder.name)
    except ValueError:
        raise ProcedureError(
            f"{key}: name the folder by the day the procedure came into force, such as 2024-04-01"
        ) from None
    tables = {name: read_toml(folder / name, f"{key}/{name}") for name in FILES}
    return build_procedure(
        key,
        in_force_from,
        tables["procedure.toml"],
        provisions=build_provisions(tables["provisions.toml"], f"{key}/provisions.toml"),
        examples=build_examples(tables["examples.toml"], f"{key}/examples.toml"),
        where=f"{key}/procedure.toml",
    )


def _strangers(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*.toml")):
        if path.name not in FILES:
            yield path.name
