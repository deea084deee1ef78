"""Addresses of alerts."""

from django.urls import URLPattern, path

from casework.alerts import views

urlpatterns: list[URLPattern] = [
    path("alerts", views.alerts, name="alerts"),
    path("people/absences/<int:number>", views.absence, name="absence"),
    path("alerts/digest", views.digest, name="alerts-digest"),
]
