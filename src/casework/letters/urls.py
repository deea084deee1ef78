"""Addresses of casework.letters."""

from django.urls import URLPattern, path

from casework.letters import views

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/letters", views.letters, name="letters"),
]
