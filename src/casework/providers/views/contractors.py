"""Pages of people at a contractor who sign in: their own open parts and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.providers.accounts import account_of, choose_password, signed_in
from casework.providers.forms.replying import PasswordForm, SignInForm
from casework.providers.queries import own_link, own_parts
from casework.providers.tokens import NoSuchToken, invited, session_mark
from casework.providers.views.reply import answer, never_kept, send_document
from putright.cases import CaseError

if TYPE_CHECKING:
    from casework.providers.models import Account

_NUMBER, _MARK = "contractor_account", "contractor_mark"


def for_accounts(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A page for who is signed in as somebody of a contractor; everybody else is asked to sign in."""

    @login_not_required
    def asked(request: HttpRequest, *values: Any, **named: Any) -> HttpResponseBase:
        account = account_of(request.session.get(_NUMBER), request.session.get(_MARK))
        # Whoever is logged in as an officer in this browser is nobody of a contractor.
        if account is None or request.user.is_authenticated:
            return redirect("contractor-sign-in")
        return view(request, account, *values, **named)

    return asked


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in. Whatever is wrong, the same is said."""
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        account = signed_in(form.cleaned_data["email"], form.cleaned_data["password"], now=timezone.now())
        if account is not None:
            _begin(request, account)
            return redirect("contractor-own")
        form.add_error(
            None,
            "That did not work. Check the address and the password. After several wrong ones the account waits a while.",
        )
    shown = {"form": form, "title": "Sign in as a contractor", "button": "Sign in"}
    return never_kept(render(request, "providers/sign-in.html", shown, status=422 if form.errors else 200))


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    request.session.flush()
    response = redirect("contractor-sign-in")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password by the link of an invitation."""
    try:
        account = invited(token)
    except NoSuchToken:
        raise Http404 from None
    form = PasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_password(account, form.cleaned_data["password"])
        except CaseError as weak:
            form.add_error("password", str(weak))
        else:
            _begin(request, account)
            return redirect("contractor-own")
    shown = {
        "form": form, "title": "Choose your password", "button": "Keep it and sign in",
        "organisation": account.contractor.organisation,
    }  # fmt: skip
    return never_kept(render(request, "providers/sign-in.html", shown, status=422 if form.errors else 200))


@for_accounts
@require_safe
def own(request: HttpRequest, account: Account) -> HttpResponse:
    """What the contractor is asked now."""
    shown = {
        "account": account, "organisation": account.contractor.organisation,
        "parts": own_parts(account, today=timezone.localdate()),
    }  # fmt: skip
    return never_kept(render(request, "providers/own.html", shown))


@for_accounts
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, account: Account, number: int) -> HttpResponse:
    """One complaint to reply to."""
    link = own_link(account, number)
    if link is None:
        raise Http404
    here = reverse("contractor-part", args=[number])
    return never_kept(answer(request, link, here=here, documents=f"{here}/documents/", account=account))


@for_accounts
@require_safe
def document(request: HttpRequest, account: Account, number: int, document: int) -> HttpResponseBase:
    """A document that was sent along."""
    link = own_link(account, number)
    if link is None:
        raise Http404
    return send_document(link, document, account)


def _begin(request: HttpRequest, account: Account) -> None:
    """A session of its own: whoever was logged in in this browser is not any more."""
    request.session.flush()
    request.session[_NUMBER], request.session[_MARK] = account.pk, session_mark(account)
