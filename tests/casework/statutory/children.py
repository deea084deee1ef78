"""Invented children's complaints for the tests of people and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from casework.complaints import commands as complaints
from casework.complaints.models import Complaint
from casework.complaints.record import Recorded
from casework.complaints.storing import read_events
from casework.people.models import Officer
from casework.statutory import commands
from casework.statutory.commands import Appointing, PersonTerms
from putright.cases import Case, replay
from putright.vocabulary import PersonRole
from tests.casework import made
from tests.casework.made import at

CHILDREN = "children-act/2006-09-01"
ALL = tuple(
    one.value
    for one in (
        PersonRole.INVESTIGATING_OFFICER, PersonRole.INDEPENDENT_PERSON, PersonRole.PANEL_CHAIR,
        PersonRole.PANEL_MEMBER, PersonRole.ADVOCATE,
    )
)  # fmt: skip
wed_1_may, thu_2_may, mon_13_may = date(2024, 5, 1), date(2024, 5, 2), date(2024, 5, 13)
tue_14_may, mon_20_may, mon_3_june = date(2024, 5, 14), date(2024, 5, 20), date(2024, 6, 3)


def outside(by: Officer, name: str, *, conflicts: tuple[str, ...] = (), away: bool = False) -> str:
    """Somebody of the register; the number events know them by."""
    terms = PersonTerms(name, "", "", "", ALL, conflicts, "", wed_1_may, None, away)
    return str(commands.save_person(by, terms))


def complaint(by: Officer) -> str:
    """A children's complaint of two points, received on Wednesday 1 May 2024."""
    return made.told(by, title="Nobody told us of the meeting", procedure=CHILDREN).reference


def version(reference: str) -> int:
    """The version of the complaint as it stands."""
    return Complaint.objects.get(reference=reference).version


def case_of(reference: str) -> Case:
    """The complaint as its events have made it."""
    return replay(read_events(Complaint.objects.get(reference=reference))[0])


def common(reference: str, by: Officer, day: date) -> dict[str, Any]:
    """What every command takes."""
    return {"at": day, "by": by, "now": at(day, 15), "seen_version": version(reference)}


def answered(reference: str, by: Officer, on: date = mon_13_may) -> Recorded:
    """Stage 1 answered; for what is missing a reason is given."""
    return complaints.respond(
        reference, [], blocks=(), going_on="Told by telephone.", **common(reference, by, on)
    )


def at_stage_2(by: Officer) -> str:
    """A children's complaint at stage 2, asked for on Monday 20 May 2024."""
    reference = complaint(by)
    answered(reference, by)
    complaints.escalate(
        reference,
        reasons=(),
        disputed=(),
        words="We want it looked into",
        **common(reference, by, mon_20_may),
    )
    return reference


def appointed(reference: str, by: Officer, role: PersonRole, who: str, *, going_on: str = "", on: date = mon_20_may,
              **rest: Any) -> str:  # fmt: skip
    """Somebody appointed who declared; the key of the appointment."""
    whom = Appointing(role, who, rest.pop("conflicts", ()), rest.pop("declared", True))
    commands.appoint(reference, whom, "", going_on=going_on, **common(reference, by, on))
    return case_of(reference).people[-1].key
