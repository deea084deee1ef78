"""The boards of the organisation: actions, money, lessons; the limits; the list of payments for finance."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.complaints.views.pages import officer_of
from casework.outcomes import commands, queries
from casework.outcomes.forms.limits import LimitsForm
from casework.outcomes.permissions import may_export_payments, may_set_limits
from casework.outcomes.queries import ActionView, LessonView, MoneyView
from casework.people.queries import services_of
from casework.screens.paging import page_asked
from putright.vocabulary import Word

_View = TypeVar("_View", bound=Word)


@require_safe
def actions(request: HttpRequest) -> HttpResponse:
    """The board of actions."""
    today = timezone.localdate()
    board = queries.action_board(
        officer_of(request),
        view=_asked(request, ActionView, ActionView.MINE),
        page=page_asked(request),
        today=today,
    )
    return render(
        request,
        "outcomes/actions.html",
        {"board": board, "views": ActionView, "today": today, "here": "actions"},
    )


@require_safe
def money(request: HttpRequest) -> HttpResponse:
    """The board of money."""
    today, officer = timezone.localdate(), officer_of(request)
    board = queries.money_board(
        officer, view=_asked(request, MoneyView, MoneyView.TO_APPROVE), page=page_asked(request), today=today
    )
    return render(
        request,
        "outcomes/money.html",
        {
            "board": board, "views": MoneyView, "today": today, "here": "money",
            "may_export": may_export_payments(officer),
            "limits_set": bool(queries.limits_by_grade(officer.organisation_id)),
        },
    )  # fmt: skip


@require_safe
def lessons(request: HttpRequest) -> HttpResponse:
    """The log of lessons."""
    officer = officer_of(request)
    service = request.GET.get("service", "")
    log = queries.lesson_log(
        officer,
        view=_asked(request, LessonView, LessonView.ALL),
        service=int(service) if service.isdecimal() and len(service) < 12 else None,
        cause=request.GET.get("cause", "")[:32],
        page=page_asked(request),
    )
    services = services_of(officer.organisation, on=timezone.localdate())
    return render(
        request,
        "outcomes/lessons.html",
        {"log": log, "views": LessonView, "here": "lessons", "services": services},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest) -> HttpResponse:
    """How much each grade may approve; an administrator sets it."""
    officer = officer_of(request)
    rows = queries.limits(officer.organisation)
    may_set = may_set_limits(officer)
    if request.method != "POST":
        form = LimitsForm(rows=rows) if may_set else None
        return render(request, "outcomes/limits.html", {"rows": rows, "form": form, "here": "limits"})
    if not may_set:
        raise PermissionDenied("Only an administrator sets the limits.")
    form = LimitsForm(request.POST, rows=rows)
    if not form.is_valid():
        return render(
            request, "outcomes/limits.html", {"rows": rows, "form": form, "here": "limits"}, status=422
        )
    commands.set_limits(form.limits, unset=form.unset, by=officer, now=timezone.now())
    messages.success(request, "The limits are set.")
    return redirect("limits")


@require_POST
def payments(request: HttpRequest) -> HttpResponse:
    """The approved and accepted payments as a file for finance."""
    officer = officer_of(request)
    if not may_export_payments(officer):
        raise PermissionDenied("Only a manager or an administrator takes the list of payments out.")
    text = commands.as_csv(commands.payments_due(officer, now=timezone.now()))
    return HttpResponse(
        text.encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="payments-{timezone.localdate():%Y-%m-%d}.csv"',
            "Cache-Control": "private, no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _asked(request: HttpRequest, views: type[_View], otherwise: _View) -> _View:
    asked = request.GET.get("view", "")
    return views(asked) if asked in set(views) else otherwise
