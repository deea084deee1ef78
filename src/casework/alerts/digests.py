"""The daily e-mail: to each officer what is theirs, to a manager also their team's, to a director what was put to them.

It names rules, references and days, and nobody but a colleague the reader covers for. It is claimed in a transaction
of its own before it is handed over: a process killed in between leaves a claim, of which nobody knows whether it
went, so that it is not sent again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, Value
from django.db.models.functions import Cast, Concat
from django.template.loader import get_template
from django.urls import reverse

from casework.alerts.models import IN_TURN, Alert, Digest, Muted, Scan
from casework.alerts.queries import SEVERITIES, to_see_to
from casework.complaints.models import Complaint
from casework.complaints.permissions import visible_to
from casework.journal.log_events import LogEvent
from casework.journal.logs import log, warn
from casework.letters.adapters.carrier import Parcel, Refused, TryAgain, Uncertain
from casework.letters.adapters.registry import Way, carrier_for, set_up
from casework.orders.models import OrderPaper
from casework.people.absences import Covered, covered_by, holding
from casework.people.models import Absence, Officer
from casework.people.roles import Role
from putright.calendars import in_london, short_day
from putright.procedures import AlertSeverity, DetectionRule, detection_rules, grades

MOST_LINES = 200
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(hours=1)
NOBODY_KNOWS_AFTER = timedelta(minutes=15)
_TOLD = [rank for rank, one in enumerate(SEVERITIES) if one is not AlertSeverity.REPORT]


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One alert in the e-mail: the complaint's reference and address, and its day. Empty for one of no complaint.

    instead_of  whom the reader covers for in it, and until when; empty for nobody.
    """

    reference: str
    address: str
    when: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class Section:
    """The alerts of one rule."""

    rule: DetectionRule
    address: str
    lines: tuple[DigestLine, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What one e-mail says. more: how many alerts there are besides."""

    on: date
    sections: tuple[Section, ...]
    number: int
    more: int
    all_address: str
    choose_address: str


def send_next(*, now: datetime) -> bool:
    """Send the next daily e-mail that waits; False when none does, or it is too early in London."""
    here = in_london(now)
    if here.time() < time.fromisoformat(settings.DIGEST_AT) or not set_up(Way.EMAIL):
        return False
    today = here.date()
    _lay(today, now)
    waiting = Digest.objects.filter(state="waiting", on=today, next_try_at__lte=now)
    digest = waiting.order_by("next_try_at", "id").first()
    if digest is None or not _claimed(digest.pk, now):
        return digest is not None
    officer = Officer.objects.get(pk=digest.officer_id)
    told = told_to(officer, on=today)
    if not told.number:
        _settle(digest, "nothing")
        return True
    try:
        carrier_for(Way.EMAIL).hand_over(parcel_of(officer, told))
    except TryAgain as problem:
        wait = min(FIRST_WAIT * 2 ** min(digest.tries, 8), LONGEST_WAIT)
        _settle(digest, "waiting", problem=str(problem), next_try_at=now + wait, tries=digest.tries + 1)
        warn(
            LogEvent.DIGEST_NOT_SENT, officer=officer.pk, tries=digest.tries + 1, error=type(problem).__name__
        )
    except (Refused, Uncertain) as problem:
        state = "failed" if isinstance(problem, Refused) else "uncertain"
        _settle(digest, state, problem=str(problem), tries=digest.tries + 1)
        warn(
            LogEvent.DIGEST_NOT_SENT, officer=officer.pk, tries=digest.tries + 1, error=type(problem).__name__
        )
    else:
        _settle(digest, "sent", sent_at=now, alerts=told.number, tries=digest.tries + 1)
        log(LogEvent.DIGEST_SENT, officer=officer.pk, alerts=told.number)
    return True


def told_to(officer: Officer, *, on: date) -> Told:
    """What the e-mail of this officer says today. Two statements; three for who covers for somebody."""
    muted = list(Muted.objects.filter(officer=officer).values_list("rule", flat=True))
    covered = covered_by(officer, today=on)
    mine = to_see_to(officer, covered)
    manages = officer.has_role(Role.MANAGER)
    if manages and officer.team_id is not None:
        mine |= Q(team=officer.team_id)
    if officer.grade >= max(grades()):
        # What was put to a director is in the e-mail of every director.
        told = OrderPaper.objects.filter(complaint=OuterRef("complaint"), told_for=OuterRef("due_on"))
        of_it = told.annotate(order=Concat(Value("order:"), Cast("pk", CharField()))).filter(
            order=OuterRef("key")
        )
        mine |= Q(Exists(of_it), rule="DR-20")
    seen = Q(Exists(Complaint.objects.filter(visible_to(officer), pk=OuterRef("complaint"))))
    if manages:
        seen, mine = seen | Q(complaint=None), mine | Q(complaint=None)
    found = list(
        Alert.objects.filter(mine, seen, organisation=officer.organisation_id, ended_on=None, rank__in=_TOLD)
        .exclude(rule__in=muted)
        .order_by("rule", *IN_TURN)
        .values_list("rule", "complaint__reference", "due_on", "since", "owner")
    )
    base = settings.SERVICE_URL.rstrip("/")
    return Told(
        on=on,
        sections=_sections(found[:MOST_LINES], base, covered),
        number=len(found),
        more=max(len(found) - MOST_LINES, 0),
        all_address=base + reverse("alerts"),
        choose_address=base + reverse("alerts-digest"),
    )


def parcel_of(officer: Officer, told: Told) -> Parcel:
    """The e-mail as it is handed over."""
    count = "1 thing" if told.number == 1 else f"{told.number} things"
    subject = f"Complaints: {count} to see to on {short_day(told.on)}"
    return Parcel(
        message_id=f"digest-{officer.pk}-{told.on.isoformat()}",
        to=officer.email,
        subject=subject,
        text=_text(told),
        html=get_template("alerts/digest.html").render({"told": told, "subject": subject}),
        automatic=True,
    )


def _lay(today: date, now: datetime) -> None:
    """A row for everybody who wants one, once their organisation has been looked at today; old ones are set aside."""
    looked = Scan.objects.filter(
        organisation=OuterRef("organisation"), on=today, state__in=("done", "failed")
    )
    has = Digest.objects.filter(officer=OuterRef("pk"), on=today)
    # Who is away reads it when they are back: meanwhile what is theirs is in the e-mail of who covers.
    away = Absence.objects.filter(holding(today), officer=OuterRef("pk"))
    wants = Officer.objects.filter(is_active=True, wants_digest=True)
    for officer in wants.filter(Exists(looked), ~Exists(has), ~Exists(away)):
        Digest.objects.bulk_create(
            [Digest(officer=officer, on=today, next_try_at=now)], ignore_conflicts=True
        )
    past = Q(state="waiting", on__lt=today)
    Digest.objects.filter(past).update(state="failed", problem="The day was over.")
    left = Digest.objects.filter(state="claimed", next_try_at__lt=now - NOBODY_KNOWS_AFTER)
    left.update(state="uncertain", problem="The process ended while it was being sent.")


def _claimed(pk: int, now: datetime) -> bool:
    """Whether it is ours to send. A claim is committed before anything leaves."""
    with transaction.atomic(durable=True):
        return bool(Digest.objects.filter(pk=pk, state="waiting").update(state="claimed", next_try_at=now))


def _settle(digest: Digest, state: str, **columns: Any) -> None:
    Digest.objects.filter(pk=digest.pk, state="claimed").update(state=state, **columns)


def _sections(
    found: Iterable[tuple[str, str | None, date | None, date, int | None]],
    base: str,
    covered: Iterable[Covered],
) -> tuple[Section, ...]:
    colleagues = {one.officer_id: f"covering for {one.name} until {short_day(one.until)}" for one in covered}
    lines: dict[str, list[DigestLine]] = {}
    for rule, reference, due, since, owner in found:
        when = f"due {short_day(due)}" if due else f"since {short_day(since)}"
        address = base + reverse("complaint", args=[reference]) if reference else ""
        lines.setdefault(rule, []).append(
            DigestLine(reference or "", address, when, colleagues.get(owner or 0, ""))
        )
    rules = detection_rules()
    ranked = sorted(lines, key=lambda key: (SEVERITIES.index(rules[key].severity), key))
    return tuple(
        Section(rules[key], f"{base}{reverse('alerts')}?rule={key}", tuple(lines[key])) for key in ranked
    )


def _text(told: Told) -> str:
    parts = [f"What is yours to see to on {short_day(told.on)}.", ""]
    for section in told.sections:
        parts += [f"{section.rule.title} ({section.rule.key})", section.rule.do]
        parts += [
            f"  {one.reference or 'The organisation'}, {', '.join(filter(None, (one.when, one.instead_of)))}"
            f" {one.address}".rstrip()
            for one in section.lines
        ]
        parts.append("")
    if told.more:
        parts += [f"And {told.more} more.", ""]
    parts += [
        f"All of them: {told.all_address}",
        f"Choose what this e-mail tells of, or stop it: {told.choose_address}",
    ]
    return "\n".join(parts) + "\n"
