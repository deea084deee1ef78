"""The page that says how the service is."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from casework.ops.health import health


@login_not_required
@never_cache
@require_safe
def show_health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when somebody should look; counts only."""
    found = health(now=timezone.now())
    return JsonResponse(
        {
            "well": found.is_well,
            "database": found.database,
            "jobs_waiting": found.waiting,
            "jobs_failed": found.failed,
            "oldest_waiting_minutes": found.oldest_waiting_minutes,
        },
        status=200 if found.is_well else 503,
    )
