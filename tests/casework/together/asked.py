"""Invented services, and complaints with a share asked for."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from casework.complaints.models import Complaint
from casework.complaints.storing import read_events
from casework.people.models import Department, Officer, Organisation, Service
from casework.together.models import Share
from casework.together.shares import Asking, ask
from putright.cases import Case, replay
from tests.casework import made
from tests.casework.made import Officers, at, wed_8_may

tue_14_may = date(2024, 5, 14)
"""Our own answer is due on Monday 20 May 2024: ten working days after Friday 3 May, with a bank holiday between."""
fri_10_may = date(2024, 5, 10)
NOON: datetime = at(wed_8_may)


def service(of: Organisation, name: str = "Repairs") -> Service:
    department = Department.objects.filter(organisation=of).first()
    return Service.objects.create(department=department, name=name, valid_from=date(2020, 4, 1))


def complaint(by: Officer, **rest: Any) -> str:
    """One acknowledged on Friday 3 May, with two points."""
    reference = made.told(by, **rest).reference
    made.acknowledged(reference, by)
    return reference


def case_of(reference: str) -> Case:
    return replay(read_events(Complaint.objects.get(reference=reference))[0])


def version(reference: str) -> int:
    return Complaint.objects.get(reference=reference).version


def common(reference: str, by: Officer, now: datetime = NOON) -> dict[str, Any]:
    return {"at": now, "by": by, "now": now, "seen_version": version(reference)}


def asked(officers: Officers, reference: str, *, due: date = tue_14_may, **rest: Any) -> Share:
    """Repairs is asked for its share of point 1; Carl gives it."""
    known = {"points": ("1",), "service": None, "officer": officers.carl.pk, **rest}
    if known["service"] is None and not known.get("outside"):
        known["service"] = service(officers.asha.organisation).pk
    ask(reference, Asking(due=due, **known), "When did anybody visit?", **common(reference, officers.asha))
    return Share.objects.get(key=case_of(reference).contributions[-1].key)
