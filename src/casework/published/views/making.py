"""Reports in the making: the list, choosing one, how far it is, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.views.pages import officer_of
from casework.published import commands, queries
from casework.published.forms import BeginForm, ReasonForm, SendBackForm
from casework.published.permissions import may_make_reports, may_see_reports
from casework.published.queries import NoSuchReport

if TYPE_CHECKING:
    from casework.people.models import Officer

TYPES = {
    "json": "application/json",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "parquet": "application/vnd.apache.parquet",
}
_ONE = "published/one.html"


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of the organisation: those in the making and the frozen ones."""
    officer = reading_officer(request)
    shown = {"page": queries.reports_page(officer), "may_make": may_make_reports(officer), "here": "reports"}
    return render(request, "published/reports.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choosing a report."""
    officer = making_officer(request)
    form = BeginForm(
        request.POST or None, kinds=queries.kinds_of_reports(officer), codes=queries.codes_assessed(officer),
        today=timezone.localdate(), initial={"when": "year", "compare": True},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        choice = commands.Choice(
            given["report"],
            given["period"],
            given["compare"],
            tuple(given["procedures"]),
            given["structure_on"],
        )
        try:
            begun = commands.begin(choice, by=officer, now=timezone.now())
        except commands.ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The report is being counted. It takes a moment; look again.")
            return redirect("report", begun.pk)
    return render(
        request, "published/new.html", {"form": form, "here": "reports"}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, number: int) -> HttpResponse:
    """One report in the making, and what is done with it."""
    officer = reading_officer(request)
    if request.method != "POST":
        return _show(request, officer, number)
    asked, now = request.POST.get("do", ""), timezone.now()
    acts: dict[str, tuple[str, Callable[[], Any]]] = {
        "count": ("It is being counted anew. The words stay.", lambda: commands.count_again(number, by=officer, now=now)),
        "stop": ("It is stopped.", lambda: commands.stop(number, by=officer, now=now)),
        "files": ("The files are being made. Look again.", lambda: commands.ask_for_files(number, by=officer)),
        "ask": ("It is put up for approval.", lambda: commands.ask_for_approval(number, by=officer, now=now)),
        "approve": (
            "It is approved and is being frozen. Look again in a moment.",
            lambda: commands.approve(number, seen_version=_seen(request), by=officer, now=now),
        ),
        "drop": ("The report is dropped. Nothing was frozen.", lambda: commands.drop(number, by=officer, now=now)),
    }  # fmt: skip
    if asked in ("reason", "back"):
        return _with_words(request, officer, number, asked)
    if asked not in acts:
        raise Http404
    done, does = acts[asked]
    try:
        does()
    except commands.NotReady as open_ones:
        return _show(request, officer, number, status=422, errors=open_ones.lacking)
    except commands.ReportRefused as refused:
        return _show(request, officer, number, status=422, errors=(str(refused),))
    except NoSuchReport:
        raise Http404 from None
    messages.success(request, done)
    return redirect("reports") if asked == "drop" else redirect("report", number)


@require_safe
def whole(request: HttpRequest, number: int) -> HttpResponse:
    """The whole report as it stands."""
    officer = reading_officer(request)
    try:
        page, contents, body = queries.whole_draft(officer, number)
    except NoSuchReport:
        raise Http404 from None
    except queries.FiguresLost:
        return redirect("report", number)
    shown = {"report": page, "contents": contents, "body": body, "here": "reports"}
    return render(request, "published/whole.html", shown)


@require_safe
def file(request: HttpRequest, number: int, suffix: str) -> FileResponse:
    """A form of a report in the making."""
    try:
        path, name = queries.draft_of(reading_officer(request), number, suffix)
    except NoSuchReport:
        raise Http404 from None
    return taken(path, name)


def taken(path: Path, name: str) -> FileResponse:
    """A file that no browser runs."""
    media_type = TYPES[name.rsplit(".", 1)[-1]]
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name, content_type=media_type,
        headers={
            "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )  # fmt: skip


def reading_officer(request: HttpRequest) -> Officer:
    """Who asks, where they may see reports. Raises PermissionDenied."""
    officer = officer_of(request)
    if not may_see_reports(officer):
        raise PermissionDenied("Your role does not include reports of the organisation.")
    return officer


def making_officer(request: HttpRequest) -> Officer:
    """Who asks, where they may make reports. Raises PermissionDenied."""
    officer = officer_of(request)
    if not may_make_reports(officer):
        raise PermissionDenied("Your role does not include making reports of the organisation.")
    return officer


def _with_words(request: HttpRequest, officer: Officer, number: int, asked: str) -> HttpResponse:
    """An act that needs words: the reason for a new edition, or sending back."""
    form = ReasonForm(request.POST) if asked == "reason" else SendBackForm(request.POST)
    if form.is_valid():
        try:
            if asked == "reason":
                commands.give_reason(number, form.cleaned_data["words"], by=officer, now=timezone.now())
            else:
                commands.send_back(number, form.cleaned_data["back"], by=officer, now=timezone.now())
        except NoSuchReport:
            raise Http404 from None
        except commands.ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The reason is kept." if asked == "reason" else "It is sent back.")
            return redirect("report", number)
    return _show(request, officer, number, status=422, forms={asked: form})


def _show(
    request: HttpRequest, officer: Officer, number: int, *, status: int = 200, errors: tuple[str, ...] = (),
    forms: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    try:
        page = queries.prepared_page(officer, number)
    except NoSuchReport:
        raise Http404 from None
    there = forms or {}
    shown = {
        "report": page, "may_make": may_make_reports(officer), "errors_told": errors, "here": "reports",
        "reason": there.get("reason") or ReasonForm(initial={"words": page.reason}),
        "back": there.get("back") or SendBackForm(),
    }  # fmt: skip
    return render(request, _ONE, shown, status=status)


def _seen(request: HttpRequest) -> int:
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else -1
