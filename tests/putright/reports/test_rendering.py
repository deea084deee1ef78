"""Every form of a report says the same, and each is what its format asks of it."""

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import openpyxl
import pypandoc
import pytest
from docx import Document

from putright.reports.rendering import FORMS, form_named, render_html, rendered, to_data
from putright.reports.rendering.charts import png, svg
from tests.putright.reports.made_report import made_report

REPORT = made_report()
NEVER_CLOSED = {"meta", "br", "link"}


class Tree(HTMLParser):
    """Notes every element with its attributes, and that everything opened is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in NEVER_CLOSED:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture(scope="module")
def page():
    return render_html(REPORT)


@pytest.fixture(scope="module")
def tree(page):
    read = Tree()
    read.feed(page)
    assert read.open == []
    return read


def test_the_page_tells_its_language_its_title_and_its_headings(page, tree):
    assert tree.all("html") == [{"lang": "en-GB"}]
    assert "<title>Annual complaints report 1 April 2023 to 31 March 2024, Northmere Borough</title>" in page
    levels = [int(tag[1]) for tag, _ in tree.elements if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_page_needs_nothing_from_elsewhere(page, tree):
    assert not tree.all("script")
    assert not tree.all("link")
    assert not tree.all("img")
    assert len(tree.all("style")) == 1
    assert not [
        one for one in tree.elements if "style" in one[1] or any(key.startswith("on") for key in one[1])
    ]
    assert not re.findall(r'(?:src|href)="(?!#)', page.replace('xmlns="http://www.w3.org/2000/svg"', ""))
    assert "url(" not in page
    assert "@import" not in page


def test_every_table_has_a_caption_and_its_headings_say_what_they_head(tree):
    assert len(tree.all("table")) == len(tree.all("caption")) == 4
    assert {one.get("scope") for one in tree.all("th")} == {"row", "col"}


def test_no_two_things_on_the_page_have_one_id_and_every_reference_is_met(tree):
    ids = [attributes["id"] for _, attributes in tree.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    referred = [
        one
        for _, attributes in tree.elements
        for one in [
            *(attributes.get("aria-labelledby") or "").split(),
            (attributes.get("href") or "").removeprefix("#"),
        ]
        if one
    ]
    assert referred
    assert set(referred) <= set(ids)


def test_a_chart_has_a_name_a_text_alternative_and_its_table_after_it(page, tree):
    (picture,) = tree.all("svg")
    assert picture["role"] == "img"
    assert "<desc id=" in page
    assert "3 of 4; Housing: 74%.</desc>" in page
    assert page.index("</figure>") < page.index("<caption")


def test_names_out_of_the_facts_are_words_and_never_markup(page):
    assert "=Parks &amp; &lt;Streets&gt;" in page
    assert "<Streets>" not in page


def test_a_restated_figure_is_marked_on_the_page(page):
    assert "66% (1,105 of 1,674)<br>restated; published as 1,104 of 1,674" in page


def test_what_was_left_out_is_told(page):
    assert "received_at is no day" in page


def test_a_word_file_has_headings_heading_rows_language_and_alternatives():
    document = Document(io.BytesIO(rendered(REPORT, form_named("docx"))))
    headings = [one.text for one in document.paragraphs if one.style.name.startswith(("Heading", "Title"))]
    assert headings[:3] == [
        "Annual complaints report", "How this report was made", "How soon complaints were answered",
    ]  # fmt: skip
    assert len(document.tables) == 4
    for table in document.tables:
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    (picture,) = document.element.body.xpath(".//wp:docPr")
    assert picture.get("descr") == REPORT.sections[0].charts[0].says
    assert document.core_properties.language == "en-GB"
    assert {one.get(one.keys()[0]) for one in document.styles.element.xpath(".//w:lang")} == {"en-GB"}


def test_a_word_file_is_read_by_others(tmp_path):
    path = tmp_path / "report.docx"
    path.write_bytes(rendered(REPORT, form_named("docx")))
    told = pypandoc.convert_file(str(path), "markdown", extra_args=["--columns=200"])
    assert re.search(r"^# How soon complaints were answered", told, re.MULTILINE)
    assert "74% (1,373 of 1,868)" in told
    assert "restated; published as 1,104 of 1,674" in told


def test_a_spreadsheet_has_a_sheet_for_each_table_and_its_figures_are_numbers():
    book = openpyxl.load_workbook(io.BytesIO(rendered(REPORT, form_named("xlsx"))))
    assert book.sheetnames == ["About", "on-time", "took", "Definitions", "Checks", "Left out"]
    rows = list(book["on-time"].iter_rows(min_row=3, values_only=True))
    assert rows[0][:5] == ("Department", "2023-24", "2023-24: count", "2023-24: of", "2023-24: %")
    assert rows[1][0] == "=Parks & <Streets>"
    assert book["on-time"]["A4"].data_type == "s"
    assert rows[1][2:5] == (3, 4, None)
    assert rows[3][:5] == ("All", "74% (1,373 of 1,868)", 1373, 1868, 74)
    assert next(book["took"].iter_rows(min_row=4, max_row=4, values_only=True))[2:] == (11.4, 9, 21, 1868)
    assert book["Left out"]["A4"].value == 17
    assert "AR-3" in [cell.value for cell in book["Definitions"]["A"]]


def test_csv_is_a_zip_of_tables_where_no_cell_can_become_a_formula():
    with zipfile.ZipFile(io.BytesIO(rendered(REPORT, form_named("csv")))) as opened:
        assert opened.namelist() == [
            "on-time.csv",
            "took.csv",
            "definitions.csv",
            "checks.csv",
            "left-out.csv",
        ]
        rows = list(csv.reader(io.StringIO(opened.read("on-time.csv").decode("utf-8-sig"))))
    assert rows[1][0] == "'=Parks & <Streets>"
    assert rows[3] == [
        "All", "74% (1,373 of 1,868)", "1373", "1868", "74",
        "66% (1,105 of 1,674) (restated; published as 1,104 of 1,674)", "1105", "1674", "66",
    ]  # fmt: skip


def test_json_keeps_to_its_contract():
    data = json.loads(rendered(REPORT, form_named("json")))
    assert list(data) == ["title", "organisation", "period", "measures", "tables", "checks", "left_out"]
    assert data["period"] == {"from": "2023-04-01", "to": "2024-03-31"}
    first, second = data["measures"]
    assert {key: first[key] for key in ("id", "label", "source", "period_basis")} == {
        "id": "AR-3", "label": "Stage 1 answered on time", "source": "RBKC 3.9", "period_basis": "responded",
    }  # fmt: skip
    assert first["cells"][0]["previous"] == {"numerator": 1105, "denominator": 1674, "percent": 66}
    assert first["cells"][1] == {
        "by": {"department": "=Parks & <Streets>"}, "numerator": 3, "denominator": 4, "percent": None,
        "suppressed": False, "previous": None,
    }  # fmt: skip
    assert second["cells"][0]["working_days"] == {"mean": 11.4, "median": 9, "ninetieth_centile": 21}
    assert data["tables"][0]["columns"] == ["Department", "2023-24", "2022-23"]
    assert data["tables"][0]["rows"][2][:2] == ["All", "74% (1,373 of 1,868)"]
    assert data["left_out"] == [{"line": 17, "why": "received_at is no day"}]
    assert data == json.loads(json.dumps(to_data(REPORT)))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.key)
def test_the_same_report_is_the_same_bytes(form):
    assert rendered(REPORT, form) == rendered(REPORT, form)


def test_a_chart_carries_its_words_and_no_script():
    chart = REPORT.sections[0].charts[0]
    drawn = svg(chart, key="here")
    assert ">74%</text>" in drawn
    assert "=Parks &amp; &lt;Streets&gt;" in drawn
    assert "<script" not in drawn
    assert 'id="here-title"' in drawn
    assert png(chart).startswith(b"\x89PNG")


def test_what_a_person_must_write_is_asked_for_until_they_did():
    (section,) = REPORT.sections
    asking = replace(REPORT, sections=(replace(section, written=None, asks="what was done about it."),))
    assert "To be written: what was done about it." in render_html(asking)
    document = Document(io.BytesIO(rendered(asking, form_named("docx"))))
    assert "To be written: what was done about it." in [one.text for one in document.paragraphs]
    assert "To be written" not in render_html(
        replace(REPORT, sections=(replace(section, asks="what was done."),))
    )


def test_a_table_told_row_by_row_keeps_its_roles(tree):
    roles = {
        "table": "table",
        "tr": "row",
        "th": None,
        "td": "cell",
        "thead": "rowgroup",
        "tbody": "rowgroup",
    }
    for tag, role in roles.items():
        found = {one.get("role") for one in tree.all(tag)}
        assert found == ({role} if role else {"columnheader", "rowheader"})
    assert all(one["data-head"] for one in tree.all("td"))
