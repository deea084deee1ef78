"""The figures of shares by service: the page, its picture, and its file."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from casework.complaints.views.pages import officer_of
from casework.together.figures import Figures, definitions, figures
from casework.together.forms.figures import AskedBetween
from putright.calendars import Division
from putright.reports.rendering.charts import svg
from putright.reports.rendering.grid import harmless

COLUMNS = ("service", "asked_from", "asked_to", "figure", "label", "number", "base", "percent", "says")
_PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for, and its figures; None where the days typed are none."""

    form: AskedBetween
    told: Figures | None


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The figures of a period, with what each counts."""
    asked = _asked(request)
    told = asked.told
    query = urlencode(_days(told)) if told else ""
    shown = {"form": asked.form, "told": told, "query": query, "definitions": definitions(), "here": "shares"}
    return render(request, "together/figures.html", shown, status=200 if told else 422)


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """In time and late by service, as a picture of the table."""
    told = _told(request)
    if not told.judged:
        raise Http404
    return HttpResponse(svg(told.chart, key="shares"), content_type="image/svg+xml", headers=_PRIVATE)


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """Every figure of every service as a line of a file, with its base."""
    told = _told(request)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in told.cells:
        row = (one.of, told.first, told.last, one.figure.key, one.figure.label, one.number, one.base, one.percent,
               one.figure.says)  # fmt: skip
        writer.writerow([harmless(value) if isinstance(value, str) else value for value in row])
    name = f"shares-{told.first}-{told.last}.csv"
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8",
        headers={**_PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'},
    )  # fmt: skip


def _told(request: HttpRequest) -> Figures:
    told = _asked(request).told
    if told is None:
        raise Http404
    return told


def _asked(request: HttpRequest) -> _Asked:
    officer, today = officer_of(request), timezone.localdate()
    form = AskedBetween(request.GET, division=Division(officer.organisation.division), today=today)
    if not form.is_valid():
        return _Asked(form, None)
    first, last = form.days
    return _Asked(form, figures(officer, first=first, last=last, today=today))


def _days(told: Figures) -> dict[str, int]:
    return {
        f"{name}-{part}": getattr(day, part)
        for name, day in (("first", told.first), ("last", told.last))
        for part in ("day", "month", "year")
    }
