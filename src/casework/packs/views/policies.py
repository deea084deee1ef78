"""The policies of the organisation, with the days each was in force: packs take them by the dates of a case."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.uploads import UploadRefused
from casework.complaints.views.pages import officer_of
from casework.packs import commands, queries
from casework.packs.forms import EndForm, PolicyForm
from casework.packs.permissions import may_keep_policies
from casework.packs.queries import NoSuchPack
from casework.packs.views.tab import as_file, making_officer, sentence
from putright.cases import CaseError


@require_http_methods(["GET", "HEAD", "POST"])
def policies(request: HttpRequest) -> HttpResponse:
    """The policies there are, and keeping one more."""
    officer = officer_of(request)
    bodies = queries.procedure_bodies(officer)
    form = PolicyForm(request.POST or None, request.FILES or None, bodies=bodies)
    if request.method == "POST":
        making_officer(request)
        if form.is_valid():
            given = form.cleaned_data
            try:
                commands.keep_policy(
                    given["file"], title=given["title"], procedure=given["procedure"], valid_from=given["valid_from"],
                    valid_to=given["valid_to"], by=officer, now=timezone.now(),
                )  # fmt: skip
            except (UploadRefused, CaseError) as wrong:
                form.add_error("file" if isinstance(wrong, UploadRefused) else None, sentence(str(wrong)))
            else:
                messages.success(request, "The policy is kept. Packs take it by the dates of their case.")
                return redirect("policies")
    try:
        rows = queries.policies(officer)
    except NoSuchPack:
        raise Http404 from None
    return render(
        request, "packs/policies.html",
        {"policies": rows, "form": form, "may_keep": may_keep_policies(officer), "here": "ombudsman-desk",
         "bodies": dict(bodies)},
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Until when a policy was in force."""
    officer = making_officer(request)
    row = next((one for one in queries.policies(officer) if one.id == number), None)
    if row is None:
        raise Http404
    form = EndForm(request.POST or None, initial={"valid_to": row.valid_to})
    if request.method == "POST" and form.is_valid():
        try:
            commands.end_policy(number, valid_to=form.cleaned_data["valid_to"], by=officer)
        except CaseError as wrong:
            form.add_error("valid_to", sentence(str(wrong)))
        else:
            messages.success(request, "The day is kept.")
            return redirect("policies")
    return render(
        request, "packs/policy-end.html", {"policy": row, "form": form, "here": "ombudsman-desk"},
        status=422 if form.errors else 200,
    )  # fmt: skip


@require_safe
def file(request: HttpRequest, number: int) -> FileResponse:
    """The file of a policy."""
    try:
        content, media_type, name = queries.policy_file(officer_of(request), number)
    except NoSuchPack:
        raise Http404 from None
    return as_file(content, name, media_type)
