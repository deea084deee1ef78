"""The decision on a case: given to us, read, looked at line by line beside its text, confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.complaints.commands import ChangedSince
from casework.complaints.page import ComplaintPage
from casework.complaints.queries import free_to_act
from casework.complaints.telling import title_of
from casework.complaints.uploads import UploadRefused
from casework.complaints.views.pages import officer_of
from casework.ombudsman.views.frames import FoundCase, case_frame, find_case
from casework.outcomes.payees import payees
from casework.precedents import commands, queries
from casework.precedents.beside import beside
from casework.precedents.commands import NotToConfirm, WrongOrders
from casework.precedents.forms.confirm import Confirming, DecisionForm
from casework.precedents.forms.give import GiveForm
from casework.precedents.permissions import may_confirm
from casework.precedents.queries import CaseDecision, NotToBeSeen
from casework.precedents.words import DecisionState
from putright.cases import CaseError
from putright.vocabulary import OrderKind

if TYPE_CHECKING:
    from casework.people.models import Officer

TAB = "case-decision"
MAY_NOT = "Your role does not include this: giving us decisions and confirming what they order."
_AHEAD = (DecisionState.READ, DecisionState.RECORDING, DecisionState.CONFIRMED)


@require_safe
def overview(request: HttpRequest, key: int) -> HttpResponse:
    """The decisions of a case; where there is one alone, that one."""
    found = find_case(request, key)
    rows = queries.case_decisions(officer_of(request), key)
    if len(rows) == 1:
        return redirect("decision-of-case", key, rows[0].number)
    return render(
        request, "precedents/case.html",
        {**case_frame(found, TAB), "rows": rows, "may_confirm": may_confirm(officer_of(request))},
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, key: int) -> HttpResponse:
    """Give us a decision."""
    found, officer = find_case(request, key), officer_of(request)
    if not may_confirm(officer):
        raise PermissionDenied(MAY_NOT)
    rows = queries.case_decisions(officer, key)
    earlier = any(one.state in _AHEAD for one in rows)
    form = GiveForm(request.POST or None, request.FILES or None, earlier=earlier)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            done = commands.give_decision(
                key, given["upload"], pasted=given["pasted"], at_review=bool(given.get("at_review")), by=officer,
                now=timezone.now(),
            )  # fmt: skip
        except commands.NotADecision as refused:
            form.add_error("upload" if given["upload"] else "pasted", _sentence(str(refused)))
        except (UploadRefused, commands.NotLinked) as refused:
            form.add_error("upload", str(refused))
        else:
            messages.info(request, _told(done))
            return redirect("decision-of-case", key, done.number)
    shown = {**case_frame(found, TAB), "form": form, "earlier": earlier}
    return render(request, "precedents/give.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """One decision of a case: to be read, or to be confirmed."""
    found, officer = find_case(request, key), officer_of(request)
    one = _seen(officer, key, number)
    page = found.page
    if page is None or one.row.state is not DecisionState.READ:
        if request.method == "POST":
            messages.info(request, "It is confirmed already, or not read yet: nothing was recorded.")
        return _read(request, found, one)
    confirming = _confirming(request, found, page, one)
    if request.method == "POST":
        if not may_confirm(officer):
            raise PermissionDenied(MAY_NOT)
        return _posted(request, found, page, confirming)
    if not may_confirm(officer):
        return _read(request, found, one)
    form = DecisionForm(_typed(one), confirming=confirming, quiet=True)
    return _show(request, found, confirming, form)


@require_POST
def go_on(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Record what of a confirmed decision is not recorded yet, after something broke in between."""
    officer = officer_of(request)
    find_case(request, key)
    _seen(officer, key, number)
    if not may_confirm(officer):
        raise PermissionDenied(MAY_NOT)
    try:
        done = commands.go_on(number, by=officer, now=timezone.now())
    except (CaseError, ChangedSince) as refused:
        messages.error(request, _sentence(str(refused)))
    else:
        messages.success(request, _confirmed(done))
    return redirect("decision-of-case", key, number)


