"""Logging what somebody tells us, step by step, up to the page that is read to the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.commands import Held, NoOriginal
from casework.complaints.permissions import may_correct
from casework.complaints.queries import NotToBeSeen, complaint_page
from casework.complaints.sorting import sortable
from casework.intake import commands, letters, opening, queries
from casework.intake.commands import ContactRefused, Departs, LoggedAlready, NotThen
from casework.intake.deciding import DecisionForm, OpeningForm, first_answers
from casework.intake.forms import AccountForm, EntryForm, entered, told
from casework.intake.permissions import may_decide_contacts, may_log_contacts
from casework.intake.queries import ContactPage, NoSuchContact
from casework.intake.refusing import RefusalForm
from casework.intake.ways import Way
from casework.people.queries import officer_here, officers_here, officers_of, services_of
from casework.screens.fields import typed_beside
from casework.screens.paging import page_asked
from putright.cases import CaseError
from putright.procedures import ombudsmen
from putright.procedures.routing import part_title
from putright.vocabulary import RecordType, RejectionReason

if TYPE_CHECKING:
    from casework.people.models import Officer

STEPS = ((1, "Contact"), (2, "What happened"), (3, "What is it?"), (4, "Procedure and dates"))
VIEWS = (("to-decide", "To decide"), ("requests", "Requests for service"), ("others", "Other contacts"))
BOTH = ["GET", "HEAD", "POST"]
READS_ONLY = "Your role reads only: ask a colleague to log it."


@require_safe
def contacts(request: HttpRequest) -> HttpResponse:
    """Contacts somebody has yet to decide, or those that turned out to be no complaint."""
    view = asked if (asked := request.GET.get("view", "")) in dict(VIEWS) else VIEWS[0][0]
    page = page_asked(request)
    if view == VIEWS[0][0]:
        found, more = queries.contacts_to_decide(_officer(request)), False
    else:
        found, more = queries.contacts_decided(_officer(request), requests=view == "requests", page=page)
    return render(
        request,
        "intake/contacts.html",
        {
            "contacts": found, "more": more, "number": page, "view": view, "views": VIEWS,
            "today": timezone.localdate(), "here": "contacts",
        },
    )  # fmt: skip


@require_http_methods(BOTH)
def new_contact(request: HttpRequest) -> HttpResponse:
    """The first step of a new contact."""
    return _entry(request, None)


@require_http_methods(BOTH)
def contact(request: HttpRequest, number: int, step: int | None = None) -> HttpResponse:
    """A step of a contact, or, without one, the step it is at."""
    if step not in (None, 1, 2, 3, 4):
        raise Http404
    page = _page(request, number)
    officer = _officer(request)
    if request.method == "POST" and not may_log_contacts(officer):
        raise PermissionDenied(READS_ONLY)
    if page.decision and not may_decide_contacts(officer):
        return redirect("contact-outcome", number)
    if page.reference or (step is None and page.decision not in (None, RecordType.COMPLAINT)):
        return redirect("contact-outcome", number)
    if step is None or step > page.step:
        return redirect("contact-step", number, min(page.step, 4))
    if step == 4 and page.decision is not RecordType.COMPLAINT:
        return redirect("contact-step", number, 3)
    if step >= 3 and not may_decide_contacts(officer):
        return render(request, "intake/passed-on.html", {"contact": page})
    return (_entry, _account, _decision, _opening)[step - 1](request, page)


@require_http_methods(BOTH)
def refusal(request: HttpRequest, number: int) -> HttpResponse:
    """What the contact brought is not accepted as a complaint."""
    page = _page(request, number)
    officer = _officer(request)
    if not may_decide_contacts(officer):
        raise PermissionDenied(
            "Whether a contact is a complaint is decided by complaints officers and managers."
        )
    if page.reference or page.decision is not RecordType.COMPLAINT:
        return redirect("contact", number)
    found = queries.way(officer, page)
    proposed = queries.proposals(officer, page, found)
    if not proposed:
        raise Http404
    under = proposed[0].procedure
    elsewhere = found.lead.part.route if found.lead else None
    ombudsman = ombudsmen()[under.ombudsman]
    form = RefusalForm(
        request.POST or None,
        procedure=under,
        ombudsman=ombudsman.name,
        initial={
            "at": timezone.localdate(),
            "reason": elsewhere.refused_as.value if elsewhere and elsewhere.refused_as else "",
            "words": found.lead.part.reasons[0].says if elsewhere and found.lead else "",
        },
    )
    held: tuple[Any, ...] = ()
    going_on = typed_beside(request.POST, "going_on").strip()
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            opening.decline_from_contact(
                number,
                procedure=under.key,
                reason=RejectionReason(given["reason"]),
                words=given["words"],
                at=given["at"],
                ombudsman_details=given["ombudsman_details"],
                issue_on=given["issue_on"],
                original=given["original"],
                discretion_considered=given["discretion_considered"],
                filed_on=given["filed_on"],
                by=officer,
                now=timezone.now(),
                going_on=going_on if may_correct(officer) else "",
            )
            return redirect("contact-outcome", number)
        except Held as stopped:
            held = stopped.would_break
        except NoOriginal as unknown:
            form.add_error("original", _sentence(unknown))
        except (CaseError, ContactRefused) as refused:
            form.add_error(None, _sentence(refused))
    shown = {
        "contact": page, "form": form, "under": under, "ombudsman": ombudsman, "held": held,
        "may_go_on": may_correct(officer), "going_on": going_on,
    }  # fmt: skip
    return render(request, "intake/refusal.html", shown, status=422 if form.errors or held else 200)


@require_safe
def outcome(request: HttpRequest, number: int) -> HttpResponse:
    """What became of the contact, and what to read to the caller."""
    page = _page(request, number)
    officer = _officer(request)
    if page.decision is None:
        return redirect("contact", number)
    opened = None
    if page.reference:
        try:
            opened = complaint_page(officer, page.reference, today=timezone.localdate())
        except NotToBeSeen:
            raise Http404 from None
    found = queries.way(officer, page)
    left = {one.key for one in opened.case.parts if not one.ended} if opened else set()
    offered = [one for one in letters.letters_offered(found) if opened is None or one.key in left]
    shown = {
        "contact": page, "page": opened, "way": found, "letters": letters.letters_of(page.id), "offered": offered,
        "to_begin": sorted(part_title(key) for key in left),
    }  # fmt: skip
    return render(request, "intake/outcome.html", shown)


def _entry(request: HttpRequest, page: ContactPage | None) -> HttpResponse:
    officer = _officer(request)
    if not may_log_contacts(officer):
        raise PermissionDenied(READS_ONLY)
    first = {"taken_by": officer.name, "arrived_at": timezone.now()}
    form = EntryForm(request.POST or None, initial=entered(page) if page else first)
    if request.method == "POST" and form.is_valid():
        try:
            number = commands.log_contact(
                form.entry, by=officer, now=timezone.now(), contact_id=page.id if page else None, once=True
            )
            return redirect("contact-step", number, 2)
        except LoggedAlready as already:
            messages.info(request, str(already))
            return redirect("contact-step", already.number, 2)
        except ContactRefused as refused:
            form.add_error(
                "arrived_at" if "not come yet" in str(refused) else "first_expressed_on", _sentence(refused)
            )
    return _step(request, 1, page, form, "intake/entry.html", here="contact-new")


def _account(request: HttpRequest, page: ContactPage) -> HttpResponse:
    officer = _officer(request)
    today = timezone.localdate()
    sent = request.POST if request.method == "POST" else None
    wanted = (
        int(sent["points"]) if sent and sent.get("points", "").isdecimal() and len(sent["points"]) < 3 else 0
    )
    more = bool(sent and "more" in sent)
    count = max(wanted, len(page.points), 3 if not page.points else 0) + (1 if more else 0)
    services = services_of(officer.organisation, on=today)
    form = AccountForm(
        None if more else sent,
        services=services,
        choices=sortable(
            officer.organisation,
            postcode=page.postcode,
            on=today,
            kept=(*page.themes, *page.services, page.ward),
        ),
        points=count,
        initial=_typed(sent) if more and sent else told(page),
    )
    if sent and not more and form.is_valid():
        try:
            commands.tell(page.id, form.account, by=officer)
            return redirect("contact-step", page.id, 3)
        except ContactRefused as refused:
            form.add_error(None, _sentence(refused))
    before = queries.earlier(officer, page, today=today)
    return _step(
        request, 2, page, form, "intake/account.html", earlier=before, today=today, count=len(form.numbers)
    )


def _typed(sent: QueryDict) -> dict[str, Any]:
    """What was typed so far, to be shown again with one point more."""
    return {
        **dict(sent.items()),
        "themes": sent.getlist("themes"),
        "services": sent.getlist("services"),
    }


def _decision(request: HttpRequest, page: ContactPage) -> HttpResponse:
    officer = _officer(request)
    sent = request.POST if request.method == "POST" else None
    found = queries.way(officer, page)
    form = DecisionForm(
        sent,
        way=found,
        was_something_else=page.was_something_else,
        looking=bool(sent and "look" in sent),
        initial=_decided_before(page, found),
    )
    if sent and form.is_valid() and form.looking:
        return _looked(request, page, form)
    if sent and form.is_valid():
        try:
            return _decided(request, page, form)
        except NotThen as refused:
            form.add_error("complained_at", _sentence(refused))
        except Departs as refused:
            form.add_error("departing", _sentence(refused))
            given = form.cleaned_data
            found = queries.way(officer, page, answers=form.answers, harm=given["safeguarding"])
        except (CaseError, ContactRefused) as refused:
            chases = form.cleaned_data["decision"] == RecordType.REPEAT_CONTACT.value
            form.add_error("reference" if chases else None, _sentence(refused))
    return _step(request, 3, page, form, "intake/decision.html", way=found)


def _decided_before(page: ContactPage, found: Way) -> dict[str, Any]:
    """What the form begins with: what was decided, else what the answers lead to."""
    # To decide again takes a reason of its own.
    complaint = page.decision is RecordType.COMPLAINT
    undecided = page.decision is None and found.proposes is not None
    return {
        "safeguarding": page.safeguarding,
        "choice_offered": page.choice_offered,
        "reason": page.decision_reason if complaint else found.reason if undecided else "",
        "decision": "complaint"
        if complaint
        else found.proposes.value
        if found.proposes and undecided
        else "",
        "complained_at": page.complained_at,
        "departing": next(
            (one["reason"] for one in reversed(page.departures) if one["what"] == "decision"), ""
        ),
        **first_answers(found),
    }


def _looked(request: HttpRequest, page: ContactPage, form: DecisionForm) -> HttpResponse:
    """The answers are kept, and the page is shown again with the way; what else was typed stays."""
    officer, given = _officer(request), form.cleaned_data
    commands.answer(page.id, form.answers, safeguarding=given["safeguarding"], by=officer)
    page = _page(request, page.id)
    found = queries.way(officer, page)
    written_for_them = given["reason"] in ("", form.way.reason)
    was = form.way.proposes.value if form.way.proposes else ""
    decided = given["decision"] not in ("", was)
    again = DecisionForm(
        way=found,
        was_something_else=page.was_something_else,
        initial={
            **given,
            "reason": found.reason if written_for_them else given["reason"],
            "decision": given["decision"] if decided or found.proposes is None else found.proposes.value,
            **first_answers(found),
        },
    )
    return _step(request, 3, page, again, "intake/decision.html", way=found, looked=True)


def _decided(request: HttpRequest, page: ContactPage, form: DecisionForm) -> HttpResponse:
    officer, given = _officer(request), form.cleaned_data
    decision = RecordType(given["decision"])
    if decision is RecordType.REPEAT_CONTACT:
        commands.attach(page.id, given["reference"].strip().upper(), by=officer, now=timezone.now())
        messages.success(request, "The contact is kept with its complaint.")
        return redirect("contact-outcome", page.id)
    commands.decide(
        page.id,
        decision=decision,
        reason=form.reason_in_full,
        safeguarding=given["safeguarding"],
        choice_offered=given["choice_offered"],
        complained_at=given.get("complained_at"),
        answers=form.answers,
        departing=given["departing"],
        by=officer,
        now=timezone.now(),
    )
    return redirect("contact", page.id)


def _opening(request: HttpRequest, page: ContactPage) -> HttpResponse:
    officer = _officer(request)
    found = queries.way(officer, page)
    proposed = queries.proposals(officer, page, found)
    everybody = officers_of(officer.organisation, today=timezone.localdate())
    officers = [one for one in everybody if one.acts]
    form = OpeningForm(
        request.POST or None, proposals=proposed, officers=officers, conduct=page.conduct_of_staff, way=found
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        named = tuple(one.pk for one in officers_here(officer.organisation_id, given["named"]))
        under, _, stage = given["procedure"].partition("#")
        try:
            opening.open_from_contact(
                page.id,
                procedure=under,
                stage=stage,
                departing=given.get("departing", ""),
                handler=officer_here(officer.organisation_id, given["handler"]),
                restricted_to=named if given["restricted"] == "yes" else None,
                by=officer,
                now=timezone.now(),
            )
            return redirect("contact-outcome", page.id)
        except Departs as refused:
            form.add_error("departing", _sentence(refused))
        except (CaseError, ContactRefused) as refused:
            form.add_error(None, _sentence(refused))
    lead = found.lead.part if found.lead else None
    begun = bool(lead and lead.procedure and lead.stage is not lead.procedure.first_stage)
    before = queries.earlier(officer, page, today=timezone.localdate()) if begun else None
    return _step(
        request,
        4,
        page,
        form,
        "intake/opening.html",
        proposals=proposed,
        way=found,
        earlier=before,
        begun=begun,
    )


def _step(
    request: HttpRequest, step: int, page: ContactPage | None, form: Any, template: str, **more: Any
) -> HttpResponse:
    shown = {"contact": page, "form": form, "step": step, "steps": STEPS, **more}
    return render(request, template, shown, status=422 if form.errors else 200)


def _page(request: HttpRequest, number: int) -> ContactPage:
    try:
        return queries.contact(_officer(request), number)
    except NoSuchContact:
        raise Http404 from None


def _officer(request: HttpRequest) -> Officer:
    return request.user  # type: ignore[return-value]


def _sentence(refused: Exception) -> str:
    text = str(refused)
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith(".") else ".")
