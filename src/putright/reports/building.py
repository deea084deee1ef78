"""Making a report: measure what it asks for, fill its sections, and hold it to the checks before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from putright.measures import (
    About,
    Asked,
    Check,
    Commentary,
    Earlier,
    Facts,
    Organisation,
    Period,
    definition,
    measure_all,
    run_checks,
)
from putright.measures.definitions import rounding
from putright.reports.assessment import checks_of, sections_of
from putright.reports.commentary import NOTHING_WRITTEN, WrittenWords
from putright.reports.counted import CountedReport
from putright.reports.counterexamples import counter_examples
from putright.reports.figures import Figures
from putright.reports.nations import ombudsman_in, sourced, template_in
from putright.reports.report import Contradiction, Report, ReportError, Section
from putright.reports.restated import Restated
from putright.reports.sentences import said
from putright.reports.tabling import chart_of, table_of
from putright.reports.templates import PROCEDURE, ReportTemplate, SectionTemplate, places
from putright.reports.wording import counted, period_in_words, period_label


@dataclass(frozen=True, slots=True)
class Comparison:
    """The earlier period a report compares with. facts: those of another file; None = the same facts."""

    period: Period
    facts: Facts | None = None


def build(
    report: str,
    facts: Facts,
    *,
    period: Period,
    previous: Comparison | None = None,
    organisation: Organisation | None = None,
    name: str = "",
    commentary: WrittenWords = NOTHING_WRITTEN,
    procedures: tuple[str, ...] = (),
    restated: Restated | None = None,
) -> Report:
    """The report of that name (one of REPORTS) over these facts, with every check held.

    previous    compared with on the same rules; None = nothing is compared.
    organisation  its nation says whose Ombudsman the report speaks of; None, or none said = the Ombudsmen of England.
    name        of the organisation, for the title; empty = as its file says.
    commentary  what people wrote; it is checked against the figures like the rest.
    procedures  the Codes a self-assessment is against; empty = all the report knows.
    restated    what an earlier report printed for the earlier period.
    Raises      Contradiction, with the checks that do not hold; ReportError for what cannot be made;
                FactsError where the facts cannot be counted.
    """
    counted = count(
        report, facts, period=period, previous=previous, organisation=organisation, name=name,
        procedures=procedures, restated=restated,
    )  # fmt: skip
    made = drafted(counted, commentary)
    if made.failed:
        raise Contradiction(made.failed)
    return made


def count(
    report: str,
    facts: Facts,
    *,
    period: Period,
    previous: Comparison | None = None,
    organisation: Organisation | None = None,
    name: str = "",
    procedures: tuple[str, ...] = (),
    restated: Restated | None = None,
) -> CountedReport:
    """Every figure of a report, without its words; see `build`."""
    made_from = template_in(report, organisation.nation if organisation else None)
    assessed = _assessed(made_from, procedures)
    figures = _measured(made_from, facts, period, previous, organisation, restated)
    return CountedReport(
        report, name or (organisation.name if organisation else ""), period, previous.period if previous else None,
        assessed, figures.measured, tuple(_basis(made_from, facts, figures, period, previous, restated)), organisation,
        counter_examples(facts, assessed, made_from, figures.measured, period, organisation),
        facts.read.left_out, restated,
    )  # fmt: skip


def drafted(counted: CountedReport, commentary: WrittenWords = NOTHING_WRITTEN) -> Report:
    """The report as it stands while people write for it: a check may not hold, and then it is not to be published."""
    made_from, figures = counted.made_from, counted.figures
    about = {
        "organisation": counted.organisation,
        "period": period_label(counted.period),
        "previous_period": period_label(counted.previous) if counted.previous else None,
        "ombudsman": ombudsman_in(counted.nation),
    }
    sections = tuple(
        _section(one, figures, about, commentary, counted.period, counted.previous)
        for one in made_from.sections
    )
    # One without figures that nobody wrote anything for, nor must, is no section.
    sections = tuple(one for one in sections if one.tables or one.sentences or one.written or one.asks)
    for key in counted.assessed:
        sections += tuple(sections_of(key, made_from.provisions[key], figures, commentary, counted.examples))
    return Report(
        counted.name, made_from.title, counted.organisation, counted.period, counted.previous, counted.basis, sections,
        tuple(sourced(one, counted.nation) for one in counted.measured.values()),
        _checks(made_from, counted.assessed, figures, sections, commentary),
        counted.left_out,
    )  # fmt: skip


def _assessed(made_from: ReportTemplate, procedures: tuple[str, ...]) -> tuple[str, ...]:
    known = tuple(made_from.provisions)
    for key in procedures:
        if key not in known:
            raise ReportError(
                f"{made_from.name} does not assess {key!r}; it assesses {', '.join(known) or 'no Code'}"
            )
    return procedures or known


def _measured(
    made_from: ReportTemplate,
    facts: Facts,
    period: Period,
    previous: Comparison | None,
    organisation: Organisation | None,
    restated: Restated | None,
) -> Figures:
    by: dict[str, list[tuple[str, ...]]] = {}
    for measure, breakdown in made_from.asked():
        wanted = by.setdefault(measure, [])
        if breakdown and (breakdown,) not in wanted and _can_be(measure, breakdown):
            wanted.append((breakdown,))
    asked = tuple(Asked(measure, by=tuple(breakdowns)) for measure, breakdowns in by.items())
    before: Period | Earlier | None = None
    if previous:
        before = Earlier(previous.facts, previous.period) if previous.facts else previous.period
    found = measure_all(facts, asked, period=period, previous=before, organisation=organisation)
    # By the id that was asked for: an organisation may have chosen another basis for it.
    return Figures(
        {one.definition_id: each for one, each in zip(asked, found, strict=True)}, organisation, restated
    )


def _can_be(measure: str, breakdown: str) -> bool:
    """Only the tables of complaints tell of which procedure a row is."""
    return breakdown != PROCEDURE or definition(measure).table == "facts"


def _section(
    asked: SectionTemplate,
    figures: Figures,
    about: Mapping[str, str | None],
    commentary: WrittenWords,
    period: Period,
    previous: Period | None,
) -> Section:
    tables = tuple(table_of(one, figures, period, previous) for one in asked.tables)
    charts = tuple(
        chart
        for one, table in zip(asked.tables, tables, strict=True)
        if (chart := chart_of(one, table, figures))
    )
    sentences = tuple(one for wordings in asked.words if (one := said(wordings, figures, about)))
    written = commentary.sections.get(asked.key)
    return Section(
        asked.key, asked.title, sentences, written.written if written else None, tables, charts, asked.asks
    )


def _checks(
    made_from: ReportTemplate,
    assessed: tuple[str, ...],
    figures: Figures,
    sections: tuple[Section, ...],
    commentary: WrittenWords,
) -> tuple[Check, ...]:
    typed = tuple(_commentary(made_from, sections, commentary))
    checks = run_checks(tuple(figures.measured.values()), commentary=typed)
    own = tuple(checks_of(key, commentary, made_from.provisions[key], figures) for key in assessed)
    return (*checks, *own)


def _commentary(
    made_from: ReportTemplate, sections: tuple[Section, ...], commentary: WrittenWords
) -> Iterator[Commentary]:
    """The words of people, and our own: what is made from figures is held to them all the same."""
    templates = {one.key: one for one in made_from.sections}
    # By their keys: what nobody wrote anything for is left out, and a Code has no template.
    for section in (one for one in sections if one.key in templates):
        asked = templates[section.key]
        for sentence in section.sentences:
            about = dict.fromkeys(
                (place.measure, place.by) for place in places(sentence.wording) if place.measure
            )
            yield Commentary(section.title, sentence.words, _about(about))
        if words := commentary.sections.get(asked.key):
            chosen = tuple(_meant(one) for one in words.about)
            text = "\n".join(words.written.paragraphs)
            yield Commentary(section.title, text, chosen or _about(_spoken_of(asked)))


def _meant(about: str) -> About:
    """What words are about, written as in a placeholder: `AR-3a`, `AR-3a.department`, `AR-3a.department=Housing`."""
    [place] = places("{" + about + "}")
    codes = {place.by: place.code} if place.by and place.code else None
    return About(place.measure or about, (place.by,) if place.by else (), codes)


def _spoken_of(asked: SectionTemplate) -> Iterator[tuple[str, str | None]]:
    yield from ((measure, table.by) for table in asked.tables for measure in table.measures)
    for place in (place for wordings in asked.words for words in wordings for place in places(words)):
        if place.measure:
            yield place.measure, place.by


def _about(spoken: Iterable[tuple[str, str | None]]) -> tuple[About, ...]:
    return tuple(About(measure, (by,) if by else ()) for measure, by in dict.fromkeys(spoken))


def _basis(
    made_from: ReportTemplate,
    facts: Facts,
    figures: Figures,
    period: Period,
    previous: Comparison | None,
    restated: Restated | None,
) -> Iterator[str]:
    yield made_from.says
    yield f"Period: {period_in_words(period)}. Each figure says which date puts a row into it."
    if previous:
        where = " from a file of its own" if previous.facts else ""
        yield (
            f"Compared with {period_in_words(previous.period)}, counted again{where} on the same rules; "
            "where an earlier report used other rules its figures differ."
        )
    if restated:
        yield "A figure of the earlier period that is not what was published then is marked as restated."
    yield f"Counted over {counted(facts.rows, 'row', 'rows')} of facts."
    if not any(total.numerator for one in figures.measured.values() if (total := one.total)):
        yield "No row of these facts falls into the period; every figure is nought."
    yield from _left_out(facts, "the facts")
    if previous and previous.facts:
        yield from _left_out(previous.facts, "the facts of the earlier period")
    yield f"A share states its count and its base. Rounding: {rounding().words}."
    yield from made_from.basis


def _left_out(facts: Facts, whose: str) -> Iterator[str]:
    """How many rows could not be read, of every table that was handed over."""
    for table in sorted(facts.given):
        read = facts.read_of(table)
        if read and read.left_out_of:
            what = whose if table == "facts" else f"the table {table} beside {whose}"
            were = counted(read.left_out_of, "row", "rows")
            listed = (
                f"; the first {len(read.left_out):,} are listed"
                if len(read.left_out) < read.left_out_of
                else ""
            )
            yield f"Left out of {what}, because they could not be read: {were}{listed}."
