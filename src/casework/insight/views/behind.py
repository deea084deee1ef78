"""What stands behind a number of a board: the list of its cases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from casework.complaints.views.pages import officer_of
from casework.insight.boards import boards
from casework.insight.permissions import may_compare
from casework.insight.queries.behind import PAGE, Behind, Cell, behind_cell, behind_now
from casework.insight.queries.boards import MONTH
from casework.insight.queries.places import Place, Places, places_of
from casework.insight.queries.standing import NOBODY, Standing, Whose, known_counts, officer_name
from casework.screens.paging import page_asked
from putright.measures import Definition, FactsError, MeasureKind, Period, Which, definition, schemas
from putright.reports.labels import heading, label

if TYPE_CHECKING:
    from casework.people.models import Officer

LONGEST = 200


@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """The complaints one number counts. The address says which number."""
    places = places_of(officer_of(request), today=timezone.localdate())
    shown = _now(request, places) if "now" in request.GET else _figure(request, places)
    kept = {name: value for name, value in _given(request).items() if name != "page"}
    shown |= {
        "query": urlencode(kept), "here": "figures", "whole": may_compare(officer_of(request)), "page_size": PAGE,
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "insight/cases.html", shown)


def _figure(request: HttpRequest, places: Places) -> dict[str, Any]:
    found, period = _definition(request), _period(request)
    which = _which(request)
    by = _codes(request, found)
    cell = Cell(found.id, which, period, by, request.GET.get("mine", "") == "yes")
    behind = behind_cell(
        officer_of(request), cell, places, page=page_asked(request), today=timezone.localdate()
    )
    return {
        "title": found.label, "rule": found.rule, "source": found.source, "doubt": found.doubt, "behind": behind,
        "definition": found, "which": which, "whiches": _whiches(request, found, by), "period": period,
        "narrowed": [(heading(name), label(name, code, places.known)) for name, code in by.items()]
        + ([("Held by", "you")] if cell.mine else []),
        "counts": found.counts.label,
    }  # fmt: skip


def _now(request: HttpRequest, places: Places) -> dict[str, Any]:
    key = request.GET["now"]
    if key not in known_counts():
        raise Http404
    officer, today = officer_of(request), timezone.localdate()
    band = next((one for one in boards().bands if one.key == key), None)
    count = boards().counts["overdue" if band else key]
    period = _period(request) if count.in_period else Period(today, today)
    place, owner = _place(request, places), _owner(request)
    asked = Standing(officer, today, period, Whose(place, owner))
    narrowed = [(place.kind.capitalize(), place.code)] if place else []
    behind = behind_now(asked, key, page=page_asked(request))
    if owner is not None:
        held = (
            "nobody yet"
            if owner == NOBODY
            else "you"
            if owner == officer.pk
            else _name(officer, owner, behind)
        )
        narrowed.append(("Seen to by", held))
    return {
        "title": f"{count.label}: {band.label}" if band else count.label, "rule": count.rule, "source": count.source,
        "behind": behind, "period": period if count.in_period else None,
        "narrowed": narrowed, "whiches": (), "counts": "",
    }  # fmt: skip


def _name(officer: Officer, owner: int, behind: Behind) -> str:
    name = officer_name(officer, owner)
    if name is None and not behind.counted:
        raise Http404
    # What somebody sees to who is not known here is still to be seen to: the list says no less than the number.
    return name or "somebody not known here"


def _given(request: HttpRequest) -> dict[str, str]:
    return {name: str(value) for name, value in request.GET.items()}


def _definition(request: HttpRequest) -> Definition:
    try:
        return definition(request.GET.get("figure", "")[:LONGEST])
    except FactsError:
        raise Http404 from None


def _which(request: HttpRequest) -> Which:
    asked = request.GET.get("which", Which.NUMERATOR.value)
    if asked not in set(Which):
        raise Http404
    return Which(asked)


def _period(request: HttpRequest) -> Period:
    try:
        return Period(*(date.fromisoformat(request.GET.get(name, "")) for name in ("from", "to")))
    except ValueError:
        # Also a period whose days are the wrong way round: no page of ours leads there.
        raise Http404 from None


def _codes(request: HttpRequest, found: Definition) -> Mapping[str, str | None]:
    known = (*(one.name for one in schemas()[found.table].columns if one.dimension), MONTH)
    return {name: value[:LONGEST] or None for name, value in _given(request).items() if name in known}


def _whiches(
    request: HttpRequest, found: Definition, by: Mapping[str, str | None]
) -> tuple[tuple[Which, str, str], ...]:
    if found.kind is not MeasureKind.SHARE or set(by) & set(found.parts_of):
        return ()
    says = {
        Which.NUMERATOR: "Counted", Which.MISSED: "In the base, not counted", Which.BASE: "The whole base",
        Which.UNKNOWN: "Could not be judged",
    }  # fmt: skip
    kept = {name: value for name, value in _given(request).items() if name not in ("page", "which")}
    return tuple(
        (one, words, urlencode({**kept, "which": one.value})) for one, words in says.items()
        if found.known or one is not Which.UNKNOWN
    )  # fmt: skip


def _place(request: HttpRequest, places: Places) -> Place | None:
    for kind in ("department", "service"):
        if kind in request.GET:
            found = places.called(kind, request.GET[kind])
            if found is None:
                raise Http404
            return found
    return None


def _owner(request: HttpRequest) -> int | None:
    asked = request.GET.get("owner")
    if asked is None:
        return None
    if asked == "nobody":
        return NOBODY
    if not (asked.isdecimal() and len(asked) < 10 and int(asked)):
        raise Http404
    return int(asked)
