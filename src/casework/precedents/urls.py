"""Addresses of the precedents app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
