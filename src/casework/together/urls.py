"""Addresses of casework.together."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
