"""The ways to every part of the service, as the head of each page shows them.

What most people open each day stands in the row itself, the rest below More, by group. A new part of the service
gets a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casework.complaints.permissions import may_act
from casework.imports.permissions import may_import
from casework.insight.permissions import may_compare
from casework.insight.recipients import may_get
from casework.letters.permissions import may_sign
from casework.people.models import Officer
from casework.people.permissions import may_decide_contacts, may_log_contacts
from casework.published.permissions import may_see_reports
from casework.statutory.permissions import may_keep_people, may_keep_signatories


def _everybody(officer: Officer) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Way:
    """A page to go to: its name among the addresses, how it is called, and who is shown it."""

    name: str
    words: str
    allowed: Callable[[Officer], bool] = _everybody


@dataclass(frozen=True, slots=True)
class Group:
    """Ways that belong together."""

    words: str
    ways: tuple[Way, ...]


FIRST = (
    Way("queue", "Work queue"),
    Way("alerts", "Alerts"),
    Way("sign-off", "To sign", may_sign),
    Way("promises-board", "Promises"),
    Way("contact-new", "Log a contact", may_log_contacts),
)
GROUPS = (
    Group(
        "Contacts and letters",
        (
            Way("contacts", "Contacts", may_decide_contacts),
            Way("members-board", "Members’ enquiries"),
            Way("print-queue", "To post", may_act),
            Way("shares", "Shares"),
        ),
    ),
    Group(
        "Visits and needs",
        (
            Way("visits-board", "Visits"),
            Way("needs-board", "Open needs"),
            Way("contractors", "Contractors"),
            Way("providers", "Provider register"),
            Way("outside-people", "People from outside", may_keep_people),
            Way("signatories", "Who signs", may_keep_signatories),
        ),
    ),
    Group("Ombudsman", (Way("ombudsman-desk", "Ombudsman desk"), Way("order-board", "Orders"))),
    Group(
        "Putting right",
        (
            Way("actions", "Actions"),
            Way("money", "Remedies"),
            Way("lessons", "Lessons"),
            Way("precedents", "Precedents"),
        ),
    ),
    Group(
        "Figures",
        (
            Way("figures", "My figures"),
            Way("figures-services", "Services"),
            Way("figures-organisation", "Organisation", may_compare),
            Way("figures-ombudsman", "With the Ombudsmen", may_compare),
            Way("figures-rules", "Rules of the figures"),
            Way("figures-compare", "Compare with others", may_compare),
            Way("figures-numbers", "Homes and residents", may_compare),
            Way("figures-mails", "E-mails of figures", may_get),
            Way("reports", "Reports", may_see_reports),
        ),
    ),
    Group(
        "Setting up",
        (
            Way("limits", "Limits"),
            Way("calendar", "Calendar"),
            Way("procedures", "Procedures"),
            Way("themes", "Themes and wards"),
            Way("people", "People"),
            Way("absences", "Absences and cover"),
            Way("imports", "Imports", may_import),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Ways:
    """What one officer is shown. within: the way below More that the page belongs to; None for one of the row."""

    first: tuple[Way, ...]
    groups: tuple[Group, ...]
    within: Way | None


def ways_for(officer: Officer, here: str) -> Ways:
    """The ways this officer is shown on the page with this name. No statement."""
    groups = tuple(
        Group(group.words, ways)
        for group in GROUPS
        if (ways := tuple(one for one in group.ways if one.allowed(officer)))
    )
    return Ways(
        first=tuple(one for one in FIRST if one.allowed(officer)),
        groups=groups,
        within=next((one for group in groups for one in group.ways if one.name == here), None),
    )
