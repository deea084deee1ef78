"""Writing for a report: words for a section, answers for the provisions of a Code. Checked at each save."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.published import commands, queries
from casework.published.forms import AnswerForm, WordsForm
from casework.published.permissions import may_make_reports
from casework.published.queries import NoSuchReport, ProvisionPage, SectionPage
from casework.published.views.making import making_officer, reading_officer
from putright.measures import Check
from putright.reports import Answer

if TYPE_CHECKING:
    from casework.people.models import Officer


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """A section: its figures, its words, and what they contradict."""
    officer = making_officer(request) if request.method == "POST" else reading_officer(request)
    page = _section(officer, number, key)
    if page is None:
        return redirect("report", number)
    form = WordsForm(request.POST or None, tables=page.choices, initial=_words_of(page))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        about = queries.figures_of(officer, number, key, given.get("about", ()))
        text = commands.Text(key, given["words"], given["signed"], about)
        try:
            failed = commands.write(number, text, seen=_number(given["seen"]), by=officer, now=timezone.now())
        except commands.ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            _tell(request, failed)
            return redirect("report-section", number, key)
    shown = {
        "page": page,
        "report": page.report,
        "form": form,
        "may_make": may_make_reports(officer),
        "here": "reports",
    }
    return render(request, "published/section.html", shown, status=422 if form.errors else 200)


@require_safe
def code(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """A Code of a self-assessment with its provisions."""
    officer = reading_officer(request)
    try:
        page, found, rows, body = queries.provisions_of(officer, number, slug)
    except NoSuchReport:
        raise Http404 from None
    except queries.FiguresLost:
        return redirect("report", number)
    shown = {"report": page, "code": found, "provisions": rows, "body": body, "here": "reports"}
    return render(request, "published/code.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def provision(request: HttpRequest, number: int, slug: str, provision: str) -> HttpResponse:
    """One provision: what it asks, what the record shows, and our answer."""
    officer = making_officer(request) if request.method == "POST" else reading_officer(request)
    try:
        page = queries.provision_page(officer, number, slug, provision)
    except NoSuchReport:
        raise Http404 from None
    except queries.FiguresLost:
        return redirect("report", number)
    form = AnswerForm(request.POST or None, initial=_answer_of(page))
    if request.method == "POST" and form.is_valid():
        try:
            failed = _answered(page, number, form.cleaned_data, officer)
        except commands.ReportRefused as refused:
            form.add_error(None, str(refused))
        else:
            _tell(request, failed)
            return redirect("report-provision", number, slug, provision)
    shown = {
        "page": page,
        "report": page.report,
        "form": form,
        "may_make": may_make_reports(officer),
        "here": "reports",
    }
    return render(request, "published/provision.html", shown, status=422 if form.errors else 200)


def _answered(page: ProvisionPage, number: int, given: dict[str, Any], officer: Officer) -> tuple[Check, ...]:
    told = commands.Told(
        page.code.key, page.number, Answer(given["answer"]), given["words"], given["target_on"]
    )
    return commands.answer(number, told, seen=_number(given["seen"]), by=officer, now=timezone.now())


def _section(officer: Officer, number: int, key: str) -> SectionPage | None:
    """The section; None where its figures are not there to be shown."""
    try:
        return queries.section_page(officer, number, key)
    except NoSuchReport:
        raise Http404 from None
    except queries.FiguresLost:
        return None


def _words_of(page: SectionPage) -> dict[str, Any]:
    now = page.now
    if now is None:
        return {"seen": "0"}
    return {"words": now.text, "signed": now.signed, "seen": str(now.id), "about": list(page.chosen)}


def _answer_of(page: ProvisionPage) -> dict[str, Any]:
    now = page.now
    if now is None:
        return {"seen": "0"}
    return {"answer": now.answer, "words": now.text, "target_on": now.target_on, "seen": str(now.id)}


def _tell(request: HttpRequest, failed: tuple[Check, ...]) -> None:
    if failed:
        told = "1 check does" if len(failed) == 1 else f"{len(failed)} checks do"
        messages.success(request, f"It is saved. {told} not hold with it: see below.")
    else:
        messages.success(request, "It is saved. Every check holds.")


def _number(typed: str) -> int:
    return int(typed) if typed.isdecimal() and len(typed) < 16 else -1
