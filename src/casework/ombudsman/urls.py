"""Addresses of the Ombudsman desk."""

from django.urls import URLPattern, path

from casework.ombudsman.views import acts, pages

urlpatterns: list[URLPattern] = [
    path("ombudsman", pages.desk, name="ombudsman-desk"),
    path("ombudsman/new", pages.new, name="ombudsman-new"),
    path("ombudsman/<int:key>", pages.case, name="ombudsman-case"),
    path("ombudsman/<int:key>/link", pages.link, name="case-link"),
    path("ombudsman/<int:key>/not-ours", pages.not_ours, name="case-not-ours"),
    path("complaints/<slug:reference>/ombudsman", pages.tab, name="ombudsman"),
    path("complaints/<slug:reference>/ombudsman/new", acts.open_case, name="ombudsman-open"),
    *(
        path(f"ombudsman/<int:key>/{one.path}", acts.act, {"name": one.name}, name=one.name)
        for one in acts.ACTS
    ),
]
