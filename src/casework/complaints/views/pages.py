"""The pages one reads: the queue, a complaint with its tabs, why a date is that date, search, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.complaints import queries
from casework.complaints.agenda import agenda
from casework.complaints.comparison import comparisons
from casework.complaints.open_ends import still_to_do, to_be_minded
from casework.complaints.queries import ComplaintPage, Narrow, NotToBeSeen, View
from casework.complaints.references import as_typed
from casework.complaints.sorting import named
from casework.complaints.telling import particulars_of, title_of
from casework.complaints.uploads import path_of
from casework.complaints.views.acts import BY_NAME, offered_to
from casework.complaints.views.performing import find_page
from casework.screens.paging import page_asked
from putright.cases import Event, Status, classification
from putright.cases.events import Corrected, Declined
from putright.cases.moved import moved_here, told_of_move
from putright.cases.planned import knows_plans
from putright.cases.state import day_of
from putright.clocks import Deadline

if TYPE_CHECKING:
    from casework.people.models import Officer

OWN_TABS = ("complaint", "points", "chronology", "notes", "documents", "history")
"""The tabs drawn here; the others are drawn by the apps they belong to, in the same frame."""
TABS = (
    ("complaint", "Overview"),
    ("points", "Points"),
    ("answers", "Answers"),
    ("remedies", "Remedies and actions"),
    ("letters", "Letters"),
    ("visits", "Visits and agreements"),
    ("people-and-reports", "People and reports"),
    ("plan", "Plan"),
    ("together", "Shares and links"),
    ("taking-part", "Who takes part"),
    ("ombudsman", "Ombudsman"),
    ("chronology", "Chronology"),
    ("notes", "Contacts and notes"),
    ("documents", "Documents"),
    ("history", "History"),
)
# The count of a strip is of one's own work, but for what can be nobody's or anybody's.
WHOSE = {Narrow.RESTRICTED: View.ALL, Narrow.UNALLOCATED: View.TEAM}
SHOWN_IN_THE_BROWSER = frozenset({"application/pdf", "image/png", "image/jpeg", "text/plain"})


def officer_of(request: HttpRequest) -> Officer:
    """Who asks. Everybody who gets this far has logged in as an officer."""
    return request.user  # type: ignore[return-value]


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """The work queue: one view of it, perhaps narrowed by a count of the strip."""
    today = timezone.localdate()
    view = View(asked) if (asked := request.GET.get("view", "")) in set(View) else View.MINE
    narrow = Narrow(asked) if (asked := request.GET.get("only", "")) in set(Narrow) else None
    found = queries.queue(
        officer_of(request), view=view, narrow=narrow, page=page_asked(request), today=today
    )
    strip = [(one, WHOSE.get(one.narrow, View.MINE)) for one in found.counts]
    return render(
        request,
        "complaints/queue.html",
        {"queue": found, "views": View, "strip": strip, "today": today, "here": "queue"},
    )


@require_safe
def complaint(request: HttpRequest, reference: str, tab: str = "complaint") -> HttpResponse:
    """A complaint at one of its tabs."""
    page = find_page(request, reference)
    more: dict[str, Any] = {}
    if tab == "complaint":
        more["comparisons"] = comparisons(page)
        more["refusal"] = _refusal(page)
        more["sorted"] = _sorted(page)
        more["move"] = _move_to_tell(page)
    if tab == "chronology":
        more["chronicle"] = queries.chronology(page)
    if tab == "history":
        more["chain"] = [
            (
                row,
                title_of(row.event, page.officers, page.may_name, page.own_words),
                (
                    *particulars_of(row.event, page.officers, page.may_name, page.own_words),
                    *_reason(row.event, page),
                ),
            )
            for row in queries.chain(officer_of(request), reference)
        ]
    return render(request, f"complaints/{tab}.html", {**frame(request, page, tab), **more})


def frame(request: HttpRequest, page: ComplaintPage, tab: str) -> dict[str, Any]:
    """What every tab of a complaint needs around it; the tabs of other apps are drawn in the same frame."""
    today = timezone.localdate()
    return {
        "page": page,
        "tab": tab,
        "tabs": _tabs(page),
        "today": today,
        "agenda": agenda(page, today=today),
        "acts": {one.name: one for one in offered_to(officer_of(request), page)},
        "all_acts": BY_NAME,
        "clocks": _running_first(page),
        "still_to_do": still_to_do(page, today=today),
        "minded": to_be_minded(page, today=today),
    }


def _tabs(page: ComplaintPage) -> tuple[tuple[str, str], ...]:
    """The tabs of this complaint: people and reports, and the plan, only where its procedure has them."""
    shown = {
        "people-and-reports": any(stage.people for stage in page.procedure.stages),
        "plan": knows_plans(page.procedure),
    }
    return tuple(one for one in TABS if shown.get(one[0], True))


@require_safe
def why(request: HttpRequest, reference: str, stage: str, timescale: str) -> HttpResponse:
    """Why a date is that date, day by day."""
    try:
        found = queries.why(officer_of(request), reference, stage, timescale, today=timezone.localdate())
    except NotToBeSeen:
        raise Http404 from None
    return render(
        request,
        "complaints/why.html",
        {"why": found},
    )


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Complaints that hold these words."""
    text = request.GET.get("for", "")[:200]
    today = timezone.localdate()
    found = (
        queries.search(officer_of(request), text, page=page_asked(request), today=today)
        if text.strip()
        else None
    )
    return render(request, "complaints/search.html", {"found": found, "text": text, "today": today})


