"""Addresses of casework.together."""

from django.urls import URLPattern, path

from casework.together.views import figures, links, shares

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/together", shares.tab, name="together"),
    path("together/<slug:reference>", links.joint_plan, name="joint-plan"),
    path("shares", shares.board, name="shares"),
    path("shares/<int:number>", shares.share, name="share"),
    path("shares/figures", figures.page, name="share-figures"),
    path("shares/figures.svg", figures.picture, name="share-figures-picture"),
    path("shares/figures.csv", figures.as_csv, name="share-figures-csv"),
    *(
        path(f"complaints/<slug:reference>/{one.name}", shares.act, {"name": one.name}, name=one.name)
        for one in shares.ACTS
    ),
    *(
        path(f"complaints/<slug:reference>/{one.name}", links.act, {"name": one.name}, name=one.name)
        for one in links.ACTS
    ),
]
