"""A letter as it will be sent: signed or sent back by a second person, sent, and followed until it arrives."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.complaints.queries import NotToBeSeen
from casework.complaints.views.pages import frame
from casework.complaints.views.performing import find_page
from casework.letters import commands, queries
from casework.letters.errors import NoSuchLetter
from casework.letters.forms.after import AnotherWayForm, ArrivedForm, AskForm, ReturnForm, SignForm
from casework.letters.permissions import may_go_past, may_sign, may_write
from casework.letters.queries import Ready, SentPage, Way
from casework.letters.views.tab import officer_of, writing_officer
from casework.letters.words import ReturnReason
from casework.people.queries import officer_here
from casework.screens.fields import typed_beside
from putright.calendars import BeyondHorizon
from putright.cases import CaseError

if TYPE_CHECKING:
    from casework.people.models import Officer

OTHERWISE = "The letter reads otherwise than on the page you had open. Nothing was done. Read it again below."


@require_http_methods(["GET", "HEAD", "POST"])
def ready(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """The letter as it will be sent, with what is still asked of it."""
    found = _found(request, reference, number)
    if found.state.value == "sent":
        return redirect("letter-sent", reference, number)
    if found.state.value == "dropped":
        raise Http404
    if request.method != "POST":
        return _show(request, found)
    officer = writing_officer(request)
    act = {"sign": _sign, "return": _return, "ask": _ask, "send": _send, "drop": _drop}.get(
        request.POST.get("do", "")
    )
    return act(request, found, officer) if act else _show(request, found)


@require_safe
def sent(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A letter that was sent: exactly what was sent, and what became of it."""
    page = find_page(request, reference)
    try:
        found = queries.sent_page(page, number)
    except NoSuchLetter:
        raise Http404 from None
    return render(
        request,
        "letters/sent.html",
        {**frame(request, page, "letters"), "sent": found, "may_write": may_write(officer_of(request)),
         "forms": _forms(found), "faulty": None, "error": ""},
    )  # fmt: skip


@require_POST
def dispatch(request: HttpRequest, reference: str, number: int, row: int) -> HttpResponse:
    """Decide about a letter that failed or may have gone, or say what the resident told of it."""
    officer = writing_officer(request)
    page = find_page(request, reference)
    try:
        queries.dispatch_here(officer, reference, row)
        found = queries.sent_page(page, number)
    except NoSuchLetter:
        raise Http404 from None
    forms = _forms(found, about=row, typed=request.POST)
    another, arrived = forms[row]
    acts: dict[str, tuple[Any, Callable[..., Any], str]] = {
        "arrived": (
            None,
            lambda: commands.arrived(row, by=officer, now=timezone.now()),
            "It counts as sent.",
        ),
        "again": (
            None,
            lambda: commands.send_again(row, by=officer, now=timezone.now()),
            "It is sent again, once.",
        ),
        "another": (
            another,
            lambda: commands.send_another_way(
                row,
                Way(another.cleaned_data["way"]),
                to=another.cleaned_data["to"],
                by=officer,
                now=timezone.now(),
            ),
            "It is sent in another way.",
        ),
        "delivered": (
            arrived,
            lambda: commands.delivered_on(
                row, arrived_on=arrived.cleaned_data["on"], by=officer, now=timezone.now()
            ),
            "The day it arrived is recorded.",
        ),
        "back": (
            None,
            lambda: commands.delivered_on(row, arrived_on=None, by=officer, now=timezone.now()),
            "It is recorded that it did not arrive. Send it another way.",
        ),
    }
    form, does, done = acts.get(request.POST.get("do", ""), (None, None, ""))
    if does is None:
        raise Http404
    error = ""
    if form is None or form.is_valid():
        try:
            does()
        except (CaseError, BeyondHorizon) as impossible:
            error = sentence(str(impossible))
        else:
            messages.success(request, done)
            return redirect("letter-sent", reference, number)
    return render(
        request,
        "letters/sent.html",
        {**frame(request, page, "letters"), "sent": found, "may_write": True, "error": error, "about": row,
         "forms": forms, "faulty": form},
        status=422,
    )  # fmt: skip


def _forms(
    found: SentPage, *, about: int = 0, typed: Any = None
) -> dict[int, tuple[AnotherWayForm, ArrivedForm]]:
    """The two small forms of each hand-over, with what was typed for the one it is about."""
    return {
        one.number: (
            AnotherWayForm(typed if one.number == about else None, auto_id=f"id_{one.number}_%s"),
            ArrivedForm(typed if one.number == about else None, auto_id=f"id_{one.number}_%s"),
        )
        for one in found.row.dispatches
    }


