"""The pages one reads: a case, and the cases of a complaint; and those that settle a case linked to none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.commands import ChangedSince
from casework.complaints.queries import ComplaintPage, NotToBeSeen, complaint_page
from casework.complaints.references import as_typed
from casework.complaints.views.pages import frame, officer_of
from casework.complaints.views.performing import find_page
from casework.ombudsman import commands, queries
from casework.ombudsman.forms.opening import LinkCase, NewCase, NotOurs, letter_of
from casework.ombudsman.nearness import warning_steps
from casework.ombudsman.permissions import may_work_with_ombudsman
from casework.ombudsman.queries import Whose
from casework.ombudsman.views.acts import offered_to
from casework.ombudsman.views.frames import FoundCase, beside_the_desk, case_frame, find_case
from casework.people.nation import ombudsmen_for
from casework.screens.dates import capital
from casework.screens.fields import Form
from casework.screens.paging import page_asked
from putright.cases import CaseError
from putright.vocabulary import DeskPlace, OmbudsmanBody

BOTH = ["GET", "HEAD", "POST"]


@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The desk: every case by what we have to do about it."""
    officer, today, asked = officer_of(request), timezone.localdate(), request.GET
    body, place = asked.get("body", ""), asked.get("place", "")
    found = queries.desk(
        officer,
        whose=Whose(asked["whose"]) if asked.get("whose") in set(Whose) else Whose.ALL,
        body=OmbudsmanBody(body) if body in set(OmbudsmanBody) else None,
        place=DeskPlace(place) if place in set(DeskPlace) else None,
        page=page_asked(request),
        today=today,
    )
    shown = {
        "desk": found, "whose": Whose, "warns": warning_steps(), "today": today,
        "may_open": may_work_with_ombudsman(officer), "beside": beside_the_desk(), "here": "ombudsman-desk",
    }  # fmt: skip
    return render(request, "ombudsman/desk.html", shown)


@require_safe
def case(request: HttpRequest, key: int) -> HttpResponse:
    """One case: what it asks, its drafts and decisions, how it went; or that it is linked to nothing yet."""
    found = find_case(request, key)
    if found.page is None:
        return _unlinked(request, found)
    officer = officer_of(request)
    page = queries.case_page(officer, found.row.key, found.page, today=timezone.localdate())
    shown = {
        **case_frame(found, "ombudsman-case"),
        "told": page,
        "acts": offered_to(officer, page.state, found.page),
    }
    return render(request, "ombudsman/case.html", shown)


@require_safe
def tab(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of a complaint: its cases with an Ombudsman."""
    page = find_page(request, reference)
    officer = officer_of(request)
    shown = {
        **frame(request, page, "ombudsman"),
        "cases": queries.cases_of(officer, page, today=timezone.localdate()),
        "may_open": may_work_with_ombudsman(officer),
    }
    return render(request, "ombudsman/tab.html", shown)


@require_http_methods(BOTH)
def new(request: HttpRequest) -> HttpResponse:
    """An Ombudsman wrote: a case for a complaint named by its reference, or for none yet."""
    officer = _may(request)
    form = NewCase(
        request.POST if request.method == "POST" else None,
        bodies=ombudsmen_for(officer.organisation.procedures), today=timezone.localdate(),
    )  # fmt: skip

    def does() -> str:
        typed = as_typed(form.cleaned_data["complaint"]) if form.cleaned_data["complaint"].strip() else None
        seen = None
        if typed is not None:
            seen = _complaint(request, typed).version
        return commands.open_case(
            typed,
            **letter_of(form),
            owner=officer if typed else None,
            by=officer,
            now=timezone.now(),
            seen_version=seen,
        )

    return _settled(request, form, "An Ombudsman wrote", "Keep it", does, "The case is on the desk.")


@require_http_methods(BOTH)
def link(request: HttpRequest, key: int) -> HttpResponse:
    """Link a case to its complaint."""
    officer, found = _may(request), find_case(request, key)
    if found.page is not None:
        return redirect("ombudsman-case", key)
    form = LinkCase(
        request.POST if request.method == "POST" else None,
        initial={"complaint": request.GET.get("complaint", "")[:20]},
    )

    def does() -> str:
        typed = as_typed(form.cleaned_data["complaint"])
        seen = _complaint(request, typed).version
        commands.link_case(key, typed, owner=officer, by=officer, now=timezone.now(), seen_version=seen)
        return str(key)

    return _settled(
        request, form, "Link the case to a complaint", "Link it", does, "The case is linked.", found
    )


@require_http_methods(BOTH)
def not_ours(request: HttpRequest, key: int) -> HttpResponse:
    """Say why a case is none of ours."""
    officer, found = _may(request), find_case(request, key)
    if found.page is not None:
        return redirect("ombudsman-case", key)
    form = NotOurs(request.POST if request.method == "POST" else None)

    def does() -> str:
        commands.not_ours(key, form.cleaned_data["why"], by=officer, now=timezone.now())
        return str(key)

    return _settled(request, form, "Say that it is none of ours", "Record it", does, "It is recorded.", found)


def _unlinked(request: HttpRequest, found: FoundCase) -> HttpResponse:
    shown = {**case_frame(found, "ombudsman-case"), "may_act": may_work_with_ombudsman(officer_of(request))}
    return render(request, "ombudsman/unlinked.html", shown)


def _may(request: HttpRequest) -> Any:
    officer = officer_of(request)
    if not may_work_with_ombudsman(officer):
        raise PermissionDenied("Your role does not include working with an Ombudsman: ask a link officer.")
    return officer


def _complaint(request: HttpRequest, reference: str) -> ComplaintPage:
    try:
        return complaint_page(officer_of(request), reference, today=timezone.localdate())
    except NotToBeSeen:
        raise CaseError(
            f"there is no complaint {reference} that you can open: check the reference, or search for the person"
        ) from None


def _settled(
    request: HttpRequest, form: Form, title: str, button: str, does: Callable[[], str], done: str,
    found: FoundCase | None = None,
) -> HttpResponse:  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            key = does()
        except CaseError as refused:
            text = capital(str(refused))
            form.add_error(None, text if text.endswith(".") else f"{text}.")
        except ChangedSince:
            form.add_error(None, "The complaint changed meanwhile, and nothing was saved. Send it again.")
        else:
            messages.success(request, done)
            return redirect("ombudsman-case", int(key))
    shown = {
        "form": form, "title": title, "button": button, "case": found.row if found else None, "here": "ombudsman-desk",
    }  # fmt: skip
    return render(request, "ombudsman/form.html", shown, status=422 if form.errors else 200)
