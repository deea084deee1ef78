"""The board of everything ordered."""

from __future__ import annotations

from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from casework.complaints.views.pages import officer_of
from casework.orders import queries
from casework.orders.queries import Narrowed, OrderView
from casework.people.nation import ombudsmen_for
from casework.screens.paging import page_asked
from putright.procedures import compliance
from putright.vocabulary import OmbudsmanBody, OrderKind, RemedyType, Word

_Word = TypeVar("_Word", bound=Word)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """Everything ordered, by urgency."""
    officer, today = officer_of(request), timezone.localdate()
    view = _asked(request, "view", OrderView) or OrderView.OPEN
    narrowed = Narrowed(
        _asked(request, "body", OmbudsmanBody),
        _asked(request, "kind", OrderKind),
        _asked(request, "type", RemedyType),
    )
    found = queries.order_board(officer, view=view, narrowed=narrowed, page=page_asked(request), today=today)
    kept = {
        name: word.value
        for name, word in (("body", narrowed.body), ("kind", narrowed.kind), ("type", narrowed.type))
        if word is not None
    }
    return render(
        request,
        "orders/board.html",
        {
            "board": found, "today": today, "here": "order-board", "kept": urlencode(kept),
            "choices": (
                ("body", "Ombudsman", ombudsmen_for(officer.organisation.procedures), narrowed.body),
                ("kind", "Kind", tuple(OrderKind), narrowed.kind),
                ("type", "What it is", tuple(RemedyType), narrowed.type),
            ),
            "overdue_months": compliance().overdue_months,
        },
    )  # fmt: skip


def _asked(request: HttpRequest, name: str, words: type[_Word]) -> _Word | None:
    asked = request.GET.get(name, "")
    return words(asked) if asked in set(words) else None
