"""The letter of a contact that is no complaint: written, seen as it will be read, sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from casework.complaints.permissions import may_correct
from casework.intake import letters, queries
from casework.intake.commands import ContactRefused
from casework.intake.letters import DraftChanged, LetterHeld
from casework.intake.permissions import may_decide_contacts
from casework.intake.queries import ContactPage, NoSuchContact
from casework.intake.signposting import SignpostForm
from casework.letters.rendering import letter_filename
from casework.screens.fields import typed_beside

if TYPE_CHECKING:
    from casework.people.models import Officer

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
def letter(request: HttpRequest, number: int, route: str) -> HttpResponse:
    """Write the letter of this route, or read what was sent."""
    officer, page = _whose(request, number)
    found = queries.way(officer, page)
    offered = {one.key: one for one in letters.letters_offered(found)}
    rows = {one.route: one for one in letters.letters_of(page.id)}
    row = rows.get(route)
    if route not in offered or page.decision is None:
        raise Http404
    if row is not None and row.state != "draft":
        return redirect("contact-outcome", number)
    words = {**letters.first_words(page, found, offered[route]), **(row.words if row else {})}
    first = {**words, "language": row.language if row else letters.language_of(page)}
    first["way"] = "email" if page.person and page.person.email else "print"
    first["seen"] = letters.mark_of(row.words, row.language) if row else ""
    form = SignpostForm(request.POST or None, initial=first)
    held, theirs = False, None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            if "send" not in request.POST:
                letters.keep(page.id, route, given, given["language"], by=officer, now=timezone.now())
                messages.success(request, "The letter is kept. It is not sent yet.")
                return redirect("contact-letter", number, route)
            letters.send(
                page, route, given, given["language"], given["way"], by=officer, now=timezone.now(),
                going_on=typed_beside(request.POST, "going_on"),
            )  # fmt: skip
            messages.success(
                request,
                "It goes out by e-mail."
                if given["way"] == "email"
                else "It is ready to be printed and posted.",
            )
            return redirect("contact-outcome", number)
        except DraftChanged as changed:
            theirs = changed.words
            form = SignpostForm(initial={**given, "seen": changed.mark})
            first = {**first, **given}
        except LetterHeld:
            held = True
        except ContactRefused as refused:
            form.add_error(None, str(refused))
    typed: dict[str, Any] = form.cleaned_data if form.is_bound and not form.errors.get("way") else first
    made = letters.make(
        page, offered[route], typed, typed.get("language") or "en", typed.get("way") or "print",
        by=officer, today=timezone.localdate(),
    )  # fmt: skip
    shown = {
        "contact": page, "form": form, "made": made, "held": held, "may_go_on": may_correct(officer),
        "going_on": request.POST.get("going_on", ""), "route": offered[route],
        "theirs": theirs,
    }  # fmt: skip
    status = 409 if theirs is not None else 422 if form.errors or held else 200
    return render(request, "intake/letter.html", shown, status=status)


@require_safe
def letter_file(request: HttpRequest, number: int, letter_number: int) -> HttpResponse:
    """The PDF of exactly what was sent."""
    officer, page = _whose(request, number)
    try:
        content, dated_on = letters.sent_pdf(officer, page.id, letter_number)
    except ContactRefused:
        raise Http404 from None
    name = letter_filename(f"contact-{number}", kind="signpost", dated_on=dated_on, suffix="pdf")
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


@require_POST
def letter_settled(request: HttpRequest, number: int, letter_number: int) -> HttpResponse:
    """Say that a letter of which nobody knew went after all, or send it once more."""
    officer, page = _whose(request, number)
    try:
        letters.settle(page.id, letter_number, went="went" in request.POST, by=officer, now=timezone.now())
    except ContactRefused as refused:
        messages.error(request, str(refused))
    return redirect("contact-outcome", number)


def _whose(request: HttpRequest, number: int) -> tuple[Officer, ContactPage]:
    officer: Officer = request.user  # type: ignore[assignment]
    try:
        page = queries.contact(officer, number)
    except NoSuchContact:
        raise Http404 from None
    if not may_decide_contacts(officer):
        raise PermissionDenied("Letters of contacts are written by complaints officers and managers.")
    return officer, page
