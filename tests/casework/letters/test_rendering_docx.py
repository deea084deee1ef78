"""The DOCX says exactly what the PDF says, with real headings, lists and tables, and opens in another program."""

import dataclasses
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypandoc
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from casework.letters.rendering import Passage, render_docx
from tests.casework.letters.printed import HEAD, LETTER, READ, stands_in_order

pytestmark = pytest.mark.any_store


def opened(made: bytes) -> Any:
    return Document(io.BytesIO(made))


def test_headings_and_lists_have_their_styles() -> None:
    styles = [
        (one.style.name, one.text)
        for one in opened(render_docx(LETTER)).paragraphs
        if one.style.name != "Normal"
    ]
    assert styles == [
        ("Heading 1", "Our answer to your complaint"), ("Heading 2", "What we looked at"),
        ("List Bullet", "the record of calls"), ("List Bullet", "the survey of 3 April"),
        ("Heading 3", "The door"), ("Heading 3", "The roof"), ("Heading 2", "What we will do"),
    ]  # fmt: skip


def test_the_first_row_of_a_table_is_told_as_its_headings() -> None:
    (table,) = opened(render_docx(LETTER)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["What", "By when"], ["Mend the roof", "3 June 2024"], ["Pay £250", "10 June 2024"],
    ]  # fmt: skip
    assert table.rows[0]._tr.trPr.xpath("w:tblHeader")
    assert not table.rows[1]._tr.xpath("w:trPr/w:tblHeader")


def test_its_properties_name_the_organisation_and_no_person() -> None:
    told = opened(render_docx(LETTER)).core_properties
    assert (told.title, told.author, told.language) == (
        "Our answer to your complaint", "Brackenford Borough Council", "en-GB",
    )  # fmt: skip
    assert (told.last_modified_by, told.comments, told.subject, told.keywords) == ("", "", "", "")
    assert told.created.date() == told.modified.date() == LETTER.dated_on


@pytest.mark.parametrize(("language", "locale"), [("en", "en-GB"), ("cy", "cy-GB")])
def test_the_language_is_set_for_spelling_and_speech(language: str, locale: str) -> None:
    made = opened(render_docx(dataclasses.replace(LETTER, language=language)))
    assert made.styles.element.xpath("//w:docDefaults//w:lang/@w:val") == [locale]


def test_large_print_is_large() -> None:
    for large, least in ((True, 16), (False, 12)):
        made = opened(render_docx(dataclasses.replace(LETTER, large_print=large)))
        for name in ("Normal", "List Bullet", "Heading 1", "Heading 2", "Heading 3"):
            assert made.styles[name].font.size.pt >= least, name
    assert opened(render_docx(LETTER)).styles["Normal"].font.size.pt == 12


def test_the_same_letter_is_the_same_file() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(render_docx, [LETTER] * 8))) == 1
    assert render_docx(LETTER) != render_docx(dataclasses.replace(LETTER, telephone="01632 960124"))


def test_another_program_opens_it_and_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "letter.docx"
    path.write_bytes(render_docx(LETTER))
    said = pypandoc.convert_file(path, "plain", format="docx", extra_args=["--wrap=none"])
    assert stands_in_order(said, (*HEAD[:5], *HEAD[5:7], *HEAD[8:], *READ))
    tree = json.loads(pypandoc.convert_file(path, "json", format="docx"))["blocks"]
    assert [(one["t"], one["c"][0] if one["t"] == "Header" else None) for one in tree[4:]] == [
        ("Header", 1), ("Para", None), ("Header", 2), ("Para", None), ("BulletList", None), ("Header", 3),
        ("Para", None), ("Header", 3), ("Para", None), ("Header", 2), ("Table", None), ("Para", None), ("Para", None),
    ]  # fmt: skip
    heads = next(one for one in tree if one["t"] == "Table")["c"][3][1]
    assert len(heads) == 1, "pandoc sees the first row as headings"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_there_is_no_text_that_cannot_be_written(text: str, name: str) -> None:
    letter = dataclasses.replace(
        LETTER, title=name, recipient=(name,), organisation=name, footer=name,
        passages=(Passage(name, text), Passage("", f"- **{text}**\n\n| {name} |\n|---|\n| {text} |")),
    )  # fmt: skip
    assert opened(render_docx(letter)).paragraphs
