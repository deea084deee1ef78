"""One complaint's part with a contractor, for officers: the link, each opening, the reply, and what we do with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.queries import ComplaintPage
from casework.complaints.views.doing import Doing
from casework.complaints.views.pages import officer_of
from casework.complaints.views.performing import ActPage, find_page, perform
from casework.providers import asking, reviewing
from casework.providers.forms.checking import Ask, Check, TakeOver
from casework.providers.permissions import may_check_replies
from casework.providers.queries import NoSuchPart, PartPage, part_page, reply_file
from casework.providers.views.reply import as_file
from putright.vocabulary import ReplyStep

if TYPE_CHECKING:
    from casework.people.models import Officer


def _ask(doing: Doing, form: Ask) -> None:
    given = form.cleaned_data
    asking.ask(
        doing.page.reference, form.part.number, points=given["points"], documents=given.get("documents", []),
        consent=form.part.consent or given.get("consent", False), expires_on=given["expires_on"], by=doing.by,
        now=doing.now,
    )  # fmt: skip


def _check(doing: Doing, form: Check) -> None:
    given = form.cleaned_data
    reviewing.review(
        doing.page.reference, form.part.number, given["words"], to=ReplyStep(given["to"]), blocks=given["blocks"],
        answers=form.answers, due=given["due"], whole=given["whole"] == "yes", rest_by=given["rest_by"],
        **doing.gated,
    )  # fmt: skip


def _take_over(doing: Doing, form: TakeOver) -> None:
    reviewing.take_over(doing.page.reference, form.part.number, form.cleaned_data["words"], **doing.plain)


def _page(name: str, title: str, button: str, done: str, form: Any, does: Any, template: str = "") -> ActPage:
    return ActPage(
        name, title, button, done, form, does, lambda page: page.case.is_open, may_check_replies,
        template=template or "complaints/act.html",
    )  # fmt: skip


ACTS = {
    "ask": _page("part-ask", "Send the contractor a link to reply", "Send the link", "The link is made.", Ask, _ask),
    "check": _page(
        "part-check", "Check the contractor’s reply", "Record it", "What we do with the reply is recorded.", Check,
        _check, "providers/check.html",
    ),
    "take-over": _page(
        "part-take-over", "Answer ourselves", "Take it over", "We answer ourselves.", TakeOver, _take_over
    ),
}  # fmt: skip


def offered(part: PartPage, page: ComplaintPage) -> frozenset[str]:
    """Which acts make sense now."""
    if not page.case.is_open or not part.asked:
        return frozenset()
    return frozenset({"check", "take-over"} if part.waiting else {"ask", "take-over"})


@require_safe
def part(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """Everything about passing it to this contractor."""
    page = find_page(request, reference)
    found = _found(page, number)
    officer: Officer = officer_of(request)
    shown = {
        "page": page, "part": found, "acts": offered(found, page) if may_check_replies(officer) else frozenset(),
        "points": {one.key: one for one in page.points}, "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "providers/part.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, number: int, name: str) -> HttpResponse:
    """The page of one act on it, and the act."""
    page = find_page(request, reference)
    found = _found(page, number)
    kind = ACTS[name]
    about = type("OfPart", (kind.form,), {"part": found, "__doc__": kind.form.__doc__})
    back = reverse("part", args=[reference, number])
    return perform(
        request, reference,
        replace(kind, form=about, back_to=back, offered=lambda page: name in offered(_found(page, number), page)),
    )  # fmt: skip


@require_safe
def file(request: HttpRequest, reference: str, number: int, file: int) -> HttpResponseBase:
    """A file that came with a reply."""
    page = find_page(request, reference)
    found = reply_file(page, number, file)
    if found is None:
        raise Http404
    try:
        return as_file(found.stored_as, found.called, found.media_type)
    except FileNotFoundError:
        raise Http404 from None


def _found(page: ComplaintPage, number: int) -> PartPage:
    try:
        return part_page(page, number, today=timezone.localdate())
    except NoSuchPart:
        raise Http404 from None
