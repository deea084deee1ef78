"""A letter as DOCX, of exactly the same content: real headings, lists and tables, its language, nobody's name."""

import io
import zipfile
from datetime import UTC, datetime, time
from typing import Any

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Written

from casework.letters.rendering.blocks import Bullets, Element, Heading, Line, Paragraph, content, one_line
from casework.letters.rendering.labels import LABELS, Labels
from casework.letters.rendering.printable import BLACK, Printable

# Every word processor has it; the typeface of the PDF need not be on the reader's machine.
TYPEFACE = "Arial"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def render_docx(printable: Printable) -> bytes:
    """The letter as DOCX, the same bytes for the same letter."""
    labels = LABELS[printable.language]
    document = Document()
    _set_page(document)
    _set_styles(document, printable, labels)
    _set_properties(document, printable, labels)
    _set_head(document, printable, labels)
    for element in content(printable):
        _add(document, element)
    if printable.sign_off_name.strip():
        closing = document.add_paragraph(one_line(printable.closing) or labels.closing)
        closing.paragraph_format.keep_with_next = True
        _lines(document, (printable.sign_off_name, printable.sign_off_role))
    _set_footer(document, printable, labels)
    made = io.BytesIO()
    document.save(made)
    return _without_the_hour(made.getvalue())


def _set_page(document: Docx) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(25), Mm(20)
    section.top_margin, section.bottom_margin = Mm(20), Mm(24)


def _set_styles(document: Docx, printable: Printable, labels: Labels) -> None:
    sizes = {"Normal": 1.0, "List Bullet": 1.0, "Heading 1": 1.3, "Heading 2": 1.1, "Heading 3": 1.0}
    for name, times in sizes.items():
        style: Any = document.styles[name]
        style.font.size = Pt(round(printable.points * times))
        style.font.color.rgb = RGBColor.from_string(BLACK[1:])
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # The template names themes beside typefaces, and a theme would win.
        fonts.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{script}"), TYPEFACE)
    document.styles["Normal"].paragraph_format.space_after = Pt(printable.points)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), labels.locale)


def _set_properties(document: Docx, printable: Printable, labels: Labels) -> None:
    told = document.core_properties
    made_at = datetime.combine(printable.dated_on, time(12), UTC).replace(tzinfo=None)
    told.title = one_line(printable.title)[:255]
    told.author = one_line(printable.organisation)[:255]
    told.last_modified_by = ""
    told.comments = told.keywords = told.category = told.subject = ""
    told.language = labels.locale
    told.created = told.modified = made_at
    told.revision = 1


def _set_head(document: Docx, printable: Printable, labels: Labels) -> None:
    head = document.add_paragraph()
    run = head.add_run(one_line(printable.organisation))
    run.bold = True
    run.font.size = Pt(max(16, printable.points))
    run.font.color.rgb = RGBColor.from_string(printable.ink[1:])
    _lines(document, printable.recipient)
    _lines(document, printable.address)
    facts = (
        (labels.telephone, printable.telephone),
        (labels.reference, printable.reference),
        (labels.dated, labels.day(printable.dated_on)),
    )
    _lines(document, tuple(f"{label}: {words}" for label, words in facts if words.strip()))


def _lines(document: Docx, lines: tuple[str, ...]) -> None:
    """One paragraph with a line each, so that an address is read in one go."""
    told = [line for one in lines if (line := one_line(one))]
    if not told:
        return
    run = document.add_paragraph().add_run(told[0])
    for line in told[1:]:
        run.add_break()
        run.add_text(line)


def _add(document: Docx, element: Element) -> None:
    if isinstance(element, Heading):
        document.add_heading(element.text, level=element.level)
    elif isinstance(element, Paragraph):
        _write(document.add_paragraph(), *element.lines)
    elif isinstance(element, Bullets):
        for bullet in element.rows:
            _write(document.add_paragraph(style="List Bullet"), *bullet)
    else:
        table = document.add_table(rows=0, cols=len(element.header), style="Table Grid")
        for number, row in enumerate((element.header, *element.rows)):
            written = table.add_row()
            for cell, line in zip(written.cells, row, strict=True):
                _write(cell.paragraphs[0], line, bold=number == 0)
                cell.paragraphs[0].paragraph_format.space_after = Pt(2)
        # Said again on every page, and told as headings by screen readers.
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
        document.add_paragraph().paragraph_format.space_after = Pt(0)


def _write(paragraph: Written, *lines: Line, bold: bool = False) -> None:
    for number, line in enumerate(lines):
        if number:
            paragraph.add_run().add_break()
        for span in line:
            paragraph.add_run(span.text).bold = True if span.bold or bold else None


def _set_footer(document: Docx, printable: Printable, labels: Labels) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    if footer := one_line(printable.footer):
        paragraph.add_run(f"{footer}  ")
    before, _, rest = labels.page.partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _field(paragraph: Written, name: str) -> None:
    """A number that the word processor fills in."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    paragraph._p.append(field)
    field.append(_run_of("1"))


def _run_of(words: str) -> Any:
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = words
    run.append(text)
    return run


def _without_the_hour(made: bytes) -> bytes:
    """The same archive with fixed times: a zip tells when each file went in."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as before, zipfile.ZipFile(again, "w") as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, _EPOCH), before.read(name), zipfile.ZIP_DEFLATED)
    return again.getvalue()
