"""Logging in, and who is who."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from casework.people.forms import LoginForm
from casework.people.queries import only_organisation, who_is_who
from casework.screens.faults import fault


class Login(LoginView):
    """The login page, in the colours of the organisation when there is only one here."""

    template_name = "people/login.html"
    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """What the page shows."""
        return {**super().get_context_data(**context), "organisation": only_organisation()}


login = Login.as_view()


class Logout(LogoutView):
    """Logging out: the browser forgets the pages it was shown, for whoever sits there next."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """End the session."""
        response = super().post(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"cache"'
        return response


logout = Logout.as_view()


def locked_out(request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
    """Too many failed logins from one place."""
    return fault(
        request,
        "Too many attempts to log in",
        "Wait fifteen minutes and try again. If you have forgotten your password, ask an administrator of the service.",
        status=429,
    )


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The organisation's departments, services, teams and officers."""
    found = who_is_who(request.user.organisation, today=timezone.localdate())  # type: ignore[union-attr]
    return render(request, "people/people.html", {"who": found, "here": "people"})
