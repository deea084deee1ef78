"""The forms a report can be had in. Each renders the same report, so none can say something else."""

from collections.abc import Callable
from dataclasses import dataclass

from putright.reports.rendering.document import render_json, to_data
from putright.reports.rendering.page import contents_of, drawn_charts, render_html, report_body, section_body
from putright.reports.rendering.sheets import render_csv
from putright.reports.rendering.word import render_docx
from putright.reports.rendering.workbook import render_xlsx
from putright.reports.report import Report


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a report. suffix: of its file. is_text: whether it can be printed on a terminal."""

    key: str
    says: str
    suffix: str
    render: Callable[[Report], str | bytes]
    is_text: bool = False


FORMS: tuple[Form, ...] = (
    Form("json", "one JSON document", "json", render_json, is_text=True),
    Form("html", "a page that works without a network", "html", render_html, is_text=True),
    Form("docx", "a Word file", "docx", render_docx),
    Form("xlsx", "a spreadsheet with a sheet for each table", "xlsx", render_xlsx),
    Form("csv", "a zip with a CSV for each table", "zip", render_csv),
)


def form_named(key: str) -> Form:
    """The form with this key. Raises KeyError."""
    return next(one for one in FORMS if one.key == key)


def rendered(report: Report, form: Form) -> bytes:
    """The report in that form, as the bytes of its file."""
    made = form.render(report)
    return made.encode("utf-8") if isinstance(made, str) else made


__all__ = [
    "FORMS",
    "Form",
    "contents_of",
    "drawn_charts",
    "form_named",
    "render_csv",
    "render_docx",
    "render_html",
    "render_json",
    "render_xlsx",
    "rendered",
    "report_body",
    "section_body",
    "to_data",
]
