"""From a row to the story the batch form of the one door records."""

from __future__ import annotations

from datetime import datetime

from casework.complaints.record import Act
from casework.complaints.stories import Step, Story
from casework.imports.checking import Checked
from casework.people.models import Officer
from putright.cases.histories import POINT, History, history_of
from putright.procedures import procedure

POINT_WORDS = "What the earlier system holds under its reference {reference}."
LONGEST_TITLE = 200


def history(checked: Checked, *, referral: str) -> History:
    """What the verbs are told of a row that is a complaint."""
    assert checked.procedure is not None  # the caller asked
    return history_of(checked.row.values, procedure(checked.procedure), referral=referral)


def story_of(checked: Checked, told: History, *, by: Officer, now: datetime, own_policy: str = "") -> Story:
    """The story of a row: nothing of anybody in it, so its title is its reference and its place."""
    assert checked.procedure is not None  # the caller asked
    reference = checked.row.reference
    where = checked.row.values["service"] or checked.row.values["department"]
    title = f"Imported {reference}" + (f", {where}" if where else "")
    return Story(
        procedure=checked.procedure,
        title=title[:LONGEST_TITLE],
        steps=tuple(Step(Act(one.verb, one.fields), by.pk, now) for one in told.told),
        points=((POINT, POINT_WORDS.format(reference=reference), ""),),
        own_policy=own_policy,
        service_id=checked.place.service,
        team_id=checked.place.team,
        found_by=reference,
    )


def has_ended(checked: Checked) -> bool:
    """Whether the other system had ended it, so that nobody here has to see to it."""
    values = checked.row.values
    return values["accepted"] is False or any(values[name] for name in ("withdrawn_on", "closed_on"))
