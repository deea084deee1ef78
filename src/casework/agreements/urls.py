"""Addresses of casework.agreements."""

from django.urls import URLPattern, path

from casework.agreements import views

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/visits", views.visits, name="visits"),
]
