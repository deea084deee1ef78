"""The boards of figures: mine, of a service or department, of the organisation, with the Ombudsmen; and their charts."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from casework.complaints.views.pages import officer_of
from casework.insight.boards import boards
from casework.insight.forms.period import PeriodForm
from casework.insight.permissions import may_compare
from casework.insight.queries.asked import Basis, Span
from casework.insight.queries.boards import View, board_shown, measured, section_shown
from casework.insight.queries.drawing import chart_of, content_of
from casework.insight.queries.places import Place, Places, places_of
from putright.measures import definitions
from putright.measures.definitions import rounding
from putright.reports.rendering.charts import svg

KEPT_FOR = 24 * 60 * 60
"""Seconds a drawing is kept. It is kept by what it shows, so that an older one can never stand for a newer."""


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What the officer holds."""
    return _board(request, "mine", places_of(officer_of(request), today=timezone.localdate()))


@require_safe
def organisation(request: HttpRequest) -> HttpResponse:
    """The organisation."""
    _of_the_whole(request)
    return _board(request, "organisation", places_of(officer_of(request), today=timezone.localdate()))


@require_safe
def ombudsman(request: HttpRequest) -> HttpResponse:
    """How we stand with the Ombudsmen."""
    _of_the_whole(request)
    return _board(request, "ombudsman", places_of(officer_of(request), today=timezone.localdate()))


@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """The departments and services there are, one's own first."""
    places = places_of(officer_of(request), today=timezone.localdate())
    return render(
        request,
        "insight/services.html",
        {"places": places, "here": "figures-services", "whole": may_compare(officer_of(request))},
    )


@require_safe
def place(request: HttpRequest, kind: str, key: int) -> HttpResponse:
    """A department or a service. One that stands no longer leads to what took over from it."""
    places = places_of(officer_of(request), today=timezone.localdate())
    found = places.place(kind, key)
    if found is None:
        raise Http404
    if found.key != key:
        return redirect(f"figures-{found.kind}", found.key)
    return _board(request, "service", places, found)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """Every figure and count with its rule, its source, and what of it is to be confirmed."""
    found = boards()
    groups: dict[str, list[Any]] = {}
    for one in definitions():
        groups.setdefault(one.group, []).append(one)
    shown = {
        "groups": groups, "counts": tuple(found.counts.values()), "rounding": rounding(), "here": "figures-rules",
        "whole": may_compare(officer_of(request)),
        "doubtful": tuple(one for one in definitions() if one.to_be_confirmed),
    }  # fmt: skip
    return render(request, "insight/rules.html", shown)


@require_safe
def chart(request: HttpRequest) -> HttpResponse:
    """The chart of one section, of what the asker may see: counted anew, drawn only when nothing alike was drawn."""
    officer, today = officer_of(request), timezone.localdate()
    board = boards().boards.get(request.GET.get("board", ""))
    section = (
        next((one for one in board.sections if one.key == request.GET.get("section", "")), None)
        if board
        else None
    )
    if board is None or section is None or not section.chart:
        raise Http404
    if board.key in ("organisation", "ombudsman"):
        _of_the_whole(request)
    places = places_of(officer, today=today)
    here = _place_asked(request, places)
    if (board.key == "service") is (here is None):
        raise Http404
    asked = PeriodForm(request.GET, opens_with=board.span, today=today)
    if not asked.is_valid() or asked.asked is None:
        raise Http404
    view = View(officer, board, asked.asked, places, today, here)
    found = chart_of(view, section_shown(view, section, measured(view, (section,))[0]))
    if found is None:
        raise Http404
    return _drawn(request, found, officer.pk)


def _drawn(request: HttpRequest, found: Any, whose: int) -> HttpResponse:
    content = content_of(found)
    seen = f'"{whose}-{content}"'
    headers = {
        "Cache-Control": "private, no-cache",
        "ETag": seen,
        "X-Content-Type-Options": "nosniff",
        "Vary": "Cookie",
    }
    if request.headers.get("If-None-Match") == seen:
        return HttpResponseNotModified(headers=headers)
    key = f"chart-{content}"
    drawn = cache.get(key)
    if drawn is None:
        drawn = svg(found, key="chart")
        cache.set(key, drawn, KEPT_FOR)
    return HttpResponse(drawn, content_type="image/svg+xml", headers=headers)


def _place_asked(request: HttpRequest, places: Places) -> Place | None:
    for kind in ("department", "service"):
        key = request.GET.get(kind, "")
        if key.isdecimal() and len(key) < 10 and (found := places.place(kind, int(key))):
            return found
    return None


def _of_the_whole(request: HttpRequest) -> None:
    if not may_compare(officer_of(request)):
        raise PermissionDenied(
            "Figures of the whole organisation are shown to those who see all of it. "
            "Your own and those of your department are under Figures."
        )


def _board(request: HttpRequest, key: str, places: Places, here: Place | None = None) -> HttpResponse:
    officer, today, board = officer_of(request), timezone.localdate(), boards().boards[key]
    form = PeriodForm(request.GET, opens_with=board.span, today=today)
    shown: dict[str, Any] = {
        "board": board, "form": form, "place": here, "places": places, "spans": Span, "bases": Basis, "today": today,
        "here": {"mine": "figures", "service": "figures-services"}.get(key, f"figures-{key}"), "chart_of": chart_of,
        "whole": may_compare(officer), "urlencode": urlencode,
    }  # fmt: skip
    if form.is_valid() and form.asked is not None:
        view = View(officer, board, form.asked, places, today, here)
        shown |= {"found": board_shown(view), "asked": form.asked, "view": view, "as_of": timezone.now()}
    return render(request, "insight/board.html", shown, status=422 if form.errors else 200)
