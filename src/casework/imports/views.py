"""The pages of imports."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.uploads import UploadRefused
from casework.complaints.views.pages import officer_of
from casework.imports import asking, queries
from casework.imports.forms import GoAheadForm, TrialForm
from casework.imports.permissions import may_import
from casework.screens.paging import page_asked

if TYPE_CHECKING:
    from casework.people.models import Officer

MAY_NOT = "Your role does not include this: taking in complaints of another system."


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The imports there were, and a file to be tried."""
    officer = _administrator(request)
    form = TrialForm(request.POST, request.FILES) if request.method == "POST" else TrialForm()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            number = asking.ask_trial(
                given["upload"], given["mapping"], procedure="", by=officer, now=timezone.now()
            )
        except UploadRefused as refused:
            form.add_error("upload", str(refused))
        except asking.MappingRefused as refused:
            form.add_error("mapping", str(refused))
        else:
            messages.success(request, "The file is kept and is being tried. Nothing is taken in yet.")
            return redirect("import", number)
    page = page_asked(request)
    rows, more = queries.imports(officer, page=page)
    shown = {"rows": rows, "more": more, "page": page, "form": form, "here": "imports"}
    return render(request, "imports/imports.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One import: what its trial says, and whether it is to be taken in."""
    officer = _administrator(request)
    shown = _page(officer, number)
    if request.method == "POST":
        form = _form(shown, request.POST)
        if form.is_valid():
            _go_ahead(request, officer, number, form.cleaned_data)
        return redirect("import", number)
    return render(request, "imports/import.html", {"one": shown, "form": _form(shown), "here": "imports"})


@require_safe
def listed(request: HttpRequest, number: int) -> StreamingHttpResponse:
    """The rows that are not taken in, as a file."""
    officer = _administrator(request)
    _page(officer, number)
    return StreamingHttpResponse(
        _lines(officer, number), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="import-{number}-left-out.csv"'},
    )  # fmt: skip


class _Written:
    """What a CSV writer writes to, so that each row can be sent as it is made."""

    def write(self, text: str) -> str:
        return text


def _lines(officer: Officer, number: int) -> Iterator[str]:
    writer = csv.writer(_Written())
    yield writer.writerow(["line", "what", "why"])
    for row in queries.listed_rows(officer, number):
        yield writer.writerow([row.line, row.what.label, row.why])


def _go_ahead(request: HttpRequest, officer: Officer, number: int, given: dict[str, Any]) -> None:
    try:
        asking.go_ahead(
            number, skip_bad=given.get("skip_bad", False), make_services=given.get("make_services", False), by=officer
        )  # fmt: skip
    except asking.NotNow as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, "It is being taken in.")


def _form(shown: queries.ImportPage, data: Any = None) -> GoAheadForm:
    with_services = shown.answer.get("with_services")
    return GoAheadForm(data, bad=bool(shown.bad), makes=bool(with_services))


def _page(officer: Officer, number: int) -> queries.ImportPage:
    try:
        return queries.import_page(officer, number)
    except queries.NotToBeSeen:
        raise Http404 from None


def _administrator(request: HttpRequest) -> Officer:
    officer = officer_of(request)
    if not may_import(officer):
        raise PermissionDenied(MAY_NOT)
    return officer
