"""Who is away and who covers. What is due meanwhile, and putting it on record: `casework.alerts`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.people.absences import absence_rows
from casework.people.permissions import may_plan_absence
from casework.people.queries import officers_here, officers_of

if TYPE_CHECKING:
    from casework.people.models import Officer


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every absence that is not over, with its cover."""
    officer, today = _officer(request), timezone.localdate()
    everybody = officers_of(officer.organisation, today=today)
    known = officers_here(officer.organisation_id, [str(one.id) for one in everybody])
    theirs = [one for one in known if may_plan_absence(officer, one)]
    return render(
        request,
        "people/absences.html",
        {
            "rows": absence_rows(officer.organisation_id, today=today), "today": today, "here": "absences",
            "plans_for": {one.pk for one in theirs}, "theirs": [one for one in theirs if one.pk != officer.pk],
        },
    )  # fmt: skip


def _officer(request: HttpRequest) -> Officer:
    """Who asks. Everybody who gets this far has logged in as an officer."""
    return request.user  # type: ignore[return-value]
