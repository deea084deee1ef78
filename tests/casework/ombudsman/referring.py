"""Cases of an Ombudsman for the tests of its desk."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.complaints.models import Complaint
from casework.ombudsman import commands
from casework.people.models import Officer
from casework.people.roles import Role
from putright.cases import Case
from putright.vocabulary import EnquiryKind, OmbudsmanBody, ReferralKind
from tests.casework.made import at

mon_3_june = date(2024, 6, 3)
tue_4_june = date(2024, 6, 4)
mon_17_june = date(2024, 6, 17)
mon_1_july = date(2024, 7, 1)
fri_12_july = date(2024, 7, 12)


def version(reference: str) -> int:
    """The version of a complaint as somebody sees it who opens it now."""
    return Complaint.objects.get(reference=reference).version


def common(reference: str, by: Officer, day: date = tue_4_june) -> dict[str, Any]:
    """What commands share: it happened that day, and is recorded in its evening."""
    return {**recorded(reference, by, day), "at": day}


def recorded(reference: str, by: Officer, day: date = tue_4_june) -> dict[str, Any]:
    """The same for commands that tell their own day."""
    return {"by": by, "now": at(day, 18), "seen_version": version(reference)}


def opened(reference: str | None, by: Officer, **more: Any) -> str:
    """A case opened on Monday 3 June 2024, as the Ombudsman's letter came. Returns its key."""
    told = {
        "body": OmbudsmanBody.LGSCO, "what": ReferralKind.INVESTIGATION, "their_reference": "24 000 001",
        "subject": "Leak above the kitchen", "received_on": mon_3_june, **more,
    }  # fmt: skip
    seen = None if reference is None else version(reference)
    return commands.open_case(reference, by=by, now=at(mon_3_june, 18), seen_version=seen, **told)


def asked(
    reference: str, key: str, by: Officer, words: str = "What was done, and when?", **more: Any
) -> Case:
    """The Ombudsman asks for something, to be answered by Monday 17 June 2024."""
    told = {"what": EnquiryKind.QUESTIONS, "answer_by": mon_17_june, **more}
    return commands.receive_enquiry(key, words, **told, **common(reference, by)).case


def link_officer(of: Officer, name: str = "Lena") -> Officer:
    """A link officer of the same organisation."""
    return Officer.objects.create_user(
        f"{name.lower()}@{of.organisation.short_name.lower()}.example", name=f"{name} Example",
        organisation=of.organisation, team=of.team, roles=[Role.LINK_OFFICER.value],
    )  # fmt: skip
