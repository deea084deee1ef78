"""The acts of contacts under agreement on a complaint, and its tab."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.agreements import queries
from casework.agreements.forms import agreeing, needs, visits
from casework.agreements.views import doing
from casework.complaints.forms.act import ActForm
from casework.complaints.permissions import may_act
from casework.complaints.queries import ComplaintPage
from casework.complaints.views.pages import frame, officer_of
from casework.complaints.views.performing import ActPage, find_page, perform, still_open
from putright.vocabulary import AppointmentStep

if TYPE_CHECKING:
    from casework.people.models import Officer


def _always(page: ComplaintPage) -> bool:
    return True


def _any(kind: str) -> Any:
    """Whether there is one of this kind that has not ended."""
    return lambda page: any(not one.ended for one in getattr(page.case, kind))


def _visited(page: ComplaintPage) -> bool:
    return any(one.step in visits.STILL_TO_COME for one in page.case.appointments)


def _unfinished(page: ComplaintPage) -> bool:
    those = [one for one in page.case.appointments if not one.body.meeting]
    done = {one.job for one in those if one.moved(AppointmentStep.JOB_COMPLETED)}
    return any(one.job not in done for one in those)


def _forwarded(page: ComplaintPage) -> bool:
    return page.case.is_open and any(
        one.what == "contractor_reply" and one.ended is None for one in page.promises
    )


def _act(name: str, title: str, button: str, done: str, form: type[ActForm], does: Any, offered: Any = _always,
         people: str = "") -> ActPage:  # fmt: skip
    return ActPage(name, title, button, done, form, does, offered, may_act, people, back_to="visits")


ACTS = (
    _act("visit", "Arrange a visit", "Arrange it", "The visit is arranged.", visits.MakeVisit, doing.make_visit),
    _act("meeting", "Plan a meeting", "Plan it", "The meeting is planned.", visits.PlanMeeting, doing.plan_meeting),
    _act("visit-outcome", "Record what became of a visit", "Record it", "What became of the visit is recorded.",
         visits.VisitOutcome, doing.record_visit, _visited),
    _act("visit-worker", "Give a visit to somebody else", "Give it", "Somebody else comes.",
         visits.GiveVisit, doing.give_visit, _any("appointments")),
    _act("job-completed", "Record that a job is complete", "Record it", "The job is complete.",
         visits.CompleteJob, doing.complete_job, _unfinished),
    _act("keep-away", "Keep a worker away", "Set it", "The worker must not contact or visit the resident.",
         agreeing.KeepAway, doing.keep_away),
    _act("keep-away-review", "Look at a no-contact rule again", "Record it", "What was decided is recorded.",
         agreeing.ReviewRestriction, doing.review_restriction, _any("restrictions")),
    _act("agree", "Record an agreement about contact", "Record it", "The agreement is recorded.",
         agreeing.Agree, doing.agree),
    _act("agreement-review", "Look at an agreement again", "Record it", "What was decided is recorded.",
         agreeing.ReviewAgreement, doing.review_agreement, _any("agreements")),
    _act("incident", "Record that an agreement was broken", "Record it", "The incident is open.",
         agreeing.OpenIncident, doing.open_incident),
    _act("incident-step", "Say what was done about an incident", "Record it", "What was done is recorded.",
         agreeing.MoveIncident, doing.move_incident, _any("incidents")),
    _act("need", "Record a need", "Record it", "The need is recorded.", needs.FindNeed, doing.find_need, people="here"),
    _act("need-step", "Say what became of a need", "Record it", "What became of the need is recorded.",
         needs.MoveNeed, doing.move_need, _any("needs")),
    _act("forward", "Pass it to a contractor", "Record it", "The complaint is with the contractor, and stays ours.",
         needs.Forward, doing.forward, still_open),
    _act("contractor-reply", "Record the contractor’s reply", "Record it", "The contractor’s reply is recorded.",
         needs.ContractorReply, doing.contractor_replied, _forwarded),
)  # fmt: skip
BY_NAME = {one.name: one for one in ACTS}


def offered_to(officer: Officer, page: ComplaintPage) -> dict[str, ActPage]:
    """The acts this officer can do here, by name."""
    return {one.name: one for one in ACTS if one.allowed(officer) and one.offered(page)}


@require_safe
def tab(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of visits and agreements."""
    page = find_page(request, reference)
    officer = officer_of(request)
    shown = {
        **frame(request, page, "visits"),
        "visits": queries.visits_tab(officer, page, today=timezone.localdate()),
        "here_acts": offered_to(officer, page),
    }
    return render(request, "agreements/tab.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The page of one act, and the act itself; `of` in the address says which of several it is about."""
    kind = BY_NAME[name]
    chosen = request.GET.get("of", "")
    about = type("Chosen", (kind.form,), {"chosen": chosen, "__doc__": kind.form.__doc__})
    return perform(request, reference, replace(kind, form=about))