def _posted(
    request: HttpRequest, found: FoundCase, page: ComplaintPage, confirming: Confirming
) -> HttpResponse:
    officer, number = officer_of(request), confirming.decision.row.number
    wish = request.POST.get("wish", "")
    if wish in ("keep", "line", "head"):
        return _kept(request, found, number, wish)
    form = DecisionForm(request.POST, confirming=confirming)
    if not form.is_valid():
        return _show(request, found, confirming, form, status=422)
    try:
        done = commands.confirm(
            number, form.checked, by=officer, now=timezone.now(), seen_version=form.seen_version
        )
    except ChangedSince as changed:
        since = [
            title_of(one, page.officers, own=page.own_words)
            for one in changed.events
            if one.sequence > form.seen_version
        ]
        typed = request.POST.copy()
        typed["seen_version"] = str(changed.events[-1].sequence)
        return _show(request, found, confirming, DecisionForm(typed, confirming=confirming, quiet=True),
                     changed=since, status=409)  # fmt: skip
    except WrongOrders as wrong:
        commands.keep_typed(number, _posted_fields(request), by=officer)
        form.tell(wrong.problems)
    except CaseError as impossible:
        form.add_error(None, _sentence(str(impossible)))
    else:
        messages.success(request, _confirmed(done))
        return redirect("decision-of-case", found.row.key, number)
    return _show(request, found, confirming, form, status=422)


def _kept(request: HttpRequest, found: FoundCase, number: int, wish: str) -> HttpResponse:
    """Keep what was typed, and perhaps make room for one more line or head."""
    typed = _posted_fields(request)
    anchor = ""
    if wish in ("line", "head"):
        before = typed.get(f"{wish}s_added", ["0"])[-1]
        added = int(before) + 1 if before.isdecimal() and len(before) < 3 else 1
        typed[f"{wish}s_added"] = [str(added)]
        if wish == "line":
            typed[f"line-new-{added}-kind"] = [OrderKind.ORDER.value]
        anchor = f"#{wish}-new-{added}"
    try:
        commands.keep_typed(number, typed, by=officer_of(request))
        if wish == "keep":
            messages.success(request, "What you typed is kept. Nothing is recorded yet.")
    except NotToConfirm as refused:
        messages.info(request, str(refused))
    response = redirect("decision-of-case", found.row.key, number)
    response["Location"] += anchor
    return response


def _show(
    request: HttpRequest, found: FoundCase, confirming: Confirming, form: DecisionForm, *,
    changed: list[str] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    return render(
        request, "precedents/confirm.html",
        {
            **case_frame(found, TAB), "one": confirming.decision.row, "document": confirming.decision.document,
            "recorded": confirming.decision.recorded, "beside": confirming.beside, "form": form, "changed": changed,
            "pieces": queries.pieces(confirming.decision.text, confirming.decision.row.lines),
        },
        status=status,
    )  # fmt: skip


def _read(request: HttpRequest, found: FoundCase, one: CaseDecision) -> HttpResponse:
    return render(
        request, "precedents/decision.html",
        {
            **case_frame(found, TAB), "one": one.row, "document": one.document, "outcome": one.outcome,
            "recorded": one.recorded, "pieces": queries.pieces(one.text, one.row.lines),
            "beside": beside(found.page, found.row.key) if found.page else None,
            "may_confirm": may_confirm(officer_of(request)),
        },
    )  # fmt: skip


def _confirming(request: HttpRequest, found: FoundCase, page: ComplaintPage, one: CaseDecision) -> Confirming:
    state = next((each for each in page.case.referrals if each.key == found.row.key), None)
    return Confirming(
        decision=one, page=page, body=found.row.body, beside=beside(page, found.row.key),
        payees=payees(page.complaint_id),
        people=free_to_act(page, stage=page.case.stage, today=timezone.localdate()),
        owner=(state.owner if state else None) or "",
    )  # fmt: skip


def _seen(officer: Officer, key: int, number: int) -> CaseDecision:
    try:
        return queries.case_decision(officer, key, number)
    except NotToBeSeen:
        raise Http404 from None


def _typed(one: CaseDecision) -> QueryDict | None:
    if one.typed is None:
        return None
    typed = QueryDict(mutable=True)
    for name, values in one.typed.items():
        typed.setlist(name, values)
    return typed


def _posted_fields(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed, without what belongs to the sending of it."""
    return {
        name: request.POST.getlist(name) for name in request.POST if name not in ("csrfmiddlewaretoken", "wish")
    }  # fmt: skip


def _told(done: Any) -> str:
    if done.before:
        return "This decision was given before. Here it is; nothing was made twice."
    if done.state is DecisionState.WAITING:
        return "The file is kept, and is being read."
    return "The decision is read. Look at everything below, then confirm it."


def _confirmed(done: commands.Confirmed) -> str:
    said = f"Confirmed. {done.orders} order{'' if done.orders == 1 else 's'} recorded."
    if done.repeats:
        said += (
            f" Asked of us before: {'; '.join(one[:80] for one in done.repeats)}. Ask why it did not hold."
        )
    return said


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
