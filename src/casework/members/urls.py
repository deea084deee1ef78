"""Addresses of casework.members."""

from django.urls import URLPattern, path

from casework.members.views import acts, register

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/taking-part", acts.tab, name="taking-part"),
    path("members", register.board, name="members-board"),
    path("members/register", register.register, name="members"),
    path("members/register/new", register.member, name="member-new"),
    path("members/register/<int:number>", register.member, name="member"),
    path("members/contacts/<int:number>", register.from_contact, name="member-contact"),
    *(
        path(f"complaints/<slug:reference>/{one.name}", acts.act, {"name": one.name}, name=one.name)
        for one in acts.ACTS
    ),
]
