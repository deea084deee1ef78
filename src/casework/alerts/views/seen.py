"""The page of alerts, and what one's own daily e-mail tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.alerts import queries
from casework.alerts.commands import choose_digest
from casework.alerts.forms import DigestForm
from casework.alerts.queries import Whose
from casework.letters.adapters.registry import Way, set_up
from casework.screens.paging import page_asked
from putright.cases.detection import Group

if TYPE_CHECKING:
    from casework.people.models import Officer


@require_safe
def alerts(request: HttpRequest) -> HttpResponse:
    """What the detection rules see: one's own, the team's or all, perhaps of one rule or group only."""
    whose = Whose(asked) if (asked := request.GET.get("whose", "")) in set(Whose) else Whose.MINE
    group = Group(asked) if (asked := request.GET.get("group", "")) in set(Group) else None
    found = queries.alert_page(
        _officer(request),
        whose=whose,
        rule=request.GET.get("rule", ""),
        group=group,
        page=page_asked(request),
        today=timezone.localdate(),
    )
    return render(
        request,
        "alerts/alerts.html",
        {"found": found, "views": Whose, "today": timezone.localdate(), "here": "alerts"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def digest(request: HttpRequest) -> HttpResponse:
    """What one's own daily e-mail tells of."""
    officer = _officer(request)
    if request.method == "POST":
        form = DigestForm(request.POST)
        if form.is_valid():
            given = form.cleaned_data
            choose_digest(officer, wanted=given["wanted"], rules=given["rules"])
            messages.success(request, "Your daily e-mail is as you chose.")
            return redirect("alerts")
    else:
        chosen = queries.digest_choice(officer)
        form = DigestForm(initial={"wanted": chosen.wanted, "rules": list(chosen.told)})
    return render(
        request,
        "alerts/digest-choice.html",
        {"form": form, "at": settings.DIGEST_AT, "set_up": set_up(Way.EMAIL), "here": "alerts"},
        status=422 if form.errors else 200,
    )


def _officer(request: HttpRequest) -> Officer:
    """Who asks. Everybody who gets this far has logged in as an officer."""
    return request.user  # type: ignore[return-value]
