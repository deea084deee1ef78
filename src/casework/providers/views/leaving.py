"""What a contractor that is gone leaves undone, settled in one page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casework.complaints.views.pages import officer_of
from casework.providers.forms.leaving import LeavingForm, typed_again
from casework.providers.leaving import MOST, left_things, others, replaced_things, settle
from casework.providers.permissions import may_keep_providers, may_settle
from casework.providers.provider_page import provider_page
from casework.providers.rules import rules
from casework.screens.phrasing import counted
from putright.calendars import Division, load_calendar
from putright.cases import CaseError


@require_http_methods(["GET", "HEAD", "POST"])
def leaving(request: HttpRequest, number: int) -> HttpResponse:
    """Each action and remedy: kept, given to another provider, or replaced; then who is still to be told."""
    officer, today = officer_of(request), timezone.localdate()
    if not may_keep_providers(officer):
        raise PermissionDenied("Providers are kept by complaints officers, managers and administrators.")
    if request.method == "POST" and not may_settle(officer):
        raise PermissionDenied("What is left undone is settled by complaints officers and managers.")
    found = provider_page(officer, number, today=today)
    if found is None:
        raise Http404
    try:
        things = left_things(number, officer)
    except CaseError:
        messages.info(request, "The contract goes on: say first how it stands.")
        return redirect("provider", number)
    known: dict[str, Any] = {
        "others": others(number, officer),
        "days": (today, load_calendar(Division(officer.organisation.division)).known_through),
    }
    form = LeavingForm(request.POST or None, things=things[:MOST], **known)
    if request.method == "POST" and form.is_valid():
        settled = settle(form.decided, by=officer, now=timezone.now(), today=today)
        if settled.done:
            messages.success(request, f"Settled: {counted(len(settled.done), 'thing')}.")
        if not settled.refused and not form.gone:
            return redirect("provider-left", number)
        things = left_things(number, officer)
        typed = typed_again(request.POST, settled, things)
        form = LeavingForm(typed, things=things[:MOST], **known)
        form.refuse(settled.refused)
    since = today - timedelta(days=rules().left_shown_days)
    shown = {
        "one": found, "form": form, "more": len(things) > MOST,
        "replaced": replaced_things(number, officer, since=since), "here": "providers",
        "gone": form.gone if form.is_bound else (), "may_settle": may_settle(officer),
    }  # fmt: skip
    return render(
        request, "providers/leaving.html", shown, status=422 if form.errors or shown["gone"] else 200
    )
