"""What a guidance on remedies suggests, on the day that counts: shipped ones and an organisation's own."""

import os
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any

from putright.procedures.bands import Band, Basis, Guidance
from putright.procedures.guidance_soundness import (
    problems_between_guidance,
    problems_of_guidance,
    where_of,
)
from putright.procedures.meanings import ombudsmen
from putright.procedures.reading import Table, check_fields, check_kind, near, read_toml, read_word, tables
from putright.procedures.shipped import GUIDANCE, OWN_FOLDER
from putright.procedures.types import ProcedureError
from putright.vocabulary import Period, RemedyType


@cache
def load_guidance() -> Mapping[str, Guidance]:
    """Every guidance there is, by its id: those that ship, and those in `guidance/` of the own folder.

    Raises  ProcedureError at the first thing that is wrong in their data.
    """
    found, problems = survey_guidance()
    if problems:
        raise ProcedureError(problems[0])
    return found


def guidances(ombudsman_key: str, *, on: date) -> tuple[Guidance, ...]:
    """An Ombudsman's guidance in force on a day, with its notes and its doubts; empty = none is known.

    There may be two at once, one of them still without figures. Raises ProcedureError for an Ombudsman nobody knows.
    """
    if ombudsman_key not in ombudsmen():
        raise ProcedureError(f"{ombudsman_key!r} is not an Ombudsman{near(ombudsman_key, ombudsmen())}")
    return tuple(
        one for one in load_guidance().values() if one.ombudsman == ombudsman_key and one.counts_on(on)
    )


def guidance(ombudsman_key: str, *, on: date) -> tuple[Band, ...]:
    """The bands of an Ombudsman's guidance that count on a day; empty = none is known, and none is guessed.

    on      the day of the offer, or of the determination: each is read against the guidance of its own day.
    Raises  ProcedureError for an Ombudsman nobody knows.
    """
    return _bands(guidances(ombudsman_key, on=on), on)


def own_bands(body: str, *, on: date) -> tuple[Band, ...]:
    """The bands of an organisation's own policy that count on a day; empty = it has none we know.

    body  of its own procedure, such as `luton` of `luton/2022-04-01`.
    """
    return _bands(
        tuple(one for one in load_guidance().values() if one.own_policy == body and one.counts_on(on)), on
    )


def band_of(reference: str, *, on: date) -> Band:
    """The band a record names, such as `hos_remedies/service-failure`, as it counted on that day.

    Raises  ProcedureError, naming near ones, when there was none.
    """
    named, _, key = reference.partition("/")
    known = load_guidance()
    if named not in known:
        raise ProcedureError(f"{named!r} is not a guidance{near(named, known)}")
    rows = [band for band in known[named].bands if band.key == key]
    if not rows:
        keys = tuple(dict.fromkeys(band.key for band in known[named].bands))
        raise ProcedureError(f"{named} has no band {key!r}{near(key, keys)}")
    for band in rows:
        if band.counts_on(on) and known[named].counts_on(on):
            return band
    raise ProcedureError(f"{reference} did not count on {on}")


def survey_guidance(own: Path | None = None) -> tuple[Mapping[str, Guidance], tuple[str, ...]]:
    """Every guidance that can be read and everything that is wrong with them, one sentence each.

    own  an organisation's folder of procedures, None = the one PUTRIGHT_PROCEDURES names, if it names one; its
         guidance is in `guidance/` there, if it has any.
    """
    if own is None and (named := os.environ.get(OWN_FOLDER)):
        own = Path(named)
    found: dict[str, Guidance] = {}
    problems: list[str] = []
    for folder in [Path(str(files("putright.procedures"))), *([own] if own is not None else [])]:
        for path in sorted((folder / GUIDANCE).glob("*.toml")):
            try:
                read = _build(path.stem, read_toml(path, where_of(path.stem)), where_of(path.stem))
            except ProcedureError as error:
                problems.append(str(error))
                continue
            if read.id in found:
                problems.append(f"{where_of(read.id)}: the name is taken; rename the file {path}")
                continue
            found[read.id] = read
            problems += problems_of_guidance(read)
    return MappingProxyType(found), (*problems, *problems_between_guidance(found))


def _bands(among: tuple[Guidance, ...], day: date) -> tuple[Band, ...]:
    return tuple(band for one in among for band in one.bands if band.counts_on(day))


def _build(guidance_id: str, table: Table, where: str) -> Guidance:
    values: Any = table
    check_fields(
        table,
        where,
        needs={"title": str, "version_date": date, "effective_from": date, "source": str},
        may={
            "ombudsman": str,
            "own_policy": str,
            "effective_to": date,
            "note": str,
            "empty_because": str,
            "unconfirmed": bool,
            "effective_from_unconfirmed": bool,
            "band": list,
        },
    )
    return Guidance(
        id=guidance_id,
        title=values["title"],
        ombudsman=values.get("ombudsman"),
        own_policy=values.get("own_policy"),
        version_date=values["version_date"],
        effective_from=values["effective_from"],
        effective_to=values.get("effective_to"),
        source=values["source"],
        bands=tuple(
            _build_band(guidance_id, row, f"{where}: {row.get('key', '?')}")
            for row in tables(values.get("band", []), f"{where}: band")
        ),
        note=values.get("note", ""),
        empty_because=values.get("empty_because", ""),
        unconfirmed=values.get("unconfirmed", False),
        effective_from_unconfirmed=values.get("effective_from_unconfirmed", False),
    )


def _build_band(guidance_id: str, row: Table, where: str) -> Band:
    values: Any = row
    check_fields(
        row,
        where,
        needs={
            "key": str,
            "injustice": str,
            "type": str,
            "per": str,
            "version_date": date,
            "effective_from": date,
            "source": str,
        },
        may={
            "low_pence": int,
            "high_pence": int,
            "effective_to": date,
            "basis": str,
            "more_than": bool,
            "severities": list,
            "for_delay": bool,
            "unconfirmed": bool,
            "effective_from_unconfirmed": bool,
        },
    )
    for severity in values.get("severities", []):
        check_kind(severity, int, f"{where}: severities")
    return Band(
        guidance_id=guidance_id,
        key=values["key"],
        injustice=values["injustice"],
        type=read_word(RemedyType, values["type"], f"{where}: type"),
        low_pence=values.get("low_pence"),
        high_pence=values.get("high_pence"),
        per=read_word(Period, values["per"], f"{where}: per"),
        version_date=values["version_date"],
        effective_from=values["effective_from"],
        effective_to=values.get("effective_to"),
        source=values["source"],
        unconfirmed=values.get("unconfirmed", False),
        effective_from_unconfirmed=values.get("effective_from_unconfirmed", False),
        basis=read_word(Basis, values.get("basis", Basis.RANGE.value), f"{where}: basis"),
        more_than=values.get("more_than", False),
        severities=tuple(values.get("severities", [])),
        for_delay=values.get("for_delay", False),
    )
