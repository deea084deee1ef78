"""Absences: who is away and who covers, put on record, changed and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.people.absences import absence_here, absence_rows, may_cover_for
from casework.people.forms import AbsenceForm
from casework.people.permissions import may_plan_absence
from casework.people.planning import AbsenceRefused, plan_absence, take_back
from casework.people.queries import officer_here, officers_here, officers_of

if TYPE_CHECKING:
    from casework.people.models import Absence, Officer


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every absence that is not over, with its cover."""
    officer, today = _officer(request), timezone.localdate()
    everybody = officers_of(officer.organisation, today=today)
    known = officers_here(officer.organisation_id, [str(one.id) for one in everybody])
    theirs = [one for one in known if may_plan_absence(officer, one)]
    return render(
        request,
        "people/absences.html",
        {
            "rows": absence_rows(officer.organisation_id, today=today), "today": today, "here": "absences",
            "plans_for": {one.pk for one in theirs}, "theirs": [one for one in theirs if one.pk != officer.pk],
        },
    )  # fmt: skip


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
    officer, today = _officer(request), timezone.localdate()
    if not may_plan_absence(officer, away):
        raise PermissionDenied("Absences of others are for the manager of their team or an administrator.")
    if absence is not None and request.POST.get("act") == "take-back":
        take_back(absence.pk, by=officer, now=timezone.now())
        messages.success(request, f"The absence of {away.name} is taken back.")
        return redirect("absences")
    rows = absence_rows(officer.organisation_id, today=today)
    form = AbsenceForm(request.POST or None, absence=absence, covers=may_cover_for(away), away=rows)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            number = plan_absence(
                away, first_on=given["first_on"], last_on=given["last_on"],
                cover=officer_here(officer.organisation_id, given["cover"]), by=officer, now=timezone.now(),
                changes=absence.pk if absence else None,
            )  # fmt: skip
        except AbsenceRefused as refused:
            form.add_error(refused.field or None, str(refused))
        else:
            messages.success(request, "The absence is on record.")
            return redirect("absence", number)
    shown: dict[str, Any] = {
        "form": form, "away": away, "own": away.pk == officer.pk, "absence": absence, "here": "absences",
    }  # fmt: skip
    return render(request, "people/absence-form.html", shown, status=422 if form.errors else 200)


def _officer(request: HttpRequest) -> Officer:
    """Who asks. Everybody who gets this far has logged in as an officer."""
    return request.user  # type: ignore[return-value]