@require_safe
def document(request: HttpRequest, number: int) -> FileResponse:
    """A document, as a file that no browser runs."""
    try:
        found, _ = queries.document(officer_of(request), number)
        file = path_of(found.stored_as).open("rb")
    except (NotToBeSeen, FileNotFoundError):
        raise Http404 from None
    as_file = found.media_type not in SHOWN_IN_THE_BROWSER
    return FileResponse(
        file,
        as_attachment=as_file,
        filename=found.called,
        content_type=found.media_type,
        headers={
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox; style-src 'unsafe-inline'",
        },
    )


def _sorted(page: ComplaintPage) -> dict[str, str]:
    """How it is sorted, in words; nothing where nobody sorted it."""
    found = classification(page.case)
    return named(page.complaint_id, found.themes, found.services, found.ward) if found else {}


def _move_to_tell(page: ComplaintPage) -> dict[str, Any] | None:
    """That it was moved here and the person is not told yet; None where there is nothing to tell."""
    link = moved_here(page.case)
    if link is None or told_of_move(page.case) is not None or not page.case.is_open:
        return None
    other = link.body.other
    return {
        "other": other if other in page.may_name else "",
        "due_on": link.body.due,
        "on": day_of(link.made.at),
    }


def _refusal(page: ComplaintPage) -> dict[str, Any] | None:
    """Why it, or its next stage, is not accepted; None for one that is."""
    event = page.case.current.declined
    if event is None or page.case.status is not Status.DECLINED or not isinstance(event.body, Declined):
        return None
    words = [one.words for one in page.notes if str(one.id) == event.body.merits_note]
    original = event.body.original or ""
    return {
        "title": title_of(event, page.officers, page.may_name, page.own_words),
        "particulars": particulars_of(event, page.officers, page.may_name, page.own_words),
        "words": words[0] if words else "",
        "original": original if original in page.may_name and original == as_typed(original) else "",
    }


def _reason(event: Event, page: ComplaintPage) -> list[str]:
    """The reason of a correction, in the words of who made it."""
    key = event.body.note if isinstance(event.body, Corrected) else None
    return [f"“{one.words}”" for one in page.notes if str(one.id) == key]


def _running_first(page: ComplaintPage) -> list[Deadline]:
    """The clocks of the present stage first, open ones before those met; then earlier stages."""
    order = {stage.key: number for number, stage in enumerate(page.case.stages)}
    return sorted(page.deadlines, key=lambda one: (-order.get(one.stage, 0), one.met_on is not None))
