"""Frozen reports: what is known of one, reading it, taking its files, publishing it and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.published import commands, queries
from casework.published.forms import TakeBackForm
from casework.published.permissions import may_make_reports
from casework.published.queries import NoSuchReport
from casework.published.views.making import reading_officer, taken
from casework.published.words import Audience


@require_http_methods(["GET", "HEAD", "POST"])
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """One frozen report."""
    officer, form = reading_officer(request), TakeBackForm(request.POST or None)
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        asked, now = request.POST.get("do", ""), timezone.now()
        if asked not in ("publish", "take-back"):
            raise Http404
        try:
            if asked == "publish":
                commands.publish(number, by=officer, now=now)
                messages.success(request, "It is published: everybody can see it.")
                return redirect("edition", number)
            if form.is_valid():
                commands.take_back(number, form.cleaned_data["words"], by=officer, now=now)
                messages.success(request, "It is taken back: nobody outside sees it any more.")
                return redirect("edition", number)
        except NoSuchReport:
            raise Http404 from None
        except commands.ReportRefused as refused:
            errors = (str(refused),)
    try:
        page = queries.edition_page(officer, number)
    except NoSuchReport:
        raise Http404 from None
    refused_now = bool(errors or (request.method == "POST" and form.errors))
    shown = {
        "page": page, "form": form if refused_now and not errors else TakeBackForm(), "errors_told": errors,
        "may_make": may_make_reports(officer), "here": "reports",
    }  # fmt: skip
    return render(request, "published/edition.html", shown, status=422 if refused_now else 200)


@require_safe
def whole(request: HttpRequest, number: int, audience: str) -> HttpResponse:
    """A frozen report to be read, as our own people do or as everybody would."""
    try:
        page, body = queries.edition_whole(reading_officer(request), number, Audience(audience))
    except NoSuchReport:
        raise Http404 from None
    shown = {"page": page, "body": body, "audience": audience, "here": "reports"}
    return render(request, "published/edition-whole.html", shown)


@require_safe
def file(request: HttpRequest, number: int, name: str) -> FileResponse:
    """A file of a frozen report."""
    try:
        path, called = queries.edition_file(reading_officer(request), number, name)
    except NoSuchReport:
        raise Http404 from None
    return taken(path, called)
