"""What everybody sees without a login: published reports of an organisation. All else answers as if it were not there."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from casework.published import open_pages
from casework.published.errors import NoSuchReport
from casework.published.views.making import TYPES

KEEP_SECONDS = 60
"""How long a cache between may keep a page: what is taken back is gone everywhere after that."""


@login_not_required
@require_safe
def published(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The published reports of an organisation."""
    try:
        look, rows = open_pages.open_list(slug)
    except NoSuchReport:
        raise Http404 from None
    return _page("published/open-list.html", organisation=look, rows=rows)


@login_not_required
@require_safe
def performance(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """One published report."""
    try:
        page = open_pages.open_page(slug, key)
    except NoSuchReport:
        raise Http404 from None
    return _page("published/open-page.html", organisation=page.whose, page=page)


@login_not_required
@require_safe
def file(request: HttpRequest, slug: str, key: str, name: str) -> HttpResponseBase:
    """A form of a published report."""
    try:
        path, called, sha256 = open_pages.open_file(slug, key, name)
    except NoSuchReport:
        raise Http404 from None
    mark = f'"{sha256}"'
    if request.headers.get("If-None-Match") == mark:
        return _kept(HttpResponseNotModified(headers={"ETag": mark}))
    response = FileResponse(
        path.open("rb"), as_attachment=True, filename=called, content_type=TYPES[called.rsplit(".", 1)[-1]],
        headers={
            "ETag": mark, "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )  # fmt: skip
    return _kept(response)


def _page(template: str, **shown: object) -> HttpResponseBase:
    """A page that is the same for everybody: it knows nothing of the request, so nobody's name gets into a cache."""
    return _kept(HttpResponse(render_to_string(template, shown)))


def _kept(response: HttpResponseBase) -> HttpResponseBase:
    """What every reader is given alike may be kept by caches for a moment."""
    response.headers["Cache-Control"] = f"public, max-age={KEEP_SECONDS}"
    return response
