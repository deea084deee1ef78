"""The organisation's colour as a style sheet of its own, so that no page needs an inline style."""

import re

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

_COLOUR = re.compile(r"[0-9a-fA-F]{6}")


@login_not_required
@require_safe
def look(request: HttpRequest, colour: str) -> HttpResponse:
    """The colours that follow from the organisation's own: readable on it, and darker for a button pressed."""
    if not _COLOUR.fullmatch(colour):
        raise Http404
    on_colour = readable_on(colour)
    mixed = "black" if on_colour == "ffffff" else "white"
    sheet = (
        f":root{{--organisation-colour:#{colour};--organisation-on-colour:#{on_colour};"
        f"--organisation-pressed:color-mix(in srgb,#{colour} 80%,{mixed})}}"
    )
    return HttpResponse(
        sheet,
        content_type="text/css; charset=utf-8",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )


def readable_on(colour: str) -> str:
    """White or black, whichever reads better on the colour: one of them always has a contrast of 4.5."""
    return max(("ffffff", "000000"), key=lambda one: contrast(colour, one))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21. Source: WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
