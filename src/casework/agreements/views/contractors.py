"""The pages of contractors and workers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.agreements import commands, queries
from casework.agreements.forms.contractors import ContractorForm, OwnVisitsForm, WorkerForm
from casework.agreements.permissions import may_change_contractors
from casework.complaints.views.pages import officer_of
from casework.people.queries import officers_of
from casework.screens.dates import capital
from casework.screens.fields import Form
from putright.cases import CaseError


@require_safe
def contractors(request: HttpRequest) -> HttpResponse:
    """Contractors, workers, and what we ask of our own visits."""
    officer = officer_of(request)
    page = queries.contractors_page(officer)
    shown = {
        "found": page, "may_change": may_change_contractors(officer), "here": "contractors", "board_tab": "contractors",
    }  # fmt: skip
    return render(request, "agreements/contractors.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def contractor(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Add a contractor, or change one."""
    officer = _may(request)
    row = None
    if number is not None:
        row = next((one for one in queries.contractors_page(officer).contractors if one.id == number), None)
        if row is None:
            raise Http404
    names = ContractorForm.base_fields
    initial = {name: _shown(getattr(row, name)) for name in names} if row else {"status": "active"}
    form = ContractorForm(request.POST if request.method == "POST" else None, initial=initial)
    title = row.name if row else "Add a contractor"
    return _saved(
        request,
        form,
        title,
        lambda: commands.save_contractor(officer, form.terms, number=number),
        "The contractor is kept.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def own_visits(request: HttpRequest) -> HttpResponse:
    """What we ask of our own visits."""
    officer = _may(request)
    page = queries.contractors_page(officer)
    initial = {
        "notice_working_days": _shown(page.own_notice_working_days), "gives_time_slot": page.own_gives_time_slot,
        "works_from": _shown(page.works_from), "works_to": _shown(page.works_to),
        "confirm_working_hours": _shown(page.own_confirm_working_hours),
    }  # fmt: skip
    form = OwnVisitsForm(request.POST if request.method == "POST" else None, initial=initial)
    return _saved(
        request,
        form,
        "Our own visits",
        lambda: commands.save_own_visits(officer, form.terms),
        "What we ask is kept.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def worker(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Add a worker, or change one."""
    officer = _may(request)
    page = queries.contractors_page(officer)
    row = next((one for one in page.workers if one.id == number), None)
    if number is not None and row is None:
        raise Http404
    initial: dict[str, Any] = {"active": True}
    if row is not None:
        initial = {
            "name": row.name, "job": row.job, "contractor": _shown(row.contractor_id), "login": _shown(row.officer_id),
            "active": row.active,
        }  # fmt: skip
    form = WorkerForm(
        request.POST if request.method == "POST" else None, initial=initial,
        contractors=[(str(one.id), one.name) for one in page.contractors],
        officers=[
            (str(one.id), one.name) for one in officers_of(officer.organisation, today=timezone.localdate())
        ],
    )  # fmt: skip
    return _saved(
        request, form, row.name if row else "Add a worker",
        lambda: commands.save_worker(officer, **form.cleaned_data, number=number), "The worker is kept.",
    )  # fmt: skip


def _may(request: HttpRequest) -> Any:
    officer = officer_of(request)
    if not may_change_contractors(officer):
        raise PermissionDenied(
            "Contractors and workers are kept by complaints officers, managers and administrators."
        )
    return officer


def _saved(
    request: HttpRequest, form: Form, title: str, save: Callable[[], object], done: str
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except CaseError as refused:
            form.add_error(None, f"{capital(str(refused))}.")
        else:
            messages.success(request, done)
            return redirect("contractors")
    return render(
        request, "agreements/form.html", {"form": form, "title": title, "here": "contractors"},
        status=422 if form.errors else 200,
    )  # fmt: skip


def _shown(value: Any) -> Any:
    """A value as it stands in its input."""
    if value is None:
        return ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value if isinstance(value, bool) else str(value)
