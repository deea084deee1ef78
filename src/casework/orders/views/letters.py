"""The yearly letters: the list, one held against our register, and why something differs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.views.pages import officer_of
from casework.orders import commands, queries
from casework.orders.commands import Differs, ExplainedMeanwhile, WrongLetter
from casework.orders.forms.letters import Explain, ImportLetter
from casework.orders.permissions import may_reconcile
from casework.people.nation import ombudsmen_for
from casework.screens.dates import capital
from putright.cases import CaseError
from putright.vocabulary import OmbudsmanBody

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
def letters(request: HttpRequest) -> HttpResponse:
    """The letters there are, and the form that imports one."""
    officer, sent = officer_of(request), request.method == "POST"
    may = may_reconcile(officer)
    if sent and not may:
        raise PermissionDenied("Your role does not include importing the Ombudsman’s yearly letter.")
    years = queries.years_of(officer, today=timezone.localdate())
    bodies = ombudsmen_for(officer.organisation.procedures)
    form = ImportLetter(
        request.POST if sent else None, request.FILES if sent else None, bodies=bodies, years=years
    )
    problems: tuple[str, ...] = ()
    if sent and form.is_valid():
        given = form.cleaned_data
        try:
            number = commands.import_letter(
                given["upload"].read(), called=given["upload"].name, body=OmbudsmanBody(given["body"]),
                year=int(given["year"]), by=officer, now=timezone.now(),
            )  # fmt: skip
        except WrongLetter as wrong:
            problems = tuple(queries.lines_told(wrong.problems))
            form.add_error(
                "upload", f"Nothing was imported: {len(problems)} things are wrong with the file. They are listed below."
            )  # fmt: skip
        else:
            messages.success(request, "The letter is imported. Below is what differs.")
            return redirect("yearly-letter", number)
    return render(
        request,
        "orders/letters.html",
        {
            "letters": queries.letters(officer), "form": form if may else None, "problems": problems[:200],
            "called": queries.called, "here": "order-board",
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_safe
def letter(request: HttpRequest, number: int) -> HttpResponse:
    """One letter held against our register."""
    officer = officer_of(request)
    told = queries.reconcile(officer, number)
    if told is None:
        raise Http404
    return render(
        request,
        "orders/letter.html",
        {
            "told": told, "kinds": tuple(Differs), "may_explain": may_reconcile(officer), "called": queries.called,
            "here": "order-board",
        },
    )  # fmt: skip


@require_http_methods(BOTH)
def explain(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """Say why the letter and our register differ on one thing; `of` in the address is the reference."""
    officer, reference = officer_of(request), request.GET.get("of", "")[:40]
    if not may_reconcile(officer):
        raise PermissionDenied("Your role does not include explaining what differs.")
    one = _difference(officer, number, what, reference)
    sent = request.method == "POST"
    form = Explain(request.POST if sent else None, initial={"seen": str(one.newest), "words": one.words})
    status = 200
    if sent and form.is_valid():
        seen = form.cleaned_data["seen"]
        try:
            commands.explain(
                number, reference, Differs(what), form.cleaned_data["words"],
                seen=int(seen) if seen.isdecimal() and len(seen) < 18 else 0, by=officer, now=timezone.now(),
            )  # fmt: skip
        except CaseError as refused:
            form.add_error(None, f"{capital(str(refused))}.")
            status = 409 if isinstance(refused, ExplainedMeanwhile) else 422
            if status == 409:
                form.data = {**form.data.dict(), "seen": str(one.newest)}  # type: ignore[attr-defined]
        else:
            messages.success(request, "The explanation is kept.")
            return redirect("yearly-letter", number)
    return render(
        request,
        "orders/explain.html",
        {"one": one, "form": form, "number": number, "here": "order-board"},
        status=status if status != 200 or not form.errors else 422,
    )


def _difference(officer: Any, number: int, what: str, reference: str) -> queries.Difference:
    told = queries.reconcile(officer, number)
    found = (
        next((one for one in told.differences if (one.reference, one.what.value) == (reference, what)), None)
        if told
        else None
    )
    if found is None:
        raise Http404
    return found
