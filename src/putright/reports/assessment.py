"""The self-assessment against a Code: each provision with what the record shows and what the organisation says.

The figures speak for themselves: a provision the record shows unmet stands beside its answer, whatever that is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from putright.measures import Cell, Check, MeasureKind
from putright.procedures import Procedure, Provision, load_procedures
from putright.reports.commentary import Answer, ProvisionWords, WrittenWords
from putright.reports.counterexamples import CounterExamples
from putright.reports.figures import Figures
from putright.reports.report import Column, ReportError, Row, Section, Table
from putright.reports.templates import PROCEDURE, ProvisionTemplate
from putright.reports.wording import day

_NOT_MEASURED = {
    "M": "For a person to state.",
    "E": "For a person to judge from the evidence.",
    "": "Nothing to check.",
}
_ANSWERS = {Answer.YES: "Yes", Answer.PARTLY: "Partly", Answer.NO: "No"}


def procedure_of(key: str) -> Procedure:
    """The procedure a report assesses. Raises ReportError when there is none of that key."""
    found = load_procedures().get(key)
    if found is None:
        raise ReportError(f"{key!r} is no procedure; `putright procedures` lists them")
    return found


def sections_of(
    key: str,
    templates: tuple[ProvisionTemplate, ...],
    figures: Figures,
    words: WrittenWords,
    examples: CounterExamples,
) -> Iterator[Section]:
    """One section for a Code, with a table for each of its parts."""
    procedure = procedure_of(key)
    measured = {one.number: one for one in templates}
    nothing = ProvisionTemplate("")
    tables = tuple(
        Table(
            f"{_slug(key)}-{part}", f"{procedure.short_title}, part {part}",
            (Column("Provision"), Column("What it asks"), Column("What the record shows"), Column("Our answer")),
            tuple(_row(one, key, measured.get(one.number, nothing), figures, words, examples) for one in provisions),
            tuple(dict.fromkeys(each for one in provisions for each in measured.get(one.number, nothing).measures)),
        )
        for part, provisions in (
            (part, tuple(found)) for part, found in groupby(procedure.provisions, key=_part)
        )
    )  # fmt: skip
    yield Section(_slug(key), procedure.title, (), None, tables, ())


def checks_of(
    key: str, words: WrittenWords, templates: tuple[ProvisionTemplate, ...], figures: Figures
) -> Check:
    """Whether the answers can stand beside the record."""
    procedure = procedure_of(key)
    measured = {one.number: one.met for one in templates}
    wrong = [
        says
        for provision in procedure.provisions
        if (told := words.provisions.get((key, provision.number)))
        and (says := _unsound(key, provision, told, measured.get(provision.number, ()), figures))
    ]
    says = (
        "; ".join(wrong) or "every answer has its target date, or its words, where the record shows otherwise"
    )
    return Check(f"self-assessment-{_slug(key)}", not wrong, f"{procedure.short_title}: {says}")


def _unsound(
    procedure: str, provision: Provision, told: ProvisionWords, met: tuple[str, ...], figures: Figures
) -> str | None:
    if told.answer is not Answer.YES and told.target_on is None:
        return f"{provision.number} is answered {told.answer.value} without the day it will be met; give target_on"
    if (
        told.answer is Answer.YES
        and not told.words
        and any(_is_unmet(procedure, one, figures) for one in met)
    ):
        return f"{provision.number} is answered yes and the record shows otherwise; answer partly or no, or say why"
    return None


def _cell_of(procedure: str, measure: str, figures: Figures) -> Cell | None:
    """The figure of that Code's complaints; of all where the facts do not tell the procedures apart."""
    by = figures.measured[measure].broken_down(PROCEDURE)
    if any(cell.by[PROCEDURE] is not None for cell in by):
        return figures.cell(measure, PROCEDURE, procedure)
    return figures.cell(measure)


def _is_unmet(procedure: str, measure: str, figures: Figures) -> bool:
    cell = _cell_of(procedure, measure, figures)
    if cell is None or cell.numerator is None or not cell.denominator:
        return False
    return figures.definition(measure).kind is MeasureKind.SHARE and cell.numerator < cell.denominator


def _row(
    provision: Provision,
    procedure: str,
    shows: ProvisionTemplate,
    figures: Figures,
    words: WrittenWords,
    examples: CounterExamples,
) -> Row:
    asks = f"{provision.says} ({provision.force.value})"
    if provision.unconfirmed:
        asks += "\nTo be confirmed."
    return Row(
        provision.number,
        (
            asks,
            _record(provision, procedure, shows, figures, examples),
            _answer(words.provisions.get((procedure, provision.number))),
        ),
    )  # fmt: skip


def _record(
    provision: Provision,
    procedure: str,
    shows: ProvisionTemplate,
    figures: Figures,
    examples: CounterExamples,
) -> str:
    lines = []
    for measure in shows.measures:
        cell = _cell_of(procedure, measure, figures)
        lines.append(f"{figures.definition(measure).label}: {figures.current(measure, cell).words}.")
        if cell and (found := examples.get((procedure, measure))):
            lines.append(_not_met(cell, found))
    if not lines:
        judged = "E" if "E" in provision.check else provision.check
        lines = [_NOT_MEASURED.get(judged, "These facts do not tell.")]
    return "\n".join(lines)


def _not_met(cell: Cell, found: tuple[str, ...]) -> str:
    missed = (cell.denominator or 0) - (cell.numerator or 0)
    more = f", and {missed - len(found)} more" if missed > len(found) else ""
    return f"Not met: {', '.join(found)}{more}."


def _answer(told: ProvisionWords | None) -> str:
    if told is None:
        return "To be answered."
    lines = [_ANSWERS[told.answer] + (f", to be met by {day(told.target_on)}" if told.target_on else "")]
    return "\n".join([*lines, *([told.words] if told.words else [])])


def _part(provision: Provision) -> str:
    return provision.number.split(".")[0]


def _slug(key: str) -> str:
    return key.replace("/", "-")


def provision_numbers(keys: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    """The provisions each of these procedures has."""
    return {key: tuple(one.number for one in procedure_of(key).provisions) for key in keys}
