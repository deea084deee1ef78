"""The letters of a complaint: what was sent and what became of it, what is being written, what can be begun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from casework.complaints.views.pages import frame
from casework.complaints.views.performing import find_page
from casework.letters import commands, queries
from casework.letters.permissions import may_write
from putright.cases import CaseError
from putright.vocabulary import LetterKind

if TYPE_CHECKING:
    from casework.people.models import Officer


@require_safe
def letters(request: HttpRequest, reference: str) -> HttpResponse:
    """The tab of the complaint."""
    page = find_page(request, reference)
    return render(
        request,
        "letters/tab.html",
        {
            **frame(request, page, "letters"),
            "letters": queries.letters_tab(page),
            "may_write": may_write(officer_of(request)),
        },
    )


@require_POST
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin a letter, or go on with the one of its kind that is being written."""
    page = find_page(request, reference)
    officer = writing_officer(request)
    try:
        kind = LetterKind.read(request.POST.get("kind", ""))
        number = commands.start(page, kind, by=officer, now=timezone.now())
    except (CaseError, ValueError) as wrong:
        told = str(wrong) if isinstance(wrong, CaseError) else "Choose a letter of the list."
        messages.info(request, f"{told[:1].upper()}{told[1:]}")
        return redirect("letters", reference)
    return redirect("letter", reference, number)


def officer_of(request: HttpRequest) -> Officer:
    """Who asks."""
    return request.user  # type: ignore[return-value]


def writing_officer(request: HttpRequest) -> Officer:
    """Who asks, where they may write letters. Raises PermissionDenied."""
    officer = officer_of(request)
    if not may_write(officer):
        raise PermissionDenied("Your role does not include writing letters.")
    return officer
