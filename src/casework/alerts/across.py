"""Rules that only several complaints together can decide, and what other complaints say of this one.

DR-08  a contractor that no complaint came from for so many days, while the others had some.
DR-15  the same complainant complained of the same service within so many months.
DR-16  the same worker is named in so many complaints within so many months.
DR-25  an Ombudsman orders what it asked in an earlier case within so many months.
DR-41  something is due while its officer is away, and nobody who may see it covers (`uncovered`).
DR-42  a contractor's returns or replies are to be looked at, and DR-43: a reply that nobody checked (`contractors`).

And what stands beside the events of one:

DR-39  the authority of somebody who speaks for another ended, is about to, or was asked for and did not come.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import CharField, Count, Exists, OuterRef, Q
from django.db.models.functions import Cast

from casework.agreements.models import Contractor
from casework.alerts.contractors import replies_to_check
from casework.alerts.uncovered import uncovered
from casework.complaints.authority import NEED_AUTHORITY
from casework.complaints.models import Complaint, OpenEnd, Party
from casework.orders.models import OrderPaper
from putright.calendars import short_day
from putright.cases import EndKind
from putright.cases.detection import Alert, Group
from putright.procedures import detection_rules
from putright.vocabulary import Relationship, RemedyType

_NAMING = (EndKind.RESTRICTION.value, EndKind.INCIDENT.value)
"""Where a worker is named because of what they did; that somebody came on a visit says nothing of them."""


@dataclass(slots=True)
class Beside:
    """What other complaints say of one."""

    barred_workers: frozenset[str] = frozenset()
    alerts: list[Alert] = field(default_factory=list)


def beside(complaints: Sequence[Complaint], *, today: date) -> dict[int, Beside]:
    """What other complaints, and the people of each, say of it.

    Nine statements, however many; some more where somebody is away.
    """
    found: dict[int, Beside] = defaultdict(Beside)
    for pk, workers in _barred(complaints).items():
        found[pk].barred_workers = frozenset(workers)
    told = (
        *_same_complainant(complaints),
        *_same_worker(complaints, today),
        *_ordered_again(complaints),
        *_authorities(complaints, today),
        *uncovered(complaints, today=today),
        *replies_to_check(complaints, today=today),
    )
    for pk, alert in told:
        found[pk].alerts.append(alert)
    return found


def silent_contractors(organisation_id: int, *, today: date) -> tuple[Alert, ...]:
    """DR-08: contractors that no complaint was passed to for so long, while the others had some. One statement."""
    rule = detection_rules()["DR-08"]
    since = today - timedelta(days=rule.number("days"))
    lately = Count("forwardings", filter=Q(forwardings__forwarded_on__gt=since))
    rows = Contractor.objects.filter(organisation=organisation_id, status="active").annotate(lately=lately)
    counted: dict[int, int] = dict(rows.values_list("pk", "lately"))
    if not any(counted.values()):
        return ()
    says = f"No complaint about this contractor since {short_day(since)}, while others have some"
    return tuple(
        _alert("DR-08", f"contractor:{pk}", Group.CARE, says, since=since)
        for pk, count in counted.items()
        if not count
    )


def _barred(complaints: Sequence[Complaint]) -> dict[int, set[str]]:
    """Workers whom another complaint of the same resident keeps away from them."""
    ids = [one.pk for one in complaints]
    rows = OpenEnd.objects.filter(
        kind=EndKind.RESTRICTION.value, is_open=True, complaint__parties__person__parties__complaint__in=ids
    ).values_list("worker", "complaint_id", "complaint__parties__person__parties__complaint_id")
    found: dict[int, set[str]] = defaultdict(set)
    for worker, own, other in rows:
        if own != other:
            found[other].add(worker)
    return found


def _same_complainant(complaints: Sequence[Complaint]) -> Iterator[tuple[int, Alert]]:
    """DR-15, while the later complaint is open. Restricted ones are not named to anybody."""
    months = detection_rules()["DR-15"].number("months")
    here = {one.pk: one for one in complaints if one.is_open and one.service_id is not None}
    complainants = Party.objects.filter(role=Relationship.COMPLAINANT.value)
    persons: dict[int, list[int]] = defaultdict(list)
    for pk, person in complainants.filter(complaint__in=list(here)).values_list("complaint_id", "person_id"):
        persons[person].append(pk)
    earlier = (
        complainants.filter(person__in=list(persons), complaint__service__isnull=False)
        .order_by("-complaint__received_on", "-complaint_id")
        .values_list(
            "person_id", "complaint_id", "complaint__reference", "complaint__service_id",
            "complaint__received_on", "complaint__restricted",
        )
    )  # fmt: skip
    told: set[int] = set()
    for person, other, reference, service, received, restricted in earlier:
        for pk in persons[person]:
            one = here[pk]
            before = (received, other) < (one.received_on, one.pk)
            if (
                pk in told
                or not before
                or service != one.service_id
                or received < _months_back(one.received_on, months)
            ):
                continue
            told.add(pk)
            which = "another complaint" if restricted else reference
            says = f"The same complainant complained of the same service: {which}, received on {short_day(received)}"
            yield pk, _alert("DR-15", f"repeat:{other}", Group.CARE, says, since=one.received_on)


def _same_worker(complaints: Sequence[Complaint], today: date) -> Iterator[tuple[int, Alert]]:
    """DR-16. Which other complaints name the worker is not said: they are restricted more often than not."""
    rule = detection_rules()["DR-16"]
    if not complaints:
        return
    named = OpenEnd.objects.filter(
        kind__in=_NAMING, made_on__gt=_months_back(today, rule.number("months")),
        complaint__organisation=complaints[0].organisation_id,
    ).exclude(worker="")  # fmt: skip
    here = named.filter(complaint__in=[one.pk for one in complaints if one.is_open])
    workers: dict[str, set[int]] = defaultdict(set)
    for worker, pk in here.values_list("worker", "complaint_id"):
        workers[worker].add(pk)
    counted = (
        named.filter(worker__in=list(workers), kind__in=_NAMING)
        .values_list("worker")
        .annotate(complaints=Count("complaint", distinct=True))
    )
    for worker, count in counted:
        if count >= rule.number("complaints"):
            says = f"A worker named here is named in {count} complaints of the last {rule.number('months')} months"
            for pk in workers[worker]:
                yield pk, _alert("DR-16", f"worker:{worker}", Group.CARE, says)


def _ordered_again(complaints: Sequence[Complaint]) -> Iterator[tuple[int, Alert]]:
    """DR-25, while the later order is open. Which case asked before is not said: it may be one of few who may see it."""
    months = detection_rules()["DR-25"].number("months")
    still_open = OpenEnd.objects.filter(
        complaint=OuterRef("complaint"), kind=EndKind.ORDER.value, key=OuterRef("number"), is_open=True
    )
    papers = OrderPaper.objects.filter(complaint__in=[one.pk for one in complaints], repeats__isnull=False)
    again = papers.annotate(number=Cast("pk", CharField())).filter(Exists(still_open))
    for pk, complaint, type_, made_on, before in again.values_list(
        "pk", "complaint_id", "type", "made_on", "repeats__made_on"
    ):
        if before >= _months_back(made_on, months):
            what = RemedyType(type_).label.lower()
            says = f"An Ombudsman asks what it asked in an earlier case, on {short_day(before)}: {what}"
            yield complaint, _alert("DR-25", f"order:{pk}", Group.OMBUDSMAN, says, since=made_on)


def _authorities(complaints: Sequence[Complaint], today: date) -> Iterator[tuple[int, Alert]]:
    """DR-39, while the complaint is open. Who speaks for whom is not said: an alert names nobody."""
    soon = today + timedelta(days=detection_rules()["DR-39"].number("days_before"))
    rows = Party.objects.filter(
        Q(authority_until__lte=soon) | Q(authority_asked_until__lt=today),
        complaint__in=[one.pk for one in complaints if one.is_open], role__in=[one.value for one in NEED_AUTHORITY],
    )  # fmt: skip
    for pk, complaint, role, until, asked in rows.values_list(
        "pk", "complaint_id", "role", "authority_until", "authority_asked_until"
    ):
        since = due = None
        if asked is not None and asked < today:
            says, since, due = f"was asked for by {short_day(asked)} and has not come", asked, asked
        elif until is None:
            continue
        elif until < today:
            says, since, due = f"ended on {short_day(until)}", until, until
        else:
            says, due = f"ends on {short_day(until)}", until
        told = f"Authority of a {Relationship(role).label[:1].lower()}{Relationship(role).label[1:]}: {says}"
        yield complaint, _alert("DR-39", f"authority:{pk}", Group.CARE, told, since=since, due=due)


def _months_back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, 28))


def _alert(
    rule: str, key: str, group: Group, says: str, *, since: date | None = None, due: date | None = None
) -> Alert:
    by = detection_rules()[rule]
    return Alert(rule, key, group, by.severity, since, due, says, by.when, by.do)
