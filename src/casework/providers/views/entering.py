"""Returns that an officer enters for a contractor, and the documents they came in."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.uploads import UploadRefused
from casework.complaints.views.pages import officer_of
from casework.providers.forms.replying import EnteredReturnForm
from casework.providers.permissions import may_keep_providers
from casework.providers.register import firm_here
from casework.providers.returns import enter_return, last_months, read_rows, return_source
from casework.providers.views.reply import as_file
from casework.providers.views.telling import MONTHS
from casework.screens.dates import capital
from putright.cases import CaseError


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, number: int) -> HttpResponse:
    """Enter a month for a contractor that does not sign in."""
    officer, today = officer_of(request), timezone.localdate()
    if not may_keep_providers(officer):
        raise PermissionDenied("Providers are kept by complaints officers, managers and administrators.")
    try:
        firm = firm_here(number, officer)
    except CaseError:
        raise Http404 from None
    months = [(one.isoformat(), f"{one:%B %Y}") for one in last_months(today, MONTHS)]
    sent = request.method == "POST"
    form = EnteredReturnForm(request.POST if sent else None, request.FILES if sent else None, months=months)
    if sent and form.is_valid():
        given, month = form.cleaned_data, date.fromisoformat(form.cleaned_data["month"])
        try:
            enter_return(
                firm, month, read_rows(given["rows"], month), none=given["none"], jobs=given["jobs"],
                upload=given["upload"], said=given["said"], by=officer, now=timezone.now(), today=today,
            )  # fmt: skip
        except UploadRefused as refused:
            form.add_error("upload", str(refused))
        except CaseError as refused:
            form.add_error(None, f"{capital(str(refused))}. Nothing was kept.")
        else:
            messages.success(request, "The return is kept, with the document it came in.")
            return redirect("provider", number)
    shown = {"form": form, "number": number, "name": firm.name, "here": "providers"}
    return render(request, "providers/return-form.html", shown, status=422 if form.errors else 200)


@require_safe
def source(request: HttpRequest, number: int, sent: int) -> HttpResponseBase:
    """The document a return was entered from, for who keeps providers."""
    officer = officer_of(request)
    if not may_keep_providers(officer):
        raise PermissionDenied("Providers are kept by complaints officers, managers and administrators.")
    found = return_source(officer.organisation_id, number, sent)
    if found is None:
        raise Http404
    try:
        return as_file(found.stored_as, found.called, found.media_type)
    except FileNotFoundError:
        raise Http404 from None
