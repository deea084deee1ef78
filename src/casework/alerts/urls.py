"""Addresses of alerts."""

from django.urls import URLPattern, path

from casework.alerts import views

urlpatterns: list[URLPattern] = [
    path("alerts", views.alerts, name="alerts"),
    path("alerts/digest", views.digest, name="alerts-digest"),
]
