"""Addresses of casework.members."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
