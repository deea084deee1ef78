"""What every page of a case has around it. The pages of other apps about a case are drawn in the same frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from casework.complaints.page import ComplaintPage
from casework.complaints.queries import complaint_page
from casework.complaints.views.pages import officer_of
from casework.ombudsman import queries
from casework.ombudsman.queries import CaseRow, NotToBeSeen

TABS = (
    ("ombudsman-case", "Case"),
    ("case-decision", "Decision as published"),
    ("case-orders", "Orders"),
    ("case-pack", "Pack"),
)
"""The tabs of a case: the name of each address, which takes its key, and its words. One without an address waits."""


BESIDE = (
    ("order-board", "Orders"),
    ("ombudsman-performance", "Performance"),
    ("precedents", "Published decisions"),
)
"""What belongs beside the desk: the name of each address and its words."""


@dataclass(frozen=True, slots=True)
class FoundCase:
    """A case the officer may see, with its complaint; None while it is linked to none."""

    row: CaseRow
    page: ComplaintPage | None


def find_case(request: HttpRequest, key: int | str) -> FoundCase:
    """The case with this key and its complaint, or the page that says there is nothing to open. Eight statements."""
    officer = officer_of(request)
    try:
        row = queries.case_of(officer, key)
        page = complaint_page(officer, row.complaint, today=timezone.localdate()) if row.complaint else None
    except NotToBeSeen:
        raise Http404 from None
    return FoundCase(row, page)


def case_frame(found: FoundCase, tab: str) -> dict[str, Any]:
    """What `ombudsman/one.html` needs; `tab` is the name of the address of the tab. No statement."""
    page = found.page
    state = next((one for one in page.case.referrals if one.key == found.row.key), None) if page else None
    return {
        "case": found.row,
        "page": page,
        "state": state,
        "tab": tab,
        "case_tabs": case_tabs(found.row.key) if page else (),
        "today": timezone.localdate(),
        "here": "ombudsman-desk",
    }


def case_tabs(key: str) -> tuple[tuple[str, str, str], ...]:
    """The tabs there are: name, words, address."""
    return _there_are(TABS, int(key))


def beside_the_desk() -> tuple[tuple[str, str, str], ...]:
    """The pages there are beside the desk: name, words, address."""
    return _there_are(BESIDE)


def _there_are(named: tuple[tuple[str, str], ...], *parts: int) -> tuple[tuple[str, str, str], ...]:
    found = []
    for name, words in named:
        try:
            found.append((name, words, reverse(name, args=parts or None)))
        except NoReverseMatch:
            continue
    return tuple(found)
