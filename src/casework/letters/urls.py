"""Addresses of casework.letters."""

from django.urls import URLPattern, path

from casework.letters.views import editor, files, leaving, tab, trays

urlpatterns: list[URLPattern] = [
    path("sign-off", trays.sign_off, name="sign-off"),
    path("print-queue", trays.print_queue, name="print-queue"),
    path("complaints/<slug:reference>/letters", tab.letters, name="letters"),
    path("complaints/<slug:reference>/letters/new", tab.begin, name="letter-begin"),
    path("complaints/<slug:reference>/letters/<int:number>", editor.editor, name="letter"),
    path("complaints/<slug:reference>/letters/<int:number>/checks", editor.checks, name="letter-checks"),
    path("complaints/<slug:reference>/letters/<int:number>/send", leaving.ready, name="letter-ready"),
    path(
        "complaints/<slug:reference>/letters/<int:number>/preview.pdf", files.preview, name="letter-preview"
    ),
    path("complaints/<slug:reference>/letters/<int:number>/sent", leaving.sent, name="letter-sent"),
    path(
        "complaints/<slug:reference>/letters/<int:number>/sent/<int:row>",
        leaving.dispatch,
        name="letter-dispatch",
    ),
    *(
        path(
            f"complaints/<slug:reference>/letters/<int:number>/letter.{kind}",
            files.file,
            {"kind": kind},
            f"letter-{kind}",
        )
        for kind in files.TYPES
    ),
]
