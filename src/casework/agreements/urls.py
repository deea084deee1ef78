"""Addresses of casework.agreements."""

from django.urls import URLPattern, path

from casework.agreements.views import acts, boards, contractors

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/visits", acts.tab, name="visits"),
    path("visits", boards.visits, name="visits-board"),
    path("needs", boards.needs, name="needs-board"),
    path("promises", boards.promises, name="promises-board"),
    path("contractors", contractors.contractors, name="contractors"),
    path("contractors/new", contractors.contractor, name="contractor-new"),
    path("contractors/own-visits", contractors.own_visits, name="own-visits"),
    path("contractors/<int:number>", contractors.contractor, name="contractor"),
    path("workers/new", contractors.worker, name="worker-new"),
    path("workers/<int:number>", contractors.worker, name="worker"),
    *(
        path(f"complaints/<slug:reference>/{one.name}", acts.act, {"name": one.name}, name=one.name)
        for one in acts.ACTS
    ),
]
