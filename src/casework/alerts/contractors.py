"""DR-42 and DR-43: contractors to be looked at, and their replies that nobody checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Complaint
from casework.providers import checking_due, flags
from casework.providers.models import ProviderReply
from putright.calendars import BeyondHorizon, short_day
from putright.cases.detection import Alert, Group
from putright.procedures import detection_rules


def contractors_to_look_at(organisation_id: int, *, today: date) -> tuple[Alert, ...]:
    """DR-42: of the organisation, one for each thing and contractor. As many statements as the flags take."""
    return tuple(
        _alert(flags.RULE, f"contractor:{one.contractor_id}:{one.kind}", one.says, since=one.since)
        for one in flags.flags(organisation_id, today=today)
    )


def replies_to_check(complaints: Sequence[Complaint], *, today: date) -> Iterator[tuple[int, Alert]]:
    """DR-43, of each complaint: a reply that came, and its day to be checked is past. One statement."""
    by_number = {one.pk: one for one in complaints}
    waiting = ProviderReply.objects.filter(
        sent_at__isnull=False, step="", link__forwarding__complaint__in=list(by_number)
    )
    for pk, complaint, sent_at in waiting.values_list("pk", "link__forwarding__complaint", "sent_at"):
        assert sent_at is not None  # filtered above
        calendar = organisation_calendar(by_number[complaint].organisation).now()
        try:
            due = checking_due.check_due(sent_at, calendar)
        except BeyondHorizon:
            continue
        if today > due:
            says = f"A contractor’s reply came, and was to be checked by {short_day(due)}"
            since = due + timedelta(days=1)
            yield complaint, _alert(checking_due.RULE, f"reply:{pk}", says, since=since, due=due)


def _alert(rule: str, key: str, says: str, *, since: date | None = None, due: date | None = None) -> Alert:
    by = detection_rules()[rule]
    return Alert(rule, key, Group.CARE, by.severity, since, due, says[:300], by.when, by.do)
