"""A report as one page that works without a network: captions, row and column headings, charts beside tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from importlib.resources import files

from putright.reports.rendering.charts import svg
from putright.reports.report import Chart, Figure, Report, Row, Section, Table
from putright.reports.wording import notes_of, period_in_words, rule_of

_YEAR = re.compile(r"\b(\d{4})-(\d{2})\b(?!-)")


def render_html(report: Report) -> str:
    """The report as an HTML page: one file, no script, its style within it."""
    return "\n".join(_page(report)) + "\n"


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
    yield '<section class="basis" aria-labelledby="basis"><h2 id="basis">How this report was made</h2><ul>'
    yield from (f"<li>{_text(one)}</li>" for one in report.basis)
    yield "</ul></section>"
    for section in report.sections:
        yield from _section(section)
    yield from _definitions(report)
    yield from _checks(report)
    if report.left_out:
        yield from _left_out(report)
    yield "</main></body></html>"


def _contents(report: Report) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ul>'
    links = [("basis", "How this report was made"), *((one.key, one.title) for one in report.sections)]
    links += [("definitions", "How each figure is counted"), ("checks", "Checks")]
    if report.left_out:
        links.append(("left-out", "Rows left out"))
    yield from (f'<li><a href="#{escape(key)}">{escape(title)}</a></li>' for key, title in links)
    yield "</ul></nav>"


def _section(section: Section) -> Iterator[str]:
    key = escape(section.key)
    yield f'<section aria-labelledby="{key}"><h2 id="{key}">{escape(section.title)}</h2>'
    yield from (f"<p>{_text(words)}</p>" for words in section.words)
    if section.written:
        yield '<div class="written">'
        yield from (f"<p>{_text(words)}</p>" for words in section.written.paragraphs)
        if section.written.by:
            yield f'<p class="by">{escape(section.written.by)}</p>'
        yield "</div>"
    for table in section.tables:
        if chart := section.chart_of(table):
            yield from _chart(chart, f"{key}-{escape(chart.id)}")
        yield from _table(table, f"{key}-{escape(table.id)}")
    yield "</section>"


def _chart(chart: Chart, key: str) -> Iterator[str]:
    kind = "line" if chart.kind == "line" else "bars"
    yield f'<figure class="{kind}">{svg(chart, key=key)}'
    yield f"<figcaption>{escape(chart.title)}. The table below gives the same figures.</figcaption></figure>"


def _table(table: Table, key: str) -> Iterator[str]:
    yield f'<div class="table" role="region" tabindex="0" aria-labelledby="{key}-caption">'
    yield f'<table><caption id="{key}-caption">{_text(table.title)}</caption><thead><tr>'
    for number, column in enumerate(table.columns):
        kind = ' class="figure"' if number and column.kind else ""
        yield f'<th scope="col"{kind}>{_text(column.title)}</th>'
    yield "</tr></thead><tbody>"
    yield from (_row(row) for row in table.rows)
    yield "</tbody></table></div>"
    if table.notes:
        yield '<ul class="notes">'
        yield from (f"<li>{_text(note)}</li>" for note in table.notes)
        yield "</ul>"


def _row(row: Row) -> str:
    cells = "".join(
        f'<td class="figure">{_lines(_said(entry))}</td>'
        if isinstance(entry, Figure)
        else f"<td>{_lines(entry)}</td>"
        for entry in row.entries
    )
    total = ' class="total"' if row.is_total else ""
    return f'<tr{total}><th scope="row">{_text(row.head)}</th>{cells}</tr>'


def _said(figure: Figure) -> str:
    return f"{figure.words}\n{figure.mark}" if figure.mark else figure.words


def _lines(words: str) -> str:
    return _text(words).replace("\n", "<br>")


def _text(words: str) -> str:
    """The words as a page holds them; a year is not broken in two."""
    return escape(_YEAR.sub("\\1\N{NON-BREAKING HYPHEN}\\2", words))


def _definitions(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="definitions"><h2 id="definitions">How each figure is counted</h2>'
    yield '<div class="table" role="region" tabindex="0" aria-labelledby="definitions-caption"><table>'
    yield '<caption id="definitions-caption">The figures of this report and their rules</caption><thead><tr>'
    yield from (f'<th scope="col">{head}</th>' for head in ("Figure", "Rule", "Source"))
    yield "</tr></thead><tbody>"
    for measured in report.measures:
        name = f"{measured.definition.label} ({measured.definition.id})"
        rule = "\n".join((rule_of(measured), *notes_of(measured)))
        source = measured.definition.source
        yield f'<tr><th scope="row">{_text(name)}</th><td>{_lines(rule)}</td><td>{_text(source)}</td></tr>'
    yield "</tbody></table></div></section>"


def _checks(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="checks"><h2 id="checks">Checks</h2>'
    yield "<p>A report that contradicts itself is not made. This one was held to each of these.</p><ul>"
    yield from (f"<li>{escape(check.says)} ({escape(check.id)})</li>" for check in report.checks)
    yield "</ul></section>"


def _left_out(report: Report) -> Iterator[str]:
    yield '<section aria-labelledby="left-out"><h2 id="left-out">Rows left out</h2>'
    yield "<p>These rows of the facts could not be read and are in no figure.</p>"
    yield '<div class="table" role="region" tabindex="0" aria-labelledby="left-out-caption"><table>'
    yield '<caption id="left-out-caption">Rows that could not be read</caption>'
    yield '<thead><tr><th scope="col">Line</th><th scope="col">Why</th></tr></thead><tbody>'
    for row in report.left_out:
        yield f'<tr><th scope="row">{row.line}</th><td>{escape(row.why)}</td></tr>'
    yield "</tbody></table></div></section>"
