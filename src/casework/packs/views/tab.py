"""The pack of a case: its checklist while it is made, its frozen versions, and what became of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.permissions import may_correct
from casework.complaints.queries import ComplaintPage
from casework.complaints.views.pages import officer_of
from casework.ombudsman.views.frames import FoundCase, case_frame, find_case
from casework.packs import commands, queries
from casework.packs.contents import TITLES
from casework.packs.forms import GapForm, SendForm, StartForm
from casework.packs.permissions import may_make_packs
from casework.packs.queries import NoSuchPack
from casework.packs.words import SentHow
from casework.screens.fields import typed_beside
from putright.cases import CaseError

if TYPE_CHECKING:
    from casework.people.models import Officer

TYPES = {"pdf": "application/pdf", "zip": "application/zip"}


@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, key: int) -> HttpResponse:
    """The tab of a case."""
    found, page = case_with_complaint(request, key)
    if request.method != "POST":
        return _show(request, found, page)
    officer, asked = making_officer(request), request.POST.get("do", "")
    if asked == "begin":
        return _begin(request, found, page, officer)
    number = _number(request.POST.get("pack", ""))
    acts: dict[str, tuple[str, Callable[[], Any]]] = {
        "freeze": (
            "The pack is being frozen. It takes a moment; look again.",
            lambda: commands.freeze(number, by=officer, now=timezone.now()),
        ),
        "stop": ("It is stopped. What was built stays.", lambda: commands.stop(number, by=officer)),
        "go-on": ("It goes on where it was.", lambda: commands.go_on(number, by=officer)),
        "bring-in": (
            "What came since is being read.",
            lambda: commands.bring_in(number, by=officer, now=timezone.now()),
        ),
        "drop": (
            "The pack is dropped. Nothing of it was sent.",
            lambda: commands.drop_pack(number, by=officer),
        ),
    }
    if asked not in acts:
        raise Http404
    done, does = acts[asked]
    try:
        does()
    except commands.NotReady as lacking:
        return _show(request, found, page, status=422, errors=lacking.lacking)
    except NoSuchPack:
        raise Http404 from None
    except CaseError as impossible:
        return _show(request, found, page, status=422, errors=(sentence(str(impossible)),))
    messages.success(request, done)
    return redirect("case-pack", key)


@require_http_methods(["GET", "HEAD", "POST"])
def missing(request: HttpRequest, key: int, number: int, record: str) -> HttpResponse:
    """Why a record that is expected is missing."""
    found, page = case_with_complaint(request, key)
    officer = making_officer(request)
    making = _tab(request, found, page).making
    row = next((one for one in making.records if one.key == record), None) if making else None
    if making is None or making.number != number or row is None:
        raise Http404
    form = GapForm(request.POST or None, initial={"words": row.because})
    if request.method == "POST" and form.is_valid():
        try:
            commands.say_why_missing(
                number, record, form.cleaned_data["words"], by=officer, now=timezone.now()
            )
        except CaseError as impossible:
            form.add_error(None, sentence(str(impossible)))
        else:
            messages.success(request, "The reason is kept. The inventory gives it.")
            return redirect("case-pack", key)
    return render(
        request, "packs/missing.html", {**case_frame(found, "case-pack"), "record": row, "form": form},
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Record that a frozen pack was sent."""
    found, page = case_with_complaint(request, key)
    officer = making_officer(request)
    try:
        row = queries.version(officer, number)
    except NoSuchPack:
        raise Http404 from None
    asks = queries.asks_of(page, found.row.key)
    initial = {
        "to": found.row.body.label, "sent_at": timezone.now(),
        "enquiry": row.enquiry if row.enquiry in dict(asks) else (asks[0][0] if asks else ""),
    }  # fmt: skip
    form = SendForm(request.POST or None, asks=asks, initial=initial)
    held: tuple[Any, ...] = ()
    if request.method == "POST" and form.is_valid():
        going_on = typed_beside(request.POST, "going_on") if may_correct(officer) else ""
        try:
            commands.send_pack(number, _sending(form), by=officer, now=timezone.now(), going_on=going_on)
        except commands.Held as would:
            held = would.would_break
        except CaseError as impossible:
            form.add_error(None, sentence(str(impossible)))
        else:
            messages.success(request, "It is recorded that the pack was sent.")
            return redirect("case-pack", key)
    return render(
        request, "packs/send.html",
        {**case_frame(found, "case-pack"), "version": row, "form": form, "held": held,
         "may_go_on": may_correct(officer), "going_on": request.POST.get("going_on", "")},
        status=422 if form.errors or held else 200,
    )  # fmt: skip


