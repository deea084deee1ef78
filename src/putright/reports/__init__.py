"""Reports: tables, charts and words made from figures, held to their checks, in whatever form is asked for."""

from putright.reports.assessment import provision_numbers
from putright.reports.building import Comparison, build, count, drafted
from putright.reports.commentary import (
    NOTHING_WRITTEN,
    Answer,
    ProvisionWords,
    SectionWords,
    WrittenWords,
    check_known,
    read_written,
)
from putright.reports.counted import CountedReport, RulesChanged, from_stored, to_stored, version_of
from putright.reports.nations import nation_title, reports_in, template_in
from putright.reports.rendering import (
    FORMS,
    Form,
    contents_of,
    drawn_charts,
    form_named,
    rendered,
    report_body,
    section_body,
    to_data,
)
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
    "CountedReport",
    "Figure",
    "Form",
    "Point",
    "ProvisionWords",
    "Report",
    "ReportError",
    "ReportTemplate",
    "Restated",
    "Row",
    "RulesChanged",
    "Section",
    "SectionWords",
    "Table",
    "Written",
    "WrittenWords",
    "build",
    "check_known",
    "contents_of",
    "count",
    "drafted",
    "drawn_charts",
    "form_named",
    "from_stored",
    "load_templates",
    "nation_title",
    "provision_numbers",
    "read_published",
    "read_written",
    "rendered",
    "report_body",
    "reports_in",
    "sample_facts",
    "section_body",
    "template",
    "template_in",
    "to_data",
    "to_stored",
    "version_of",
]
