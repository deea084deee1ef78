"""Homes and residents: the page of them, entering one, correcting one, taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.views.pages import officer_of
from casework.insight.commands.numbers import NotEntered, enter_number, take_number_back
from casework.insight.forms.numbers import NumberForm
from casework.insight.permissions import may_compare, may_enter_numbers
from casework.insight.queries.numbers import number_to_correct, numbers_page


@require_safe
def numbers(request: HttpRequest) -> HttpResponse:
    """How many homes and residents there were, by day, each with its source."""
    officer = officer_of(request)
    if not may_compare(officer):
        raise PermissionDenied("Figures of the whole organisation are shown to those who see all of it.")
    shown = {
        "found": numbers_page(officer),
        "may_enter": may_enter_numbers(officer),
        "here": "figures-numbers",
    }
    return render(request, "insight/numbers.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter a number; with `?correct=` the one it takes the place of stands in the form."""
    officer, today = officer_of(request), timezone.localdate()
    if not may_enter_numbers(officer):
        raise PermissionDenied("Numbers are entered by a manager or an administrator.")
    if request.method == "POST":
        form = NumberForm(request.POST, today=today)
        if form.is_valid():
            enter_number(officer, **form.cleaned_data, now=timezone.now())
            messages.success(request, "The number is entered. Figures use it from now on.")
            return redirect("figures-numbers")
    else:
        form = NumberForm(today=today, initial=_to_correct(request))
    shown = {"form": form, "here": "figures-numbers"}
    return render(request, "insight/number-new.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a number back that was entered by mistake, after a look at it."""
    officer = officer_of(request)
    if not may_enter_numbers(officer):
        raise PermissionDenied("Numbers are taken back by a manager or an administrator.")
    if request.method == "POST":
        try:
            take_number_back(officer, pk, now=timezone.now())
            messages.success(request, "The number is taken back. It stays readable below.")
        except NotEntered as refused:
            messages.error(request, str(refused))
        return redirect("figures-numbers")
    found = number_to_correct(officer, pk)
    if found is None:
        raise Http404
    return render(
        request, "insight/number-back.html", {"what": found[0], "row": found[1], "here": "figures-numbers"}
    )


def _to_correct(request: HttpRequest) -> dict[str, object]:
    asked = request.GET.get("correct", "")
    found = (
        number_to_correct(officer_of(request), int(asked)) if asked.isdecimal() and len(asked) < 19 else None
    )
    if found is None:
        return {}
    what, row = found
    return {"what": what, "number": f"{row.number:,}", "on": row.on, "source": row.source}
