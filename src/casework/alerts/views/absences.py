"""An absence: what is due in it, and putting it on record, changed and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.alerts.lent import NotLent, not_lent
from casework.alerts.uncovered import due_rows
from casework.people.absences import absence_here, absence_rows, may_cover_for
from casework.people.forms import AbsenceForm
from casework.people.permissions import may_plan_absence
from casework.people.planning import AbsenceRefused, check_absence, plan_absence, take_back
from casework.people.queries import officer_here

if TYPE_CHECKING:
    from casework.people.models import Absence, Officer


@dataclass(frozen=True, slots=True)
class Waits:
    """What the cover chosen may not do. told: how the form says that whoever records it was told so, for these days."""

    cover: str
    found: tuple[NotLent, ...]
    told: str


@require_safe
def due(request: HttpRequest, number: int) -> HttpResponse:
    """What is due while somebody is away, and who sees to it: for those who plan it and who covers."""
    officer, today = _officer(request), timezone.localdate()
    found = absence_here(officer.organisation_id, number)
    if found is None:
        raise Http404
    plans = may_plan_absence(officer, found.officer)
    if not plans and found.cover_id != officer.pk:
        raise PermissionDenied(
            "What is due in an absence is for whose it is, who covers, and who leads the team."
        )
    shown = {
        "absence": found, "rows": due_rows(officer, found, today=today), "today": today, "plans": plans,
        "here": "absences",
        "not_lent": not_lent(found.officer, found.cover, first_on=found.first_on, last_on=found.last_on)
        if found.cover else (),
    }  # fmt: skip
    return render(request, "alerts/absence.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """An absence of one's own, or of the officer asked for."""
    officer = _officer(request)
    asked = request.POST.get("officer") or request.GET.get("officer")
    away = officer_here(officer.organisation_id, asked) if asked else officer
    if away is None:
        raise Http404
    return _page(request, away, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Other days, another cover; or taken back."""
    officer = _officer(request)
    absence = absence_here(officer.organisation_id, number)
    if absence is None:
        raise Http404
    return _page(request, absence.officer, absence)


def _page(request: HttpRequest, away: Officer, absence: Absence | None) -> HttpResponse:
    officer, now, today = _officer(request), timezone.now(), timezone.localdate()
    if not may_plan_absence(officer, away):
        raise PermissionDenied("Absences of others are for the manager of their team or an administrator.")
    if absence is not None and request.POST.get("act") == "take-back":
        take_back(absence.pk, by=officer, now=now)
        messages.success(request, f"The absence of {away.name} is taken back.")
        return redirect("absences")
    rows = absence_rows(officer.organisation_id, today=today)
    form = AbsenceForm(request.POST or None, absence=absence, covers=may_cover_for(away), away=rows)
    waits: Waits | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        days = {"first_on": given["first_on"], "last_on": given["last_on"]}
        cover = officer_here(officer.organisation_id, given["cover"])
        try:
            check_absence(
                away, cover=cover, by=officer, changes=absence.pk if absence else None, now=now, **days
            )
            waits = _not_told(request, away, cover, **days)
            if waits is None:
                number = plan_absence(
                    away, cover=cover, by=officer, now=now, changes=absence.pk if absence else None, **days
                )
                messages.success(request, "The absence is on record.")
                return redirect("absence", number)
        except AbsenceRefused as refused:
            form.add_error(refused.field or None, str(refused))
    shown: dict[str, Any] = {
        "form": form, "away": away, "own": away.pk == officer.pk, "absence": absence, "here": "absences",
        "waits": waits,
    }  # fmt: skip
    return render(request, "alerts/absence-form.html", shown, status=422 if form.errors or waits else 200)


def _not_told(
    request: HttpRequest, away: Officer, cover: Officer | None, *, first_on: date, last_on: date
) -> Waits | None:
    """What the chosen cover may not do, unless whoever records it was told so already."""
    if cover is None:
        return None
    told = f"{cover.pk} {first_on} {last_on}"
    if request.POST.get("told") == told:
        return None
    found = not_lent(away, cover, first_on=first_on, last_on=last_on)
    return Waits(cover.name, found, told) if found else None


def _officer(request: HttpRequest) -> Officer:
    """Who asks. Everybody who gets this far has logged in as an officer."""
    return request.user  # type: ignore[return-value]
