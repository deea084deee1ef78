"""Invented workers, contractors and visits for the tests of agreements."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from casework.agreements import commands
from casework.agreements.commands import ContractorTerms, OwnTerms, Visit
from casework.agreements.models import Contractor, Worker
from casework.complaints.models import Complaint
from casework.complaints.record import Recorded
from casework.people.models import Officer
from putright.calendars import LONDON
from tests.casework.made import at, thu_2_may

thu_9_may = date(2024, 5, 9)
fri_10_may = date(2024, 5, 10)
mon_13_may = date(2024, 5, 13)
tue_14_may = date(2024, 5, 14)
sat_18_may = date(2024, 5, 18)


def version(reference: str) -> int:
    """The version of the complaint as it stands."""
    return Complaint.objects.get(reference=reference).version


def common(reference: str, by: Officer, day: date = thu_2_may, hour: int = 15) -> dict[str, Any]:
    """What every command takes."""
    return {"at": day, "by": by, "now": at(day, hour), "seen_version": version(reference)}


def worker(by: Officer, name: str = "Dylan Prowse", contractor: int | None = None, login: str = "") -> str:
    """Somebody who visits; the identifier events know them by."""
    return str(
        commands.save_worker(by, name=name, job="Plumber", contractor=str(contractor or ""), login=login)
    )


def contractor(by: Officer, name: str = "Harrow Drains", **terms: Any) -> int:
    """A contractor whose contract asks for two working days' notice and a reply in ten."""
    known = {
        "email": "", "status": "active", "notice_working_days": 2, "reply_working_days": 10,
        "confirm_working_hours": None, "gives_time_slot": False, "hours_from": time(8), "hours_to": time(18),
    }  # fmt: skip
    return commands.save_contractor(by, ContractorTerms(name=name, **{**known, **terms}))


def own_rules(by: Officer, **terms: Any) -> None:
    """What we ask of our own visits: nothing but what is given."""
    known = {
        "notice_working_days": None, "confirm_working_hours": None, "gives_time_slot": False,
        "works_from": time(9), "works_to": time(17),
    }  # fmt: skip
    commands.save_own_visits(by, OwnTerms(**{**known, **terms}))


def slot(day: date, begins: int, until: int) -> dict[str, datetime]:
    """A time slot of whole hours."""
    return {
        "starts": datetime.combine(day, time(begins), LONDON),
        "ends": datetime.combine(day, time(until), LONDON),
    }


def visit(reference: str, by: Officer, day: date = mon_13_may, **rest: Any) -> Recorded:
    """A visit arranged on Thursday 2 May 2024, told the same day."""
    given = {"on": day, "words": "To look at the pipe", "told_on": thu_2_may}
    going_on, when = rest.pop("going_on", ""), rest.pop("when", thu_2_may)
    return commands.make_visit(
        reference, Visit(**{**given, **rest}), going_on=going_on, **common(reference, by, when)
    )


def kept_away(reference: str, by: Officer, who: str, **rest: Any) -> Recorded:
    """A no-contact rule of Thursday 2 May 2024."""
    when = rest.pop("when", thu_2_may)
    return commands.keep_away(
        reference, "Not to come to the flat or to call", worker=who, review=date(2024, 8, 1), **rest,
        **common(reference, by, when),
    )  # fmt: skip


def workers_called(name: str) -> int:
    """How many workers have this name."""
    return Worker.objects.filter(name=name).count()


def contractor_called(name: str) -> Contractor:
    """The contractor with this name."""
    return Contractor.objects.get(name=name)
