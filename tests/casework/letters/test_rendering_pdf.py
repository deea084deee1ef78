"""The PDF is one that a screen reader reads: tagged, titled, in its language, in order, and says what was written."""

import dataclasses
import io
import re
import unicodedata
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pikepdf
import pypdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casework.letters.rendering import Passage, Printable, not_printable, render_pdf
from casework.letters.rendering.blocks import clean
from casework.letters.rendering.pdf import TEMPLATE
from casework.letters.rendering.typeface import settable
from tests.casework.letters.printed import HEAD, LETTER, READ, stands_in_order

pytestmark = pytest.mark.any_store
MILLIMETRE = 72 / 25.4


def opened(letter: Printable) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf(letter)))


def text_of(made: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def said_by(text: str) -> str:
    """What the PDF says for this text in a letter of one passage, without the footer and without spaces."""
    letter = dataclasses.replace(LETTER, passages=(Passage("", f"BEGIN\n\n{text}\n\nEND"),), footer="")
    said = re.sub(r"Page \d+ of \d+", "", text_of(render_pdf(letter)))
    return squeezed(said.partition("BEGIN")[2].rpartition("END")[0])


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFC", text))


def tags(node: Any) -> Iterator[str]:
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        node = node.get("/K")
    if isinstance(node, pikepdf.Array):
        for one in node:
            yield from tags(one)
    elif isinstance(node, pikepdf.Dictionary):
        yield from tags(node)


def places(made: bytes) -> dict[str, tuple[float, float, float]]:
    """Where each run of text of the first page stands: mm from the left, mm from the top, size in points."""
    found: dict[str, tuple[float, float, float]] = {}

    def see(text: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        x, y = tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        if text.strip():
            found.setdefault(text.strip(), (x / MILLIMETRE, 297 - y / MILLIMETRE, abs(size * tm[0])))

    pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text(visitor_text=see)
    return found


def test_it_says_that_it_is_tagged_accessible_and_in_which_language() -> None:
    pdf = opened(LETTER)
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en-GB"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as told:
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == "Our answer to your complaint"
        assert list(told["dc:creator"]) == ["Brackenford Borough Council"]


def test_headings_lists_and_tables_are_told_as_such_and_in_order() -> None:
    pdf = opened(LETTER)
    told = [tag for tag in tags(pdf.Root.StructTreeRoot) if tag not in ("/Div", "/Span", "/Strong")]
    assert told[: told.index("/H1")] == ["/Document", *["/P"] * 6]
    assert told[told.index("/H1") :] == [
        "/H1", "/P",
        "/H2", "/P", "/L", "/LI", "/Lbl", "/LBody", "/LI", "/Lbl", "/LBody", "/H3", "/P", "/H3", "/P",
        "/H2", "/Table", "/THead", "/TR", "/TH", "/TH", "/TBody", "/TR", "/TD", "/TD", "/TR", "/TD", "/TD",
        "/P", "/P",
    ]  # fmt: skip


def test_its_text_stands_in_the_order_it_is_read() -> None:
    said = text_of(render_pdf(LETTER))
    assert stands_in_order(said, HEAD[:4])
    assert stands_in_order(said, ("BR1 2AB", *HEAD[5:7], *HEAD[8:], *READ, "Page 1 of 1"))


def test_the_address_stands_in_the_window_and_nothing_else_does() -> None:
    for letter in (LETTER, dataclasses.replace(LETTER, large_print=True)):
        long = dataclasses.replace(
            letter,
            recipient=(
                "Ada Ashdown",
                "Flat 3",
                "Weir House",
                "12 Weir Lane",
                "Brackenford",
                "Northshire",
                "BR1 2AB",
            ),
        )
        for one in (letter, long):
            in_window = {
                text
                for text, (left, top, _) in places(render_pdf(one)).items()
                if 24 < left < 119 and 38 < top < 67
            }
            assert in_window == set(one.recipient)


def test_large_print_is_large_everywhere_but_in_the_window() -> None:
    name = "Brackenford and North Weirdale Metropolitan Borough Council Housing Services"
    letter = dataclasses.replace(LETTER, large_print=True, recipient=("The Occupier",), organisation=name)
    sizes = {
        text: size for text, (_, _, size) in places(render_pdf(letter)).items() if text != "The Occupier"
    }
    assert len(sizes) > 10
    assert min(sizes.values()) >= 16
    assert min(size for _, _, size in places(render_pdf(LETTER)).values()) < 16


def test_pages_are_counted() -> None:
    letter = dataclasses.replace(
        LETTER, passages=(Passage("Long", "\n\n".join(["We looked at this."] * 90)),)
    )
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(letter))).pages
    assert len(pages) > 1
    assert [
        f"Page {number} of {len(pages)}" in page.extract_text() for number, page in enumerate(pages, 1)
    ] == [True] * len(pages)


