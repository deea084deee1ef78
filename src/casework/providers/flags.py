"""What is to be looked at with a contractor: returns missing or unusually low, replies late again.

A return that is missing is seen to when it comes; the others when a meeting, a warning or an audit is on record since.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Max, Q

from casework.agreements.models import Contractor, Forwarding
from casework.complaints.models import OpenEnd
from casework.providers.models import LogEntry
from casework.providers.register import EntryKind
from casework.providers.returns import ReturnLine, return_lines
from putright.calendars import in_london
from putright.procedures import detection_rules

RULE = "DR-42"
MISSING = "Missing"
_SEEN_TO = (EntryKind.MEETING.value, EntryKind.WARNING.value, EntryKind.AUDIT.value)


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at with a contractor. kind: what it is, as a short code. since: None where not known."""

    contractor_id: int
    kind: str
    says: str
    since: date | None = None


def flags(organisation_id: int, *, today: date) -> tuple[Flag, ...]:
    """What is to be looked at with the contractors of an organisation. Four statements, and five a contractor.

    Complaints that are restricted are not counted: what is told here is told of the whole organisation.
    """
    firms = Contractor.objects.filter(organisation=organisation_id, status="active").select_related(
        "organisation"
    )
    spoken: dict[int, date] = dict(
        LogEntry.objects.filter(contractor__organisation=organisation_id, kind__in=_SEEN_TO)
        .values_list("contractor")
        .annotate(last=Max("on"))
    )
    found = [flag for firm in firms for flag in _of_returns(firm, spoken.get(firm.pk), today)]
    return (*found, *_late(organisation_id, spoken, today))


def _of_returns(firm: Contractor, spoken: date | None, today: date) -> Iterator[Flag]:
    lines = return_lines(firm, today=today)
    missing = [one for one in lines if one.flag == MISSING]
    low = [
        one
        for one in lines
        if one.flag not in ("", MISSING)
        and one.sent_at is not None
        and (spoken is None or spoken < in_london(one.sent_at).date())
    ]
    if missing:
        yield Flag(firm.pk, "missing", f"A contractor’s return has not come for {_months(missing)}")
    if low:
        yield Flag(firm.pk, "low", f"A contractor’s return is unusually low for {_months(low)}")


def _late(organisation_id: int, spoken: dict[int, date], today: date) -> Iterator[Flag]:
    rule = detection_rules()[RULE]
    since = today - timedelta(days=rule.number("days"))
    sent = Forwarding.objects.filter(
        contractor__organisation=organisation_id, contractor__status="active", complaint__restricted=False
    )
    asked = {
        (complaint, promise): firm
        for complaint, promise, firm in sent.values_list("complaint", "promise", "contractor")
    }
    late = OpenEnd.objects.filter(
        Q(is_open=True, due_on__lt=today) | Q(is_open=False, ended_on__gt=F("due_on")),
        kind="promise", due_on__gt=since, complaint__in={complaint for complaint, _ in asked},
    )  # fmt: skip
    days: dict[int, list[date]] = {}
    for complaint, key, due in late.values_list("complaint", "key", "due_on"):
        firm = asked.get((complaint, key))
        if firm is not None and due is not None and due > spoken.get(firm, since):
            days.setdefault(firm, []).append(due)
    for firm, missed in sorted(days.items()):
        if len(missed) >= rule.number("replies"):
            says = f"A contractor’s replies are late again: {len(missed)} within {rule.number('days')} days"
            yield Flag(firm, "late", says, min(missed))


def _months(lines: Iterable[ReturnLine]) -> str:
    return ", ".join(f"{one.month:%B %Y}" for one in lines)
