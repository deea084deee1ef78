"""Addresses of logging in, of who is who and of absences."""

from django.urls import path

from casework.people.views import absences, signing_in

urlpatterns = [
    path("accounts/login", signing_in.login, name="login"),
    path("accounts/logout", signing_in.logout, name="logout"),
    path("people", signing_in.people, name="people"),
    path("people/absences", absences.listed, name="absences"),
]
