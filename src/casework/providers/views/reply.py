"""The link to reply: no account, one complaint, one reply. Every opening is logged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.uploads import UploadRefused, path_of
from casework.providers.forms.replying import ReplyForm
from casework.providers.opening import LinkShut, open_or_say_why
from casework.providers.replying import SavedMeanwhile, add_file, not_kept, save_reply, send_reply
from casework.providers.shown import document_shown, shown_part
from casework.providers.tokens import NoSuchToken, link_of
from casework.screens.dates import capital
from putright.cases import CaseError

if TYPE_CHECKING:
    from casework.providers.models import Account, ReplyLink


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page of a link."""
    link = _link(token)
    return never_kept(
        answer(request, link, here=reverse("reply", args=[token]), documents=f"/reply/{token}/documents/")
    )


@login_not_required
@require_safe
def document(request: HttpRequest, token: str, number: int) -> HttpResponseBase:
    """A document that was sent with the link."""
    return send_document(_link(token), number, None)


def answer(
    request: HttpRequest, link: ReplyLink, *, here: str, documents: str, account: Account | None = None
) -> HttpResponse:
    """Show the part, save, add a file, or send: for the link and for who signs in alike."""
    now, today = timezone.now(), timezone.localdate()
    try:
        if request.method != "POST":
            open_or_say_why(link, "opened", account=account, now=now, today=today)
            return _page(request, link, here, documents, account)
        return _post(request, link, here, documents, account)
    except LinkShut as shut:
        return shut_page(request, link, shut, account)


def shut_page(request: HttpRequest, link: ReplyLink, shut: LinkShut, account: Account | None) -> HttpResponse:
    """Why a link opens no more, and whom to ask. Nothing of the complaint but what was typed just now, to be copied."""
    organisation = link.forwarding.complaint.organisation
    typed = not_kept(link, request.POST)
    shown = {"organisation": organisation, "why": shut.why, "account": account, "typed": typed}
    return render(
        request, "providers/shut.html", shown, status=200 if shut.why.value == "sent_already" else 410
    )


def send_document(link: ReplyLink, number: int, account: Account | None) -> HttpResponseBase:
    """A document as a file no browser runs. One that was not sent with the link is not there."""
    now, today = timezone.now(), timezone.localdate()
    try:
        open_or_say_why(link, "opened", account=account, now=now, today=today)
    except LinkShut:
        raise Http404 from None
    found = document_shown(link, number)
    if found is None or not path_of(found.stored_as).is_file():
        raise Http404
    return as_file(found.stored_as, found.called, found.media_type)


def as_file(stored_as: str, called: str, media_type: str) -> FileResponse:
    """A stored file to be saved, never shown by the browser within our pages."""
    return FileResponse(
        path_of(stored_as).open("rb"), as_attachment=True, filename=called, content_type=media_type,
        headers={
            "X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )  # fmt: skip


def never_kept(response: HttpResponse) -> HttpResponse:
    """What an address of its own opens is kept by no cache, told to nobody and found by no search engine."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "no-referrer" if response.status_code != 200 else "same-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _post(
    request: HttpRequest, link: ReplyLink, here: str, documents: str, account: Account | None
) -> HttpResponse:
    now, today = timezone.now(), timezone.localdate()
    form = ReplyForm(request.POST, part=shown_part(link))
    if not form.is_valid():
        return _page(request, link, here, documents, account, form=form)
    try:
        if request.POST.get("do") == "send":
            said, declared = form.said, form.cleaned_data["declared"]
            send_reply(link, said, declared=declared, account=account, now=now, today=today)
            return redirect(here)
        save_reply(link, form.said, account=account, now=now, today=today)
        upload = request.FILES.get("upload")
        if upload is not None:
            add_file(link, upload, account=account, now=now, today=today)
    except SavedMeanwhile:
        form.add_error(
            None,
            "Somebody else saved this reply since you opened it. Yours was not saved and is below: copy it, open the "
            "page anew, and put the two together.",
        )
        return _page(request, link, here, documents, account, form=form, status=409)
    except UploadRefused as refused:
        form = ReplyForm(_again(request, link), part=shown_part(link))
        form.is_valid()
        form.add_error(None, f"Your words are saved. {refused}")
        return _page(request, link, here, documents, account, form=form)
    except CaseError as refused:
        form.add_error(None, f"{capital(str(refused))}. Nothing was sent.")
        return _page(request, link, here, documents, account, form=form)
    return redirect(f"{here}?saved=yes")


def _again(request: HttpRequest, link: ReplyLink) -> object:
    """What was typed, with the version it has now that it is saved."""
    typed = request.POST.copy()
    typed["seen_version"] = str(shown_part(link).version)
    return typed


def _page(
    request: HttpRequest, link: ReplyLink, here: str, documents: str, account: Account | None, *,
    form: ReplyForm | None = None, status: int | None = None,
) -> HttpResponse:  # fmt: skip
    part = shown_part(link)
    shown = {
        "part": part, "organisation": part.organisation, "form": form or ReplyForm(part=part), "here": here,
        "documents": documents, "account": account, "saved": request.GET.get("saved") == "yes",
    }  # fmt: skip
    code = status or (422 if form is not None and form.errors else 200)
    return render(request, "providers/reply.html", shown, status=code)


def _link(token: str) -> ReplyLink:
    try:
        return link_of(token)
    except NoSuchToken:
        raise Http404 from None
