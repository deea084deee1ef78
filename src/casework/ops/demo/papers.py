"""Small documents of the demonstration: a letter as text, a job sheet as a one-page PDF."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from casework.complaints.commands import add_document
from casework.people.models import Officer
from putright.calendars import in_london, short_day

_KINDS = (
    ("Letter from the resident.txt", "Letter", "The resident",
     "To whom it may concern\n\nI have told it so often that I am writing it down. {title}.\n\n"
     "I would like somebody to read this to the end.\n"),
    ("Job sheet.pdf", "Job sheet", "The contractor", "Job sheet|{title}|Attended: see times. Signed at the door: yes."),
    ("Diary.txt", "Diary", "The resident",
     "Diary of three weeks\n\nMon: nobody. Tue: rang, told Thursday. Thu: nobody. Fri: rang again.\n{title}.\n"),
    ("Note of the visit.pdf", "Note of a visit", "The officer who visited",
     "Note of the visit|{title}|Photographs 1 to 9 are with the file. Readings in every room."),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """A complaint to hang a document on, its title and who keeps it."""

    reference: str
    title: str
    officer: Officer


def add_papers(abouts: Sequence[About], dice: random.Random, *, now: datetime) -> int:
    """A document for each of these, through the command the screens use. Returns how many."""
    for one in abouts:
        name, what, source, text = dice.choice(_KINDS)
        text = text.format(title=one.title)
        content = one_page_pdf(text.split("|")) if name.endswith(".pdf") else text.encode()
        dated_on = in_london(now).date() - timedelta(days=dice.randint(2, 20))
        called = name.replace(".", f" {short_day(dated_on)}.", 1)
        add_document(
            one.reference, SimpleUploadedFile(called, content), what=what, dated_on=dated_on, source=source,
            by=one.officer, now=now,
        )  # fmt: skip
    return len(abouts)


def one_page_pdf(lines: Sequence[str]) -> bytes:
    """A page with these lines, in one of the fonts every reader has."""
    shown = [line.encode("cp1252", "replace").decode("cp1252") for line in lines]
    shown = [line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in shown]
    drawn = "BT /F1 13 Tf 60 780 Td 20 TL " + " ".join(f"({line}) Tj T*" for line in shown) + " ET"
    page = drawn.encode("cp1252")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(page)).encode() + b" >>\nstream\n" + page + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    made = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(made)
    made += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    made += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    made += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(made)
