"""Ours beside what others published: the page, its picture, and entering figures by hand and from a file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.views.pages import officer_of
from casework.insight.commands.numbers import NotEntered
from casework.insight.commands.others import Taken, enter_others, take_others_back
from casework.insight.comparable import comparing
from casework.insight.forms.others import OthersFile, OthersForm, typed_of
from casework.insight.others import COLUMNS
from casework.insight.others_file import BadFile, read_others
from casework.insight.permissions import may_compare, may_enter_numbers
from casework.insight.queries.comparison import Comparison, comparison, default_figure, published_of
from casework.screens.phrasing import counted
from putright.calendars import read_date
from putright.measures import FactsError, Period
from putright.reports.rendering.charts import svg

if TYPE_CHECKING:
    from casework.people.models import Officer

BOTH = ["GET", "HEAD", "POST"]
KEPT_SECONDS = 3600
_HERE = "figures-compare"


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """One figure of one period: ours, and what others published."""
    found = _found(request)
    if found.chart:
        # The picture is asked for next, at its own address: it need not count everything again.
        cache.set(_kept(request, found.key), found.chart, KEPT_SECONDS)
    query = {"figure": found.figure.definition.id, "period": _written(found.period), "group": found.group}
    shown = {
        "found": found, "figures": comparing().figures.values(), "written": _written, "query": urlencode(query),
        "may_enter": may_enter_numbers(officer_of(request)), "here": _HERE,
    }  # fmt: skip
    return render(request, "insight/compare.html", shown)


@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of a comparison. Its address holds what it shows: another picture has another address."""
    _readable(request)
    chart, kept = cache.get(_kept(request, key)), True
    if chart is None:
        found = _found(request)
        chart, kept = found.chart, found.key == key
    if chart is None:
        raise Http404
    caching = f"private, max-age={KEPT_SECONDS}" if kept else "private, no-store"
    headers = {"Cache-Control": caching, "X-Content-Type-Options": "nosniff"}
    return HttpResponse(svg(chart, key="comparison"), content_type="image/svg+xml", headers=headers)


@require_http_methods(BOTH)
def new(request: HttpRequest) -> HttpResponse:
    """Enter one figure; with `?correct=` the one it takes the place of stands in the form."""
    officer, today = _enterer(request), timezone.localdate()
    if request.method == "POST":
        form = OthersForm(request.POST, today=today)
        if form.is_valid() and form.published:
            taken = enter_others(officer, [form.published], now=timezone.now())
            messages.success(request, _told(taken))
            period = Period(form.published.starts_on, form.published.ends_on)
            query = urlencode({"figure": form.published.figure, "period": _written(period)})
            response = redirect("figures-compare")
            response["Location"] += f"?{query}"
            return response
    else:
        asked = request.GET.get("correct", "")
        held = published_of(officer, int(asked)) if asked.isdecimal() and len(asked) < 19 else None
        form = OthersForm(today=today, initial=typed_of(held) if held else {})
    shown = {"form": form, "here": _HERE}
    return render(request, "insight/others-new.html", shown, status=422 if form.errors else 200)


@require_http_methods(BOTH)
def file(request: HttpRequest) -> HttpResponse:
    """Take a file of figures in: all of it, or nothing."""
    officer, sent = _enterer(request), request.method == "POST"
    form = OthersFile(request.POST if sent else None, request.FILES if sent else None)
    wrong: BadFile | None = None
    if sent and form.is_valid():
        try:
            figures = read_others(form.cleaned_data["upload"].read(), today=timezone.localdate())
            messages.success(request, _told(enter_others(officer, figures, now=timezone.now())))
            return redirect("figures-compare")
        except BadFile as problem:
            wrong = problem
            form.add_error(
                "upload", "Nothing was taken from the file. What is wrong with it is listed below."
            )
    shown = {"form": form, "wrong": wrong, "columns": COLUMNS, "comparing": comparing(), "here": _HERE}
    return render(request, "insight/others-file.html", shown, status=422 if form.errors else 200)


@require_safe
def example(request: HttpRequest) -> HttpResponse:
    """A file to fill in, with two lines of invented authorities."""
    _enterer(request)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerow(
        ["Merebrook Homes", "Council landlord", "CH01-1", "2024-04-01", "2025-03-31", "413", "10000", "41.3",
         "1000-homes", "no", "received", "Merebrook Homes annual report 2024-25, page 12", "invented"]
    )  # fmt: skip
    writer.writerow(
        ["Stonebeck Council", "Unitary council", "AR-3a", "2024-04-01", "2025-03-31", "", "", "74", "percent", "",
         "responded", "Stonebeck Council committee paper, June 2025", "invented"]
    )  # fmt: skip
    headers = {"Content-Disposition": 'attachment; filename="figures-of-others.csv"'}
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8", headers=headers
    )


@require_http_methods(BOTH)
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a figure back that was entered by mistake, after a look at it."""
    officer = _enterer(request)
    if request.method == "POST":
        try:
            take_others_back(officer, pk, now=timezone.now())
            messages.success(request, "The figure is taken back.")
        except NotEntered as refused:
            messages.error(request, str(refused))
        return redirect("figures-compare")
    held = published_of(officer, pk)
    if held is None:
        raise Http404
    shown = {"held": held, "figure": comparing().figures.get(held.figure), "pk": pk, "here": _HERE}
    return render(request, "insight/others-back.html", shown)


def _found(request: HttpRequest) -> Comparison:
    _readable(request)
    officer = officer_of(request)
    asked = request.GET.get("figure", "")
    figure = comparing().figures.get(asked) if asked else default_figure(officer)
    if figure is None:
        raise Http404
    return comparison(
        officer,
        figure,
        period=_read(request.GET.get("period", "")),
        group=request.GET.get("group", ""),
        today=timezone.localdate(),
    )


def _readable(request: HttpRequest) -> None:
    if not may_compare(officer_of(request)):
        raise PermissionDenied("Figures of the whole organisation are shown to those who see all of it.")


def _enterer(request: HttpRequest) -> Officer:
    officer = officer_of(request)
    if not may_enter_numbers(officer):
        raise PermissionDenied("Figures of others are entered by a manager or an administrator.")
    return officer


def _kept(request: HttpRequest, key: str) -> str:
    return f"figures-compare-{officer_of(request).pk}-{key}"


def _written(period: Period) -> str:
    return f"{period.starts_on.isoformat()}_{period.ends_on.isoformat()}"


def _read(written: str) -> Period | None:
    first, _, last = written.partition("_")
    try:
        return Period(read_date(first), read_date(last))
    except (ValueError, FactsError):
        return None


def _told(taken: Taken) -> str:
    parts = [f"{counted(taken.entered, 'figure')} entered"]
    if taken.corrected:
        parts.append(f"{taken.corrected} corrected")
    if taken.there_already:
        parts.append(f"{taken.there_already} there already as they are")
    return ", ".join(parts) + "."
