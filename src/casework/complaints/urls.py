"""Addresses of complaints."""

from django.urls import URLPattern, path

from casework.complaints.views import acts, days_off, pages, procedures, themes

urlpatterns: list[URLPattern] = [
    path("", pages.queue, name="queue"),
    path("search", pages.search, name="search"),
    path("calendar", days_off.calendar, name="calendar"),
    path("calendar/days-off/new", days_off.new_day_off, name="day-off"),
    path("procedures", procedures.procedures, name="procedures"),
    path("procedures/<slug:body>/<slug:version>", procedures.procedure, name="procedure"),
    path(
        "procedures/<slug:body>/<slug:version>/<slug:stage>.svg",
        procedures.stage_picture,
        name="procedure-stage",
    ),
    path("themes", themes.themes, name="themes"),
    path("themes/new", themes.new_theme, name="theme-new"),
    path("themes/<slug:code>", themes.theme, name="theme"),
    path("documents/<int:number>", pages.document, name="document-file"),
    path("complaints/<slug:reference>", pages.complaint, name="complaint"),
    path("complaints/<slug:reference>/why/<slug:stage>/<slug:timescale>", pages.why, name="why"),
    *(
        path(f"complaints/<slug:reference>/{tab}", pages.complaint, {"tab": tab}, name=tab)
        for tab in pages.OWN_TABS
        if tab != "complaint"
    ),
    *(
        path(f"complaints/<slug:reference>/{one.name}", acts.act, {"name": one.name}, name=one.name)
        for one in acts.ACTS
    ),
]
