"""Which e-mails of figures one gets, and the page the link in an e-mail leads to, which needs no login."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from casework.complaints.views.pages import officer_of
from casework.insight.commands.mail_choices import choose_mails, stop_by_token
from casework.insight.forms.mails import MailsForm
from casework.insight.mail_tokens import NoSuchToken, read_token
from casework.insight.recipients import choices_of, may_get
from casework.letters.adapters.registry import Way, set_up
from casework.screens.faults import fault


@require_http_methods(["GET", "HEAD", "POST"])
def mails(request: HttpRequest) -> HttpResponse:
    """Which e-mails of figures one gets."""
    officer = officer_of(request)
    if not may_get(officer):
        raise PermissionDenied("E-mails of figures go to those who see the whole organisation.")
    if request.method == "POST":
        form = MailsForm(request.POST)
        if form.is_valid():
            choose_mails(officer, form.cleaned_data["kinds"])
            messages.success(request, "Your e-mails of figures are as you chose.")
            return redirect("figures-mails")
    else:
        form = MailsForm(initial={"kinds": [key for key, gets in choices_of(officer).items() if gets]})
    shown = {"form": form, "at": settings.DIGEST_AT, "set_up": set_up(Way.EMAIL), "here": "figures-mails"}
    return render(request, "insight/mails.html", shown, status=422 if form.errors else 200)


@csrf_exempt  # A mail program posts here by itself (RFC 8058): the token says all there is to say.
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop one e-mail. Looking at the page stops nothing: programs that check links look at it too."""
    try:
        if request.method == "POST":
            return render(request, "insight/mail-stop.html", {"kind": stop_by_token(token), "stopped": True})
        return render(request, "insight/mail-stop.html", {"kind": read_token(token)[1], "stopped": False})
    except NoSuchToken:
        return fault(
            request,
            "This link stops no e-mail",
            "It may have been cut off on its way. Copy the whole of it from the e-mail,",
            "or log in and choose your e-mails under Figures.",
            status=404,
        )
