"""Looking at complaints with the detection rules, many at a time, and writing down what is seen.

The number of statements is the same for one complaint and for a few hundred.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.alerts.across import Beside, beside
from casework.alerts.models import Alert, LookedAt
from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint
from casework.complaints.models import Event as EventRow
from casework.complaints.record import own_policy_of
from casework.complaints.storing import EVENT_COLUMNS, from_row
from casework.journal.log_events import LogEvent
from casework.journal.logs import warn
from casework.people.models import Organisation
from putright.calendars import BeyondHorizon
from putright.cases import CaseError, Event, replay
from putright.cases.detection import Alert as Seen
from putright.cases.detection import Circumstances, alerts
from putright.procedures import AlertSeverity, ProcedureError, procedure

RANKS: Mapping[AlertSeverity, int] = {one: rank for rank, one in enumerate(AlertSeverity)}
_WRITTEN = ("group", "rank", "owner_id", "team_id", "since", "due_on", "says", "provision", "procedure")
_KEPT = ["group", "rank", "owner", "team", "since", "due_on", "says", "provision", "procedure"]


@dataclass(frozen=True, slots=True)
class Looked:
    """How many complaints were looked at, and what changed."""

    complaints: int
    begun: int
    ended: int


def look_at(organisation: Organisation, complaints: Sequence[Complaint], *, today: date) -> Looked:
    """Look at these complaints of one organisation: alerts begin, change and end. Twelve statements, however many.

    A complaint that cannot be looked at is logged and keeps the alerts it has; the others go on.
    """
    events = _events_of(complaints)
    known = beside(complaints, today=today)
    held = _open_alerts(complaints)
    looked: list[LookedAt] = []
    begin: list[Alert] = []
    change: list[Alert] = []
    end: list[int] = []
    for complaint in complaints:
        complaint.organisation = organisation
        # Also one that cannot be looked at: it is not tried again before it changes or the next day comes.
        looked.append(LookedAt(complaint=complaint, version=events[complaint.pk][-1].sequence))
        seen = _seen(complaint, events[complaint.pk], known, today=today)
        if seen is None:
            continue
        was = held[complaint.pk]
        for one in seen:
            row = _row(complaint, one, today)
            before = was.pop((one.rule, one.key), None)
            if before is None:
                begin.append(row)
            elif one.since is None:
                row.since = before.since
            if before is not None and _differs(before, row):
                row.pk, row.first_seen_on = before.pk, before.first_seen_on
                change.append(row)
        end += [one.pk for one in was.values()]
    Alert.objects.bulk_create(begin, ignore_conflicts=True)
    if change:
        Alert.objects.bulk_update(change, _KEPT)
    if end:
        Alert.objects.filter(pk__in=end, ended_on=None).update(ended_on=today)
    LookedAt.objects.bulk_create(
        looked, update_conflicts=True, unique_fields=["complaint"], update_fields=["version"]
    )
    return Looked(len(complaints), len(begin), len(end))


def _seen(
    complaint: Complaint, events: Sequence[Event], known: Mapping[int, Beside], *, today: date
) -> tuple[Seen, ...] | None:
    own = known.get(complaint.pk, Beside())
    try:
        found = alerts(
            replay(events),
            procedure(complaint.procedure),
            organisation_calendar(complaint.organisation).now(),
            today=today,
            own_policy=own_policy_of(complaint),
            circumstances=Circumstances(complaint.vulnerable, own.barred_workers),
        )
    except (CaseError, ProcedureError, BeyondHorizon) as error:
        warn(LogEvent.ALERTS_FAILED, complaint=complaint.pk, error=type(error).__name__)
        return None
    return (*found, *own.alerts)


def _row(complaint: Complaint, one: Seen, today: date) -> Alert:
    named = int(one.owner) if one.owner is not None and one.owner.isdecimal() else None
    return Alert(
        organisation_id=complaint.organisation_id, complaint=complaint, rule=one.rule, key=one.key,
        group=one.group.value, rank=RANKS[one.severity], owner_id=named or complaint.owner_id,
        team_id=complaint.team_id, since=one.since or today, due_on=one.due, says=one.says[:300],
        provision=one.provision or "", procedure=one.procedure or "", first_seen_on=today,
    )  # fmt: skip


def _differs(one: Alert, other: Alert) -> bool:
    return any(getattr(one, name) != getattr(other, name) for name in _WRITTEN)


def _open_alerts(complaints: Iterable[Complaint]) -> dict[int, dict[tuple[str, str], Alert]]:
    found: dict[int, dict[tuple[str, str], Alert]] = defaultdict(dict)
    for one in Alert.objects.filter(complaint__in=[one.pk for one in complaints], ended_on=None):
        found[one.complaint_id][one.rule, one.key] = one  # type: ignore[index]  # the filter leaves none out
    return found


def _events_of(complaints: Iterable[Complaint]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = defaultdict(list)
    rows = EventRow.objects.filter(complaint__in=[one.pk for one in complaints])
    for pk, *row in rows.order_by("complaint_id", "sequence").values_list(*EVENT_COLUMNS):
        found[pk].append(from_row(row))
    return found
