"""How we stand with each Ombudsman: the page of a year, its picture, and its file."""

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
from casework.orders import queries
from casework.orders.queries import CaseFact, Performance
from putright.measures.definitions import rounding
from putright.reports.rendering.charts import svg
from putright.vocabulary import OmbudsmanBody

COLUMNS = ("ombudsman", "year", "figure", "label", "number", "base", "percent", "base_is", "says")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: an Ombudsman and a year, with the figures of both."""

    body: OmbudsmanBody
    year: int
    bodies: tuple[OmbudsmanBody, ...]
    years: tuple[int, ...]
    cases: tuple[CaseFact, ...]
    told: Performance


@require_safe
def performance(request: HttpRequest) -> HttpResponse:
    """The figures of a year, and the cases behind one of them where it is asked for."""
    asked = _asked(request)
    figure = next((one for one in asked.told.figures if one.key == request.GET.get("figure", "")), None)
    of_base = request.GET.get("of", "") == "base"
    keys = set((figure.base_cases if of_base else figure.cases) if figure else ())
    return render(
        request,
        "orders/performance.html",
        {
            "asked": asked, "told": asked.told, "figure": figure, "of_base": of_base,
            "behind": [one for one in asked.cases if one.key in keys], "called": queries.called,
            "query": urlencode({"body": asked.body.value, "year": str(asked.year)}), "here": "order-board",
            "none_under": rounding().none_under,
        },
    )  # fmt: skip


@require_safe
def picture(request: HttpRequest) -> HttpResponse:
    """The chain of a year as a picture of its table."""
    drawn = svg(_asked(request).told.chart, key="chain")
    return HttpResponse(
        drawn,
        content_type="image/svg+xml",
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )


@require_safe
def as_csv(request: HttpRequest) -> HttpResponse:
    """The figures of a year as a file, every one with its base."""
    asked = _asked(request)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for one in asked.told.figures:
        base = "" if one.base is None else one.base
        percent = "" if one.percent is None else one.percent
        writer.writerow(
            [asked.body.value, queries.called(asked.year), one.key, one.label, one.number, base, percent,
             one.base_words, one.says]
        )  # fmt: skip
    name = f"ombudsman-{asked.body.value}-{queries.called(asked.year)}.csv"
    return HttpResponse(
        text.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _asked(request: HttpRequest) -> _Asked:
    officer, today = officer_of(request), timezone.localdate()
    bodies, years = queries.bodies_of(officer), queries.years_of(officer, today=today)
    typed = request.GET.get("body", bodies[0].value)
    if typed not in set(OmbudsmanBody):
        raise Http404
    body = OmbudsmanBody(typed)
    asked = request.GET.get("year", str(years[0]))
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else 0
    if year not in years:
        raise Http404
    cases = queries.case_facts(officer, body, year=year)
    return _Asked(body, year, bodies, years, cases, queries.performance(cases, body, year=year, today=today))
