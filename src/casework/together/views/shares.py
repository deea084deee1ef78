"""The tab of shares and links, the acts on shares, the page of one share, and the board."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.forms.act import ActForm
from casework.complaints.queries import ComplaintPage
from casework.complaints.views.doing import Doing
from casework.complaints.views.pages import frame, officer_of
from casework.complaints.views.performing import ActPage, find_page, perform, still_open
from casework.people.queries import officers_of, services_of
from casework.screens.dates import capital
from casework.together import giving, queries, shares
from casework.together.board import board as board_of
from casework.together.due import answer_due_of
from casework.together.forms import shares as forms
from casework.together.permissions import may_give
from casework.together.plan import links_of
from casework.together.views import links
from putright.cases import CaseError
from putright.vocabulary import ContributionStep

if TYPE_CHECKING:
    from casework.people.models import Officer

_WITH_DAY = frozenset({"share-ask", "share-back"})


def ask(doing: Doing, form: forms.AskShare) -> None:
    """Ask for a share."""
    given = form.cleaned_data
    shares.ask(doing.page.reference, form.asking, given["words"], at=given["at"], **doing.plain)


def record_given(doing: Doing, form: forms.GivenShare) -> None:
    """Record a share."""
    given = form.cleaned_data
    shares.record_given(doing.page.reference, given["share"], given["words"], at=given["at"], **doing.plain)


def send_back(doing: Doing, form: forms.SendShareBack) -> None:
    """Send a share back."""
    given = form.cleaned_data
    shares.send_back(
        doing.page.reference, given["share"], given["words"], due=given["due"], at=given["at"], **doing.plain
    )


def chase(doing: Doing, form: forms.ChaseShare) -> None:
    """Chase a share."""
    given = form.cleaned_data
    shares.chase(
        doing.page.reference, given["share"], given["words"], due=given["due"], at=given["at"], **doing.plain
    )


def not_needed(doing: Doing, form: forms.ShareNotNeeded) -> None:
    """Do without a share."""
    given = form.cleaned_data
    shares.not_needed(doing.page.reference, given["share"], given["words"], at=given["at"], **doing.plain)


def _out(page: ComplaintPage) -> bool:
    return still_open(page) and any(not one.ended for one in page.case.contributions)


def _given(page: ComplaintPage) -> bool:
    return still_open(page) and any(one.step is ContributionStep.GIVEN for one in page.case.contributions)


def _to_ask(page: ComplaintPage) -> bool:
    return still_open(page) and any(not one.withdrawn for one in page.points)


def _act(
    name: str, title: str, button: str, done: str, form: type[ActForm], does: Any,
    offered: Callable[[ComplaintPage], bool],
) -> ActPage:  # fmt: skip
    return ActPage(name, title, button, done, form, does, offered, back_to="together")


ACTS = (
    _act("share-ask", "Ask for a share of the answer", "Ask for it", "They are asked for their share.",
         forms.AskShare, ask, _to_ask),
    _act("share-given", "Record a share that came", "Record it", "The share is recorded.",
         forms.GivenShare, record_given, _out),
    _act("share-back", "Send a share back", "Send it back", "The share is sent back with what is missing.",
         forms.SendShareBack, send_back, _given),
    _act("share-chase", "Chase a share", "Record it", "The share is chased.", forms.ChaseShare, chase, _out),
    _act("share-not-needed", "Do without a share", "Record it", "The share is not needed any more.",
         forms.ShareNotNeeded, not_needed, _out),
)  # fmt: skip
BY_NAME = {one.name: one for one in ACTS}


def offered_to(officer: Officer, page: ComplaintPage) -> dict[str, ActPage]:
    """The acts this officer can do here, by name."""
    return {one.name: one for one in ACTS if one.allowed(officer) and one.offered(page)}


@require_safe
def tab(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of shares and links."""
    page, today, officer = find_page(request, reference), timezone.localdate(), officer_of(request)
    shown = {
        **frame(request, page, "together"),
        "shares": queries.shares_of(page, today=today),
        "links": links_of(officer, page),
        "here_acts": offered_to(officer, page) | links.offered_to(officer, page),
    }
    return render(request, "together/tab.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The page of one act, and the act itself; `of` in the address says which share it is about."""
    kind, page, today = BY_NAME[name], find_page(request, reference), timezone.localdate()
    more: dict[str, Any] = {"chosen": request.GET.get("of", ""), "__doc__": kind.form.__doc__}
    if name in _WITH_DAY:
        more["answer"] = answer_due_of(page)
    if name == "share-ask":
        organisation = officer_of(request).organisation
        more["services"] = services_of(organisation, on=today)
        more["officers"] = officers_of(organisation, today=today)
    else:
        more["cards"] = queries.shares_of(page, today=today)
    return perform(request, reference, replace(kind, form=type("Chosen", (kind.form,), more)))


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """What is asked of us, what we asked of others, and how late each service is."""
    found = board_of(officer_of(request), today=timezone.localdate())
    return render(request, "together/board.html", {"board": found, "here": "shares"})


@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, number: int) -> HttpResponse:
    """One share: read what is asked, write it, keep it for later, give it."""
    page = _share(request, number)
    form = forms.WriteShare(request.POST or None, initial={"text": page.text, "version": str(page.version)})
    if request.method == "POST":
        if not may_give(officer_of(request)):
            raise PermissionDenied("Your role does not include giving a share.")
        if form.is_valid():
            return _written(request, page, form)
    return _show(request, page, form, status=422 if form.errors else 200)


def _written(request: HttpRequest, page: queries.SharePage, form: forms.WriteShare) -> HttpResponse:
    officer, text, seen = officer_of(request), form.cleaned_data["text"], form.seen_version
    try:
        if "give" in request.POST:
            giving.give(page.id, text, by=officer, now=timezone.now(), seen_version=seen)
            messages.success(request, "Your share is given. It is part of the complaint now.")
        else:
            giving.save(page.id, text, by=officer, seen_version=seen)
            messages.success(request, "It is kept as far as it is. It is not given yet.")
    except giving.NoSuchShare:
        raise Http404 from None
    except giving.TextChanged as changed:
        again = forms.WriteShare(initial={"text": text, "version": str(changed.version)})
        return _show(request, page, again, status=409, theirs=changed.text)
    except CaseError as refused:
        form.add_error("text", f"{capital(str(refused))}.")
        return _show(request, page, form, status=422)
    return redirect("share", number=page.id)


def _share(request: HttpRequest, number: int) -> queries.SharePage:
    try:
        return queries.share_page(officer_of(request), number, today=timezone.localdate())
    except giving.NoSuchShare:
        raise Http404 from None


def _show(
    request: HttpRequest, page: queries.SharePage, form: forms.WriteShare, *, status: int, theirs: str | None = None
) -> HttpResponse:  # fmt: skip
    shown = {
        "share": page, "form": form, "theirs": theirs, "here": "shares",
        "may_give": may_give(officer_of(request)) and page.is_open,
    }  # fmt: skip
    return render(request, "together/share.html", shown, status=status)
