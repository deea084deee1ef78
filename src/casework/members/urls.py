"""Addresses of casework.members."""

from django.urls import URLPattern, path

from casework.members.views import acts

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/taking-part", acts.tab, name="taking-part"),
    *(
        path(f"complaints/<slug:reference>/{one.name}", acts.act, {"name": one.name}, name=one.name)
        for one in acts.ACTS
    ),
]
