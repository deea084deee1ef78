"""Reading reports: one function a screen, frozen rows, and only those of the reader's own organisation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path

from casework.people.models import Officer
from casework.people.nation import nation_of
from casework.published.approving import why_not
from casework.published.comparing import Different, differences
from casework.published.content import content_of
from casework.published.errors import FiguresLost, NoSuchReport
from casework.published.folders import working_folder
from casework.published.frozen_pages import (
    DifferenceRow,
    EditionPage,
    EditionRow,
    edition_file,
    edition_page,
    edition_rows,
    edition_whole,
)
from casework.published.keeping import Held, Place, held, newest, report_of, visible, written
from casework.published.models import PreparedReport, Step, Wording
from casework.published.permissions import may_see_reports
from casework.published.showing import (
    CodeRow,
    PreparedPage,
    PreparedRow,
    ProvisionPage,
    ProvisionRow,
    ReportsPage,
    SectionPage,
    SectionRow,
    StepRow,
    WordsRow,
)
from casework.published.words import CountStep, Done, ReportState
from casework.published.writing import lacking
from putright.calendars import Nation
from putright.measures import Period
from putright.procedures import load_procedures
from putright.reports import (
    FORMS,
    Report,
    contents_of,
    provision_numbers,
    report_body,
    reports_in,
    section_body,
    template,
)
from putright.reports.templates import SectionTemplate, TableTemplate
from putright.reports.wording import period_in_words, period_label

__all__ = [
    "DifferenceRow",
    "EditionPage",
    "EditionRow",
    "FiguresLost",
    "NoSuchReport",
    "PreparedPage",
    "ProvisionPage",
    "SectionPage",
    "codes_assessed",
    "draft_of",
    "edition_file",
    "edition_page",
    "edition_whole",
    "figures_of",
    "kinds_of_reports",
    "prepared_page",
    "provision_page",
    "provisions_of",
    "reports_page",
    "section_page",
    "whole_draft",
]

_REFERENCE = re.compile(r"\bPR-\w{4}-\w{4}\b")


def reports_page(officer: Officer) -> ReportsPage:
    """Three statements. Raises NoSuchReport for who may see none."""
    _check_may(officer)
    making = PreparedReport.objects.filter(organisation=officer.organisation).exclude(
        state__in=[ReportState.FROZEN, ReportState.DROPPED]
    )
    return ReportsPage(
        tuple(_row(one) for one in making.select_related("begun_by").order_by("-pk")), edition_rows(officer)
    )


def prepared_page(officer: Officer, number: int) -> PreparedPage:
    """Six statements at most."""
    return _page(officer, _found(officer, number))


def section_page(officer: Officer, number: int, key: str) -> SectionPage:
    """A section of a report that was counted. Raises NoSuchReport, FiguresLost."""
    prepared = _found(officer, number)
    found, wordings = held(prepared), newest(prepared)
    made = report_of(found, written(wordings.values()), officer)
    asked = next((one for one in found.counted.made_from.sections if one.key == key), None)
    section = next((one for one in made.sections if one.key == key), None)
    if asked is None:
        raise NoSuchReport(key)
    history = _history(prepared, (key, "", ""))
    return SectionPage(
        _page(officer, prepared), key, asked.title, asked.asks,
        section_body(section, found.drawn) if section else "", history[0] if history else None, history[1:],
        tuple((table.id, table.title) for table in asked.tables), _chosen(asked, history[0] if history else None),
        tuple(one for one in made.failed if asked.title in one.says),
    )  # fmt: skip


def figures_of(officer: Officer, number: int, key: str, tables: Iterable[str]) -> tuple[str, ...]:
    """What words about these tables of a section speak of, as a report takes it."""
    made_from = template(_found(officer, number).report)
    section = next((one for one in made_from.sections if one.key == key), None)
    chosen = set(tables)
    there = [table for table in (section.tables if section else ()) if table.id in chosen]
    return tuple(dict.fromkeys(one for table in there for one in _figures(table)))


def provisions_of(
    officer: Officer, number: int, slug: str
) -> tuple[PreparedPage, CodeRow, tuple[ProvisionRow, ...], str]:
    """A Code with its provisions and what is answered, and its tables as they will be printed."""
    prepared = _found(officer, number)
    page, found, wordings = _page(officer, prepared), held(prepared), newest(prepared)
    code = _code(page, slug)
    made = report_of(found, written(wordings.values()), officer)
    section = next(one for one in made.sections if one.key == slug)
    rows = tuple(
        ProvisionRow(one.number, one.says, _answered(wordings.get(("", code.key, one.number))))
        for one in load_procedures()[code.key].provisions
    )
    return page, code, rows, _linked(section_body(section, found.drawn), found, officer)


def provision_page(officer: Officer, number: int, slug: str, provision: str) -> ProvisionPage:
    """One provision. Raises NoSuchReport, FiguresLost."""
    prepared = _found(officer, number)
    page, found, wordings = _page(officer, prepared), held(prepared), newest(prepared)
    code = _code(page, slug)
    there = load_procedures()[code.key].provisions
    at = next((at for at, one in enumerate(there) if one.number == provision), None)
    if at is None:
        raise NoSuchReport(provision)
    made = report_of(found, written(wordings.values()), officer)
    history = _history(prepared, ("", code.key, provision))
    return ProvisionPage(
        page, code, provision, there[at].says, there[at].force.value,
        _linked(_record(made, slug, provision), found, officer), history[0] if history else None, history[1:],
        tuple(one for one in made.failed if provision in one.says),
        there[at + 1].number if at + 1 < len(there) else "",
    )  # fmt: skip


def whole_draft(officer: Officer, number: int) -> tuple[PreparedPage, tuple[tuple[str, str], ...], str]:
    """The whole report as it stands: its contents, and its page."""
    prepared = _found(officer, number)
    found, wordings = held(prepared), newest(prepared)
    made = report_of(found, written(wordings.values()), officer)
    body = _linked(report_body(made, found.drawn), found, officer)
    return _page(officer, prepared), contents_of(made), body


def draft_of(officer: Officer, number: int, suffix: str) -> tuple[Path, str]:
    """A form of a report in the making, and what it is called. Raises NoSuchReport."""
    prepared = _found(officer, number)
    path = working_folder(prepared.folder) / f"draft.{suffix}"
    known = suffix in {form.suffix for form in FORMS}
    if not known or prepared.files_version is None or not path.is_file():
        raise NoSuchReport(suffix)
    return path, f"{prepared.report}-{prepared.starts_on}-draft.{suffix}"


def kinds_of_reports(officer: Officer) -> tuple[tuple[str, str, str], ...]:
    """Every report that can be made in the nation of the officer: its name, its title, what it says."""
    return tuple((name, template(name).title, template(name).says) for name in reports_in(_nation(officer)))


def codes_assessed(officer: Officer) -> tuple[tuple[str, str], ...]:
    """The Codes a self-assessment may be against; none where they do not bind."""
    if "self-assessment" not in reports_in(_nation(officer)):
        return ()
    return tuple((key, load_procedures()[key].title) for key in template("self-assessment").provisions)


def _nation(officer: Officer) -> Nation | None:
    return nation_of(officer.organisation.procedures, officer.organisation.division)


def _found(officer: Officer, number: int) -> PreparedReport:
    _check_may(officer)
    people = ("organisation", "begun_by", "asked_by", "replaces", "compared_with")
    found = PreparedReport.objects.select_related(*people).filter(
        pk=number, organisation=officer.organisation
    )
    prepared = found.exclude(state__in=[ReportState.FROZEN, ReportState.DROPPED]).first()
    if prepared is None:
        raise NoSuchReport(str(number))
    return prepared


def _check_may(officer: Officer) -> None:
    if not may_see_reports(officer):
        raise NoSuchReport("none for this officer")


def _row(one: PreparedReport) -> PreparedRow:
    return PreparedRow(
        one.pk, template(one.report).title, period_label(Period(one.starts_on, one.ends_on)), ReportState(one.state),
        one.asked_version is not None, one.begun_at, one.begun_by.name,
    )  # fmt: skip


def _page(officer: Officer, one: PreparedReport) -> PreparedPage:
    period = Period(one.starts_on, one.ends_on)
    found, lost = _held(one)
    wordings = newest(one) if found else {}
    made = report_of(found, written(wordings.values())) if found else None
    step = CountStep(one.step).label if one.step else ""
    return PreparedPage(
        one.pk, one.report, template(one.report).title, period_in_words(period),
        period_in_words(period.before) if one.compare else "", one.structure_on, ReportState(one.state), step,
        _percent(one), one.problem, one.counted_at, found.rows if found else 0, one.version,
        one.asked_version == one.version and found is not None, one.asked_by.name if one.asked_by else "",
        officer.pk in (one.begun_by_id, one.asked_by_id), why_not(officer, one), lost,
        tuple(_sections(made, found, wordings)) if made and found else (),
        tuple(_codes(found, wordings)) if found else (), made.checks if made else (), made.failed if made else (),
        tuple(lacking(one, found, made, wordings.values())) if made and found else (),
        tuple((form.suffix, form.says) for form in FORMS) if one.files_version is not None else (),
        one.files_asked, one.files_version != one.version, one.replaces.number if one.replaces else None,
        one.replaces_id, one.reason, tuple(_different(one, made, found)) if made and found else (), _steps(one),
    )  # fmt: skip


def _held(one: PreparedReport) -> tuple[Held | None, str]:
    """What was counted; None with why where it is not to be had."""
    if one.state not in (ReportState.OPEN, ReportState.FREEZING):
        return None, ""
    try:
        return held(one), ""
    except FiguresLost as lost:
        return None, str(lost)


def _percent(one: PreparedReport) -> int:
    """How far the worker is: reading the complaints is most of it."""
    if one.state != ReportState.COUNTING:
        return 0
    if one.step != CountStep.FACTS:
        return 85 if one.step == CountStep.FIGURES else 95
    return 80 * one.done // one.total if one.total else 0


def _different(one: PreparedReport, made: Report, found: Held) -> Iterator[Different]:
    """What is not as the edition printed that this one would replace."""
    if one.replaces is not None:
        yield from differences(json.loads(one.replaces.content), content_of(made, found, {}))


def _steps(one: PreparedReport) -> tuple[StepRow, ...]:
    found = Step.objects.filter(report=one).select_related("officer").order_by("-pk")
    return tuple(StepRow(Done(each.what), each.words, each.officer.name, each.at) for each in found)


def _sections(made: Report, found: Held, wordings: dict[Place, Wording]) -> Iterator[SectionRow]:
    for asked in found.counted.made_from.sections:
        typed = wordings.get((asked.key, "", ""))
        words = typed if typed and typed.text else None
        yield SectionRow(
            asked.key, asked.title, len(asked.tables), words is not None, asked.asks, words.officer.name if words else "",
            words.at if words else None,
        )  # fmt: skip


def _codes(found: Held, wordings: dict[Place, Wording]) -> Iterator[CodeRow]:
    for key, numbers in provision_numbers(found.counted.assessed).items():
        answered = sum(bool(_answered(wordings.get(("", key, one)))) for one in numbers)
        yield CodeRow(key, key.replace("/", "-"), load_procedures()[key].title, answered, len(numbers))


def _code(page: PreparedPage, slug: str) -> CodeRow:
    found = next((one for one in page.codes if one.slug == slug), None)
    if found is None:
        raise NoSuchReport(slug)
    return found


def _answered(wording: Wording | None) -> str:
    return wording.answer if wording else ""


def _record(made: Report, slug: str, provision: str) -> str:
    """What the record shows of a provision: the cell of its table, as lines of a page."""
    section = next(one for one in made.sections if one.key == slug)
    for table in section.tables:
        for row in table.rows:
            if row.head == provision:
                return "<br>".join(escape(str(row.entries[1])).split("\n"))
    return ""


def _figures(table: TableTemplate) -> list[str]:
    return [f"{measure}.{table.by}" if table.by else measure for measure in table.measures]


def _chosen(asked: SectionTemplate, now: WordsRow | None) -> tuple[str, ...]:
    """The tables the words are about: those whose figures are all among theirs."""
    about = set(now.about) if now else set()
    return tuple(table.id for table in asked.tables if about and about.issuperset(_figures(table)))


def _history(prepared: PreparedReport, place: Place) -> tuple[WordsRow, ...]:
    """Everything typed for a place, the newest first. One statement."""
    section, procedure, number = place
    found = Wording.objects.filter(report=prepared, section=section, procedure=procedure, number=number)
    return tuple(
        WordsRow(
            one.pk,
            one.text,
            one.signed,
            tuple(one.about),
            one.answer,
            one.target_on,
            one.officer.name,
            one.at,
        )
        for one in found.select_related("officer").order_by("-pk")
    )


def _linked(html: str, found: Held, officer: Officer) -> str:
    """References a reader may open as links; `report_of` shows no other."""
    if not found.counted.examples:
        return html
    seen = visible(found.counted, officer)

    def link(match: re.Match[str]) -> str:
        named = match[0]
        return f'<a class="govuk-link" href="/complaints/{named}">{named}</a>' if named in seen else named

    return _REFERENCE.sub(link, html)
