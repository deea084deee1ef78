"""The acts on links of a complaint, and the joint plan of those that belong together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.queries import ComplaintPage, NotToBeSeen
from casework.complaints.views.doing import Doing
from casework.complaints.views.pages import officer_of
from casework.complaints.views.performing import ActPage, find_page, perform, still_open
from casework.people.queries import officers_of, services_of
from casework.together import leading, linking, moving, plan
from casework.together.forms import links as forms
from putright.vocabulary import LinkKind

if TYPE_CHECKING:
    from casework.people.models import Officer


def open_part(doing: Doing, form: forms.OpenPart) -> None:
    """Open a part under another procedure."""
    given = form.cleaned_data
    linking.open_part(doing.page.reference, form.part, given["words"], at=given["at"], **doing.plain)


def move(doing: Doing, form: forms.MoveComplaint) -> None:
    """Move it to another procedure."""
    given = form.cleaned_data
    to = moving.Moving(given["body"], int(given["handler"]) if given["handler"] else None)
    moving.move(doing.page.reference, to, given["words"], at=given["at"], **doing.gated)


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


def _may_be_split(page: ComplaintPage) -> bool:
    return still_open(page) and sum(not one.withdrawn for one in page.points) > 1


def _may_be_moved(page: ComplaintPage) -> bool:
    return still_open(page) and not any(one.findings for one in page.case.stages)


def _linked(page: ComplaintPage) -> bool:
    return any(not one.ended and one.body.other in page.may_name for one in page.case.links)


ACTS = (
    ActPage("part-open", "Open a part under another procedure", "Open it", "The part is opened and linked.",
            forms.OpenPart, open_part, _may_be_split, back_to="together"),
    ActPage("move", "Move it to another procedure", "Move it", "It is moved, and goes on under the other procedure.",
            forms.MoveComplaint, move, _may_be_moved, back_to="together"),
    ActPage("link", "Link another complaint", "Link them", "The two are linked.", forms.LinkComplaint, link,
            lambda page: True, back_to="together"),
    ActPage("unlink", "Take a link away", "Take it away", "The link is taken away.", forms.UnlinkComplaint, unlink,
            _linked, back_to="together"),
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
    return perform(request, reference, replace(kind, form=type("Chosen", (kind.form,), more)))


@require_safe
def joint_plan(request: HttpRequest, reference: str) -> HttpResponse:
    """The joint plan a complaint belongs to."""
    try:
        found = plan.joint_plan(officer_of(request), reference, today=timezone.localdate())
    except NotToBeSeen:
        raise Http404 from None
    return render(request, "together/plan.html", {"plan": found})
