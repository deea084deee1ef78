"""A report as one page that works without a network: captions, row and column headings, charts beside tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from importlib.resources import files

from putright.reports.rendering.appendix import definitions_table, left_out_table
from putright.reports.rendering.charts import svg
from putright.reports.report import Chart, Figure, Report, Row, Section, Table
from putright.reports.wording import period_in_words

_MOST_SIDE_BY_SIDE = 3
_YEAR = re.compile(r"\b(\d{4})-(\d{2})\b(?!-)")


def render_html(report: Report) -> str:
    """The report as an HTML page: one file, no script, its style within it."""
    return "\n".join(_page(report)) + "\n"


def drawn_charts(report: Report) -> dict[str, str]:
    """Every chart of the report as an `<svg>`, by the key its ids begin with: drawn once, shown as often as wanted."""
    return {
        key: svg(chart, key=key)
        for section in report.sections
        for chart in section.charts
        for key in (_key_of(section, chart),)
    }


def section_body(section: Section, drawn: Mapping[str, str]) -> str:
    """What a section holds, for a page that has a heading for it: words, charts drawn before, tables."""
    return "\n".join(_section_body(section, drawn))


def report_body(report: Report, drawn: Mapping[str, str]) -> str:
    """Everything below the title, for a page that has one and a style sheet of its own."""
    return "\n".join(_body(report, drawn))


def contents_of(report: Report) -> tuple[tuple[str, str], ...]:
    """The sections of `report_body`: what a link to each leads to, and what it is called."""
    links = [("basis", "How this report was made"), *((one.key, one.title) for one in report.sections)]
    links += [("definitions", "How each figure is counted"), ("checks", "Checks")]
    if report.left_out:
        links.append(("left-out", "Rows left out"))
    return tuple(links)


def _page(report: Report) -> Iterator[str]:
    title = f"{report.title} {period_in_words(report.period)}, {report.organisation}"
    style = files("putright.reports.rendering").joinpath("page.css").read_text(encoding="utf-8")
    yield "<!doctype html>"
    yield '<html lang="en-GB">'
    yield '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>\n{style}</style></head>"
    yield '<body><a class="skip" href="#main">Skip to the report</a>'
    yield f'<header><p class="organisation">{escape(report.organisation)}</p>'
    yield f"<h1>{escape(report.title)}</h1>"
    yield f'<p class="period">{escape(period_in_words(report.period))}</p></header>'
    yield from _contents(report)
    yield '<main id="main" tabindex="-1">'
    yield from _body(report, drawn_charts(report))
    yield "</main></body></html>"


def _body(report: Report, drawn: Mapping[str, str]) -> Iterator[str]:
    yield '<section class="basis" aria-labelledby="basis"><h2 id="basis">How this report was made</h2><ul>'
    yield from (f"<li>{_text(one)}</li>" for one in report.basis)
    yield "</ul></section>"
    for section in report.sections:
        yield from _section(section, drawn)
    yield from _definitions(report)
    yield from _checks(report)
    if report.left_out:
        yield from _left_out(report)


def _contents(report: Report) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ul>'
    yield from (
        f'<li><a href="#{escape(key)}">{escape(title)}</a></li>' for key, title in contents_of(report)
    )
    yield "</ul></nav>"


def _section(section: Section, drawn: Mapping[str, str]) -> Iterator[str]:
    key = escape(section.key)
    yield f'<section aria-labelledby="{key}"><h2 id="{key}">{escape(section.title)}</h2>'
    yield from _section_body(section, drawn)
    yield "</section>"


def _section_body(section: Section, drawn: Mapping[str, str]) -> Iterator[str]:
    yield from (f"<p>{_text(words)}</p>" for words in section.words)
    if section.to_be_written:
        yield f'<p class="missing">To be written: {_text(section.to_be_written)}</p>'
    if section.written:
        yield '<div class="written">'
        yield from (f"<p>{_text(words)}</p>" for words in section.written.paragraphs)
        if section.written.by:
            yield f'<p class="by">{escape(section.written.by)}</p>'
        yield "</div>"
    for table in section.tables:
        if chart := section.chart_of(table):
            yield from _chart(chart, drawn[_key_of(section, chart)])
        yield from _table(table, f"{escape(section.key)}-{escape(table.id)}")


def _key_of(section: Section, chart: Chart) -> str:
    return f"{escape(section.key)}-{escape(chart.id)}"


def _chart(chart: Chart, drawn: str) -> Iterator[str]:
    kind = "line" if chart.kind == "line" else "bars"
    yield f'<figure class="{kind}">{drawn}'
    yield f"<figcaption>{escape(chart.title)}. The table below gives the same figures.</figcaption></figure>"


def _table(table: Table, key: str) -> Iterator[str]:
    """A table. One of many columns, or of words, is told row by row on a narrow screen; its roles are written out,
    because the style that does so would take them away."""
    kind = "words" if not any(column.kind for column in table.columns) else "figures"
    stacks = kind == "words" or len(table.columns) > _MOST_SIDE_BY_SIDE
    yield f'<div class="table" role="region" tabindex="0" aria-labelledby="{key}-caption">'
    yield f'<table role="table" class="{kind}{" stacks" if stacks else ""}">'
    yield f'<caption id="{key}-caption">{_text(table.title)}</caption>'
    yield '<thead role="rowgroup"><tr role="row">'
    for number, column in enumerate(table.columns):
        figure = ' class="figure"' if number and column.kind else ""
        yield f'<th role="columnheader" scope="col"{figure}>{_text(column.title)}</th>'
    yield '</tr></thead><tbody role="rowgroup">'
    yield from (_row(row, table) for row in table.rows)
    yield "</tbody></table></div>"
    if table.notes:
        yield '<ul class="notes">'
        yield from (f"<li>{_text(note)}</li>" for note in table.notes)
        yield "</ul>"


def _row(row: Row, table: Table) -> str:
    cells = "".join(
        _cell(entry, column.title) for entry, column in zip(row.entries, table.columns[1:], strict=True)
    )
    total = ' class="total"' if row.is_total else ""
    return f'<tr role="row"{total}><th role="rowheader" scope="row">{_text(row.head)}</th>{cells}</tr>'


def _cell(entry: Figure | str, head: str) -> str:
    kind = ' class="figure"' if isinstance(entry, Figure) else ""
    words = _said(entry) if isinstance(entry, Figure) else entry
    return f'<td role="cell"{kind} data-head="{_text(head)}"><span>{_lines(words)}</span></td>'


def _said(figure: Figure) -> str:
    return f"{figure.words}\n{figure.mark}" if figure.mark else figure.words


def _lines(words: str) -> str:
    return _text(words).replace("\n", "<br>")


def _text(words: str) -> str:
    """The words as a page holds them; a year is not broken in two."""
    return escape(_YEAR.sub("\\1\N{NON-BREAKING HYPHEN}\\2", words))


def _definitions(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="definitions"><h2 id="definitions">How each figure is counted</h2>'
    yield from _table(definitions_table(report), "definitions")
    yield "</section>"


def _checks(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="checks"><h2 id="checks">Checks</h2>'
    yield "<p>A report that contradicts itself is not made. This one was held to each of these.</p><ul>"
    yield from (f"<li>{escape(check.says)} ({escape(check.id)})</li>" for check in report.checks)
    yield "</ul></section>"


def _left_out(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="left-out"><h2 id="left-out">Rows left out</h2>'
    yield "<p>These rows of the facts could not be read and are in no figure.</p>"
    yield from _table(left_out_table(report), "left-out")
    yield "</section>"