def test_a_welsh_letter_is_welsh_in_its_labels_and_its_language() -> None:
    letter = dataclasses.replace(LETTER, language="cy", title="Ein hateb i’ch cwyn", sign_off_name="Siân Ŵyn")
    assert str(opened(letter).Root.Lang) == "cy-GB"
    said = text_of(render_pdf(letter))
    assert stands_in_order(
        said,
        ("Ffôn:", "Ein cyfeirnod:", "Dyddiad: 2 Mai 2024", "Ein hateb i’ch cwyn", "Yn gywir", "Siân Ŵyn"),
    )
    assert "Tudalen 1 o 1" in said


def test_the_same_letter_is_the_same_file() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(render_pdf, [LETTER] * 8))
    assert len(made) == 1
    assert b"20240502" in made.pop()
    assert render_pdf(LETTER) != render_pdf(dataclasses.replace(LETTER, telephone="01632 960124"))


def test_a_word_longer_than_a_line_stays_on_the_page() -> None:
    made = render_pdf(dataclasses.replace(LETTER, large_print=True, passages=(Passage("", "x" * 200),)))
    runs = [text for text in places(made) if set(text) <= {"x", "\u200b"}]
    assert len(runs) > 1
    assert max(map(len, runs)) < 60


def test_an_organisation_with_a_pale_colour_is_still_read() -> None:
    assert dataclasses.replace(LETTER, colour="#ffe000").ink == "#0b0c0c"
    assert dataclasses.replace(LETTER, colour="#1f5f5b").ink == "#1f5f5b"
    with pytest.raises(ValueError, match="#rrggbb"):
        dataclasses.replace(LETTER, colour="red")


HOSTILE = (
    '#import "@preview/cetz:0.4.0": *', '#read("/etc/passwd")', '#eval("1+1")', "#{ while true {} }", "$ x^2 $",
    "@label <label>", "\\ \\u{41} \\#", "= Heading", "+ enum", "/ term: x", "// comment", "/* comment */",
    "`raw` ```typ #1```",
    "http://bad.example", "'single' \"double\" -- --- ...", "~ nbsp", "]#[", '"}]} {"kind":"heading"', "&lt;b&gt;",
    "%PDF-1.7 endobj", "fi fl ffi ffl", "{{ 7*7 }} {reference}",
)  # fmt: skip


@pytest.mark.parametrize("typed", HOSTILE)
def test_source_of_the_compiler_in_a_residents_words_is_printed_as_typed(typed: str) -> None:
    assert said_by(f"Q{typed}Q") == squeezed(f"Q{typed}Q")


def test_the_template_takes_nothing_from_outside() -> None:
    source = TEMPLATE.read_text(encoding="utf-8")
    assert not re.search(r"#?(import|include)\b|eval\(|read\(|image\(|plugin\(|@preview", source)


# The typeface draws ǹ with two glyphs; the PDF gives the letter as "actual text", which pypdf does not read.
LETTERS = st.characters(
    min_codepoint=0x20,
    max_codepoint=0x52F,
    exclude_categories=("Cc", "Cs", "Cf", "Cn", "Me", "Mn", "Zs"),
    exclude_characters="ǹ",
)


@settings(max_examples=60, deadline=None)
@given(st.text(LETTERS | st.sampled_from(" #$@\\<>*_`\"'/=-+~[]{}()&%|^"), max_size=300))
@example("Łukasz Ştefănescu, Đorđe Ψ, Жанна, Siân Ŵ, ½ £5 €6 „yes“ – no…")
def test_any_text_of_europe_comes_out_as_it_was_written(text: str) -> None:
    """Bold, bullets, headings and tables aside, which have tests of their own."""
    text = re.sub(r"\*\*|\|", "*", f"Q{text}Q")
    assert said_by(text) == squeezed(clean(settable(clean(text))))


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
@example("😀👩‍👩‍👧️ 中文 ① ﷺ עברית العربية ਪੰਜਾਬੀ বাংলা \U000e0041 \ue000 \u0378", "नमस्ते")
@example("### \u200d", "\u200d")
@example("a\u0301\u0302\u0303 \u0301 \u200d\u200c \u034f \u115f", "\u3164")
def test_there_is_no_text_that_cannot_be_printed(text: str, name: str) -> None:
    letter = dataclasses.replace(
        LETTER, title=name or "A", recipient=(name,), organisation=name, sign_off_name=name, footer=name,
        passages=(Passage(name, text), Passage("", f"- **{text}**\n\n| {name} |\n|---|\n| {text} |")),
    )  # fmt: skip
    assert render_pdf(letter).startswith(b"%PDF")


def test_a_character_that_the_typeface_lacks_is_named() -> None:
    assert said_by("Thank you 😀") == "Thankyou[grinningface]"
    assert said_by("① first") == "1first"
    assert not_printable("Zoë 😀 [中] 😀") == ("😀", "中")
