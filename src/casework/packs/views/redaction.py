"""Looking through what is in a pack, and marking what is removed: everywhere, or on one page of one thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.views.pages import officer_of
from casework.ombudsman.views.frames import case_frame
from casework.packs import commands, queries
from casework.packs.forms import BoxForm, ChoiceForm, LinesForm, PageForm, ProposalsForm, WordsForm
from casework.packs.permissions import may_make_packs
from casework.packs.queries import ItemPage, NoSuchPack
from casework.packs.views.tab import case_with_complaint, making_officer, sentence
from casework.packs.words import Shape
from casework.screens.fields import Form
from casework.screens.paging import page_asked
from putright.cases import CaseError


@require_http_methods(["GET", "HEAD", "POST"])
def everywhere(request: HttpRequest, key: int, number: int) -> HttpResponse:
    """Words that are removed everywhere in a pack."""
    found, page = case_with_complaint(request, key)
    officer = officer_of(request)
    try:
        shown = queries.words_page(officer, number, page)
    except NoSuchPack:
        raise Http404 from None
    words, proposed = WordsForm(auto_id="id_%s"), ProposalsForm(found=shown.proposals, auto_id="found_%s")
    if request.method == "POST":
        officer, asked, now = making_officer(request), request.POST.get("do", ""), timezone.now()
        if asked == "words":
            words = WordsForm(request.POST, auto_id="id_%s")
            does: Callable[[], Any] = lambda: commands.remove_words(  # noqa: E731
                number, words.cleaned_data["words"].split("\n"), reason=words.cleaned_data["reason"],
                note=words.cleaned_data["note"], inside=words.cleaned_data["inside"], by=officer, now=now,
            )  # fmt: skip
            if _tried(request, words, does, "They are removed everywhere."):
                return redirect("pack-words", key, number)
        elif asked == "proposed":
            proposed = ProposalsForm(request.POST, found=shown.proposals, auto_id="found_%s")

            def take() -> None:
                for reason, names in proposed.by_reason().items():
                    commands.remove_words(
                        number, names, reason=reason, note=proposed.cleaned_data["note"], by=officer, now=now
                    )

            if _tried(request, proposed, take, "They are removed everywhere."):
                return redirect("pack-words", key, number)
        elif asked == "put-back":
            _put_back(request, number)
            return redirect("pack-words", key, number)
    faulty = next((one for one in (words, proposed) if one.errors), None)
    return render(
        request, "packs/words.html",
        {**case_frame(found, "case-pack"), "shown": shown, "words": words, "proposed": proposed, "faulty": faulty,
         "may_make": may_make_packs(officer)},
        status=422 if faulty else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, key: int, number: int, thing: int) -> HttpResponse:
    """A thing of a pack: whether it is in, and what is removed from the page that is shown."""
    found, _ = case_with_complaint(request, key)
    at = page_asked(request)
    try:
        shown = queries.item_page(officer_of(request), number, thing, at)
    except NoSuchPack:
        raise Http404 from None
    forms = _forms(shown)
    if request.method == "POST":
        officer, asked, now = making_officer(request), request.POST.get("do", ""), timezone.now()
        if asked == "put-back":
            _put_back(request, number)
            return redirect(_address(key, number, thing, at))
        if asked not in forms:
            raise Http404
        forms[asked] = form = _forms(shown, request.POST)[asked]
        does, done = _acts(request, form, shown, {"by": officer, "now": now})[asked]
        if _tried(request, form, does, done):
            return redirect(_address(key, number, thing, at))
    faulty = next((one for one in forms.values() if one.errors), None)
    return render(
        request, "packs/item.html",
        {**case_frame(found, "case-pack"), "shown": shown, "forms": forms, "faulty": faulty, "Shape": Shape,
         "ticked": _lines(request), "may_make": may_make_packs(officer_of(request))},
        status=422 if faulty else 200,
    )  # fmt: skip


@require_safe
def picture(request: HttpRequest, key: int, number: int, thing: int, at: int) -> HttpResponse:
    """A page of a thing as it will look."""
    case_with_complaint(request, key)
    try:
        made = queries.page_picture(officer_of(request), number, thing, at)
    except (NoSuchPack, queries.CannotBeOpened, queries.TextChanged, FileNotFoundError):
        raise Http404 from None
    return HttpResponse(
        made, content_type="image/jpeg",
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-store"},
    )  # fmt: skip


def _forms(shown: ItemPage, typed: Any = None) -> dict[str, Any]:
    """The forms of a page: a box and the page itself for what is drawn, lines for what has words."""
    looked_through = shown.item.shape not in (Shape.FILE, Shape.CLOSED)
    initial = {
        "taken": "yes" if shown.item.taken else "no", "part": str(shown.item.part), "reason": shown.reason,
        "words": shown.words, "cleared": shown.cleared,
    }  # fmt: skip
    made: dict[str, Any] = {
        "choice": ChoiceForm(typed, looked_through=looked_through, initial=initial, auto_id="choice_%s")
    }
    if shown.lines:
        made["words"] = WordsForm(typed, auto_id="words_%s")
        made["lines"] = LinesForm(typed, auto_id="lines_%s")
    if shown.drawn:
        made["box"] = BoxForm(typed, auto_id="box_%s")
    if shown.item.sheets:
        made["page"] = PageForm(typed, auto_id="page_%s")
    return made


def _acts(
    request: HttpRequest, form: Any, shown: ItemPage, marking: dict[str, Any]
) -> dict[str, tuple[Callable[[], Any], str]]:
    """What each form of a page does, and what is said when it is done. The form is read once it is valid."""
    number, thing, at = shown.pack, shown.item.id, shown.number

    def why() -> dict[str, Any]:
        given = form.cleaned_data
        return {"reason": given["reason"], "note": given["note"], **marking}

    def words() -> None:
        given = form.cleaned_data
        commands.remove_words(number, given["words"].split("\n"), inside=given["inside"], item=thing, **why())

    return {
        "choice": (
            lambda: commands.choose(number, {thing: _choice(form)}, by=marking["by"]),
            "It is chosen.",
        ),
        "words": (words, "They are removed from it."),
        "lines": (
            lambda: commands.remove_lines(number, thing, at, _lines(request), **why()),
            "The lines are removed.",
        ),
        "box": (
            lambda: commands.remove_box(number, thing, at, form.box, **why()),
            "That part of the page is painted over.",
        ),
        "page": (lambda: commands.remove_page(number, thing, at, **why()), "The page is left out."),
    }


def _choice(form: Form) -> commands.Choice:
    given = form.cleaned_data
    return commands.Choice(
        taken=given["taken"] == "yes", reason=given["reason"], words=given["words"],
        cleared=bool(given.get("cleared")), part=int(given["part"]),
    )  # fmt: skip


def _tried(request: HttpRequest, form: Form, does: Callable[[], Any], done: str) -> bool:
    """Whether it was done; what is wrong is said in the form."""
    if not form.is_valid():
        return False
    try:
        does()
    except NoSuchPack:
        raise Http404 from None
    except CaseError as impossible:
        form.add_error(None, sentence(str(impossible)))
        return False
    messages.success(request, done)
    return True


def _put_back(request: HttpRequest, number: int) -> None:
    chosen = [int(one) for one in request.POST.getlist("mark") if one.isdecimal() and len(one) < 16]
    try:
        gone = commands.put_back(number, chosen, by=making_officer(request))
    except NoSuchPack:
        raise Http404 from None
    except CaseError as impossible:
        messages.info(request, sentence(str(impossible)))
        return
    messages.success(request, "It stays in now." if gone == 1 else f"{gone} redactions are taken back.")


def _lines(request: HttpRequest) -> list[int]:
    return [int(one) for one in request.POST.getlist("line") if one.isdecimal() and len(one) < 6]


def _address(key: int, number: int, thing: int, at: int) -> str:
    return f"{reverse('pack-item', args=[key, number, thing])}?page={at}"