@require_safe
def file(request: HttpRequest, key: int, number: int, kind: str) -> FileResponse:
    """The PDF or the bundle of a frozen pack. That it was taken is noted."""
    if kind not in TYPES:
        raise Http404
    case_with_complaint(request, key)
    try:
        content, name = queries.bundle_file(officer_of(request), number, kind)
    except NoSuchPack:
        raise Http404 from None
    return as_file(content, name, TYPES[kind])


def as_file(content: Any, name: str, media_type: str) -> FileResponse:
    """A file that no browser runs."""
    return FileResponse(
        content, as_attachment=True, filename=name, content_type=media_type,
        headers={
            "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )  # fmt: skip


def case_with_complaint(request: HttpRequest, key: int) -> tuple[FoundCase, ComplaintPage]:
    """The case and its complaint; nothing to open where it is linked to none."""
    found = find_case(request, key)
    if found.page is None:
        raise Http404
    return found, found.page


def making_officer(request: HttpRequest) -> Officer:
    """Who asks, where they may make packs. Raises PermissionDenied."""
    officer = officer_of(request)
    if not may_make_packs(officer):
        raise PermissionDenied("Your role does not include making packs for an Ombudsman.")
    return officer


def sentence(text: str) -> str:
    """What went wrong as a sentence."""
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")


def _begin(request: HttpRequest, found: FoundCase, page: ComplaintPage, officer: Officer) -> HttpResponse:
    form = StartForm(request.POST, asks=queries.asks_of(page, found.row.key))
    if not form.is_valid():
        return _show(request, found, page, status=422, start=form)
    commands.start_pack(found.row.key, enquiry=form.cleaned_data["enquiry"], by=officer, now=timezone.now())
    messages.success(request, "The pack is begun. Its documents are being read.")
    return redirect("case-pack", int(found.row.key))


def _show(
    request: HttpRequest, found: FoundCase, page: ComplaintPage, *, status: int = 200, errors: tuple[str, ...] = (),
    start: StartForm | None = None,
) -> HttpResponse:  # fmt: skip
    officer = officer_of(request)
    return render(
        request, "packs/tab.html",
        {
            **case_frame(found, "case-pack"), "packs": _tab(request, found, page), "titles": TITLES,
            "may_make": may_make_packs(officer), "errors_told": errors,
            "start": start or StartForm(asks=queries.asks_of(page, found.row.key), initial=_first_ask(page, found)),
        },
        status=status,
    )  # fmt: skip


def _first_ask(page: ComplaintPage, found: FoundCase) -> dict[str, str]:
    asks = queries.asks_of(page, found.row.key)
    return {"enquiry": asks[0][0] if asks else ""}


def _tab(request: HttpRequest, found: FoundCase, page: ComplaintPage) -> queries.PackTab:
    try:
        return queries.pack_tab(officer_of(request), found.row.key, page, now=timezone.now())
    except NoSuchPack:
        raise PermissionDenied("Your role does not include seeing packs for an Ombudsman.") from None


def _sending(form: SendForm) -> commands.Sending:
    given = form.cleaned_data
    return commands.Sending(
        SentHow(given["how"]), given["to"], given["sent_at"], given["words"], given["enquiry"]
    )


def _number(typed: str) -> int:
    if not (typed.isdecimal() and len(typed) < 16):
        raise Http404
    return int(typed)
