"""The tab of remedies and actions, and the pages of their acts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.queries import ComplaintPage
from casework.complaints.views.doing import Doing
from casework.complaints.views.pages import frame, officer_of
from casework.complaints.views.performing import ActPage, find_page, perform
from casework.outcomes import commands, queries
from casework.outcomes.forms.course import AgreeAction
from casework.outcomes.forms.lessons import ApproveTellingForm, LearnForm, TellForm
from casework.outcomes.forms.remedies import ImpactForm, NoRemedyForm, Proposing, RemedyForm
from casework.outcomes.permissions import may_answer, may_tell_public
from casework.outcomes.views.steps import ACTION_STEPS, REMEDY_STEPS, Step, offered_steps
from casework.people.queries import officer_here
from putright.procedures import considerations, remedy_meanings
from putright.vocabulary import PartyAtFault, RemedyType

if TYPE_CHECKING:
    from casework.people.models import Officer

BACK = "remedies"
_Form = Callable[..., Any]


def always(page: ComplaintPage) -> bool:
    """Remedies, actions and lessons outlive the complaint: their acts never need it open."""
    return True


@require_safe
def remedies(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab: the ledger, the actions, the lessons."""
    page, officer, today = find_page(request, reference), officer_of(request), timezone.localdate()
    upheld = {
        one.point: one.upheld for one in queries.answers(page.complaint_id, page.case.stage) if one.outcome
    }
    found = queries.ledger(page, findings=upheld, today=today)
    actions = queries.action_cards(page, today=today)
    return render(
        request,
        "outcomes/remedies.html",
        {
            **frame(request, page, "remedies"),
            "ledger": found,
            "remedy_steps": {one.key: offered_steps(REMEDY_STEPS, one, officer) for one in found.cards},
            "actions": actions,
            "action_steps": {one.key: offered_steps(ACTION_STEPS, one, officer) for one in actions},
            "lessons": queries.lesson_cards(page, officer),
            "lesson_missing": queries.lesson_is_missing(page),
            "may_write": may_answer(officer),
            "may_tell": may_tell_public(officer),
            "officer_name": officer.name,
            "points": {one.key: one for one in page.points},
            "parties_at_fault": tuple(PartyAtFault),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def impact(request: HttpRequest, reference: str) -> HttpResponse:
    """What it meant for the people."""

    def form(*values: Any, page: ComplaintPage, **options: Any) -> ImpactForm:
        return ImpactForm(
            *values, page=page, given=queries.impact(page.complaint_id, page.case.stage), **options
        )

    def does(doing: Doing, form: ImpactForm) -> None:
        commands.save_impact(
            doing.page.reference, doing.page.case.stage, form.judged, seen_version=form.seen_version, by=doing.by,
            now=doing.now,
        )  # fmt: skip

    return perform(
        request, reference,
        _kind("impact", "Say what it meant for the resident", "Keep it", "What it meant is kept.", form, does),
    )  # fmt: skip


@require_safe
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    """Which type of remedy, in the order in which they are considered."""
    page = find_page(request, reference)
    if not may_answer(officer_of(request)):
        raise PermissionDenied("Your role does not include offering remedies.")
    point = request.GET.get("point", "")
    meanings = remedy_meanings()
    return render(
        request,
        "outcomes/choose.html",
        {
            "page": page,
            "point": point if any(one.key == point for one in page.points) else "",
            "steps": [
                (step, [one for one in meanings.values() if one.step == step.key])
                for step in considerations()
            ],
            "judged": queries.impact(page.complaint_id, page.case.stage).judged,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, reference: str, type_: str) -> HttpResponse:
    """Enter a remedy of one type."""
    if type_ not in set(RemedyType):
        raise Http404
    kind = RemedyType(type_)
    asked = request.POST.getlist("points") if request.method == "POST" else [request.GET.get("point", "")]

    def form(*values: Any, page: ComplaintPage, **options: Any) -> RemedyForm:
        return RemedyForm(*values, page=page, proposing=_proposing(page, kind, asked), **options)

    def does(doing: Doing, form: RemedyForm) -> None:
        commands.propose_remedy(doing.page.reference, form.offer, at=form.cleaned_data["at"], **doing.gated)

    title = f"Propose: {kind.label[:1].lower()}{kind.label[1:]}"
    return perform(
        request,
        reference,
        replace(
            _kind(f"propose/{type_}", title, "Enter it", "The remedy is in the ledger.", form, does, "here"),
            template="outcomes/propose.html",
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def none(request: HttpRequest, reference: str) -> HttpResponse:
    """Decide that nothing puts a point right."""

    def form(*values: Any, **options: Any) -> NoRemedyForm:
        return NoRemedyForm(*values, point=request.GET.get("point", ""), **options)

    def does(doing: Doing, form: NoRemedyForm) -> None:
        given = form.cleaned_data
        commands.decide_no_remedy(
            doing.page.reference, given["point"], given["words"], at=given["at"], **doing.plain
        )

    return perform(
        request, reference,
        _kind("none", "Decide that nothing puts a point right", "Record it", "The decision is recorded.", form, does),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def remedy_step(request: HttpRequest, reference: str, key: str, step: str) -> HttpResponse:
    """One step of one remedy."""

    def card(page: ComplaintPage) -> Any:
        return next(
            (one for one in queries.ledger(page, today=timezone.localdate()).cards if one.key == key), None
        )

    def form(one: Step, *values: Any, page: ComplaintPage, **options: Any) -> Any:
        return one.form(*values, page=page, card=card(page), **options)

    return _step(request, reference, REMEDY_STEPS, step, key, card, form)


@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, reference: str) -> HttpResponse:
    """Agree an action."""
    lesson = request.GET.get("lesson") or request.POST.get("lesson") or None

    def form(*values: Any, page: ComplaintPage, **options: Any) -> AgreeAction:
        known = lesson if any(one.key == lesson for one in page.case.lessons) else None
        return AgreeAction(*values, page=page, lesson=known, **options)

    def does(doing: Doing, form: AgreeAction) -> None:
        given = form.cleaned_data
        owner = officer_here(doing.by.organisation_id, given["owner"])
        action = commands.Action(
            form.type, given["words"], given["due"], str(owner.pk) if owner else None, tuple(given["points"]),
            given["learning"], form.recheck_months, lesson=form.lesson,
        )  # fmt: skip
        commands.agree_action(doing.page.reference, action, at=given["at"], **doing.plain)

    kind = _kind("agree", "Agree an action", "Agree it", "The action is agreed.", form, does, "here")
    return perform(request, reference, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def action_step(request: HttpRequest, reference: str, key: str, step: str) -> HttpResponse:
    """One step of one action, also after the complaint is closed."""

    def card(page: ComplaintPage) -> Any:
        cards = queries.action_cards(page, today=timezone.localdate())
        return next((one for one in cards if one.key == key), None)

    def form(one: Step, *values: Any, page: ComplaintPage, **options: Any) -> Any:
        found = card(page)
        return one.form(*values, page=page, action=found.state, about=found.words, **options)

    return _step(request, reference, ACTION_STEPS, step, key, card, form)


@require_http_methods(["GET", "HEAD", "POST"])
def learn(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a lesson, or that there is none."""

    def does(doing: Doing, form: LearnForm) -> None:
        _, again = commands.learn(
            doing.page.reference, form.learned, at=form.cleaned_data["at"], **doing.plain
        )
        if again is not None:
            why = "the same words" if again.because == "words" else "the same cause in the same service"
            messages.warning(
                request,
                f"This was learned before: {again.reference} taught it on {again.learned_on:%-d %B %Y} ({why}). "
                "Ask why that did not hold.",
            )

    kind = _kind("learn", "Record what it teaches", "Record it", "The lesson is recorded.", LearnForm, does)
    return perform(request, reference, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Write what everybody may read of a lesson."""

    def does(doing: Doing, form: TellForm) -> None:
        given = form.cleaned_data
        commands.tell_public(
            doing.page.reference, key, given["said"], given["did"], seen_version=form.seen_version, by=doing.by,
            now=doing.now,
        )  # fmt: skip

    kind = _kind("tell", "Write what everybody may read", "Keep it", "It is kept, and waits for approval.",
                 _telling(TellForm, request, key), does)  # fmt: skip
    return perform(request, reference, kind)


@require_http_methods(["GET", "HEAD", "POST"])
def approve_telling(request: HttpRequest, reference: str, key: str) -> HttpResponse:
    """Approve what everybody may read of a lesson."""

    def does(doing: Doing, form: ApproveTellingForm) -> None:
        commands.approve_telling(
            doing.page.reference, key, seen_version=form.seen_version, by=doing.by, now=doing.now
        )

    kind = _kind("tell-approved", "Approve what everybody may read", "Approve it", "It is approved.",
                 _telling(ApproveTellingForm, request, key), does, allowed=may_tell_public)  # fmt: skip
    return perform(request, reference, kind)


def _telling(form: type[TellForm], request: HttpRequest, key: str) -> _Form:
    def made(*values: Any, page: ComplaintPage, **options: Any) -> TellForm:
        cards = queries.lesson_cards(page, officer_of(request))
        card = next((one for one in cards if one.key == key and not one.no_lesson), None)
        if card is None:
            raise Http404
        return form(*values, page=page, said=card.said, did=card.did, version=card.version, **options)

    return made


def _step(
    request: HttpRequest, reference: str, steps: tuple[Step, ...], name: str, key: str,
    card: Callable[[ComplaintPage], Any], form: Callable[..., Any],
) -> HttpResponse:  # fmt: skip
    one = next((each for each in steps if each.name == name), None)
    if one is None:
        raise Http404

    def offered(page: ComplaintPage) -> bool:
        found = card(page)
        if found is None:
            raise Http404
        return one.offered(found)

    kind = ActPage(
        name=f"{key}/{name}", title=one.title, button=one.button, done=one.done,
        form=lambda *values, **options: form(one, *values, **options),  # type: ignore[arg-type]
        does=lambda doing, filled: _ignore(one.does(doing, key, filled)),
        offered=offered, allowed=one.allowed, people=one.people, back_to=BACK,
    )  # fmt: skip
    return perform(request, reference, kind)


def _ignore(done: object) -> None:
    """An act shows what it did on the page it goes back to."""


def _kind(
    name: str, title: str, button: str, done: str, form: _Form, does: Callable[[Doing, Any], None], people: str = "",
    *, allowed: Callable[[Officer], bool] = may_answer,
) -> ActPage:  # fmt: skip
    return ActPage(
        name=name, title=title, button=button, done=done, form=form, does=does, offered=always, allowed=allowed,  # type: ignore[arg-type]
        people=people, back_to=BACK,
    )  # fmt: skip


def _proposing(page: ComplaintPage, kind: RemedyType, points: list[str]) -> Proposing:
    today = timezone.localdate()
    given = queries.impact(page.complaint_id, page.case.stage)
    bands = queries.bands_for(page, kind, today=today)
    known = tuple(one.key for one in page.points if one.key in points)
    return Proposing(
        type=kind,
        payees=queries.payees(page.complaint_id),
        bands=bands,
        suggestions=queries.suggestions(page, given, today=today) if bands else (),
        judged=given.judged,
        kept=dict(queries.particulars_of(page.complaint_id)),
        fault=queries.fault_of(page, known),
        points=known,
    )
