"""What a report is made from: sections, tables, charts and sentences, read from its folder."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from putright.procedures import ProcedureError
from putright.procedures.reading import check_fields, near, read_toml, read_word, tables, texts
from putright.reports.report import ReportError
from putright.vocabulary import OmbudsmanBody

REPORTS: tuple[str, ...] = (
    "annual",
    "tenant-satisfaction",
    "committee-quarter",
    "children-annual",
    "adults-annual",
    "ombudsman-performance",
    "model-procedure",
    "self-assessment",
)
"""Every report there is; each is a folder of `shipped/`."""

CHARTS = ("bars", "line")
PROCEDURE = "procedure"
"""The dimension by which a self-assessment tells the complaints of its Code from others."""
_MOST_SERIES = 4
_PLACE = re.compile(r"\{([^{}]*)\}")
# A number in a sentence is a figure, and figures come from cells; these are names.
_NAMES_WITH_NUMBERS = re.compile(r"\b[Ss]tage [123]\b|\b(?:CH|TP)0\d\b")


@dataclass(frozen=True, slots=True)
class TableTemplate:
    """A table: some measures, and what they are broken down by.

    measures  ids; one row each where `by` is None, one column each otherwise.
    by        a dimension of the facts, such as `department`; None = the totals.
    chart     `bars` or `line`; None = the table alone.
    total     whether the last row is the total.
    """

    id: str
    title: str
    measures: tuple[str, ...]
    by: str | None = None
    chart: str | None = None
    total: bool = True


@dataclass(frozen=True, slots=True)
class ProvisionTemplate:
    """How a provision shows in the facts.

    met    measures whose base are the cases it speaks of, and whose numerator are those where it was met.
    shown  measures that tell something of it without saying whether it was met.
    """

    number: str
    met: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def measures(self) -> tuple[str, ...]:
        """Both."""
        return (*self.met, *self.shown)


@dataclass(frozen=True, slots=True)
class SectionTemplate:
    """A section.

    words  sentences, each as the wordings to try in order; the first whose figures are known is printed.
    asks   what a person is to write for it; empty = nothing that must be.
    ombudsmen  it is of a report where one of them may write to the organisation; empty = everywhere.
    """

    key: str
    title: str
    words: tuple[tuple[str, ...], ...]
    tables: tuple[TableTemplate, ...]
    asks: str = ""
    ombudsmen: tuple[OmbudsmanBody, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTemplate:
    """A report before any figure is in it.

    provisions  by procedure: which measures show a provision; empty for reports that assess no Code.
    kinds       what this report is for when the facts hold more, in words for its basis.
    ombudsmen   it is made where one of them may write to the organisation; empty = everywhere.
    """

    name: str
    title: str
    says: str
    basis: tuple[str, ...]
    sections: tuple[SectionTemplate, ...]
    provisions: Mapping[str, tuple[ProvisionTemplate, ...]]
    ombudsmen: tuple[OmbudsmanBody, ...] = ()

    def under(self, bodies: Iterable[OmbudsmanBody]) -> ReportTemplate:
        """The report with the sections alone that hold where these are the Ombudsmen there are."""
        here = frozenset(bodies)
        sections = (one for one in self.sections if not one.ombudsmen or here.intersection(one.ombudsmen))
        return replace(self, sections=tuple(sections))

    def asked(self) -> Iterator[tuple[str, str | None]]:
        """Every measure the report needs, with each breakdown."""
        for section in self.sections:
            for table in section.tables:
                yield from ((one, table.by) for one in table.measures)
            for wordings in section.words:
                for place in (place for words in wordings for place in places(words)):
                    if place.measure:
                        yield place.measure, place.by
        for provisions in self.provisions.values():
            yield from ((one, PROCEDURE) for provision in provisions for one in provision.measures)


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder: `{AR-3}`, `{AR-3|previous}`, `{AR-2.rejection_reason|most}`, `{AR-1|complaint|complaints}`.

    measure  id; None for a word about the report itself, which `asks` then names.
    by, code a breakdown and one of its codes; a breakdown without a code asks for the largest or smallest.
    asks     what of the figure is wanted; empty = all of it.
    """

    written: str
    measure: str | None
    by: str | None
    code: str | None
    asks: tuple[str, ...]


REPORT_WORDS = ("organisation", "period", "previous_period", "ombudsman")
"""What a placeholder may ask of the report itself."""


