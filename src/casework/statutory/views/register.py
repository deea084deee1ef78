"""The pages of the register of people from outside."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.views.pages import officer_of
from casework.screens.dates import capital
from casework.statutory import commands, queries
from casework.statutory.forms.register import PersonForm
from casework.statutory.permissions import may_keep_people
from putright.cases import CaseError


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Everybody on the register."""
    officer = officer_of(request)
    if not may_keep_people(officer):
        raise PermissionDenied("The register of people from outside is for those who appoint them.")
    today = timezone.localdate()
    rows = [(one, one.is_available(today)) for one in queries.register(officer.organisation_id)]
    return render(request, "statutory/register.html", {"rows": rows, "here": "outside-people"})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Put somebody on the register, or change them."""
    officer = officer_of(request)
    if not may_keep_people(officer):
        raise PermissionDenied("The register is kept by complaints officers, managers and administrators.")
    row = queries.person_here(officer.organisation_id, str(number)) if number is not None else None
    if number is not None and row is None:
        raise Http404
    initial: dict[str, Any] = {}
    if row is not None:
        initial = {one.name: getattr(row, one.name) for one in fields(commands.PersonTerms)}
    form = PersonForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            commands.save_person(officer, form.terms, number=number)
        except CaseError as refused:
            form.add_error("name", f"{capital(str(refused))}.")
        else:
            messages.success(request, "They are on the register.")
            return redirect("outside-people")
    shown = {
        "form": form,
        "title": row.name if row else "Put somebody on the register",
        "here": "outside-people",
    }
    return render(request, "statutory/person.html", shown, status=422 if form.errors else 200)
