"""The tab of remedies and actions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.complaints.views.pages import frame
from casework.complaints.views.performing import find_page


@require_safe
def remedies(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of the complaint."""
    page = find_page(request, reference)
    return render(request, "complaints/points.html", frame(request, page, "remedies"))
