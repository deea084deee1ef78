"""Addresses of figures."""

from django.urls import URLPattern, path

from casework.insight.views import behind, boards, compare, mails, numbers

urlpatterns: list[URLPattern] = [
    path("figures", boards.mine, name="figures"),
    path("figures/service", boards.services, name="figures-services"),
    path("figures/service/<int:key>", boards.place, {"kind": "service"}, name="figures-service"),
    path("figures/department/<int:key>", boards.place, {"kind": "department"}, name="figures-department"),
    path("figures/organisation", boards.organisation, name="figures-organisation"),
    path("figures/ombudsman", boards.ombudsman, name="figures-ombudsman"),
    path("figures/rules", boards.rules, name="figures-rules"),
    path("figures/cases", behind.cases, name="figures-cases"),
    path("figures/chart.svg", boards.chart, name="figures-chart"),
    path("figures/numbers", numbers.numbers, name="figures-numbers"),
    path("figures/numbers/new", numbers.new, name="figures-number-new"),
    path("figures/numbers/<int:pk>/back", numbers.back, name="figures-number-back"),
    path("figures/compare", compare.compare, name="figures-compare"),
    path("figures/compare/new", compare.new, name="figures-others-new"),
    path("figures/compare/file", compare.file, name="figures-others-file"),
    path("figures/compare/example.csv", compare.example, name="figures-others-example"),
    path("figures/compare/<int:pk>/back", compare.back, name="figures-others-back"),
    path("figures/compare/<slug:key>.svg", compare.picture, name="figures-compare-picture"),
    path("figures/mails", mails.mails, name="figures-mails"),
    path("figures/mails/stop/<str:token>", mails.stop, name="figures-mail-stop"),
]