def places(words: str) -> Iterator[Place]:
    """The placeholders of a wording."""
    for found in _PLACE.finditer(words):
        what, *asks = found[1].split("|")
        if what in REPORT_WORDS:
            yield Place(found[0], None, None, None, (what,))
            continue
        measure, _, cut = what.partition(".")
        by, _, code = cut.partition("=")
        yield Place(found[0], measure, by or None, code or None, tuple(asks))


@cache
def load_templates() -> Mapping[str, ReportTemplate]:
    """Every report that ships, by name. Raises ReportError at the first thing that is wrong."""
    return {name: _read(name) for name in REPORTS}


def template(name: str) -> ReportTemplate:
    """The report of that name. Raises ReportError naming those there are."""
    if name not in REPORTS:
        raise ReportError(f"{name!r} is no report{near(name, REPORTS)}")
    return load_templates()[name]


def _read(name: str) -> ReportTemplate:
    where = f"{name}/report.toml"
    try:
        table = read_toml(files("putright.reports").joinpath("shipped", name, "report.toml"), where)
        check_fields(
            table, where,
            needs={"title": str, "says": str, "section": list},
            may={"basis": list, "provisions": dict, "ombudsmen": list},
        )  # fmt: skip
        sections = tuple(
            _section(one, f"{where}: section {number}")
            for number, one in enumerate(tables(table["section"], where), start=1)
        )
        return ReportTemplate(
            name, str(table["title"]), str(table["says"]), texts(table.get("basis", []), f"{where}: basis"),
            sections, _provisions(table.get("provisions", {}), where), _ombudsmen(table, where),
        )  # fmt: skip
    except ProcedureError as error:
        raise ReportError(str(error)) from None


def _section(table: Mapping[str, object], where: str) -> SectionTemplate:
    check_fields(
        table, where, needs={"key": str, "title": str},
        may={"words": list, "table": list, "asks": str, "ombudsmen": list},
    )  # fmt: skip
    words = table.get("words", [])
    assert isinstance(words, list)
    return SectionTemplate(
        str(table["key"]), str(table["title"]),
        tuple(_wordings(one, where) for one in words),
        tuple(_table(one, where) for one in tables(table.get("table", []), where)), str(table.get("asks", "")),
        _ombudsmen(table, where),
    )  # fmt: skip


def _ombudsmen(table: Mapping[str, object], where: str) -> tuple[OmbudsmanBody, ...]:
    where = f"{where}: ombudsmen"
    return tuple(
        OmbudsmanBody(read_word(OmbudsmanBody, one, where))
        for one in texts(table.get("ombudsmen", []), where)
    )


def _wordings(given: object, where: str) -> tuple[str, ...]:
    wordings = texts(given if isinstance(given, list) else [given], f"{where}: words")
    for words in wordings:
        plain = _NAMES_WITH_NUMBERS.sub("", _PLACE.sub("", words))
        if any(letter.isdigit() for letter in plain):
            raise ReportError(f"{where}: “{words}” has a typed number; take it from a cell")
    return wordings


def _table(table: Mapping[str, object], where: str) -> TableTemplate:
    where = f"{where}, table {table.get('id', '?')}"
    check_fields(
        table, where, needs={"id": str, "title": str, "measures": list},
        may={"by": str, "chart": str, "total": bool},
    )  # fmt: skip
    chart = table.get("chart")
    if chart is not None and chart not in CHARTS:
        raise ReportError(f"{where}: chart is {chart!r}; use one of {', '.join(CHARTS)}")
    by = table.get("by")
    if chart and (not by or len(texts(table["measures"], where)) > _MOST_SERIES):
        raise ReportError(f"{where}: a chart needs `by`, and at most {_MOST_SERIES} measures")
    return TableTemplate(
        str(table["id"]), str(table["title"]), texts(table["measures"], f"{where}: measures"),
        str(by) if by else None, str(chart) if chart else None, table.get("total") is not False,
    )  # fmt: skip


def _provisions(given: object, where: str) -> Mapping[str, tuple[ProvisionTemplate, ...]]:
    assert isinstance(given, dict)
    return {
        procedure: tuple(
            _provision(number, one, f"{where}: provisions {procedure} {number}")
            for number, one in numbers.items()
        )
        for procedure, numbers in given.items()
    }


def _provision(number: str, table: Mapping[str, object], where: str) -> ProvisionTemplate:
    check_fields(table, where, needs={}, may={"met": list, "shown": list})
    return ProvisionTemplate(number, texts(table.get("met", []), where), texts(table.get("shown", []), where))
