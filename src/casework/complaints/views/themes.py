"""What complaints are sorted by: the organisation's themes, and its wards as they were taken from a file."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.forms.themes import ChangedTheme, NewTheme
from casework.complaints.sorting import themes_kept, wards_kept
from casework.complaints.sorting_kept import SortingRefused, add_theme, change_theme
from casework.complaints.views.pages import officer_of
from casework.people.permissions import may_change_calendar


@require_safe
def themes(request: HttpRequest) -> HttpResponse:
    """Every theme and every ward."""
    officer = officer_of(request)
    shown = {
        "themes": themes_kept(officer.organisation), "wards": wards_kept(officer.organisation), "here": "themes",
        "may_change": may_change_calendar(officer),
    }  # fmt: skip
    return render(request, "complaints/themes.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def new_theme(request: HttpRequest) -> HttpResponse:
    """Add a theme."""
    officer = officer_of(request)
    _check(request)
    form = NewTheme(
        request.POST if request.method == "POST" else None, initial={"valid_from": timezone.localdate()}
    )
    if request.method == "POST" and form.is_valid():
        try:
            add_theme(officer.organisation, **form.cleaned_data)
            messages.success(request, f"“{form.cleaned_data['label']}” can be chosen now.")
            return redirect("themes")
        except SortingRefused as refused:
            form.add_error("code", f"Its code: {refused}.")
    return _form(request, form, "Add a theme")


@require_http_methods(["GET", "HEAD", "POST"])
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Change one theme."""
    officer = officer_of(request)
    _check(request)
    row = next((one for one in themes_kept(officer.organisation) if one.code == code), None)
    if row is None:
        raise Http404
    form = ChangedTheme(
        request.POST if request.method == "POST" else None,
        initial={"label": row.label, "valid_to": row.valid_to},
    )
    if request.method == "POST" and form.is_valid():
        try:
            change_theme(officer.organisation, code, **form.cleaned_data)
            messages.success(request, f"“{form.cleaned_data['label']}” is changed.")
            return redirect("themes")
        except SortingRefused as refused:
            form.add_error("valid_to", f"Last day it can be chosen: {refused}.")
    return _form(request, form, f"Change “{row.label}”")


def _check(request: HttpRequest) -> None:
    if not may_change_calendar(officer_of(request)):
        raise PermissionDenied("Only an administrator changes what complaints are sorted by.")


def _form(request: HttpRequest, form: NewTheme | ChangedTheme, title: str) -> HttpResponse:
    shown = {"form": form, "title": title, "here": "themes"}
    return render(request, "complaints/theme.html", shown, status=422 if form.errors else 200)
