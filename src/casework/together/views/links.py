"""The acts on links of a complaint, and the joint plan of those that belong together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.queries import ComplaintPage, NotToBeSeen
from casework.complaints.views.doing import Doing
from casework.complaints.views.pages import officer_of
from casework.complaints.views.performing import ActPage, find_page, perform, still_open
from casework.people.queries import officers_of, services_of
from casework.together import found, leading, linking, moving, pacing, plan
from casework.together.forms import links as forms
from casework.together.forms import plan as plan_forms
from putright.vocabulary import LinkKind, Pace, PartStep

if TYPE_CHECKING:
    from casework.people.models import Officer


def open_part(doing: Doing, form: forms.OpenPart) -> None:
    """Open a part under another procedure."""
    given = form.cleaned_data
    linking.open_part(doing.page.reference, form.part, given["words"], at=given["at"], **doing.plain)


def move(doing: Doing, form: forms.MoveComplaint) -> None:
    """Move it to another procedure."""
    _move(doing, form)


def _move(doing: Doing, form: forms.MoveComplaint) -> str:
    """The same; the reference under which it goes on."""
    given = form.cleaned_data
    to = moving.Moving(given["body"], int(given["handler"]) if given["handler"] else None)
    return moving.move(doing.page.reference, to, given["words"], at=given["at"], **doing.gated)


def link(doing: Doing, form: forms.LinkComplaint) -> None:
    """Link it with another one."""
    given = form.cleaned_data
    linking.link(
        doing.page.reference, given["other"], LinkKind(given["kind"]), given["words"], at=given["at"], **doing.plain
    )  # fmt: skip


def unlink(doing: Doing, form: forms.UnlinkComplaint) -> None:
    """Take a link away."""
    given = form.cleaned_data
    linking.unlink(doing.page.reference, given["link"], given["words"], at=given["at"], **doing.plain)


def pace(doing: Doing, form: plan_forms.ChoosePace) -> None:
    """Choose how linked complaints are answered."""
    given = form.cleaned_data
    pacing.choose(
        doing.page.reference, form.chosen_links, Pace(given["how"]), given["words"], at=given["at"], **doing.plain
    )  # fmt: skip


def settle_part(doing: Doing, form: plan_forms.SettlePart) -> None:
    """Settle a part that triage found."""
    given = form.cleaned_data
    to = PartStep(given["to"])
    found.settle(doing.page.reference, given["part"], to, given["words"], at=given["at"], **doing.plain)


def _may_be_split(page: ComplaintPage) -> bool:
    return still_open(page) and sum(not one.withdrawn for one in page.points) > 1


def _may_be_moved(page: ComplaintPage) -> bool:
    return still_open(page) and not any(one.findings for one in page.case.stages)


def _linked(page: ComplaintPage) -> bool:
    return any(not one.ended and one.body.other in page.may_name for one in page.case.links)


def _may_be_paced(page: ComplaintPage) -> bool:
    return still_open(page) and any(one.body.other in page.may_name for one in pacing.paceable(page.case))


def _found(page: ComplaintPage) -> bool:
    return any(not one.ended for one in page.case.parts)


ACTS = (
    ActPage("part-open", "Open a part under another procedure", "Open it", "The part is opened and linked.",
            forms.OpenPart, open_part, _may_be_split, back_to="together"),
    ActPage("move", "Move it to another procedure", "Move it", "It is moved, and goes on here. Write to the person now.",
            forms.MoveComplaint, move, _may_be_moved, back_to="together"),
    ActPage("link", "Link another complaint", "Link them", "The two are linked.", forms.LinkComplaint, link,
            lambda page: True, back_to="together"),
    ActPage("unlink", "Take a link away", "Take it away", "The link is taken away.", forms.UnlinkComplaint, unlink,
            _linked, back_to="together"),
    ActPage("pace", "Choose how they are answered", "Record it", "How they are answered is recorded.",
            plan_forms.ChoosePace, pace, _may_be_paced, back_to="joint-plan"),
    ActPage("part-settle", "Settle a part found at triage", "Record it", "The part is settled.",
            plan_forms.SettlePart, settle_part, _found, back_to="joint-plan"),
)  # fmt: skip
BY_NAME = {one.name: one for one in ACTS}


def offered_to(officer: Officer, page: ComplaintPage) -> dict[str, ActPage]:
    """The acts on links this officer can do here, by name."""
    return {one.name: one for one in ACTS if one.allowed(officer) and one.offered(page)}


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The page of one act, and the act itself; `of` in the address says which link it is about."""
    kind, page, officer = BY_NAME[name], find_page(request, reference), officer_of(request)
    today = timezone.localdate()
    more: dict[str, Any] = {"chosen": request.GET.get("of", ""), "__doc__": kind.form.__doc__}
    if name in ("part-open", "move"):
        more["choices"] = leading.choices(officer.organisation, page)
    if name == "part-open":
        more["services"] = services_of(officer.organisation, on=today)
    if name in ("part-open", "move"):
        more["officers"] = officers_of(officer.organisation, today=today)
    if name == "unlink":
        more["links"] = plan.links_of(officer, page)
    if name == "pace":
        may = {one.key for one in pacing.paceable(page.case)}
        more["links"] = [one for one in plan.links_of(officer, page) if one.key in may]
    chosen = replace(kind, form=type("Chosen", (kind.form,), more))
    return _moved(request, reference, chosen) if name == "move" else perform(request, reference, chosen)


def _moved(request: HttpRequest, reference: str, kind: ActPage) -> HttpResponse:
    """The act of moving: once it is done, one comes to where it goes on, not back to where it ended."""
    goes_on: list[str] = []

    def does(doing: Doing, form: forms.MoveComplaint) -> None:
        goes_on.append(_move(doing, form))

    answer = perform(request, reference, replace(kind, does=does))
    return redirect("complaint", goes_on[0]) if goes_on else answer


@require_safe
def joint_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """The joint plan a complaint belongs to."""
    officer = officer_of(request)
    page = find_page(request, reference)
    try:
        joint = plan.joint_plan(officer, reference, today=timezone.localdate())
    except NotToBeSeen:
        raise Http404 from None
    return render(request, "together/plan.html", {"plan": joint, "here_acts": offered_to(officer, page)})
