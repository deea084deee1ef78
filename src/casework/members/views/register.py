"""The board of members' enquiries, the register of members, and a contact that becomes an enquiry."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.queries import NotToBeSeen, complaint_page
from casework.complaints.references import as_typed
from casework.complaints.views.pages import officer_of
from casework.members import commands, queries
from casework.members.forms.register import MemberForm, WhichComplaint
from casework.members.permissions import may_keep_members, may_take_enquiries
from casework.people.permissions import may_decide_contacts
from casework.screens.dates import capital
from casework.screens.paging import page_asked
from putright.cases import CaseError


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Enquiries that wait for an answer, and contacts to be logged as one."""
    officer, today = officer_of(request), timezone.localdate()
    asked = request.GET.get("whose", "")
    whose = queries.Whose(asked) if asked in set(queries.Whose) else queries.Whose.ALL
    found = queries.members_board(
        officer, whose=whose, page=page_asked(request), today=today, contacts=may_decide_contacts(officer)
    )
    shown = {"board": found, "views": queries.Whose, "here": "members-board", "today": today}
    return render(request, "members/board.html", shown)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every member on the register."""
    officer, today = officer_of(request), timezone.localdate()
    rows = [(one, one.in_office(today)) for one in queries.register(officer.organisation_id)]
    shown = {"rows": rows, "may_keep": may_keep_members(officer), "here": "members-board"}
    return render(request, "members/register.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """Put a member on the register, or change them."""
    officer = officer_of(request)
    if not may_keep_members(officer):
        raise PermissionDenied("The register is kept by complaints officers, managers and administrators.")
    row = queries.member_here(officer.organisation_id, str(number)) if number is not None else None
    if number is not None and row is None:
        raise Http404
    initial: dict[str, Any] = {}
    if row is not None:
        initial = {one.name: getattr(row, one.name) for one in fields(commands.MemberTerms)}
    form = MemberForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            commands.save_member(officer, form.terms, number=number)
        except CaseError as refused:
            form.add_error("name", f"{capital(str(refused))}.")
        else:
            messages.success(request, "They are on the register.")
            return redirect("members")
    shown = {"form": form, "title": row.name if row else "Put a member on the register", "button": "Keep it"}
    return render(request, "members/form.html", shown, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def from_contact(request: HttpRequest, number: int) -> HttpResponse:
    """Say which complaint a contact of a member is about; its form is next, with what they asked."""
    officer = officer_of(request)
    if not (may_decide_contacts(officer) and may_take_enquiries(officer)):
        raise PermissionDenied("Contacts are logged as enquiries by those who decide what they are.")
    contact = queries.contact_to_log(officer, number)
    if contact is None:
        raise Http404
    form = WhichComplaint(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reference = as_typed(form.cleaned_data["reference"])
        try:
            complaint_page(officer, reference, today=timezone.localdate())
        except NotToBeSeen:
            form.add_error(
                "reference", "Reference of the complaint: there is none that you may see. Check it."
            )
        else:
            return redirect(f"{reverse('member-enquiry', args=[reference])}?contact={contact.id}")
    shown = {"form": form, "title": "Which complaint is it about?", "button": "Go on", "contact": contact}
    return render(request, "members/form.html", shown, status=422 if form.errors else 200)
