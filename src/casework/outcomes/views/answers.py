"""The answers of a stage: its points, the evidence, what the resident asked, its outcome; and one answer to write."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.complaints.commands import Held
from casework.complaints.permissions import may_correct
from casework.complaints.queries import ComplaintPage, free_to_act
from casework.complaints.views.pages import frame, officer_of
from casework.complaints.views.performing import find_page
from casework.outcomes import commands, queries
from casework.outcomes.forms.answers import AnswerForm, OverrideForm, QuestionForm
from casework.outcomes.permissions import may_answer, may_override
from casework.screens.dates import capital
from casework.screens.fields import typed_beside
from putright.cases import CaseError, Status


@require_safe
def answers(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of answers: the present stage, or an earlier one asked for."""
    return _tab(request, find_page(request, reference))


@require_POST
def review(request: HttpRequest, reference: str, stage: str) -> HttpResponse:
    """Keep which of the evidence was looked at."""
    page = _writing(request, reference, stage)
    seen = [
        (kind, int(number))
        for one in request.POST.getlist("seen")
        for kind, _, number in [one.partition("-")]
        if number.isdecimal() and len(number) < 19
    ]
    marked = commands.review(page.reference, stage, seen, by=officer_of(request), now=timezone.now())
    messages.success(request, f"{marked} marked as looked at." if marked else "Nothing was ticked.")
    return redirect("answers", page.reference)


@require_POST
def question(request: HttpRequest, reference: str, stage: str) -> HttpResponse:
    """Keep a question about the complaint as a whole, and answers to those there are."""
    page = _writing(request, reference, stage)
    if not _is_written_at(page, stage):
        raise Http404
    found = queries.answer_page(page, stage)
    form = QuestionForm(request.POST, questions=found.questions)
    if not form.is_valid():
        return _tab(request, page, question_form=form, status=422)
    given = form.cleaned_data
    plain: dict[str, Any] = {"by": officer_of(request), "now": timezone.now()}
    commands.answer_questions(page.reference, stage, form.answered, **plain)
    if given["asked"].strip():
        commands.ask(page.reference, stage, given["asked"], answer=given["asked_answer"], **plain)
    messages.success(request, "What the resident asked is kept.")
    return redirect("answers", page.reference)


@require_http_methods(["GET", "HEAD", "POST"])
def outcome(request: HttpRequest, reference: str, stage: str) -> HttpResponse:
    """Give the stage another outcome than its findings make."""
    page = _writing(request, reference, stage)
    if not may_override(officer_of(request)):
        raise PermissionDenied("Only a manager or a complaints officer gives a stage another outcome.")
    found = queries.answer_page(page, stage)
    form = OverrideForm(request.POST if request.method == "POST" else None, procedure=page.procedure)
    if request.method == "POST" and form.is_valid():
        try:
            commands.override_outcome(
                page.reference, stage, form.chosen, form.cleaned_data["words"], by=officer_of(request),
                now=timezone.now(),
            )  # fmt: skip
        except CaseError as impossible:
            form.add_error("outcome", f"{capital(str(impossible))}.")
        else:
            messages.success(request, "The outcome and its reason are recorded.")
            return redirect("answers", page.reference)
    shown = {"page": page, "form": form, "found": found, "stage": stage}
    return render(request, "outcomes/outcome.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, reference: str, stage: str, point: str) -> HttpResponse:
    """One answer: to be written at the present stage while it is open, else to be read."""
    page = find_page(request, reference)
    _known(page, stage)
    found = queries.answer_page(page, stage)
    one = next((each for each in found.points if each.point.key == point), None)
    if one is None:
        raise Http404
    writable = _is_written_at(page, stage) and may_answer(officer_of(request))
    if request.method != "POST" or not writable:
        if request.method == "POST":
            raise PermissionDenied(
                "This answer cannot be changed: the stage is answered, or your role only reads."
            )
        form = _form(request, page, one) if writable else None
        return _show(request, page, found, one, form)
    form = _form(request, page, one)
    if not form.is_valid():
        return _show(request, page, found, one, form, status=422)
    officer = officer_of(request)
    going_on = typed_beside(request.POST, "going_on") if may_correct(officer) else ""
    try:
        commands.save_answer(
            page.reference, stage, point, form.written, seen_version=form.seen_version, by=officer,
            now=timezone.now(), going_on=going_on,
        )  # fmt: skip
    except commands.AnswerChanged as changed:
        return _show(request, page, found, one, form, status=409, saved=changed.saved)
    except Held as held:
        return _show(request, page, found, one, form, status=422, held=held.would_break)
    except CaseError as impossible:
        form.add_error(None, f"{capital(str(impossible))}.")
        return _show(request, page, found, one, form, status=422)
    messages.success(request, f"The answer to point {point} is kept as a draft.")
    if "more" in request.POST:
        return redirect("answer", page.reference, stage, point)
    return redirect("answers", page.reference)


def _form(request: HttpRequest, page: ComplaintPage, one: queries.PointToAnswer) -> AnswerForm:
    return AnswerForm(
        request.POST if request.method == "POST" else None,
        answer=one.answer,
        documents=page.documents,
        later=bool(one.earlier or one.before),
        procedure=page.procedure,
    )


def _show(
    request: HttpRequest, page: ComplaintPage, found: queries.AnswerPage, one: queries.PointToAnswer,
    form: AnswerForm | None, *, status: int = 200, saved: queries.AnswerRow | None = None, held: tuple[Any, ...] = (),
) -> HttpResponse:  # fmt: skip
    officer = officer_of(request)
    free = free_to_act(page, (officer,), today=timezone.localdate(), stage=found.stage)
    return render(
        request,
        "outcomes/answer.html",
        {
            "page": page, "found": found, "one": one, "form": form, "held": held, "saved": saved,
            "saved_by": page.officers.get(str(saved.officer_id), "Somebody") if saved else "",
            "seen_version": saved.version if saved else (form["seen_version"].value() if form else 0),
            "not_free": "" if not form or not free or free[0].free else free[0].because,
            "may_go_on": may_correct(officer), "going_on": request.POST.get("going_on", ""),
            "titles": {each.key: each.title for each in page.procedure.stages},
        },
        status=status,
    )  # fmt: skip


def _tab(
    request: HttpRequest, page: ComplaintPage, *, question_form: QuestionForm | None = None, status: int = 200
) -> HttpResponse:
    asked = request.GET.get("stage", "")
    stages = [one.key for one in page.case.stages]
    stage = asked if asked in stages else page.case.stage
    found = queries.answer_page(page, stage)
    officer = officer_of(request)
    writable = _is_written_at(page, stage) and may_answer(officer)
    return render(
        request,
        "outcomes/answers.html",
        {
            **frame(request, page, "answers"),
            "found": found, "board": queries.evidence_board(page, stage), "writable": writable,
            "stages": page.stages, "may_override": may_override(officer), "may_write": may_answer(officer),
            "question_form": question_form or QuestionForm(questions=found.questions),
        },
        status=status,
    )  # fmt: skip


def _writing(request: HttpRequest, reference: str, stage: str) -> ComplaintPage:
    page = find_page(request, reference)
    if not may_answer(officer_of(request)):
        raise PermissionDenied("Your role does not include writing answers.")
    _known(page, stage)
    return page


def _known(page: ComplaintPage, stage: str) -> None:
    if all(one.key != stage for one in page.case.stages):
        raise Http404


def _is_written_at(page: ComplaintPage, stage: str) -> bool:
    return page.case.stage == stage and page.case.status is Status.OPEN
