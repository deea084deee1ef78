"""Addresses of the ombudsman app."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
