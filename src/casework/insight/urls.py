"""Addresses of figures."""

from django.urls import URLPattern, path

from casework.insight.views import numbers

urlpatterns: list[URLPattern] = [
    path("figures/numbers", numbers.numbers, name="figures-numbers"),
    path("figures/numbers/new", numbers.new, name="figures-number-new"),
    path("figures/numbers/<int:pk>/back", numbers.back, name="figures-number-back"),
]
