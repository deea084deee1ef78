"""The tab of a complaint's plan, and the acts on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.forms.act import ActForm
from casework.complaints.queries import ComplaintPage
from casework.complaints.views.doing import Doing
from casework.complaints.views.pages import frame, officer_of
from casework.complaints.views.performing import ActPage, find_page, perform, still_open
from casework.statutory import commands, queries
from casework.statutory.forms import plan as forms
from casework.statutory.forms.people import Milestone
from casework.statutory.permissions import may_plan
from putright.cases.planned import knows_plans, plan_steps

if TYPE_CHECKING:
    from casework.people.models import Officer


def _here(page: ComplaintPage) -> bool:
    return still_open(page) and knows_plans(page.procedure)


def _unanswered(page: ComplaintPage) -> bool:
    return _here(page) and page.case.current.responded is None


def _to_agree(page: ComplaintPage) -> bool:
    steps = plan_steps(page.case)
    return _here(page) and bool(steps) and steps[-1].agreed_at is None


def _settled_so(page: ComplaintPage) -> bool:
    return _unanswered(page) and queries.was_spoken(page)


def _reach(doing: Doing, form: Milestone) -> None:
    given = form.cleaned_data
    commands.reach_of_plan(
        doing.page.reference, form.moment, given["words"], date_given=given.get("date_given"), at=given["at"],
        **doing.plain,
    )  # fmt: skip


def _set(doing: Doing, form: forms.SetPlan) -> None:
    given = form.cleaned_data
    commands.set_plan(
        doing.page.reference, given["words"], by_day=given["by_day"], agreed=given["agreed"] == "yes", at=given["at"],
        **doing.gated,
    )  # fmt: skip


def _agree(doing: Doing, form: forms.AgreePlan) -> None:
    commands.agree_plan(
        doing.page.reference, form.cleaned_data["words"], at=form.cleaned_data["at"], **doing.plain
    )


def _joint(doing: Doing, form: forms.Joint) -> None:
    given = form.cleaned_data
    commands.reach_of_plan(
        doing.page.reference, given["leads"], given["words"], at=given["at"], **doing.plain
    )


def _share(doing: Doing, form: forms.Share) -> None:
    given = form.cleaned_data
    commands.share(
        doing.page.reference, given["words"], consent=given["consent"] == "yes", at=given["at"], **doing.gated
    )


def _representative(doing: Doing, form: forms.Representative) -> None:
    given = form.cleaned_data
    commands.decide_representative(
        doing.page.reference,
        given["words"],
        accepted=given["accepted"] == "yes",
        at=given["at"],
        **doing.plain,
    )


def _settle(doing: Doing, form: forms.SettledAtOnce) -> None:
    given = form.cleaned_data
    commands.settle_orally(
        doing.page.reference, given["words"], record_on=given["record_on"], at=given["at"], **doing.gated
    )


def _act(name: str, title: str, done: str, form: type[ActForm], does: Any, offered: Any = _here) -> ActPage:
    return ActPage(name, title, "Record it", done, form, does, offered, may_plan, back_to="plan")


ACTS = (
    _act("talk-offered", "Record that a talk was offered", "The offer is recorded.", forms.Offered, _reach, _unanswered),
    _act("talk-held", "Record the talk", "The talk is recorded.", forms.Held, _reach, _unanswered),
    _act("talk-declined", "Record that no talk is wanted", "It is recorded.", forms.Declined, _reach, _unanswered),
    _act("plan-set", "Record the plan, or a change of it", "The plan is recorded.", forms.SetPlan, _set, _unanswered),
    _act("plan-agreed", "Record that the person agrees", "The agreement is recorded.",
         forms.AgreePlan, _agree, _to_agree),
    _act("passed-to-us", "Record that another body passed it to us", "Both days are recorded.", forms.FirstBody, _reach),
    _act("joint-handling", "Record joint handling", "Who leads is recorded.", forms.Joint, _joint),
    _act("sharing-agreed", "Record consent to sharing", "The consent is recorded.", forms.Consent, _reach),
    _act("shared-with-body", "Record that it was shared", "It is recorded as shared.", forms.Share, _share),
    _act("representative-decision", "Decide on a representative", "The decision is recorded.",
         forms.Representative, _representative),
    _act("settled-at-once", "Record that it was settled at once", "It is recorded as settled at once, and closed.",
         forms.SettledAtOnce, _settle, _settled_so),
)  # fmt: skip
BY_NAME = {one.name: one for one in ACTS}


def offered_to(officer: Officer, page: ComplaintPage) -> dict[str, ActPage]:
    """The acts this officer can do here, by name."""
    return {one.name: one for one in ACTS if one.allowed(officer) and one.offered(page)}


@require_safe
def tab(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of the plan."""
    page, officer = find_page(request, reference), officer_of(request)
    if not knows_plans(page.procedure):
        raise Http404
    shown = {
        **frame(request, page, "plan"),
        "found": queries.plan_tab(officer.organisation_id, page, today=timezone.localdate()),
        "here_acts": offered_to(officer, page),
    }
    return render(request, "statutory/plan.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The page of one act, and the act itself."""
    return perform(request, reference, BY_NAME[name])
