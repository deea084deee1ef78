"""Invented decisions and cases of an Ombudsman for the tests of precedents."""

# Paragraphs stand on one line each, as they do in a decision.
# ruff: noqa: E501

from __future__ import annotations

from casework.complaints.models import Complaint
from casework.ombudsman.models import OmbudsmanCase
from casework.people.models import Officer, Organisation
from casework.precedents.models import PublishedDecision
from casework.precedents.shelving import fill, shelve
from putright.decisions import read_text, to_data
from tests.casework import made


def report(
    reference: str = "202300101", *, landlord: str = "Farrowdale Homes", topic: str = "a leak above the kitchen",
    finding: str = "service failure", pounds: int = 250, decided: str = "6 May 2024", more: str = "",
) -> str:  # fmt: skip
    """A report of the Housing Ombudsman on one head, with one payment in four weeks."""
    return f"""REPORT

COMPLAINT {reference}

{landlord}

{decided}

The complaint
1. The complaint is about the landlord’s handling of {topic}.

Background
2. The resident is a tenant. The landlord had offered £40 at stage 2.

Determination (decision)
3. In accordance with paragraph 52 of the Housing Ombudsman Scheme, there was {finding} in relation to the landlord’s handling of {topic}.

Orders and recommendations
Orders
  1. Within 4 weeks of the date of this report, the landlord is ordered to pay the resident £{pounds} for the distress and inconvenience caused by its handling of {topic}.
{more}"""


RECOMMENDS = """
Recommendations
  1. The landlord should pay the resident £900 for the cost of her carpet.
"""
APOLOGY = "  2. The landlord is ordered to apologise to the resident in writing.\n"


def shelved(of: Organisation | None, text: str, *, source: str = "decision.txt") -> PublishedDecision:
    """A decision of the library, as an import puts it there."""
    decision = PublishedDecision(organisation=of, source=source, given_at=made.at(made.wed_1_may))
    read = to_data(read_text(text))
    fill(decision, text, read)
    shelve(decision, read)
    return decision


def case(by: Officer, complaint: Complaint | None, reference: str = "202300101") -> OmbudsmanCase:
    """A row of a case, without what happened in it."""
    return OmbudsmanCase.objects.create(
        organisation=by.organisation, complaint=complaint, body="hos", what="investigation", reference=reference,
        received_on=made.wed_1_may, officer=by, made_at=made.at(made.wed_1_may),
    )  # fmt: skip
