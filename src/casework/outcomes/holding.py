"""Holding our own acts: what one would break is shown before it is recorded, and goes on only with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from casework.complaints.commands import Held
from casework.complaints.foresight import foresee
from casework.complaints.record import Act, Opened
from casework.complaints.words import write_note
from casework.people.models import Officer
from putright.cases.breaches import Breach, Severity
from putright.procedures import duty_meanings


def hold(
    held: Opened,
    acts: Sequence[Act],
    *,
    by: Officer,
    now: datetime,
    going_on: str,
    besides: Sequence[Breach] = (),
) -> None:
    """See what these acts would break, and `besides`. With a reason it is kept and counted; without one raises Held.

    besides  what the procedure at hand may not list as a duty and we hold all the same.
    """
    foreseen = foresee(held.complaint, held.events, *acts, officer_id=by.pk, now=now).would_break
    known = {one.duty for one in foreseen}
    found = (*foreseen, *(one for one in besides if one.duty not in known))
    if not found:
        return
    if not going_on.strip():
        raise Held(found)
    stage = held.complaint.stage
    write_note(
        held.complaint, going_on, about="override", by=by, happened_at=now, written_at=now, stage=stage
    )


def own_breach(duty: str, says: str, *, stage: str | None, detection: str | None = None) -> Breach:
    """Something we hold by our own rule: without a provision of a procedure."""
    meaning = duty_meanings().get(duty)
    return Breach(
        duty=duty,
        stage=stage,
        provision=None,
        procedure=None,
        says=f"{says[:1].upper()}{says[1:]}",
        since=None,
        severity=Severity.MANDATORY,
        requirements=meaning.requirements if meaning else (),
        detection=detection or (meaning.detection if meaning else None),
    )
