"""What contractors tell us each month, and how they reach the residents they are to visit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.providers.forms.replying import ReturnForm
from casework.providers.returns import last_months, read_rows, return_lines, take_return
from casework.providers.views.contractors import for_accounts
from casework.providers.views.reply import never_kept
from casework.providers.visiting import NoSuchVisit, own_visits, reach
from casework.screens.dates import capital
from putright.cases import CaseError

if TYPE_CHECKING:
    from casework.providers.models import Account

MONTHS = 6
MOST_BYTES = 500_000


@for_accounts
@require_http_methods(["GET", "HEAD", "POST"])
def returns(request: HttpRequest, account: Account) -> HttpResponse:
    """The returns sent, and sending one: typed, or as a file of the same lines."""
    today = timezone.localdate()
    months = [(one.isoformat(), f"{one:%B %Y}") for one in last_months(today, MONTHS)]
    form = ReturnForm(request.POST if request.method == "POST" else None, months=months)
    if request.method == "POST" and form.is_valid():
        given, month = form.cleaned_data, date.fromisoformat(form.cleaned_data["month"])
        try:
            rows = read_rows(lines_of(request) or given["rows"], month)
            take_return(
                account.contractor, month, rows, none=given["none"], jobs=given["jobs"], account=account,
                now=timezone.now(), today=today,
            )  # fmt: skip
        except CaseError as refused:
            form.add_error(None, f"{capital(str(refused))}. Nothing was kept.")
        else:
            messages.success(request, "The return has reached us.")
            return redirect("contractor-returns")
    shown = {
        "account": account, "organisation": account.contractor.organisation, "form": form,
        "lines": return_lines(account.contractor, today=today),
    }  # fmt: skip
    return never_kept(render(request, "providers/returns.html", shown, status=422 if form.errors else 200))


@for_accounts
@require_safe
def visits(request: HttpRequest, account: Account) -> HttpResponse:
    """The contractor's open visits."""
    shown = {
        "account": account,
        "organisation": account.contractor.organisation,
        "visits": own_visits(account),
    }
    return never_kept(render(request, "providers/own-visits.html", shown))


@for_accounts
@require_safe
def visit(request: HttpRequest, account: Account, reference: str, key: str) -> HttpResponse:
    """How to reach the resident of one open visit; looking is noted."""
    try:
        found = reach(account, reference, key, now=timezone.now())
    except NoSuchVisit:
        raise Http404 from None
    shown = {"account": account, "organisation": account.contractor.organisation, "found": found}
    return never_kept(render(request, "providers/own-visit.html", shown))


def lines_of(request: HttpRequest) -> str:
    """The file of lines; empty when none was chosen. Raises CaseError for one that is no text."""
    upload = request.FILES.get("upload")
    if upload is None:
        return ""
    if (upload.size or 0) > MOST_BYTES:
        raise CaseError("the file is too large for a return: send several months apart")
    try:
        return str(upload.read().decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CaseError(
            "the file is no text: save it as CSV (UTF-8), with semicolons between the columns"
        ) from None
