"""Addresses of logging in and of who is who."""

from django.urls import path

from casework.people import views

urlpatterns = [
    path("accounts/login", views.login, name="login"),
    path("accounts/logout", views.logout, name="logout"),
    path("people", views.people, name="people"),
]
