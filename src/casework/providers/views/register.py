"""The register of providers, for officers."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.complaints.views.pages import officer_of
from casework.providers import accounts, groups, register
from casework.providers.forms import register as forms
from casework.providers.pack import Pack, pack
from casework.providers.permissions import may_keep_providers
from casework.providers.provider_page import ProviderPage, provider_page, providers
from casework.screens.dates import capital
from casework.screens.fields import Form
from putright.cases import CaseError
from putright.vocabulary import ContractorStatus

if TYPE_CHECKING:
    from casework.people.models import Officer


@require_safe
def register_page(request: HttpRequest) -> HttpResponse:
    """Every provider."""
    officer = officer_of(request)
    rows = providers(officer, today=timezone.localdate())
    return render(request, "providers/providers.html", {"rows": rows, "here": "providers"})


@require_safe
def provider(request: HttpRequest, number: int) -> HttpResponse:
    """One provider."""
    found, officer = _found(request, number), officer_of(request)
    shown = {
        "group": groups.group_page(number, today=timezone.localdate()),
        "one": found,
        "may": may_keep_providers(officer),
        "here": "providers",
        "today": timezone.localdate(),
    }
    return render(request, "providers/provider.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Keep the contract, a measure, an entry, the status, an account; or take over what is left."""
    officer = officer_of(request)
    if not may_keep_providers(officer):
        raise PermissionDenied("Providers are kept by complaints officers, managers and administrators.")
    found = _found(request, number)
    title, button, form, save = _kinds(request, officer, found)[what]
    made = form()
    if request.method == "POST" and made.is_valid():
        try:
            messages.success(request, save(made) or "It is kept.")
        except CaseError as refused:
            made.add_error(None, f"{capital(str(refused))}.")
        else:
            return redirect("provider", number)
    shown = {"form": made, "title": title, "button": button, "one": found, "here": "providers"}
    return render(request, "providers/change.html", shown, status=422 if made.errors else 200)


@require_POST
def stop(request: HttpRequest, number: int, account: int) -> HttpResponse:
    """Somebody signs in no more."""
    officer = officer_of(request)
    if not may_keep_providers(officer):
        raise PermissionDenied("Providers are kept by complaints officers, managers and administrators.")
    try:
        accounts.stop_account(account, by=officer)
    except CaseError:
        raise Http404 from None
    messages.success(request, "They sign in no more.")
    return redirect("provider", number)


@require_safe
def pack_page(request: HttpRequest, number: int) -> HttpResponse:
    """The performance pack; a quarter unless other days are asked for."""
    form, made = _pack(request, number)
    shown = {
        "form": form,
        "pack": made,
        "number": number,
        "here": "providers",
        "query": request.GET.urlencode(),
    }
    return render(request, "providers/pack.html", shown, status=422 if form.errors else 200)


@require_safe
def pack_file(request: HttpRequest, number: int) -> HttpResponse:
    """The pack as a table."""
    _, made = _pack(request, number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="provider-pack.csv"'
    out = csv.writer(response)
    out.writerow(["What", f"{made.first.isoformat()} to {made.last.isoformat()}"])
    out.writerows(made.rows)
    out.writerows([(f"Visit: {cause}", count) for cause, count in made.causes])
    return response


def _pack(request: HttpRequest, number: int) -> tuple[forms.PackForm, Pack]:
    today = timezone.localdate()
    first, last = _quarter(today)
    form = forms.PackForm(
        request.GET if "first-day" in request.GET else None, initial={"first": first, "last": last}
    )
    if form.is_bound and form.is_valid():
        first, last = form.cleaned_data["first"], form.cleaned_data["last"]
    made = pack(officer_of(request), number, first, last)
    if made is None:
        raise Http404
    return form, made


def _quarter(today: date) -> tuple[date, date]:
    """The quarter that is running."""
    return date(today.year, (today.month - 1) // 3 * 3 + 1, 1), today


Kind = tuple[str, str, Callable[[], Form], Callable[[Any], str | None]]


def _kinds(request: HttpRequest, officer: Officer, found: ProviderPage) -> dict[str, Kind]:
    """What can be changed: title, button, form, and what keeping it does."""
    sent, now = request.POST if request.method == "POST" else None, timezone.now()
    contract = {name: getattr(found, name) for name in forms.ContractForm.base_fields}
    measures = [(str(key), name) for key, name, _ in found.measures]
    today = {"on": timezone.localdate()}

    def taken(form: Any) -> str:
        done, left = register.hand_over(found.number, form.cleaned_data["words"], by=officer, now=now)
        return f"Answers taken over: {done}. Still to be taken over: {left}."

    def standing(form: Any) -> None:
        given = form.cleaned_data
        status = ContractorStatus(given["status"])
        register.change_status(found.number, status, given["words"], on=given["on"], by=officer, now=now)

    def invited(form: Any) -> str:
        accounts.invite(found.number, **form.cleaned_data, by=officer, now=now)
        return "They are invited by e-mail to choose a password."

    return {
        "contract": (
            "The contract", "Keep it", lambda: forms.ContractForm(sent, initial=contract),
            lambda form: register.keep_contract(found.number, form.words, by=officer),
        ),
        "measure": (
            "Add a measure", "Add it", lambda: forms.MeasureForm(sent),
            lambda form: register.add_measure(found.number, **form.cleaned_data, by=officer),
        ),
        "entry": (
            "Write into the log", "Write it", lambda: forms.EntryForm(sent, measures=measures, initial=today),
            lambda form: register.write_entry(found.number, form.written, by=officer, now=now),
        ),
        "status": (
            "How the contract stands", "Record it",
            lambda: forms.StatusForm(sent, initial={"status": found.status.value, **today}), standing,
        ),
        "hand-over": ("Take over what is left", "Take it over", lambda: forms.HandOverForm(sent), taken),
        "group": (
            "Buying group", "Keep it", lambda: forms.GroupForm(sent),
            lambda form: groups.join_group(found.number, **form.cleaned_data, by=officer),
        ),
        "account": ("Invite somebody of the contractor", "Invite them", lambda: forms.AccountForm(sent), invited),
    }  # fmt: skip


CHANGES = ("contract", "measure", "entry", "status", "hand-over", "group", "account")


def _found(request: HttpRequest, number: int) -> ProviderPage:
    found = provider_page(officer_of(request), number, today=timezone.localdate())
    if found is None:
        raise Http404
    return found
