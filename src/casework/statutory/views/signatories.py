"""The pages of who signs letters as a procedure asks."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.views.pages import officer_of
from casework.people.queries import officers_of
from casework.screens.dates import capital
from casework.statutory import commands, queries
from casework.statutory.forms.signatories import SignatoryForm
from casework.statutory.permissions import may_keep_signatories
from putright.cases import CaseError

REFUSED = "Who signs is entered by managers and administrators."


@require_safe
def signatories(request: HttpRequest) -> HttpResponse:
    """Everybody who signs so, or did."""
    officer = officer_of(request)
    if not may_keep_signatories(officer):
        raise PermissionDenied(REFUSED)
    today = timezone.localdate()
    rows = [(one, one.signs_on(today)) for one in queries.signatories(officer.organisation_id)]
    return render(request, "statutory/signatories.html", {"rows": rows, "here": "signatories"})


@require_http_methods(["GET", "HEAD", "POST"])
def signatory(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Enter somebody who signs, or change the entry."""
    officer = officer_of(request)
    if not may_keep_signatories(officer):
        raise PermissionDenied(REFUSED)
    row = queries.signatory_here(officer.organisation_id, number) if number is not None else None
    if number is not None and row is None:
        raise Http404
    form = SignatoryForm(
        request.POST if request.method == "POST" else None, initial=_initial(row),
        officers=officers_of(officer.organisation, today=timezone.localdate()),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            commands.save_signatory(officer, form.terms, number=number)
        except CaseError as refused:
            form.add_error(None, f"{capital(str(refused))}.")
        else:
            messages.success(request, "Who signs is kept.")
            return redirect("signatories")
    title = row.name if row else "Enter somebody who signs"
    shown = {"form": form, "title": title, "here": "signatories"}
    return render(request, "statutory/signatory.html", shown, status=422 if form.errors else 200)


def _initial(row: queries.SignatoryRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "officer_id": str(row.officer_id), "signs_as": row.signs_as.value, "authority": row.authority,
        "how": "authorised" if row.authorised else "self", "from_on": row.from_on, "until_on": row.until_on,
    }  # fmt: skip
