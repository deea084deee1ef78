"""What people write for a report: words for its sections, and an answer for each provision of a Code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from putright.procedures import ProcedureError
from putright.procedures.reading import check_fields, check_kind, near, read_toml, read_word, texts
from putright.reports.report import ReportError, Written


class Answer(StrEnum):
    """What an organisation says of itself against a provision."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


@dataclass(frozen=True, slots=True)
class SectionWords:
    """What somebody wrote for a section. about: figures it speaks of, as in
    placeholders: `AR-3a`, `AR-3a.department`, `AR-3a.department=Housing`; empty = those of the section."""

    written: Written
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProvisionWords:
    """The organisation's answer for a provision.

    words      why, and the evidence for it.
    target_on  when it will be met, where it is not.
    """

    answer: Answer
    words: str = ""
    target_on: date | None = None


@dataclass(frozen=True, slots=True)
class WrittenWords:
    """Everything people wrote for one report: by section, and by procedure and provision."""

    sections: Mapping[str, SectionWords] = field(default_factory=dict)
    provisions: Mapping[tuple[str, str], ProvisionWords] = field(default_factory=dict)


NOTHING_WRITTEN = WrittenWords()


def read_written(path: Path, *, where: str) -> WrittenWords:
    """What a commentary file holds. Raises ReportError naming the place and what to change.

    `[section.KEY]` with `words`, and optional `by` and `about`; `[provision."PROCEDURE"."NUMBER"]` with `answer`
    (yes, partly, no), and optional `words` and `target_on`. `by` at the top is for every section without its own.
    """
    try:
        table = read_toml(path, where)
        check_fields(table, where, needs={}, may={"by": str, "section": dict, "provision": dict})
        by = table.get("by")
        return WrittenWords(
            {
                key: _section(one, f"{where}: section {key}", str(by) if by else None)
                for key, one in _tables(table.get("section", {}), f"{where}: section")
            },
            {
                (procedure, number): _provision(one, f"{where}: provision {procedure} {number}")
                for procedure, numbers in _tables(table.get("provision", {}), f"{where}: provision")
                for number, one in _tables(numbers, f"{where}: provision {procedure}")
            },
        )
    except ProcedureError as error:
        raise ReportError(str(error)) from None


def check_known(
    words: WrittenWords, *, where: str, sections: tuple[str, ...], provisions: Mapping[str, tuple[str, ...]]
) -> None:
    """Raise ReportError for words that would be printed nowhere.

    sections    the keys of the report's sections. provisions: by procedure, the numbers it assesses.
    """
    for key in words.sections:
        if key not in sections:
            raise ReportError(f"{where}: the report has no section {key!r}{near(key, sections)}")
    for procedure, number in words.provisions:
        if procedure not in provisions:
            known = tuple(provisions)
            raise ReportError(f"{where}: the report does not assess {procedure!r}{near(procedure, known)}")
        if number not in provisions[procedure]:
            raise ReportError(
                f"{where}: {procedure} has no provision {number!r}{near(number, provisions[procedure])}"
            )


def _section(table: Mapping[str, Any], where: str, by: str | None) -> SectionWords:
    check_fields(table, where, needs={"words": str}, may={"by": str, "about": list})
    paragraphs = tuple(
        joined for one in str(table["words"]).split("\n\n") if (joined := " ".join(one.split()))
    )
    return SectionWords(
        Written(paragraphs, table.get("by") or by), texts(table.get("about", []), f"{where}: about")
    )


def _provision(table: Mapping[str, Any], where: str) -> ProvisionWords:
    check_fields(table, where, needs={"answer": str}, may={"words": str, "target_on": date})
    return ProvisionWords(
        read_word(Answer, table["answer"], f"{where}: answer"),
        " ".join(table.get("words", "").split()),
        table.get("target_on"),
    )


def _tables(value: object, where: str) -> list[tuple[str, Any]]:
    check_kind(value, dict, where)
    assert isinstance(value, dict)
    for key, one in value.items():
        check_kind(one, dict, f"{where} {key}")
    return list(value.items())
