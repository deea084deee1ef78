"""The calendar page: what is not counted, and what one more such day would move, seen before it is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.calendar_page import DayOffRefused, add_day_off, calendar_page, preview_day_off
from casework.complaints.forms.days_off import DayOff
from casework.complaints.views.pages import officer_of
from casework.people.permissions import may_change_calendar
from putright.calendars import short_day


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """The days off of a year."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    year = int(asked) if len(asked) == 4 and asked.isdecimal() and 1900 < int(asked) < 2200 else today.year
    page = calendar_page(officer_of(request), year=year)
    return render(
        request,
        "complaints/calendar.html",
        {
            "calendar": page,
            "year": year,
            "here": "calendar",
            "today": today,
            "may_change": may_change_calendar(officer_of(request)),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_day_off(request: HttpRequest) -> HttpResponse:
    """Add a day: first what it would move, then, sent again from there, saved."""
    officer = officer_of(request)
    if not may_change_calendar(officer):
        raise PermissionDenied("Only an administrator changes the calendar.")
    form = DayOff(request.POST if request.method == "POST" else None)
    shown: dict[str, Any] = {"form": form, "here": "calendar"}
    if request.method != "POST" or not form.is_valid():
        return render(request, "complaints/day-off.html", shown, status=422 if form.errors else 200)
    given = form.cleaned_data
    day = {"on": given["on"], "name": given["name"], "kind": given["kind"]}
    try:
        if given["shown"] == f"{given['on']} {given['kind']}":
            add_day_off(officer, **day, now=timezone.now())
            messages.success(
                request, f"{short_day(given['on'])} is added. Open dates are being worked out anew."
            )
            return redirect("calendar")
        shown["preview"] = preview_day_off(officer, **day, today=timezone.localdate())
    except DayOffRefused as refused:
        form.add_error("on", str(refused))
        return render(request, "complaints/day-off.html", shown, status=422)
    return render(request, "complaints/day-off.html", shown)
