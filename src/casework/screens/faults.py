"""What is said when something cannot be done: in plain words, what was typed is kept, nothing internal is told."""

from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render, resolve_url

# Not words somebody wrote: never shown back.
NOT_WORDS = frozenset({"csrfmiddlewaretoken", "password", "seen_version", "upload"})


def fault(request: HttpRequest, heading: str, *sentences: str, status: int, **more: Any) -> HttpResponse:
    """A page that says what is the matter and what to do."""
    return render(request, "fault.html", {"heading": heading, "sentences": sentences, **more}, status=status)


def kept_text(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """What was typed into the form that was sent, so that nobody has to write it twice."""
    try:
        sent = request.POST.lists()
    except (RequestDataTooBig, UnreadablePostError):
        return ()
    return tuple(
        (name.replace("-", " ").replace("_", " ").capitalize(), "\n".join(values))
        for name, values in sent
        if name not in NOT_WORDS and any(value.strip() for value in values)
    )


def not_understood(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 for more text than a form can carry."""
    if isinstance(exception, RequestDataTooBig):
        megabytes = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        return fault(
            request,
            "That is too much text for one form",
            f"A form can carry {megabytes} MB. Go back: your text is still in the page.",
            "Shorten it, or add it as a document.",
            status=413,
        )
    return fault(
        request,
        "This could not be understood",
        "Something in the request is not as this service sends it. Go back, reload the page and try again.",
        status=400,
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403."""
    said = str(exception) if exception and str(exception) else "Your role does not include this."
    return fault(
        request,
        "You cannot do this",
        said,
        "If it is part of your work, ask an administrator of the service.",
        status=403,
        kept=kept_text(request),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same page whether a thing does not exist or may not be seen."""
    return fault(
        request,
        "There is nothing here that you can open",
        "Check the reference or the address. It may not exist, or it may be restricted to other people.",
        status=404,
    )


def failed(request: HttpRequest) -> HttpResponse:
    """500. Asks nothing of the database, which may be what failed."""
    return HttpResponse(FAILED, status=500, content_type="text/html; charset=utf-8")


def form_not_accepted(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from one of our pages, or from a page older than the last login."""
    return fault(
        request,
        "This form could not be accepted",
        "It did not come from a page of this service, or the page is older than your last login. Nothing was saved.",
        "Open the page again and send the form from there.",
        status=403,
        kept=kept_text(request),
        again=request.path,
    )


class LoginRequired(LoginRequiredMiddleware):
    """Asks for a login, and keeps what was typed when somebody was logged out while writing."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponse:  # type: ignore[override]
        """The login page; for a form that was sent, first a page with its text."""
        kept = kept_text(request) if request.method == "POST" else ()
        if not kept:
            return super().handle_no_permission(request, view_func)
        return fault(
            request,
            "You have been logged out",
            "Nothing was saved. Log in again and send the form once more.",
            status=403,
            kept=kept,
            again=f"{resolve_url(settings.LOGIN_URL)}?next={request.path}",
            again_words="Log in again",
        )


FAILED = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Something went wrong</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/casework/casework.css"></head>
<body class="govuk-template__body"><div class="govuk-width-container"><main class="govuk-main-wrapper">
<h1 class="govuk-heading-l">Something went wrong on our side</h1>
<p class="govuk-body">What you sent was not saved, not even in part. Go back: your text is still in the page.
Try again in a minute; if it happens again, tell an administrator of the service what you were doing and when.</p>
<p class="govuk-body"><a class="govuk-link" href="/">Go to the work queue</a></p>
</main></div></body></html>
"""
