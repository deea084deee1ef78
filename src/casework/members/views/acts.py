"""Who takes part in a complaint and who may be given what: its tab, and the acts on it."""

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
from casework.members.forms import speaking
from casework.members.permissions import may_keep_authority
from casework.members.views import doing

if TYPE_CHECKING:
    from casework.people.models import Officer

TAB = "taking-part"


def _always(page: ComplaintPage) -> bool:
    return True


def _somebody(page: ComplaintPage) -> bool:
    return bool(queries.who_needs_one(page))


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
        "here_acts": offered_to(officer_of(request), page),
    }
    return render(request, "members/tab.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The page of one act, and the act itself; `of` in the address says whom it is about."""
    kind = BY_NAME[name]
    more: dict[str, Any] = {"chosen": request.GET.get("of", ""), "__doc__": kind.form.__doc__}
    return perform(request, reference, replace(kind, form=type("Chosen", (kind.form,), more)))
