"""Cases with a file worth sending: letters, calls, notes, papers of every kind, some of them about somebody else."""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import pypdfium2
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document as Docx
from PIL import Image, ImageDraw, ImageFont

from casework.complaints import contents
from casework.complaints.models import Complaint
from casework.complaints.uploads import path_of
from casework.letters.rendering import typeface
from casework.ombudsman import commands as ombudsman
from casework.packs import commands
from casework.packs.jobs import run_next
from casework.packs.models import Pack, PackItem
from casework.packs.words import SentHow as SentHow
from casework.people.models import Officer
from putright.calendars import LONDON
from putright.vocabulary import EnquiryKind, OmbudsmanBody, ReferralKind
from tests.casework import made

DOCUMENTS = Path(__file__).resolve().parents[4] / "shared" / "documents"
tue_4_june = date(2024, 6, 4)
NOW = datetime(2024, 6, 5, 15, 0, tzinfo=LONDON)
NEIGHBOUR = "Marigold Quince"


def pdf_of(text: str, *, title: str = "A paper", note: str = "") -> bytes:
    """A PDF with this text, set by the compiler; `note`: words that stand in its metadata and nowhere else."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        (Path(folder) / "paper.json").write_text(json.dumps(typeface.settable(text).split("\n")))
        source.write_text(
            f'#set document(title: "{title}", keywords: ("{note}",))\n#set text(font: "{typeface.FAMILY}", size: 10pt)\n'
            '#for line in json("paper.json") [#par(text(line))]'
        )
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typeface.FOLDER)]
        )
        return typst.compile(
            str(source), root=folder, font_paths=fonts, ignore_system_fonts=True, format="pdf"
        )


def docx_of(*paragraphs: str) -> bytes:
    document = Docx()
    for one in paragraphs:
        document.add_paragraph(one)
    document.core_properties.author = NEIGHBOUR
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def picture_of(words: str) -> bytes:
    picture = Image.new("RGB", (900, 600), (255, 255, 255))
    ImageDraw.Draw(picture).text((60, 60), words, fill=(0, 0, 0), font=ImageFont.load_default(40))
    kept = io.BytesIO()
    picture.save(kept, "JPEG", comment=NEIGHBOUR.encode())
    return kept.getvalue()


def scanned(words: str) -> bytes:
    """A page that is one picture, as a scanner makes it: it has no words to find."""
    kept = io.BytesIO()
    Image.open(io.BytesIO(picture_of(words))).save(kept, "PDF")
    return kept.getvalue()


def kept(reference: str, by: Officer, name: str, data: bytes, what: str, source: str = "") -> int:
    """A document kept with a complaint."""
    return contents.add_document(
        reference, SimpleUploadedFile(name, data), what=what, dated_on=made.thu_9_may, source=source, by=by,
        now=made.at(made.mon_20_may),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filed:
    """A case with its complaint and papers."""

    key: str
    reference: str
    enquiry: str
    documents: dict[str, int]


def filed(by: Officer, *, body: OmbudsmanBody = OmbudsmanBody.HOS, papers: bool = True) -> Filed:
    """A case of an Ombudsman about an answered complaint, with questions and papers."""
    reference = made.answered(by).reference
    contents.add_note(
        reference, f"The job went to the wrong team. {NEIGHBOUR} of number 14 saw the van.",
        happened_at=made.at(made.wed_8_may), with_complainant=False, by=by, now=made.at(made.mon_20_may),
    )  # fmt: skip
    documents = {}
    if papers:
        text = (
            f"Repair log of 12 Tern Close\n\nOn 2 May {NEIGHBOUR} let the plumber in.\n"
            "Mrs Quince signed. Ring 07700 900 456.\n"
        )
        documents = {
            "log": kept(reference, by, "log.pdf", pdf_of(text, note=NEIGHBOUR), "Repair log", "Repairs"),
            "letter": kept(reference, by, "letter.docx", docx_of("From the resident.", f"Ask {NEIGHBOUR}."), "Letter"),
            "photo": kept(reference, by, "ceiling.jpg", picture_of(NEIGHBOUR), "Photograph of the ceiling"),
            "scan": kept(reference, by, "scan.pdf", scanned(NEIGHBOUR), "Scanned card"),
            "advice": kept(reference, by, "advice.txt", b"Counsel says settle.", "Legal advice"),
        }  # fmt: skip
    version = Complaint.objects.get(reference=reference).version
    key = ombudsman.open_case(
        reference, body=body, what=ReferralKind.INVESTIGATION, their_reference="202400001",
        subject="The leak", received_on=tue_4_june, points=("1", "2"), answer_by=date(2024, 6, 25),
        asks=EnquiryKind.EVIDENCE, asked="Send the file.", by=by, now=made.at(tue_4_june, 18), seen_version=version,
    )  # fmt: skip
    enquiry = next(one.key for one in case_of(reference).enquiries if one.body.referral == key)
    return Filed(key, reference, enquiry, documents)


def case_of(reference: str):  # type: ignore[no-untyped-def]
    from casework.complaints.storing import read_events
    from putright.cases import replay

    return replay(read_events(Complaint.objects.get(reference=reference))[0])


def worked(now: datetime = NOW) -> int:
    """Let the worker do everything that waits for packs; how many pieces it took."""
    pieces = 0
    while run_next(now=now):
        pieces += 1
        assert pieces < 2000
    return pieces


def begun(filed_case: Filed, by: Officer, *, enquiry: str = "") -> Pack:
    """A pack whose things were read."""
    pack = commands.start_pack(filed_case.key, enquiry=enquiry, by=by, now=NOW)
    worked()
    return Pack.objects.get(pk=pack.pk)


def item(pack: Pack, source: int, kind: str = "document") -> PackItem:
    return PackItem.objects.get(pack=pack, source=source, kind=kind)


def frozen(pack: Pack, by: Officer) -> Pack:
    commands.freeze(pack.pk, by=by, now=NOW)
    worked()
    pack = Pack.objects.get(pk=pack.pk)
    assert pack.state == "frozen", (pack.state, pack.problem)
    return pack


def text_of(data: bytes) -> list[str]:
    """What a PDF says, page by page."""
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def bundle_of(pack: Pack) -> dict[str, bytes]:
    with zipfile.ZipFile(path_of(pack.bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def later(**more: int) -> datetime:
    return NOW + timedelta(**more)
