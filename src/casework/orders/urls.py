"""Addresses of the orders app."""

from django.urls import URLPattern, path

from casework.orders.views import boards, letters, pages, performing

CASE = "ombudsman/<int:key>/orders"

urlpatterns: list[URLPattern] = [
    path("orders", boards.board, name="order-board"),
    path("ombudsman/performance", performing.performance, name="ombudsman-performance"),
    path("ombudsman/performance/picture.svg", performing.picture, name="ombudsman-performance-picture"),
    path("ombudsman/performance.csv", performing.as_csv, name="ombudsman-performance-csv"),
    path("ombudsman/letters", letters.letters, name="yearly-letters"),
    path("ombudsman/letters/<int:number>", letters.letter, name="yearly-letter"),
    path("ombudsman/letters/<int:number>/explain/<slug:what>", letters.explain, name="letter-explain"),
    path(CASE, pages.case_orders, name="case-orders"),
    path(f"{CASE}/add", pages.add, name="order-add"),
    path(f"{CASE}/<slug:order>/<slug:name>", pages.step, name="order-step"),
]
