"""Addresses of casework.outcomes."""

from django.urls import URLPattern, path

from casework.outcomes import views

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/answers", views.answers, name="answers"),
    path("complaints/<slug:reference>/remedies", views.remedies, name="remedies"),
]
