"""Addresses of the orders app."""

from django.urls import URLPattern, path

from casework.orders.views import boards, pages

CASE = "ombudsman/<int:key>/orders"

urlpatterns: list[URLPattern] = [
    path("orders", boards.board, name="order-board"),
    path(CASE, pages.case_orders, name="case-orders"),
    path(f"{CASE}/add", pages.add, name="order-add"),
    path(f"{CASE}/<slug:order>/<slug:name>", pages.step, name="order-step"),
]
