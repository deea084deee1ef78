"""The editor: what is typed is kept on any error, and checked by the same checks while typing and when saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from casework.complaints.queries import NotToBeSeen
from casework.letters import commands, queries
from casework.letters.errors import LetterChanged, NoSuchLetter
from casework.letters.forms.editor import EditorForm
from casework.letters.permissions import may_go_past, may_write
from casework.letters.queries import EditorPage
from casework.letters.views.tab import officer_of, writing_officer
from casework.screens.fields import typed_beside
from putright.calendars import BeyondHorizon
from putright.cases import CaseError

if TYPE_CHECKING:
    from casework.letters.making import InHand
    from casework.people.models import Officer

PAST, BECAUSE = "past:", "because:"


@dataclass(slots=True)
class Shown:
    """What the page is drawn with beside the editor and its form."""

    status: int = 200
    held: tuple[Any, ...] = ()
    theirs: dict[str, str] = field(default_factory=dict)
    changed: bool = False
    seen_version: int | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def editor(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A letter in the making."""
    officer = officer_of(request)
    try:
        stored, hand = queries.editor(officer, reference, number, today=timezone.localdate())
    except (NotToBeSeen, NoSuchLetter):
        raise Http404 from None
    except CaseError:
        return redirect("letter-sent", reference, number)
    if request.method != "POST":
        if not may_write(officer):
            return redirect("letter-ready", reference, number)
        return _show(request, stored, EditorForm(editor=stored), Shown())
    writing_officer(request)
    typed, form = _typed(request, stored, hand)
    asked = request.POST.get("do", "save")
    if asked == "check":
        return _show(request, typed, form, Shown(seen_version=_seen(request)))
    if asked.startswith(PAST) and (wrong := _no_reason(request, officer, asked)):
        form.add_error(None, wrong)
    if form.errors:
        return _show(request, typed, form, Shown(422, seen_version=_seen(request)))
    return _save(request, officer, typed, form, asked)


@require_POST
def checks(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """What the checks say of what is typed at this moment; nothing is stored."""
    officer = writing_officer(request)
    try:
        stored, hand = queries.editor(officer, reference, number, today=timezone.localdate())
    except (NotToBeSeen, NoSuchLetter, CaseError):
        raise Http404 from None
    typed, form = _typed(request, stored, hand)
    return render(request, "letters/checks.html", _context(request, typed, form, Shown()))


def _typed(request: HttpRequest, stored: EditorPage, hand: InHand) -> tuple[EditorPage, EditorForm]:
    """The editor and its form with what was typed: read twice, since promises found in it have fields of their own."""
    first = EditorForm(request.POST, editor=stored)
    first.is_valid()
    typed = queries.typed_editor(hand, first.draft(), today=timezone.localdate())
    form = EditorForm(request.POST, editor=typed)
    form.is_valid()
    return typed, form


def _save(
    request: HttpRequest, officer: Officer, typed: EditorPage, form: EditorForm, asked: str
) -> HttpResponse:
    reference, number, now = typed.page.reference, typed.number, timezone.now()
    try:
        gate = commands.save(
            reference, number, form.draft(), seen_version=_seen(request), seen_answers=form.seen_answers(), by=officer,
            now=now, going_on=typed_beside(request.POST, "going_on") if may_go_past(officer) else "",
        )  # fmt: skip
        if asked.startswith(PAST):
            key = asked.removeprefix(PAST)
            because = typed_beside(request.POST, BECAUSE + key)
            commands.go_past(reference, number, key, because, by=officer, now=now)
    except LetterChanged:
        return _stale(request, officer, typed, form)
    except commands.Held as held:
        return _show(request, typed, form, Shown(422, held=held.would_break, seen_version=_seen(request)))
    except (CaseError, BeyondHorizon) as impossible:
        form.add_error(None, _sentence(str(impossible)))
        return _show(request, typed, form, Shown(422, seen_version=_seen(request)))
    open_checks = len(gate.to_mend)
    if asked == "ready":
        return redirect("letter-ready", reference, number)
    if asked.startswith(PAST):
        messages.success(
            request, "The letter is saved. The check is gone past with your reason and your name."
        )
    else:
        messages.success(
            request,
            "The letter is saved."
            + (
                f" {open_checks} check{'' if open_checks == 1 else 's'} hold it."
                if open_checks
                else " No check holds it."
            ),
        )
    return redirect("letter", reference, number)


def _stale(request: HttpRequest, officer: Officer, typed: EditorPage, form: EditorForm) -> HttpResponse:
    """Somebody else saved meanwhile: both texts are shown, what was typed in the fields, theirs beside each."""
    now_stored, hand = queries.editor(officer, typed.page.reference, typed.number, today=timezone.localdate())
    current = EditorForm(editor=now_stored)
    data = request.POST.copy()
    for name in current.fields:
        if name.startswith("seen-"):
            data[name] = str(current[name].value() or "")
    again = EditorForm(data, editor=queries.typed_editor(hand, form.draft(), today=timezone.localdate()))
    again.is_valid()
    theirs = {
        name: str(current[name].value() or "").strip() or "(nothing)"
        for name in current.fields
        if getattr(current.fields[name], "drawn_as", "") in ("passage", "line")
        and name in data
        and _same(data.get(name, "")) != _same(str(current[name].value() or ""))
    }
    return _show(
        request, again.editor, again, Shown(409, theirs=theirs, changed=True, seen_version=now_stored.version)
    )


def _no_reason(request: HttpRequest, officer: Officer, asked: str) -> str:
    if not may_go_past(officer):
        raise PermissionDenied("Your role does not include going past a check.")
    if typed_beside(request.POST, BECAUSE + asked.removeprefix(PAST)).strip():
        return ""
    return "Your reason for going past the check: enter it. It is kept with your name."


def _show(request: HttpRequest, page: EditorPage, form: EditorForm, shown: Shown) -> HttpResponse:
    return render(request, "letters/editor.html", _context(request, page, form, shown), status=shown.status)


def _context(request: HttpRequest, page: EditorPage, form: EditorForm, shown: Shown) -> dict[str, Any]:
    return {
        "editor": page, "page": page.page, "form": form, "shown": shown, "today": timezone.localdate(),
        "seen_version": page.version if shown.seen_version is None else shown.seen_version,
        "may_go_on": may_go_past(officer_of(request)), "going_on": request.POST.get("going_on", ""),
        "typed": {name: value for name, value in request.POST.items() if name.startswith(BECAUSE)},
    }  # fmt: skip


def _seen(request: HttpRequest) -> int:
    seen = request.POST.get("seen_version", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else -1


def _same(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.replace("\r", "").strip().split("\n"))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
