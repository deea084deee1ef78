"""Addresses of the packs app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
