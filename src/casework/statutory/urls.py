"""Addresses of casework.statutory."""

from django.urls import URLPattern, path

from casework.statutory.views import acts, plan, register, signatories

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/people-and-reports", acts.tab, name="people-and-reports"),
    path("outside-people", register.register, name="outside-people"),
    path("outside-people/new", register.person, name="outside-person-new"),
    path("outside-people/<int:number>", register.person, name="outside-person"),
    path("complaints/<slug:reference>/plan", plan.tab, name="plan"),
    path("who-signs", signatories.signatories, name="signatories"),
    path("who-signs/new", signatories.signatory, name="signatory-new"),
    path("who-signs/<int:number>", signatories.signatory, name="signatory"),
    *(
        path(f"complaints/<slug:reference>/{one.name}", plan.act, {"name": one.name}, name=one.name)
        for one in plan.ACTS
    ),
    *(
        path(f"complaints/<slug:reference>/{one.name}", acts.act, {"name": one.name}, name=one.name)
        for one in acts.ACTS
    ),
]
