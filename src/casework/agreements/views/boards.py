"""The boards: visits, needs by age, promises by day, and work given to somebody else."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.agreements import commands, queries
from casework.agreements.forms.contractors import GiveForm
from casework.agreements.permissions import may_give_work
from casework.agreements.queries import Whose
from casework.complaints.views.pages import officer_of
from casework.people.queries import officer_here, officers_of


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """Visits of today and to come, and who must not go where."""
    today = timezone.localdate()
    board = queries.visits_board(officer_of(request), today=today)
    return render(
        request,
        "agreements/visits.html",
        {"board": board, "today": today, "here": "visits-board", "board_tab": "visits"},
    )


@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Open needs, those with a risk first, then the longest open."""
    today = timezone.localdate()
    rows = queries.needs_board(officer_of(request), today=today)
    return render(
        request,
        "agreements/needs.html",
        {"rows": rows, "today": today, "here": "needs-board", "board_tab": "needs"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def promises(request: HttpRequest) -> HttpResponse:
    """Promises by day; what somebody away owes can be given to somebody else."""
    officer, today = officer_of(request), timezone.localdate()
    asked = request.GET.get("whose", "")
    whose = Whose(asked) if asked in set(Whose) else Whose.MINE
    people = officers_of(officer.organisation, today=today)
    choices = [
        (str(one.id), f"{one.name}, away" if one.away_until else one.name) for one in people if one.acts
    ]
    may_give = may_give_work(officer)
    form = GiveForm(request.POST if request.method == "POST" else None, officers=choices)
    chosen = request.POST.getlist("chosen")
    if request.method == "POST":
        if not may_give:
            raise PermissionDenied("Your role does not include giving work to somebody else.")
        if not _ends(chosen):
            form.add_error(None, "Tick what is given to somebody else.")
        if form.is_valid():
            return _give(request, form, whose)
    board = queries.promises_board(officer, whose=whose, today=today)
    shown: dict[str, Any] = {
        "board": board, "form": form, "chosen": chosen, "today": today, "views": Whose, "may_give": may_give,
        "here": "promises-board",
    }  # fmt: skip
    return render(request, "agreements/promises.html", shown, status=422 if form.errors else 200)


def _give(request: HttpRequest, form: GiveForm, whose: Whose) -> HttpResponse:
    officer = officer_of(request)
    to = officer_here(officer.organisation_id, form.cleaned_data["officer"])
    assert to is not None  # one of the choices
    given = commands.give(_ends(request.POST.getlist("chosen")), to, by=officer, now=timezone.now())
    if given.number:
        messages.success(
            request, f"{given.number} {'is' if given.number == 1 else 'are'} with {to.name} now."
        )
    for refused in given.refused:
        messages.warning(request, f"Not given: {refused}")
    return redirect(f"{reverse('promises-board')}?whose={whose.value}")


def _ends(chosen: list[str]) -> list[tuple[str, str, str]]:
    """What was ticked; what this page did not offer is passed over."""
    parts = [one.split(" ") for one in chosen]
    return [(one[0], one[1], one[2]) for one in parts if len(one) == 3]
