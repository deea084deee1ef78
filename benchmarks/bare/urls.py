"""The service's addresses, and the bare page's."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from jinja2 import Environment

from benchmarks.bare.models import Row

_TEMPLATE = Environment(autoescape=True).from_string(
    "<!doctype html><title>Rows</title><table>{% for row in rows %}<tr><td>{{ row.reference }}<td>{{ row.title }}"
    "<td>{{ row.stage }}<td>{{ row.owner }}<td>{{ row.due_on }}{% endfor %}</table>"
)


@login_not_required
def bare(request: HttpRequest, rows: int) -> HttpResponse:
    """That many rows, newest first."""
    return HttpResponse(_TEMPLATE.render(rows=list(Row.objects.order_by("-id")[:rows])))


urlpatterns = [path("bare/<int:rows>", bare), path("", include("casework.config.urls"))]
