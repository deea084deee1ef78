"""A decision reads the same as copied text, as a saved page, as a PDF and as a Word file."""

# ruff: noqa: E501

import html
import io
import re
import zipfile

import docx
import pytest
import typst

from putright.decisions import LARGEST_FILE, NotADecision, read_file, read_text, text_of
from tests.putright.decisions.labelled import compare, seeds

SEEDS = {seed.name: seed for seed in seeds()}
STATEMENT = SEEDS["one month and three months"]
REPORT = SEEDS["four weeks, a list, and evidence"]
TABLE = SEEDS["table in lines"]


def page_of(text):
    """The text as a page with its lists, as the Ombudsmen publish them."""
    out = ["<!DOCTYPE html><html><head><title>x</title><script>var a = '£9';</script></head><body><main>"]
    open_lists = []
    for line in text.strip().split("\n"):
        found = re.match(r"( *)(?:(\d+)\.|•) (.*)", line)
        depth = (len(found[1]) + 1) // 2 if found else 0
        while open_lists and (not found or open_lists[-1][0] > depth):
            out.append(f"</li></{open_lists.pop()[1]}>")
        if not found:
            if line.strip():
                out.append(f"<p>{html.escape(line.strip())}</p>")
            continue
        if open_lists and open_lists[-1][0] == depth:
            out.append("</li>")
        else:
            open_lists.append((depth, "ol" if found[2] else "ul"))
            out.append(f"<{open_lists[-1][1]}>")
        out.append(f"<li>{html.escape(found[3])}")
    out += [f"</li></{name}>" for _, name in reversed(open_lists)]
    return "".join([*out, "</main></body></html>"])


def pdf_of(text):
    source = '#set text(size: 10pt)\n#set page(numbering: "1")\n'
    for line in text.strip().split("\n"):
        indent = len(line) - len(line.lstrip())
        source += (
            f'#par(hanging-indent: 0pt)[#h({indent}em)#"{line.strip().replace(chr(34), chr(39))}"]\n'
            if line.strip()
            else "\n"
        )
    return typst.compile(source.encode())


def word_of(text):
    document = docx.Document()
    for line in text.strip().split("\n"):
        if found := re.match(r"( *)(?:\d+\.|•) (.*)", line):
            kind = "List Bullet" if "•" in line[: len(found[1]) + 2] else "List Number"
            level = "" if len(found[1]) < 4 else " 2" if len(found[1]) < 6 else " 3"
            document.add_paragraph(found[2], style=kind + level)
        elif line.strip():
            document.add_paragraph(line.strip())
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("seed", [STATEMENT, REPORT, TABLE], ids=lambda seed: seed.name)
@pytest.mark.parametrize("saved", [page_of, pdf_of, word_of], ids=["page", "PDF", "Word file"])
def test_however_it_is_saved_it_says_the_same(seed, saved, tmp_path):
    made = saved(seed.text)
    path = tmp_path / {page_of: "decision.html", pdf_of: "decision.pdf", word_of: "decision.docx"}[saved]
    path.write_bytes(made.encode() if isinstance(made, str) else made)
    text = text_of(path.read_bytes(), name=path.name)
    assert compare(text, seed.truth, {}) == []
    decision = read_file(path)
    assert decision == read_text(text)
    for order in decision.orders:
        start, end = order.span
        assert "".join(text[start:end].split())[:12] == "".join(order.text.split())[:12]


def test_a_page_has_no_scripts_and_no_entities_in_its_text():
    text = text_of(
        b"<html><body><p>Fault &amp; injustice &pound;250</p><script>pay(1)</script></body></html>",
        name="a.html",
    )
    assert text.strip() == "Fault & injustice £250"


def test_the_table_of_a_page_is_read_cell_by_cell():
    rows = "".join(
        f"<tr><td>{number}</td><td><b>{name}</b><p>{words}</p></td><td>No later than<br>{day}</td></tr>"
        for number, name, words, day in (
            (1, "Apology order", "The landlord must apologise to the resident.", "16 December 2025"),
            (
                2,
                "Compensation order",
                "The landlord must pay the resident <b>£</b><b>5</b><b>50</b>.",
                "2 January 2026",
            ),
        )
    )
    head = TABLE.text.split("Order\n")[0]
    page = f"<html><body>{''.join(f'<p>{line}</p>' for line in head.split(chr(10)))}<table><tr><th>Order</th><th>What the landlord must do</th><th>Due date</th></tr>{rows}</table></body></html>"
    orders = read_text(text_of(page.encode(), name="decision.html")).orders
    assert [(order.type, order.amount_pence, str(order.due_on)) for order in orders] == [
        ("apology", None, "2025-12-16"),
        ("pay_distress", 55000, "2026-01-02"),
    ]


def test_a_text_saved_by_windows_keeps_its_pounds():
    data = STATEMENT.text.encode("cp1252")
    assert read_text(text_of(data, name="decision.txt")).payment_total_pence == 220000


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.pdf", b"%PDF-1.7 but nothing else", "damaged"),
        (
            "a.pdf",
            b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>",
            "damaged|no text",
        ),
        ("a.docx", b"PK\x03\x04 but no archive", "damaged"),
        ("a.doc", b"\xd0\xcf\x11\xe0\x00\x00" * 100, "no text, page, PDF or Word"),
        ("a.txt", b"x" * (LARGEST_FILE + 1), "more than 50 MB"),
    ],
)
def test_what_cannot_be_opened_is_refused_in_plain_words(name, data, says):
    with pytest.raises(NotADecision, match=says):
        text_of(data, name=name)


def test_an_archive_that_unpacks_to_far_too_much_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 210_000_000)
    with pytest.raises(NotADecision, match="unpacks to far more"):
        text_of(packed.getvalue(), name="bomb.docx")


def test_a_page_nested_without_end_is_read():
    page = b"<html><body>" + b"<div><ul><li>" * 3000 + b"text" + b"</body></html>"
    assert isinstance(text_of(page, name="deep.html"), str)
