"""Making every projection again from the events, as after a change of how something is worked out."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.db.models import F

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Clock, Complaint, NamedOfficer, OpenEnd, Referral, StageFact
from casework.complaints.projection import Projection
from casework.ops.verify import (
    CLOCK_COLUMNS,
    COMPLAINT_COLUMNS,
    END_COLUMNS,
    REFERRAL_COLUMNS,
    STAGE_COLUMNS,
    Held,
    complaints_held,
    first_broken_link,
    rebuilt,
    values,
)
from casework.people.models import Organisation
from putright.procedures import ProcedureError


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """How many complaints were looked at, how many had other rows, and what could not be made again."""

    complaints: int
    changed: int
    problems: tuple[str, ...]


def rebuild() -> Rebuilt:
    """Make every projection again; what is right already is left alone, so it can be stopped and resumed.

    A complaint whose chain is broken keeps its rows: they may be all that tells what was there.
    """
    looked_at = changed = 0
    problems: list[str] = []
    for organisation in Organisation.objects.order_by("id"):
        calendar = organisation_calendar(organisation)
        for held in complaints_held(organisation):
            looked_at += 1
            broken = first_broken_link(held.reference, held.events)
            if broken is not None:
                problems.append(broken)
                continue
            try:
                right, named = rebuilt(held, calendar)
            except (ProcedureError, KeyError) as error:
                problems.append(f"{held.reference}: {error}")
                continue
            changed += _put(held, right, named)
    return Rebuilt(looked_at, changed, tuple(problems))


def _put(held: Held, right: Projection, named: frozenset[str]) -> bool:
    wanted = (
        values(right.complaint, COMPLAINT_COLUMNS),
        {values(one, CLOCK_COLUMNS) for one in right.clocks},
        {values(one, STAGE_COLUMNS) for one in right.stages},
        {values(one, END_COLUMNS) for one in right.ends},
        {values(one, REFERRAL_COLUMNS) for one in right.referrals},
    )
    rows = (held.columns, set(held.clocks), set(held.stages), set(held.ends), set(held.referrals))
    if rows == wanted and held.named == named and len(held.clocks) == len(right.clocks):
        return False
    with transaction.atomic(durable=True):
        # Somebody may have recorded more since it was read: their command made the rows anew.
        if not Complaint.objects.filter(pk=held.id, version=int(str(held.columns[-1]))).update(
            **asdict(right.complaint), facts_changed=F("facts_changed") + 1
        ):
            return False
        Clock.objects.filter(complaint=held.id).delete()
        StageFact.objects.filter(complaint=held.id).delete()
        OpenEnd.objects.filter(complaint=held.id).delete()
        Referral.objects.filter(complaint=held.id).delete()
        Clock.objects.bulk_create(Clock(complaint_id=held.id, **asdict(one)) for one in right.clocks)
        StageFact.objects.bulk_create(StageFact(complaint_id=held.id, **asdict(one)) for one in right.stages)
        OpenEnd.objects.bulk_create(OpenEnd(complaint_id=held.id, **asdict(one)) for one in right.ends)
        Referral.objects.bulk_create(Referral(complaint_id=held.id, **asdict(one)) for one in right.referrals)
        NamedOfficer.objects.filter(complaint=held.id).delete()
        NamedOfficer.objects.bulk_create(
            NamedOfficer(complaint_id=held.id, officer_id=int(officer)) for officer in sorted(named)
        )
    return True
