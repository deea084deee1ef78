"""How one act on a complaint is done from its page: the form, the check of our own acts, what changed meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from casework.complaints.calendars import organisation_calendar
from casework.complaints.commands import ChangedSince, Held
from casework.complaints.forms.act import ActForm
from casework.complaints.open_ends import to_be_minded
from casework.complaints.permissions import may_act, may_correct
from casework.complaints.queries import ComplaintPage, NotToBeSeen, complaint_page, free_to_act
from casework.complaints.telling import title_of
from casework.complaints.uploads import UploadRefused
from casework.complaints.views.doing import Doing
from casework.screens.dates import day_of, plain_day
from casework.screens.fields import Passage
from putright.calendars import BeyondHorizon, Division, load_calendar
from putright.cases import CaseError

if TYPE_CHECKING:
    from casework.people.models import Officer


def still_open(page: ComplaintPage) -> bool:
    """Whether the complaint can still go on without being reopened."""
    return page.case.is_open


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act: its address, its words, its form, what it does, and when it is offered.

    people    which officers its form chooses from: `next` stage, `here` for the present one, or none.
    template  the page it is drawn with; back_to: the tab one comes back to, or an address that begins with a stroke.
    goes_on   who may give the reason for going on past what would not be kept.
    """

    name: str
    title: str
    button: str
    done: str
    form: type[ActForm]
    does: Callable[[Doing, Any], None]
    offered: Callable[[ComplaintPage], bool] = still_open
    allowed: Callable[[Officer], bool] = may_act
    people: str = ""
    template: str = "complaints/act.html"
    back_to: str = "complaint"
    goes_on: Callable[[Officer], bool] = may_correct

    def back(self, reference: str) -> str:
        """The address one comes back to."""
        return self.back_to if self.back_to.startswith("/") else reverse(self.back_to, args=[reference])


# What lies before any complaint may also lie before the calendar.
OF_OLD = frozenset({"issue_on", "filed_on", "dated_on"})
GOING_ON = Passage(required=False)


def find_page(request: HttpRequest, reference: str) -> ComplaintPage:
    """The complaint, or the page that says there is nothing to open."""
    try:
        return complaint_page(request.user, reference, today=timezone.localdate())  # type: ignore[arg-type]
    except NotToBeSeen:
        raise Http404 from None


def perform(request: HttpRequest, reference: str, kind: ActPage) -> HttpResponse:
    """The page of one act, and the act itself: for every app that has acts on a complaint."""
    page = find_page(request, reference)
    officer: Officer = request.user  # type: ignore[assignment]
    if not kind.allowed(officer):
        raise PermissionDenied(f"Your role does not include this: {kind.title.lower()}.")
    if not kind.offered(page):
        messages.info(request, f"“{kind.title}” does not apply to the complaint as it stands now.")
        return redirect(kind.back(reference))
    return _do(request, kind, page, officer) if request.method == "POST" else _show(request, kind, page)


def _do(request: HttpRequest, kind: ActPage, page: ComplaintPage, officer: Officer) -> HttpResponse:
    form = _form(request, kind, page)
    seen = request.POST.get("seen_version", "")
    seen_version = int(seen) if seen.isdecimal() and len(seen) < 9 else -1
    valid = form.is_valid()
    going_on = _going_on(request, form) if kind.goes_on(officer) else ""
    if not valid or form.errors or _beyond_horizon(form, officer):
        return _show(request, kind, page, form, seen_version=seen_version, status=422)
    try:
        kind.does(Doing(page, officer, timezone.now(), seen_version, going_on), form)
    except ChangedSince as changed:
        page = find_page(request, page.reference)
        since = [event for event in changed.events if event.sequence > seen_version]
        return _show(request, kind, page, _form(request, kind, page), changed=since, status=409)
    except Held as held:
        return _show(
            request, kind, page, form, held=held.would_break, needs_manager=held.needs_manager,
            seen_version=seen_version, status=422,
        )  # fmt: skip
    except (CaseError, BeyondHorizon) as impossible:
        form.add_error(None, _sentence(str(impossible)))
        return _show(request, kind, page, form, seen_version=seen_version, status=422)
    except UploadRefused as refused:
        form.add_error("upload", str(refused))
        return _show(request, kind, page, form, seen_version=seen_version, status=422)
    messages.success(request, kind.done)
    for warning in _warnings(form):
        messages.warning(request, warning)
    return redirect(kind.back(page.reference))


def _warnings(form: ActForm) -> tuple[str, ...]:
    """What to know of the officer the form put something into the hands of."""
    chosen = form.cleaned_data.get("officer")
    return tuple(one.warning for one in form.people if str(one.officer_id) == chosen and one.warning)


def _beyond_horizon(form: ActForm, officer: Officer) -> bool:
    """Whether a date lies outside the bank holidays known: more likely a slip than a fact."""
    calendar = load_calendar(Division(officer.organisation.division))
    first, last = calendar.known_from, calendar.known_through
    for name, value in list(form.cleaned_data.items()):
        if not isinstance(value, date):
            continue
        if day_of(value) > last:
            told = f"{plain_day(value)} is past {plain_day(last)}, the last day we can count to."
        elif day_of(value) < first and name not in OF_OLD:
            told = f"{plain_day(value)} is before {plain_day(first)}, the first day we can count from."
        else:
            continue
        form.add_error(name, f"{told} Check the year.")
    return bool(form.errors)


def _going_on(request: HttpRequest, form: ActForm) -> str:
    """The reason for going on past a check, read like every other text."""
    try:
        return str(GOING_ON.clean(request.POST.get("going_on", "")))
    except ValidationError as refused:
        form.add_error(None, refused)
        return ""


def _form(request: HttpRequest, kind: ActPage, page: ComplaintPage) -> ActForm:
    officer: Officer = request.user  # type: ignore[assignment]
    sent = request.method == "POST"
    stage = page.case.stage if kind.people == "here" else None
    people = free_to_act(page, stage=stage, today=timezone.localdate()) if kind.people else ()
    return kind.form(
        request.POST if sent else None,
        request.FILES if sent else None,
        page=page,
        today=timezone.localdate(),
        calendar=organisation_calendar(officer.organisation).now(),
        people=people,
    )


def _show(
    request: HttpRequest, kind: ActPage, page: ComplaintPage, form: ActForm | None = None, *,
    seen_version: int | None = None, held: tuple[Any, ...] = (),
    needs_manager: bool = False, changed: list[Any] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    officer: Officer = request.user  # type: ignore[assignment]
    return render(
        request,
        kind.template,
        {
            "page": page, "kind": kind, "form": form or _form(request, kind, page), "held": held,
            "seen_version": page.version if seen_version is None else seen_version,
            "changed": [
                (title_of(one, page.officers, page.may_name, page.own_words), one, page.officers.get(one.by or "", ""))
                for one in changed or ()
            ],
            "today": timezone.localdate(), "minded": to_be_minded(page, today=timezone.localdate()),
            "may_go_on": kind.goes_on(officer) and not needs_manager,
            "needs_manager": needs_manager, "going_on": request.POST.get("going_on", ""),
        },
        status=status,
    )  # fmt: skip


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
