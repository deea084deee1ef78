"""Reports: tables, charts and words made from figures, held to their checks, in whatever form is asked for."""

from putright.reports.assessment import provision_numbers
from putright.reports.building import Comparison, build
from putright.reports.commentary import (
    NOTHING_WRITTEN,
    Answer,
    ProvisionWords,
    SectionWords,
    WrittenWords,
    check_known,
    read_written,
)
from putright.reports.rendering import FORMS, Form, form_named, rendered, to_data
from putright.reports.report import (
    Chart,
    Column,
    Contradiction,
    Figure,
    Point,
    Report,
    ReportError,
    Row,
    Section,
    Table,
    Written,
)
from putright.reports.restated import Restated, read_published
from putright.reports.sample import sample_facts
from putright.reports.templates import REPORTS, ReportTemplate, load_templates, template

__all__ = [
    "FORMS",
    "NOTHING_WRITTEN",
    "REPORTS",
    "Answer",
    "Chart",
    "Column",
    "Comparison",
    "Contradiction",
    "Figure",
    "Form",
    "Point",
    "ProvisionWords",
    "Report",
    "ReportError",
    "ReportTemplate",
    "Restated",
    "Row",
    "Section",
    "SectionWords",
    "Table",
    "Written",
    "WrittenWords",
    "build",
    "check_known",
    "form_named",
    "load_templates",
    "provision_numbers",
    "read_published",
    "read_written",
    "rendered",
    "sample_facts",
    "template",
    "to_data",
]
