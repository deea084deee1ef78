"""Reading what people send: where words stand on a page, what cannot be opened, what is hidden in a file."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from casework.packs.marking import Wanted, places
from casework.packs.sheets.office import text_sheets
from casework.packs.sheets.pdf import opened_pdf
from casework.packs.sheets.pictures import coloured, kept, painted, read_picture
from casework.packs.sheets.sheet import Box, CannotBeOpened, Sheet, covering, laid
from tests.casework.packs import packed

pytestmark = pytest.mark.any_store
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def written(tmp_path: Path, data: bytes, name: str = "paper.pdf") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def turned(data: bytes, degrees: int) -> bytes:
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].rotate(degrees, relative=False)
        pdf.pages[0].cropbox = [50, 60, 500, 800]
        pdf.save(made)
    return made.getvalue()


@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_box_lies_on_its_word_however_the_page_is_turned_and_cut(tmp_path: Path, degrees: int) -> None:
    """Only the word is dark on the page: painted over, nothing dark is left outside of the boxes."""
    with opened_pdf(written(tmp_path, turned(packed.pdf_of("Quince"), degrees))) as pdf:
        sheet, picture = pdf.sheet(1), pdf.picture(1)
    gone = places(sheet.text, [Wanted("quince", "third party")])
    boxes = list(covering(sheet, gone))
    assert len(boxes) == 1
    assert picture.convert("L").histogram()[0] > 0, "the word can be seen"
    white = Image.new("RGB", picture.size, (255, 255, 255))
    box = boxes[0][0]
    edge = 3
    part = (
        int(box.left * picture.width) - edge, int(box.top * picture.height) - edge,
        int(box.right * picture.width) + edge, int(box.bottom * picture.height) + edge,
    )  # fmt: skip
    picture.paste(white.crop(part), part[:2])
    assert sum(picture.convert("L").histogram()[:128]) == 0, "nothing of the word stands outside its box"
    assert laid(sheet, gone)[0].text == "[removed: third party]"


def test_words_of_notes_and_fields_on_a_page_are_found_too(tmp_path: Path) -> None:
    data = io.BytesIO()
    with pikepdf.open(io.BytesIO(packed.pdf_of("A form"))) as pdf:
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
        look = pdf.make_stream(
            b"BT /F 20 Tf 10 10 Td (Marigold Quince) Tj ET", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form,
            BBox=[0, 0, 300, 40], Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font)),
        )  # fmt: skip
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[100, 300, 400, 340], F=4,
            Contents="Marigold Quince", AP=pikepdf.Dictionary(N=look),
        )  # fmt: skip
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        pdf.save(data)
    with opened_pdf(written(tmp_path, data.getvalue())) as pdf_again:
        assert "Marigold Quince" in pdf_again.sheet(1).text


def test_what_is_damaged_or_locked_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotBeOpened, match="damaged"), opened_pdf(written(tmp_path, b"%PDF-1.7 nothing")):
        pass
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(packed.pdf_of("x"))) as pdf:
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    with pytest.raises(CannotBeOpened, match="password"), opened_pdf(written(tmp_path, locked.getvalue())):
        pass
    with pytest.raises(CannotBeOpened):
        read_picture(written(tmp_path, b"\xff\xd8\xff nothing", "x.jpg"))
    with pytest.raises(CannotBeOpened):
        text_sheets(written(tmp_path, b"PK\x03\x04 nothing", "x.docx"), "x.docx", WORD)


def test_a_scan_has_no_words_and_says_that_it_holds_a_picture(tmp_path: Path) -> None:
    with opened_pdf(written(tmp_path, packed.scanned("Quince"))) as pdf:
        sheet = pdf.sheet(1)
    assert (sheet.text.strip(), sheet.pictures, sheet.drawn) == ("", True, True)


def test_the_real_documents_are_read_whole_and_their_words_found(tmp_path: Path) -> None:
    texts = sorted(packed.DOCUMENTS.glob("*.txt"))
    if not texts:
        pytest.skip("the documents are not on this machine")
    for path in texts[:3]:
        with opened_pdf(written(tmp_path, packed.pdf_of(path.read_text("utf-8")))) as pdf:
            sheets = [pdf.sheet(number) for number in range(1, pdf.pages + 1)]
        said = "\n".join(one.text for one in sheets)
        wanted = [Wanted("Ombudsman", "x")]
        assert len(places(said, wanted)) >= len(places(path.read_text("utf-8"), wanted)) > 0
        for sheet in sheets:
            left = "\n".join(one.text for one in laid(sheet, places(sheet.text, wanted)))
            assert "ombudsman" not in left.casefold()


def test_a_word_file_is_read_with_its_comments_and_footnotes_and_without_what_was_struck_out(
    tmp_path: Path,
) -> None:
    sheets = text_sheets(written(tmp_path, packed.docx_of("One", "Two"), "a.docx"), "a.docx", WORD)
    assert [one for one in sheets[0].lines if one] == ["One", "Two"]


def test_an_email_is_read_with_who_wrote_it_and_what_was_attached(tmp_path: Path) -> None:
    data = (
        b"From: a@mail.example\r\nTo: b@mail.example\r\nSubject: Leak\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=utf-8\r\n\r\nIt leaks.\r\n"
    )
    lines = text_sheets(written(tmp_path, data, "m.eml"), "m.eml", "text/plain")[0].lines
    assert "Subject: Leak" in lines
    assert "It leaks." in lines


def test_a_photograph_keeps_its_colours_and_a_page_of_text_takes_few_bytes(tmp_path: Path) -> None:
    with opened_pdf(written(tmp_path, packed.pdf_of("A page of text\n" * 40))) as pdf:
        page = pdf.picture(1)
    assert not coloured(page)
    assert len(kept(page).data) < 120_000
    red = Image.new("RGB", (400, 300), (200, 20, 20))
    assert (kept(red).grey, kept(red).filtered) == (False, "jpeg")


def test_dots_that_are_painted_over_are_black() -> None:
    picture = painted(Image.new("RGB", (100, 100), (200, 20, 20)), [(Box(0.2, 0.2, 0.8, 0.8), "")])
    assert picture.getpixel((50, 50)) == (0, 0, 0)
    assert picture.getpixel((5, 5)) == (200, 20, 20)


def test_a_place_over_a_line_end_is_covered_on_both_lines() -> None:
    box = Box(0, 0, 0.1, 0.1)
    low = Box(0, 0.2, 0.1, 0.3)
    sheet = Sheet("ab\ncd", (box, box, None, low, low), drawn=True)
    gone = places(sheet.text, [Wanted("ab cd", "x")])
    assert [one for one, _ in covering(sheet, gone)] == [box, low]
    assert [one.text for one in laid(sheet, gone)] == ["[removed: x]"]
