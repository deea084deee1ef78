"""What alerts there are: the page of them, the panel beside a complaint, the counts of the work queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from casework.alerts.models import IN_TURN, Alert, Muted
from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_sql, visible_to
from casework.people.absences import Covered, covered_by
from casework.people.models import Officer
from casework.people.permissions import sees_whole_organisation
from putright.cases.detection import Group
from putright.procedures import AlertSeverity, DetectionRule, ProcedureError, detection_rules, procedure
from putright.vocabulary import Word

PAGE = 50
MOST_PAGES = 40
MOST_COUNTED = 999
SEVERITIES = tuple(AlertSeverity)


class Whose(Word):
    """Whose alerts are shown."""

    MINE = "mine", "Mine"
    TEAM = "team", "My team"
    ALL = "all", "All"


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One alert as a list shows it.

    reference  of the complaint; empty for one of the organisation as a whole.
    says       what was seen; rule: why it matters and what to do.
    provision  what it would not meet, as `HOS Code 2024 6.2`; empty where no procedure asks for it.
    instead_of  whom the reader covers for in it; None where it is nobody's or their own.
    contractor, absence  what one of the organisation as a whole is about: its number; whether it is somebody's absence.
    """

    rule: DetectionRule
    severity: AlertSeverity
    group: Group
    reference: str
    says: str
    since: date
    due_on: date | None
    owner: str
    provision: str
    instead_of: Covered | None = None
    contractor: int | None = None
    absence: bool = False


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many alerts of a rule are shown to this officer."""

    rule: DetectionRule
    number: int


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One page of alerts, the gravest first, with the counts by rule."""

    whose: Whose
    rule: str
    group: Group | None
    page: int
    rows: tuple[AlertRow, ...]
    more: bool
    counts: tuple[RuleCount, ...]
    capped: bool


@dataclass(frozen=True, slots=True)
class GroupCount:
    """One count of the work queue's strip; `capped` when there are more than are counted."""

    group: Group
    number: int
    capped: bool


def alert_page(
    officer: Officer, *, whose: Whose, rule: str = "", group: Group | None = None, page: int = 1, today: date
) -> AlertPage:
    """One page of the alerts this officer may see. Two statements, however many there are; three for who covers.

    rule, group  only of that rule or of that count of the work queue; an unknown rule is as none.
    """
    page = min(max(page, 1), MOST_PAGES)
    rule = rule if rule in detection_rules() else ""
    covered = covered_by(officer, today=today)
    found = _of(officer, whose, covered)
    if rule:
        found = found.filter(rule=rule)
    if group is not None:
        found = found.filter(group=group.value)
    first = (page - 1) * PAGE
    rows = _rows(found, first, PAGE + 1, covered)
    counts, capped = _by_rule(officer, whose, covered)
    return AlertPage(
        whose, rule, group, page, rows[:PAGE], len(rows) > PAGE and page < MOST_PAGES, counts, capped
    )


