"""The orders of a case, and the pages of their acts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from casework.complaints.queries import ComplaintPage
from casework.complaints.views.doing import Doing
from casework.complaints.views.pages import officer_of
from casework.complaints.views.performing import ActPage, perform
from casework.ombudsman.views.frames import FoundCase, case_frame, find_case
from casework.orders import commands, queries
from casework.orders.forms.adding import AddOrder
from casework.orders.permissions import may_follow_orders
from casework.orders.views.steps import BY_NAME, offered_steps
from casework.outcomes.payees import payees
from casework.outcomes.views.remedies import always

TEMPLATE = "orders/act.html"


@require_safe
def case_orders(request: HttpRequest, key: int) -> HttpResponse:
    """The tab of orders of a case."""
    found, officer = find_case(request, key), officer_of(request)
    if found.page is None:
        return _unlinked(request, key)
    cards = queries.order_cards(found.page, found.row.key, officer, today=timezone.localdate())
    return render(
        request,
        "orders/case.html",
        {
            **case_frame(found, "case-orders"),
            "cards": cards,
            "steps": {one.key: offered_steps(one, officer) for one in cards},
            "overview": queries.overview(found.page, found.row.key),
            "may_add": may_follow_orders(officer),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, key: int) -> HttpResponse:
    """Record an order by hand."""
    found = _found(request, key)
    if found is None:
        return _unlinked(request, key)
    assert found.page is not None  # `_found` made sure of it
    about = type(
        "AddOrder",
        (AddOrder,),
        {
            "case_key": found.row.key,
            "organisation_id": officer_of(request).organisation_id,
            "payees": payees(found.page.complaint_id),
        },
    )

    def does(doing: Doing, form: AddOrder) -> None:
        made = commands.make_orders(
            found.row.key, [form.line], decided_on=form.cleaned_data["decided_on"], **doing.plain
        )
        if made.alike[0] is not None:
            messages.warning(request, "An earlier case asked the same: ask why that did not hold.")

    return perform(
        request, found.page.reference,
        ActPage(
            f"order/{key}", "Record an order", "Record it", "The order is recorded.", about, does, always,
            may_follow_orders, "here", TEMPLATE, _back(key),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, key: int, order: str, name: str) -> HttpResponse:
    """One step of one order."""
    one, found = BY_NAME.get(name), _found(request, key)
    if one is None:
        raise Http404
    if found is None:
        return _unlinked(request, key)
    assert found.page is not None  # `_found` made sure of it

    def card(page: ComplaintPage) -> queries.OrderCard:
        cards = queries.order_cards(page, found.row.key, officer_of(request), today=timezone.localdate())
        of_it = next((each for each in cards if each.key == order), None)
        if of_it is None:
            raise Http404
        return of_it

    def form(*values: Any, page: ComplaintPage, **options: Any) -> Any:
        return one.form(*values, page=page, card=card(page), **options)

    def does(doing: Doing, filled: Any) -> None:
        one.does(doing, order, filled)

    return perform(
        request, found.page.reference,
        ActPage(
            f"{order}/{name}", one.title, one.button, one.done, form, does,  # type: ignore[arg-type]
            lambda page: one.offered(card(page)), one.allowed, one.people, TEMPLATE, _back(key),
        ),
    )  # fmt: skip


def _found(request: HttpRequest, key: int) -> FoundCase | None:
    found = find_case(request, key)
    return found if found.page is not None else None


def _unlinked(request: HttpRequest, key: int) -> HttpResponse:
    messages.info(request, "Link the case to a complaint first: what is ordered is kept with the complaint.")
    return redirect("ombudsman-case", key)


def _back(key: int) -> str:
    return reverse("case-orders", args=[key])
