"""The files of letters: exactly what was sent, and how it would look now. No browser runs anything in them."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.complaints.queries import NotToBeSeen
from casework.letters import queries
from casework.letters.errors import NoSuchLetter
from casework.letters.rendering import letter_filename
from casework.letters.views.tab import officer_of

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox; style-src 'unsafe-inline'",
}


@require_safe
def file(request: HttpRequest, reference: str, number: int, kind: str) -> HttpResponse:
    """The PDF or DOCX of exactly what was sent."""
    try:
        content, letter, dated_on = queries.file(officer_of(request), reference, number, kind)
    except (NotToBeSeen, NoSuchLetter, FileNotFoundError):
        raise Http404 from None
    name = letter_filename(reference, kind=letter, dated_on=dated_on, suffix=kind)
    return _answer(content, kind, name, inline=kind == "pdf")


@require_safe
def preview(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The PDF of a letter in the making, as it would be sent today."""
    today = timezone.localdate()
    try:
        content, letter = queries.preview_file(officer_of(request), reference, number, today=today)
    except (NotToBeSeen, NoSuchLetter):
        raise Http404 from None
    return _answer(
        content,
        "pdf",
        letter_filename(reference, kind=f"{letter}-draft", dated_on=today, suffix="pdf"),
        inline=True,
    )


def _answer(content: bytes, kind: str, name: str, *, inline: bool) -> HttpResponse:
    how = "inline" if inline else "attachment"
    return HttpResponse(
        content,
        content_type=TYPES[kind],
        headers={**HEADERS, "Content-Disposition": f'{how}; filename="{name}"'},
    )
