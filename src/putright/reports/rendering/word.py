"""A report as a Word file: real headings, heading rows told as such, pictures with their text alternative."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from putright.reports.rendering.appendix import definitions_table, left_out_table
from putright.reports.rendering.archive import without_the_hour
from putright.reports.rendering.charts import png
from putright.reports.report import Figure, Report, ReportError, Section, Table
from putright.reports.wording import period_in_words

if TYPE_CHECKING:
    from docx.document import Document as Docx
    from docx.text.paragraph import Paragraph

TYPEFACE = "Arial"
LANGUAGE = "en-GB"
_SIZES = {
    "Normal": 11, "List Bullet": 11, "Caption": 11, "Title": 24, "Heading 1": 18, "Heading 2": 13, "Intense Quote": 11,
}  # fmt: skip
_PAGE_MM, _PICTURE_MM = 165, 160
_SHORT_HEAD, _ASKED_SHOWN_ANSWERED = 5, 3


def render_docx(report: Report) -> bytes:
    """The report as DOCX, the same bytes for the same report."""
    try:
        from docx import Document
    except ImportError:
        raise ReportError("Word files need the extra `reports`; pip install 'putright[reports]'") from None
    document = Document()
    _set_page(document)
    _set_styles(document)
    _set_properties(document, report)
    document.add_paragraph(report.organisation)
    document.add_heading(report.title, level=0)
    document.add_paragraph(period_in_words(report.period))
    document.add_heading("How this report was made", level=1)
    _bullets(document, report.basis)
    for section in report.sections:
        _add_section(document, section)
    _add_definitions(document, report)
    _add_checks(document, report)
    made = io.BytesIO()
    document.save(made)
    return without_the_hour(made.getvalue())


def _set_page(document: Docx) -> None:
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(22)


def _set_styles(document: Docx) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    for name, points in _SIZES.items():
        style: Any = document.styles[name]
        style.font.size = Pt(points)
        style.font.color.rgb = RGBColor.from_string("0B0C0C")
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template names themes beside typefaces, and a theme would win.
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), TYPEFACE)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)


def _set_properties(document: Docx, report: Report) -> None:
    told = document.core_properties
    told.title = f"{report.title} {period_in_words(report.period)}"[:255]
    told.author = report.organisation[:255]
    told.last_modified_by = told.comments = told.keywords = told.category = told.subject = ""
    told.language = LANGUAGE
    told.created = told.modified = datetime.combine(report.period.ends_on, time(12), UTC).replace(tzinfo=None)
    told.revision = 1


def _add_section(document: Docx, section: Section) -> None:
    document.add_heading(section.title, level=1)
    for words in section.words:
        document.add_paragraph(words)
    if section.to_be_written:
        document.add_paragraph(f"To be written: {section.to_be_written}")
    if section.written:
        for words in section.written.paragraphs:
            document.add_paragraph(words, style="Intense Quote")
        if section.written.by:
            document.add_paragraph().add_run(section.written.by).bold = True
    for table in section.tables:
        if chart := section.chart_of(table):
            _add_picture(document, png(chart), chart.title, chart.says)
        _add_table(document, table)


def _add_picture(document: Docx, picture: bytes, title: str, says: str) -> None:
    from docx.shared import Mm

    shape = document.add_picture(io.BytesIO(picture), width=Mm(_PICTURE_MM))
    told = shape._inline.docPr
    told.set("name", title)
    told.set("title", title)
    told.set("descr", says)
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def _add_table(document: Docx, table: Table) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    caption = document.add_paragraph(table.title, style="Caption")
    caption.paragraph_format.keep_with_next = True
    made = document.add_table(rows=0, cols=len(table.columns), style="Table Grid")
    widths = _widths(table)
    heads = [column.title for column in table.columns]
    rows = [(row.head, *(_said(entry) for entry in row.entries)) for row in table.rows]
    for number, (words, bold) in enumerate(
        [(tuple(heads), True), *zip(rows, (row.is_total for row in table.rows), strict=True)]
    ):
        cells = made.add_row().cells
        for cell, one, width in zip(cells, words, widths, strict=True):
            cell.width = Mm(width)
            _write(cell.paragraphs[0], one, bold=bold)
            cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        properties = made.rows[number]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            # Said again on every page, and told as headings by screen readers.
            properties.append(OxmlElement("w:tblHeader"))
    _bullets(document, table.notes)
    if not table.notes:
        document.add_paragraph().paragraph_format.space_after = Pt(0)


def _widths(table: Table) -> list[float]:
    """How wide each column is, in millimetres: room for names beside figures, for words beside numbers."""
    others = len(table.columns) - 1
    longest = max((len(row.head) for row in table.rows), default=0)
    first = _PAGE_MM * (0.12 if longest <= _SHORT_HEAD else 0.34)
    if others == _ASKED_SHOWN_ANSWERED and not any(column.kind for column in table.columns):
        return [first, *((_PAGE_MM - first) * share for share in (0.44, 0.32, 0.24))]
    return [first, *[(_PAGE_MM - first) / others] * others]


def _said(entry: Figure | str) -> str:
    if isinstance(entry, str):
        return entry
    return f"{entry.words}\n{entry.mark}" if entry.mark else entry.words


def _write(paragraph: Paragraph, words: str, *, bold: bool = False) -> None:
    for number, line in enumerate(words.split("\n")):
        if number:
            paragraph.add_run().add_break()
        paragraph.add_run(line).bold = True if bold else None


def _bullets(document: Docx, lines: tuple[str, ...]) -> None:
    for line in lines:
        document.add_paragraph(line, style="List Bullet")


def _add_definitions(document: Docx, report: Report) -> None:
    document.add_heading("How each figure is counted", level=1)
    _add_table(document, definitions_table(report))


def _add_checks(document: Docx, report: Report) -> None:
    document.add_heading("Checks", level=1)
    _bullets(document, tuple(f"{check.says} ({check.id})" for check in report.checks))
    if report.left_out:
        document.add_heading("Rows left out", level=1)
        _add_table(document, left_out_table(report))
