"""The precedents: looked for, and one of them to be read."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from casework.complaints.views.pages import officer_of
from casework.precedents import queries
from casework.precedents.forms.give import FindForm
from casework.precedents.queries import NotToBeSeen, Wanted
from casework.screens.paging import page_asked

_WORDS = ("words", "body", "finding", "type", "category", "year", "least", "most", "looked_at", "ours")


@require_safe
def precedents(request: HttpRequest) -> HttpResponse:
    """Decisions that fit what is asked for, and how the sums lie."""
    officer = officer_of(request)
    form = FindForm(request.GET or None, years=queries.years_of(officer))
    valid = not form.is_bound or form.is_valid()
    wanted = form.wanted if form.is_bound and valid else Wanted()
    found = queries.precedents(officer, wanted, page=page_asked(request)) if valid else None
    asked = request.GET.copy()
    asked.pop("page", None)
    narrowed = any(asked.get(name) for name in _WORDS)
    return render(
        request, "precedents/precedents.html",
        {"form": form, "found": found, "wanted": wanted, "asked": asked.urlencode(), "narrowed": narrowed,
         "here": "precedents"},
        status=200 if valid else 422,
    )  # fmt: skip


@require_safe
def precedent(request: HttpRequest, number: int) -> HttpResponse:
    """One published decision, with what was read in it."""
    try:
        row, text = queries.precedent(officer_of(request), number)
    except NotToBeSeen:
        raise Http404 from None
    return render(
        request, "precedents/precedent.html",
        {"one": row, "pieces": queries.pieces(text, row.lines), "here": "precedents"},
    )  # fmt: skip
