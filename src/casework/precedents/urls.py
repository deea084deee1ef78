"""Addresses of the precedents app."""

from django.urls import URLPattern, path

from casework.precedents.views import decision, pages

urlpatterns: list[URLPattern] = [
    path("ombudsman/<int:key>/decision", decision.overview, name="case-decision"),
    path("ombudsman/<int:key>/decision/give", decision.give, name="decision-give"),
    path("ombudsman/<int:key>/decision/<int:number>", decision.decision, name="decision-of-case"),
    path("ombudsman/<int:key>/decision/<int:number>/go-on", decision.go_on, name="decision-go-on"),
    path("precedents", pages.precedents, name="precedents"),
    path("precedents/<int:number>", pages.precedent, name="precedent"),
]
