"""Addresses of the service."""

from django.urls import URLPattern, URLResolver, include, path

from casework.screens.look import look

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("casework.people.urls")),
    path("", include("casework.ops.urls")),
    path("", include("casework.complaints.urls")),
    path("", include("casework.outcomes.urls")),
    path("", include("casework.agreements.urls")),
    path("", include("casework.statutory.urls")),
    path("", include("casework.ombudsman.urls")),
    path("", include("casework.orders.urls")),
    path("", include("casework.precedents.urls")),
    path("", include("casework.packs.urls")),
    path("", include("casework.letters.urls")),
    path("", include("casework.providers.urls")),
    path("", include("casework.intake.urls")),
    path("", include("casework.together.urls")),
    path("", include("casework.members.urls")),
    path("", include("casework.alerts.urls")),
    path("", include("casework.imports.urls")),
    path("", include("casework.insight.urls")),
    path("", include("casework.published.urls")),
    path("look/<str:colour>.css", look, name="look"),
]

handler400 = "casework.screens.faults.not_understood"
handler403 = "casework.screens.faults.not_allowed"
handler404 = "casework.screens.faults.not_found"
handler500 = "casework.screens.faults.failed"
