"""The acts on people and reports of a complaint, and its tab."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.forms.act import ActForm
from casework.complaints.queries import ComplaintPage
from casework.complaints.views.pages import frame, officer_of
from casework.complaints.views.performing import ActPage, find_page, perform, still_open
from casework.people.queries import officers_of
from casework.statutory import queries
from casework.statutory.forms import people, reports
from casework.statutory.permissions import may_appoint
from casework.statutory.views import doing

if TYPE_CHECKING:
    from casework.people.models import Officer


def _needs(page: ComplaintPage) -> bool:
    return still_open(page) and queries.needs_people(page)


def _here(page: ComplaintPage) -> bool:
    return _needs(page) and bool(page.stage.people)


def _somebody(page: ComplaintPage) -> bool:
    return _needs(page) and any(not one.ended for one in page.case.people)


def _knows(moment: str, *, later: bool = True, within: str = "") -> Any:
    """Whether the procedure knows the milestone and the present stage has a place for it."""

    def offered(page: ComplaintPage) -> bool:
        first = page.stage.key == page.procedure.first_stage.key
        timescales = {one.key for one in page.stage.timescales}
        return (
            _needs(page)
            and moment in page.procedure.moments
            and (not (later and first) and (not within or within in timescales))
        )

    return offered


def _can_go_on(moment: str) -> Any:
    return lambda page: _knows(moment, later=False)(page) and page.next_stage is not None


def _reported(page: ComplaintPage) -> bool:
    return _here(page) and bool(page.case.people) and bool(queries.kinds_due(page))


def _to_decide(page: ComplaintPage) -> bool:
    return _needs(page) and any(
        one.made.stage == page.case.stage and one.body.findings for one in page.case.reports
    )


def _act(name: str, title: str, button: str, done: str, form: type[ActForm], does: Any, offered: Any,
         template: str = "complaints/act.html") -> ActPage:  # fmt: skip
    return ActPage(
        name,
        title,
        button,
        done,
        form,
        does,
        offered,
        may_appoint,
        template=template,
        back_to="people-and-reports",
    )


ACTS = (
    _act("eligibility", "Record who complains", "Record it", "Who complains is recorded.",
         people.Eligibility, doing.eligibility, _needs),
    _act("appoint", "Appoint somebody", "Appoint them", "They are appointed.", people.Appoint, doing.appoint, _here),
    _act("declaration", "Record a declaration of interests", "Record it", "The declaration is recorded.",
         people.Declare, doing.declare, _somebody),
    _act("stand-down", "Record that somebody stands down", "Record it", "They have no part any more.",
         people.StandDown, doing.stand_down, _somebody),
    _act("statement", "Agree the statement of complaint", "Record it", "The agreed statement is recorded.",
         people.Statement, doing.reach, _knows("statement_agreed", within="agree-statement")),
    _act("comments-invited", "Record that comments were invited", "Record it", "The invitation is recorded.",
         people.CommentsInvited, doing.reach, _knows("comments_invited")),
    _act("comments-made", "Record what the person commented", "Record it", "The comments are recorded.",
         people.CommentsMade, doing.reach, _knows("comments_made")),
    _act("report-received", "Record a report", "Record it", "The report is recorded.",
         reports.ReceiveReport, doing.receive_report, _reported),
    _act("adjudicate", "Decide on a report", "Decide", "The decision on the report is recorded.",
         reports.Adjudicate, doing.adjudicate, _to_decide, "statutory/adjudicate.html"),
    _act("panel-day", "Fix the day of the panel", "Record it", "The day of the panel is fixed.",
         people.PanelSet, doing.reach, _knows("panel_set", within="meet-panel")),
    _act("panel-papers", "Record that the papers went out", "Record it", "The papers are recorded as sent.",
         people.PapersSent, doing.reach, _knows("papers_sent", within="meet-panel")),
    _act("panel-met", "Record that the panel met", "Record it", "The meeting of the panel is recorded.",
         people.PanelMet, doing.reach, _knows("panel_met", within="meet-panel")),
    _act("move-agreed", "Record that both sides agree to go on early", "Record it", "The agreement is recorded.",
         people.MoveAgreed, doing.reach, _can_go_on("move_agreed")),
    _act("late-request", "Accept a request that came too late", "Accept it", "The decision is recorded.",
         people.LateAccepted, doing.reach, _can_go_on("late_request_accepted")),
)  # fmt: skip
BY_NAME = {one.name: one for one in ACTS}


def offered_to(officer: Officer, page: ComplaintPage) -> dict[str, ActPage]:
    """The acts this officer can do here, by name."""
    return {one.name: one for one in ACTS if one.allowed(officer) and one.offered(page)}


@require_safe
def tab(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of people and reports."""
    page = find_page(request, reference)
    if not queries.needs_people(page):
        raise Http404
    officer = officer_of(request)
    shown = {
        **frame(request, page, "people-and-reports"),
        "found": queries.people_tab(officer.organisation_id, page, today=timezone.localdate()),
        "here_acts": offered_to(officer, page),
    }
    return render(request, "statutory/tab.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The page of one act, and the act itself; `of` in the address says which of several it is about."""
    kind, page, officer = BY_NAME[name], find_page(request, reference), officer_of(request)
    more: dict[str, Any] = {"chosen": request.GET.get("of", ""), "__doc__": kind.form.__doc__}
    organisation = officer.organisation_id
    if name in ("appoint", "adjudicate"):
        more["officers"] = officers_of(officer.organisation, today=timezone.localdate())
    if name == "appoint":
        more["register"] = queries.register(organisation)
    if name in ("declaration", "stand-down", "report-received"):
        more["names"] = queries.names_of_appointments(organisation, page)
    if name == "adjudicate":
        more["report_rows"] = queries.report_rows(organisation, page)
    return perform(request, reference, replace(kind, form=type("Chosen", (kind.form,), more)))