def alerts_of(officer: Officer, complaint_id: int) -> tuple[AlertRow, ...]:
    """The alerts of one complaint, the gravest first, for who may see it. One statement."""
    seen = Exists(Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint")))
    return _rows(Alert.objects.filter(seen, complaint=complaint_id, ended_on=None), 0, PAGE)


def own_counts(officer: Officer, *, today: date) -> tuple[GroupCount, ...]:
    """The officer's own alerts by group, among so many of their gravest that none costs more, and those they cover for.

    One statement; two for who covers for somebody.
    """
    covered = covered_by(officer, today=today)
    theirs = " OR (a.owner_id = %s AND (a.due_on IS NULL OR a.due_on <= %s))" * len(covered)
    due = [value for one in covered for value in (one.officer_id, one.until)]
    visible, seen = visible_sql(officer)
    sql = (
        'SELECT mine."group", count(*) FROM (SELECT a."group" FROM alerts_alert a'  # noqa: S608 - all of it is ours
        " JOIN complaints_complaint c ON c.id = a.complaint_id"
        f" WHERE (a.owner_id = %s{theirs}) AND a.ended_on IS NULL AND {visible}"
        f' ORDER BY a.rank, a.since, a.id LIMIT {MOST_COUNTED + 1}) mine GROUP BY mine."group"'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [officer.pk, *due, *seen])
        found = dict(cursor.fetchall())
    capped = sum(found.values()) > MOST_COUNTED
    return tuple(GroupCount(one, min(found.get(one.value, 0), MOST_COUNTED), capped) for one in Group)


def with_alerts(officer: Officer, group: Group) -> Q:
    """The condition that leaves the complaints on which the officer has an alert of this group."""
    mine = Alert.objects.filter(complaint=OuterRef("pk"), owner=officer.pk, group=group.value, ended_on=None)
    return Q(Exists(mine))


@dataclass(frozen=True, slots=True)
class DigestChoice:
    """What an officer chose to hear of. told: ids of the rules their daily e-mail tells of."""

    wanted: bool
    told: tuple[str, ...]


def digest_choice(officer: Officer) -> DigestChoice:
    """What this officer chose to hear of. One statement."""
    muted = set(Muted.objects.filter(officer=officer).values_list("rule", flat=True))
    return DigestChoice(officer.wants_digest, tuple(one for one in detection_rules() if one not in muted))


def to_see_to(officer: Officer, covered: Sequence[Covered]) -> Q:
    """The officer's own alerts, and of those they cover for what is due before they are back or has no day."""
    found = Q(owner=officer.pk)
    for one in covered:
        found |= Q(owner=one.officer_id) & (Q(due_on=None) | Q(due_on__lte=one.until))
    return found


def _of(officer: Officer, whose: Whose, covered: Sequence[Covered]) -> QuerySet[Alert]:
    """The open alerts this officer may see, of their complaints and, who sees everything, of the organisation."""
    # Joined, not asked for with EXISTS: beside an OR, PostgreSQL would read every complaint there is to answer that.
    seen = visible_to(officer, "complaint__")
    if sees_whole_organisation(officer):
        seen |= Q(complaint=None)
    found = Alert.objects.filter(seen, organisation=officer.organisation_id, ended_on=None)
    if whose is Whose.MINE:
        return found.filter(to_see_to(officer, covered))
    if whose is Whose.TEAM:
        return found.filter(team=officer.team_id) if officer.team_id else found.filter(owner=officer)
    return found


def _rows(
    found: QuerySet[Alert], first: int, count: int, covered: Sequence[Covered] = ()
) -> tuple[AlertRow, ...]:
    values = found.order_by(*IN_TURN).values_list(
        "rule", "rank", "group", "complaint__reference", "says", "since", "due_on", "owner__name", "provision",
        "procedure", "owner", "key",
    )  # fmt: skip
    instead_of = {one.officer_id: one for one in covered}
    return tuple(_row(*one[:-2], instead_of.get(one[-2]), one[-1]) for one in values[first : first + count])


def _row(rule: str, rank: int, group: str, reference: str | None, says: str, since: date, due_on: date | None,
         owner: str | None, provision: str, under: str, instead_of: Covered | None, key: str) -> AlertRow:  # fmt: skip
    what, _, rest = key.partition(":")
    number = rest.partition(":")[0]
    return AlertRow(
        rule=detection_rules()[rule], severity=SEVERITIES[rank], group=Group(group), reference=reference or "",
        says=says, since=since, due_on=due_on, owner=owner or "", provision=_provision(provision, under),
        instead_of=instead_of, contractor=int(number) if what == "contractor" and not reference else None,
        absence=what == "absence",
    )  # fmt: skip


def _provision(number: str, under: str) -> str:
    if not number:
        return ""
    try:
        return f"{procedure(under).short_title} {number}"
    except ProcedureError:
        return number


def _by_rule(
    officer: Officer, whose: Whose, covered: Sequence[Covered]
) -> tuple[tuple[RuleCount, ...], bool]:
    """How many of each rule, among the gravest so many, so that none costs more."""
    found = list(
        _of(officer, whose, covered).order_by(*IN_TURN).values_list("rule", flat=True)[: MOST_COUNTED + 1]
    )
    numbers: Mapping[str, Any] = {rule: found.count(rule) for rule in set(found)}
    counts = tuple(RuleCount(one, numbers[key]) for key, one in detection_rules().items() if key in numbers)
    return counts, len(found) > MOST_COUNTED
