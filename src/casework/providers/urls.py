"""Addresses of providers: of officers, of the link to reply, and of contractors who sign in."""

from django.urls import URLPattern, path

from casework.providers.views import contractors, entering, leaving, parts, register, reply, telling

urlpatterns: list[URLPattern] = [
    path("complaints/<slug:reference>/parts/<int:number>", parts.part, name="part"),
    path("complaints/<slug:reference>/parts/<int:number>/files/<int:file>", parts.file, name="part-file"),
    *(
        path(
            f"complaints/<slug:reference>/parts/<int:number>/{name}",
            parts.act,
            {"name": name},
            name=f"part-{name}",
        )
        for name in parts.ACTS
    ),
    path("providers", register.register_page, name="providers"),
    path("providers/<int:number>", register.provider, name="provider"),
    path("providers/<int:number>/left", leaving.leaving, name="provider-left"),
    path("providers/<int:number>/returns/new", entering.enter, name="provider-return"),
    path("providers/<int:number>/returns/<int:sent>/source", entering.source, name="provider-return-source"),
    path("providers/<int:number>/pack", register.pack_page, name="provider-pack"),
    path("providers/<int:number>/pack.csv", register.pack_file, name="provider-pack-file"),
    path("providers/<int:number>/accounts/<int:account>/stop", register.stop, name="provider-account-stop"),
    *(
        path(f"providers/<int:number>/{what}", register.change, {"what": what}, name=f"provider-{what}")
        for what in register.CHANGES
    ),
    path("reply/<str:token>", reply.reply, name="reply"),
    path("reply/<str:token>/documents/<int:number>", reply.document, name="reply-document"),
    path("contractor/sign-in", contractors.sign_in, name="contractor-sign-in"),
    path("contractor/sign-out", contractors.sign_out, name="contractor-sign-out"),
    path("contractor/password/<str:token>", contractors.password, name="contractor-password"),
    path("contractor/returns", telling.returns, name="contractor-returns"),
    path("contractor/visits", telling.visits, name="contractor-visits"),
    path("contractor/visits/<slug:reference>/<slug:key>", telling.visit, name="contractor-visit"),
    path("contractor", contractors.own, name="contractor-own"),
    path("contractor/parts/<int:number>", contractors.part, name="contractor-part"),
    path(
        "contractor/parts/<int:number>/documents/<int:document>",
        contractors.document,
        name="contractor-document",
    ),
]