def _found(request: HttpRequest, reference: str, number: int) -> Ready:
    try:
        return queries.ready(officer_of(request), reference, number, today=timezone.localdate())
    except (NotToBeSeen, NoSuchLetter):
        raise Http404 from None


def _show(request: HttpRequest, found: Ready, *, status: int = 200, **more: Any) -> HttpResponse:
    officer = officer_of(request)
    return render(
        request,
        "letters/ready.html",
        {
            "letter": found, "page": found.page, "may_write": may_write(officer), "signs": may_sign(officer),
            "may_go_on": may_go_past(officer), "going_on": request.POST.get("going_on", ""),
            "sign_form": SignForm(approves=found.approves), "return_form": ReturnForm(),
            "ask_form": AskForm(signers=found.signers), "held": (), "errors_told": (),
            "today": timezone.localdate(), **more,
        },
        status=status,
    )  # fmt: skip


def _sign(request: HttpRequest, found: Ready, officer: Officer) -> HttpResponse:
    if not may_sign(officer):
        raise PermissionDenied("Your role does not include signing letters.")
    form = SignForm(request.POST, approves=found.approves)
    if not form.is_valid():
        return _show(request, found, status=422, sign_form=form)
    return _try(
        request, found, "The letter is signed. It can be sent.",
        lambda: commands.sign(
            found.page.reference, found.number, seen_content=request.POST.get("content", ""), by=officer,
            now=timezone.now(), confirmed=form.confirmed,
        ),
    )  # fmt: skip


def _return(request: HttpRequest, found: Ready, officer: Officer) -> HttpResponse:
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _show(request, found, status=422, return_form=form)
    given = form.cleaned_data
    return _try(
        request, found, "The letter went back to its author.",
        lambda: commands.send_back(
            found.page.reference, found.number, [ReturnReason(one) for one in given["reasons"]], given["words"],
            by=officer, now=timezone.now(),
        ),
        back_to="sign-off",
    )  # fmt: skip


def _ask(request: HttpRequest, found: Ready, officer: Officer) -> HttpResponse:
    form = AskForm(request.POST, signers=found.signers)
    if not form.is_valid():
        return _show(request, found, status=422, ask_form=form)
    of = officer_here(officer.organisation_id, form.cleaned_data["of"])
    return _try(
        request, found, "The signature is asked for.",
        lambda: commands.ask_for_signature(found.page.reference, found.number, of=of, by=officer, now=timezone.now()),
    )  # fmt: skip


def _send(request: HttpRequest, found: Ready, officer: Officer) -> HttpResponse:
    going_on = typed_beside(request.POST, "going_on") if may_go_past(officer) else ""
    return _try(
        request, found, "The letter is sent. What it says is on record, and it leaves within a minute.",
        lambda: commands.send(
            found.page.reference, found.number, seen_content=request.POST.get("content", ""), by=officer,
            now=timezone.now(), going_on=going_on,
        ),
        back_to="letter-sent",
    )  # fmt: skip


def _drop(request: HttpRequest, found: Ready, officer: Officer) -> HttpResponse:
    return _try(
        request, found, "The letter is dropped. Answers to the points stay as they are.",
        lambda: commands.drop(found.page.reference, found.number, by=officer, now=timezone.now()),
        back_to="letters",
    )  # fmt: skip


def _try(
    request: HttpRequest, found: Ready, done: str, does: Callable[[], Any], *, back_to: str = "letter-ready"
) -> HttpResponse:
    reference, number = found.page.reference, found.number
    try:
        does()
    except commands.TextChanged:
        return _show(
            request, _found(request, reference, number), status=409,
            errors_told=(OTHERWISE,),
        )  # fmt: skip
    except commands.Held as held:
        return _show(request, found, status=422, held=held.would_break)
    except commands.NotReady as open_still:
        told = (*open_still.missing, *(f"{one.result.title}: {one.result.says}" for one in open_still.lines))
        return _show(request, _found(request, reference, number), status=422, errors_told=told)
    except commands.CannotSign as refused:
        return _show(request, found, status=422, errors_told=refused.reasons)
    except (CaseError, BeyondHorizon) as impossible:
        now = _found(request, reference, number)
        if now.state.value == "sent":
            messages.info(request, sentence(str(impossible)))
            return redirect("letter-sent", reference, number)
        return _show(request, now, status=422, errors_told=(sentence(str(impossible)),))
    messages.success(request, done)
    if back_to == "sign-off":
        return redirect(back_to)
    return redirect(back_to, reference) if back_to == "letters" else redirect(back_to, reference, number)


def sentence(text: str) -> str:
    """A message as a sentence."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
