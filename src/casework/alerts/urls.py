"""Addresses of alerts, and of absences with what is due in them."""

from django.urls import URLPattern, path

from casework.alerts.views import absences, seen

urlpatterns: list[URLPattern] = [
    path("alerts", seen.alerts, name="alerts"),
    path("alerts/digest", seen.digest, name="alerts-digest"),
    path("people/absences/new", absences.plan, name="absence-new"),
    path("people/absences/<int:number>", absences.due, name="absence"),
    path("people/absences/<int:number>/change", absences.change, name="absence-change"),
]
