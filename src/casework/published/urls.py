"""Addresses of reports: /reports for our own people, /performance for everybody."""

from django.urls import URLPattern, path

from casework.published.views import editions, making, public, writing

urlpatterns: list[URLPattern] = [
    path("reports", making.reports, name="reports"),
    path("reports/new", making.new, name="report-new"),
    path("reports/<int:number>", making.report, name="report"),
    path("reports/<int:number>/whole", making.whole, name="report-whole"),
    path("reports/<int:number>/draft.<slug:suffix>", making.file, name="report-file"),
    path("reports/<int:number>/sections/<slug:key>", writing.section, name="report-section"),
    path("reports/<int:number>/codes/<slug:slug>", writing.code, name="report-code"),
    path(
        "reports/<int:number>/codes/<slug:slug>/<str:provision>", writing.provision, name="report-provision"
    ),
    path("reports/editions/<int:number>", editions.edition, name="edition"),
    path("reports/editions/<int:number>/own", editions.whole, {"audience": "own"}, name="edition-own"),
    path(
        "reports/editions/<int:number>/public", editions.whole, {"audience": "public"}, name="edition-public"
    ),
    path("reports/editions/<int:number>/<str:name>", editions.file, name="edition-file"),
    path("performance/<slug:slug>", public.published, name="performance"),
    path("performance/<slug:slug>/<slug:key>", public.performance, name="performance-page"),
    path("performance/<slug:slug>/<slug:key>/<str:name>", public.file, name="performance-file"),
]
