"""The pages of every procedure, and the picture of each stage."""

from __future__ import annotations

import hashlib

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.complaints.procedure_pages import (
    NoSuchProcedure,
    all_procedures,
    picture_of,
    procedure_page,
)
from casework.complaints.views.pages import officer_of
from putright.reports.rendering.timelines import timeline_svg

LONGEST_SEARCH = 100


@require_safe
def procedures(request: HttpRequest) -> HttpResponse:
    """Every procedure in force and every earlier version, found by name."""
    words = request.GET.get("for", "")[:LONGEST_SEARCH].strip()
    found = all_procedures(officer_of(request), words=words, today=timezone.localdate())
    return render(
        request, "complaints/procedures.html", {"found": found, "words": words, "here": "procedures"}
    )


@require_safe
def procedure(request: HttpRequest, body: str, version: str) -> HttpResponse:
    """One version: its stages with their clocks, sources, and what is to be confirmed."""
    try:
        page = procedure_page(officer_of(request), body, version, today=timezone.localdate())
    except NoSuchProcedure:
        raise Http404 from None
    return render(request, "complaints/procedure.html", {"page": page, "here": "procedures"})


@require_safe
def stage_picture(request: HttpRequest, body: str, version: str, stage: str) -> HttpResponse:
    """The clocks of one stage as a line of time."""
    try:
        timeline = picture_of(body, version, stage)
    except NoSuchProcedure:
        raise Http404 from None
    drawn = timeline_svg(timeline, key="timeline")
    seen = f'"{hashlib.sha256(drawn.encode()).hexdigest()[:32]}"'
    headers = {"Cache-Control": "private, no-cache", "ETag": seen, "X-Content-Type-Options": "nosniff"}
    if request.headers.get("If-None-Match") == seen:
        return HttpResponseNotModified(headers=headers)
    return HttpResponse(drawn, content_type="image/svg+xml", headers=headers)
