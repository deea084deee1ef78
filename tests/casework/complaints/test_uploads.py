"""Files are trusted in nothing: not their name, not their type, not their size."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from casework.complaints import uploads
from casework.complaints.commands import add_document
from casework.complaints.models import Document
from casework.complaints.record import NoSuchComplaint
from casework.people.models import Officer
from tests.casework import made
from tests.casework.made import at, thu_2_may

PDF = b"%PDF-1.7\n%harmless\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


@pytest.fixture(autouse=True)
def kept_apart(tmp_path: Path, settings) -> Path:
    settings.DOCUMENTS = tmp_path / "documents"
    return settings.DOCUMENTS


def package(*parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made_up:
        for part in parts:
            made_up.writestr(part, "<xml/>")
    return file.getvalue()


def upload(name: str, content: bytes, told: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, told)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("letter.pdf", PDF, "application/pdf"),
        ("LETTER.PDF", PDF, "application/pdf"),
        ("photo.png", PNG, "image/png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 20, "image/jpeg"),
        ("notes.txt", "Möbel, Größe".encode(), "text/plain"),
        ("letter.docx", package("word/document.xml"),
         "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ],
)  # fmt: skip
def test_what_is_what_it_says_is_taken(name: str, content: bytes, media_type: str) -> None:
    kept = uploads.keep(upload(name, content, "text/html"))
    assert (kept.media_type, kept.size, kept.called) == (media_type, len(content), name)
    assert uploads.path_of(kept.stored_as).read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.pdf", b"", "is empty"),
        ("page.html", b"<script>alert(1)</script>", "not of a kind"),
        ("picture.svg", b"<svg onload='alert(1)'/>", "not of a kind"),
        ("programme.exe", b"MZ\x90", "not of a kind"),
        ("letter.pdf", b"<html>", "its content is something else"),
        ("letter.pdf", b"MZ\x90\0", "its content is something else"),
        ("photo.png", PDF, "its content is something else"),
        ("letter.docx", PDF, "its content is something else"),
        ("letter.docx", b"PK\x03\x04 and rubbish", "its content is something else"),
        ("letter.docx", package("xl/workbook.xml"), "its content is something else"),
        ("letter.docx", package("word/document.xml", "word/vbaProject.bin"), "macros"),
        ("archive.zip", package("a.txt"), "not of a kind"),
        ("notes.txt", b"text \x00 and a programme", "its content is something else"),
        ("notes.txt", b"a" * 70000 + b"\x00\x01", "its content is something else"),
        ("notes.txt", b"\xff\xfe\x00", "its content is something else"),
        ("without an ending", PDF, "not of a kind"),
    ],
)  # fmt: skip
def test_what_is_not_is_refused_and_leaves_nothing(
    name: str, content: bytes, says: str, kept_apart: Path
) -> None:
    with pytest.raises(uploads.UploadRefused, match=says):
        uploads.keep(upload(name, content, "application/pdf"))
    assert files(kept_apart) == []


def test_a_file_over_the_limit_is_refused(settings, kept_apart: Path) -> None:
    settings.UPLOAD_LIMIT = 1024 * 1024
    uploads.keep(upload("letter.pdf", PDF.ljust(1024 * 1024, b" ")))
    with pytest.raises(uploads.UploadRefused, match="larger than 1 MB"):
        uploads.keep(upload("letter.pdf", PDF.ljust(1024 * 1024 + 1, b" ")))
    assert len(files(kept_apart)) == 1


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\me\\letter.pdf", "letter.pdf"),
        ("le\u202etter\x00\n.pdf", "letter.pdf"),
        ("x" * 300 + ".pdf", ("x" * 300 + ".pdf")[-120:]),
    ],
)
def test_a_name_is_shown_and_never_a_path(given: str, shown: str, kept_apart: Path) -> None:
    file = upload("letter.pdf", PDF)
    file._name = given  # what a hostile client sends, before Django makes it plain
    kept = uploads.keep(file)
    assert kept.called == shown
    assert kept.stored_as not in given
    (path,) = files(kept_apart)
    assert path.name == kept.stored_as
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_document_is_kept_with_its_complaint(asha: Officer) -> None:
    opened = made.told(asha)
    number = add_document(opened.reference, upload("letter.pdf", PDF), what="Her letter", dated_on=thu_2_may,
                          source="post", by=asha, now=at(thu_2_may))  # fmt: skip
    row = Document.objects.get(pk=number)
    assert (row.called, row.scanned, row.complaint.reference) == (
        "letter.pdf",
        "not scanned",
        opened.reference,
    )


def test_a_document_that_cannot_be_recorded_leaves_no_file(asha: Officer, kept_apart: Path) -> None:
    with pytest.raises(NoSuchComplaint):
        add_document("PR-2222-2222", upload("letter.pdf", PDF), what="", dated_on=None, source="", by=asha,
                     now=at(thu_2_may))  # fmt: skip
    assert files(kept_apart) == []


@pytest.mark.parametrize(
    ("sound", "damaged"),
    [("größe".encode(), b"gr\xff\xffsse"), (b"PK\x01\x02\x14\x03\x14", b"PK\x01\x02\x14\x03\xff")],
)
def test_a_package_damaged_inside_is_refused_in_words(sound: bytes, damaged: bytes) -> None:
    """A name that is no text, and a version of the format nobody knows."""
    content = package("word/document.xml", "word/größe.xml").replace(sound, damaged)
    assert damaged in content
    with pytest.raises(uploads.UploadRefused, match="its content is something else"):
        uploads.keep(upload("letter.docx", content))


def test_a_form_sent_twice_keeps_its_document_once(asha: Officer, kept_apart: Path) -> None:
    opened = made.told(asha)

    def sent() -> int:
        return add_document(opened.reference, upload("letter.pdf", PDF), what="Her letter", dated_on=None, source="",
                            by=asha, now=at(thu_2_may))  # fmt: skip

    sent()
    with pytest.raises(uploads.UploadRefused, match="is kept with this complaint already"):
        sent()
    assert Document.objects.count() == 1
    assert len(files(kept_apart)) == 1
