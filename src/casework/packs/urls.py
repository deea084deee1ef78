"""Addresses of the packs app."""

from django.urls import URLPattern, path

from casework.packs.views import policies, redaction, tab

urlpatterns: list[URLPattern] = [
    path("ombudsman/<int:key>/pack", tab.pack, name="case-pack"),
    path("ombudsman/<int:key>/pack/<int:number>/words", redaction.everywhere, name="pack-words"),
    path("ombudsman/<int:key>/pack/<int:number>/things/<int:thing>", redaction.item, name="pack-item"),
    path(
        "ombudsman/<int:key>/pack/<int:number>/things/<int:thing>/<int:at>.jpg",
        redaction.picture,
        name="pack-page",
    ),
    path("ombudsman/<int:key>/pack/<int:number>/missing/<slug:record>", tab.missing, name="pack-missing"),
    path("ombudsman/<int:key>/pack/<int:number>/send", tab.send, name="pack-send"),
    path("ombudsman/<int:key>/pack/<int:number>/pack.<slug:kind>", tab.file, name="pack-file"),
    path("policies", policies.policies, name="policies"),
    path("policies/<int:number>", policies.end, name="policy-end"),
    path("policies/<int:number>/file", policies.file, name="policy-file"),
]
