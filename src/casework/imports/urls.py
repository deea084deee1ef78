"""Addresses of the imports app."""

from django.urls import URLPattern, path

from casework.imports import views

urlpatterns: list[URLPattern] = [
    path("imports", views.imports, name="imports"),
    path("imports/<int:number>", views.one, name="import"),
    path("imports/<int:number>/left-out.csv", views.listed, name="import-listed"),
]
