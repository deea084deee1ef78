"""Who takes part in a complaint, who may be given what, and what members ask: its tab, and the acts on it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.forms.act import ActForm
from casework.complaints.queries import ComplaintPage
from casework.complaints.views.pages import frame, officer_of
from casework.complaints.views.performing import ActPage, find_page, perform
from casework.members import queries
from casework.members.forms import enquiring, speaking
from casework.members.permissions import may_keep_authority, may_take_enquiries
from casework.members.views import doing
from casework.people.permissions import may_decide_contacts
from casework.people.queries import officers_of

if TYPE_CHECKING:
    from casework.people.models import Officer

TAB = "taking-part"


def _always(page: ComplaintPage) -> bool:
    return True


def _somebody(page: ComplaintPage) -> bool:
    return bool(queries.who_needs_one(page))


def _waiting(page: ComplaintPage) -> bool:
    return bool(queries.waiting(page))


def _without_consent(page: ComplaintPage) -> bool:
    return any(not one.consent for one in queries.waiting(page))


def _act(name: str, title: str, button: str, done: str, form: type[ActForm], does: Any, offered: Any,
         allowed: Any = may_keep_authority) -> ActPage:  # fmt: skip
    return ActPage(name, title, button, done, form, does, offered, allowed, back_to=TAB)


ACTS = (
    _act("speaker", "Add a representative or advocate", "Add them", "They are on the complaint.",
         speaking.AddSpeaker, doing.add_speaker, _always),
    _act("authority", "Record an authority", "Record it", "The authority is recorded.",
         speaking.RecordAuthority, doing.record_authority, _somebody),
    _act("ask-authority", "Ask for an authority", "Record it", "It is recorded that the authority was asked for.",
         speaking.AskAuthority, doing.ask_for_authority, _somebody),
    _act("end-authority", "Record that somebody speaks for them no more", "Record it", "The authority is ended.",
         speaking.EndAuthority, doing.end_authority, _somebody),
    _act("give", "Give something on an authority", "Record it", "It is recorded what was given.",
         speaking.Give, doing.give, _somebody),
    _act("member-enquiry", "Log a member’s enquiry", "Log it", "The enquiry is logged.",
         enquiring.LogEnquiry, doing.log_enquiry, _always, may_take_enquiries),
    _act("member-consent", "Record the person’s consent", "Record it", "The consent is recorded.",
         enquiring.Consent, doing.record_consent, _without_consent, may_take_enquiries),
    _act("member-told", "Tell a member that the answer follows", "Record it", "It is recorded what the member was told.",
         enquiring.HoldAnswer, doing.hold_answer, _waiting, may_take_enquiries),
    _act("member-answered", "Answer a member", "Record it", "The answer to the member is recorded.",
         enquiring.AnswerMember, doing.answer, _waiting, may_take_enquiries),
    _act("member-no-answer", "Record that a member wants no answer", "Record it", "The enquiry is at its end.",
         enquiring.TakeBack, doing.take_back, _waiting, may_take_enquiries),
)  # fmt: skip
BY_NAME = {one.name: one for one in ACTS}


def offered_to(officer: Officer, page: ComplaintPage) -> dict[str, ActPage]:
    """The acts this officer can do here, by name."""
    return {one.name: one for one in ACTS if one.allowed(officer) and one.offered(page)}


@require_safe
def tab(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of who takes part."""
    page, today = find_page(request, reference), timezone.localdate()
    shown = {
        **frame(request, page, TAB),
        "speakers": queries.speakers(page, today=today),
        "enquiries": queries.enquiries(page, today=today),
        "here_acts": offered_to(officer_of(request), page),
    }
    return render(request, "members/tab.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The page of one act, and the act itself; `of` in the address says whom it is about."""
    kind, officer = BY_NAME[name], officer_of(request)
    more: dict[str, Any] = {"chosen": request.GET.get("of", ""), "__doc__": kind.form.__doc__}
    if issubclass(kind.form, enquiring.LogEnquiry):
        more |= _logging(request, officer)
    elif kind.allowed is may_take_enquiries:
        more |= {
            "names": queries.names_of_enquiries(find_page(request, reference)),
            "organisation": officer.organisation.short_name,
        }
    return perform(request, reference, replace(kind, form=type("Chosen", (kind.form,), more)))


def _logging(request: HttpRequest, officer: Officer) -> dict[str, Any]:
    """What the form of an enquiry needs: members, officers, and the contact it came by if the address names one."""
    number = request.GET.get("contact", "")
    contact = None
    if number.isdecimal() and len(number) < 19 and may_decide_contacts(officer):
        contact = queries.contact_to_log(officer, int(number))
    return {
        "members": queries.register(officer.organisation_id),
        "officers": officers_of(officer.organisation, today=timezone.localdate()),
        "organisation": officer.organisation.short_name,
        "contact": contact.id if contact else None,
        "asked": contact.words if contact else "",
    }
