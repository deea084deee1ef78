"""Letters that wait for somebody: to be signed, to be printed and posted."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.letters import commands, queries
from casework.letters.forms.after import PostedForm
from casework.letters.permissions import may_sign
from casework.letters.views.leaving import sentence
from casework.letters.views.tab import officer_of, writing_officer
from putright.calendars import BeyondHorizon
from putright.cases import CaseError


@require_safe
def sign_off(request: HttpRequest) -> HttpResponse:
    """Letters that wait for this officer's signature: the checks first, the prose after."""
    officer = officer_of(request)
    if not may_sign(officer):
        raise PermissionDenied("Your role does not include signing letters.")
    return render(
        request,
        "letters/sign-off.html",
        {"rows": queries.tray(officer, today=timezone.localdate()), "here": "sign-off"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def print_queue(request: HttpRequest) -> HttpResponse:
    """Letters to be printed and posted, and the day each was."""
    officer = writing_officer(request)
    rows = queries.print_queue(officer)
    asked = request.POST.get("row", "")
    about = int(asked) if asked.isdecimal() and len(asked) < 12 else 0
    forms = {
        one.number: PostedForm(
            request.POST if one.number == about else None,
            initial={"on": timezone.localdate()}, auto_id=f"id_{one.number}_%s",
        )
        for one in rows
    }  # fmt: skip
    error, faulty = "", None
    if request.method == "POST":
        if about not in forms:
            raise Http404
        faulty = forms[about]
        if faulty.is_valid():
            try:
                commands.posted(about, on=faulty.cleaned_data["on"], by=officer, now=timezone.now())
            except (CaseError, BeyondHorizon) as impossible:
                error = sentence(str(impossible))
            else:
                messages.success(request, "The day it was posted is recorded.")
                return redirect("print-queue")
    return render(
        request,
        "letters/print-queue.html",
        {"rows": rows, "forms": forms, "faulty": faulty, "error": error, "here": "print-queue"},
        status=422 if request.method == "POST" else 200,
    )
