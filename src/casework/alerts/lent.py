"""What cover does not lend: what who is away may do, and who covers may not, and whether anybody else here may.

Rights, grades, limits and signatures stay each officer's own. What nobody else here may do waits until they are back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.agreements.permissions import is_senior
from casework.letters.independence import SIGNED
from casework.letters.permissions import may_sign
from casework.letters.rules import rules
from casework.ombudsman.permissions import may_work_with_ombudsman
from casework.orders.permissions import may_give_up as may_give_up_orders
from casework.outcomes.limits import a_grade, limits_by_grade
from casework.outcomes.permissions import (
    may_export_payments,
    may_give_up,
    may_override,
    may_set_limits,
    may_tell_public,
)
from casework.people.models import Absence, Officer
from casework.people.permissions import is_read_only
from casework.statutory.permissions import may_keep_signatories
from casework.statutory.signatories import SignatoryRow, signatories
from putright.procedures import grades
from putright.vocabulary.money import pounds

RIGHTS: tuple[tuple[Callable[[Officer], bool], str], ...] = (
    (may_give_up, "Saying that an action can no longer be achieved"),
    (
        may_give_up_orders,
        "Saying that an order can no longer be achieved, or a recommendation is not followed",
    ),
    (is_senior, "Reviewing an incident, and leaving a need open"),
    (may_override, "Giving a stage another outcome than its findings make"),
    (may_tell_public, "Approving what everybody may read of a lesson"),
    (may_work_with_ombudsman, "Recording what an Ombudsman asks and decides"),
    (may_export_payments, "Taking the list of payments out for finance"),
    (may_set_limits, "Setting how much each grade may approve"),
    (may_keep_signatories, "Entering who signs as the responsible person"),
)
"""What only some roles or grades may do, beyond what every cover has to (`people.permissions.why_no_cover`)."""


@dataclass(frozen=True, slots=True)
class NotLent:
    """Something a cover may not do. who: others who may and are here all of these days; empty = it waits."""

    what: str
    who: tuple[str, ...]


Reach = tuple[bool, int]
"""How much somebody may approve: without a limit, or up to so many pence. Greater is more."""


def not_lent(away: Officer, cover: Officer, *, first_on: date, last_on: date) -> tuple[NotLent, ...]:
    """What the cover may not do of what the one away may, what waits for nobody else first. Four statements.

    As roles, grades, limits and signatories are now; who is away on one of these days counts as nobody.
    """
    elsewhere = Absence.objects.filter(withdrawn_at=None, first_on__lte=last_on, last_on__gte=first_on)
    others = list(
        Officer.objects.filter(organisation=away.organisation_id, is_active=True)
        .exclude(pk__in=[away.pk, cover.pk])
        .exclude(pk__in=elsewhere.values("officer"))
        .order_by("grade", "name")
    )
    found = [
        *_sums(away, cover, others, limits_by_grade(away.organisation_id)),
        *_signatures(away, cover, others, signatories(away.organisation_id), (first_on, last_on)),
        *_rights(away, cover, others),
        *_grades(away, cover, others),
    ]
    return tuple(sorted(found, key=lambda one: bool(one.who)))


def _rights(away: Officer, cover: Officer, others: Sequence[Officer]) -> Iterator[NotLent]:
    for may, what in RIGHTS:
        if may(away) and not may(cover):
            yield NotLent(what, tuple(one.name for one in others if may(one)))


def _grades(away: Officer, cover: Officer, others: Sequence[Officer]) -> Iterator[NotLent]:
    if is_read_only(away):
        return
    for grade in range(cover.grade + 1, away.grade + 1):
        able = tuple(one.name for one in others if one.grade >= grade and not is_read_only(one))
        above = " or somebody above" if grade < max(grades()) else ""
        asked = f"What asks for {a_grade(grade)}{above}"
        severities = [number for number, least in enumerate(rules().grade_by_severity) if least == grade]
        if severities and may_sign(away):
            asked += f", such as signing answers to residents hit with severity {min(severities)}"
        yield NotLent(asked, able)


def _sums(
    away: Officer, cover: Officer, others: Sequence[Officer], limits: Mapping[int, int | None]
) -> Iterator[NotLent]:
    own, theirs = _reach(away, limits), _reach(cover, limits)
    if own <= theirs:
        return
    able = [(one, reach) for one in others if (reach := _reach(one, limits)) > theirs]
    if able:
        names = (
            one.name if reach >= own else f"{one.name} (up to {pounds(reach[1])})" for one, reach in able
        )
        yield NotLent(f"Approving {_payments_over(theirs)}", tuple(names))
    highest = max((reach for _, reach in able), default=theirs)
    if highest < own:
        yield NotLent(f"Approving {_payments_over(highest)}", ())


def _reach(officer: Officer, limits: Mapping[int, int | None]) -> Reach:
    if is_read_only(officer) or officer.grade not in limits:
        return (False, 0)
    pence = limits[officer.grade]
    return (True, 0) if pence is None else (False, pence)


def _payments_over(reach: Reach) -> str:
    return f"payments over {pounds(reach[1])}" if reach[1] else "any payment"


def _signatures(
    away: Officer, cover: Officer, others: Sequence[Officer], known: Sequence[SignatoryRow], days: tuple[date, date]
) -> Iterator[NotLent]:  # fmt: skip
    here = {one.pk for one in others}
    able = [one for one in known if all(one.signs_on(day) for day in days)]
    theirs = [one for one in known if one.officer_id == away.pk and _some(one, days)]
    # As themselves before for somebody else.
    ways = {one.signs_as: one.how for one in sorted(theirs, key=lambda one: not one.authorised)}
    for signs_as, how in ways.items():
        alike = [one for one in able if one.signs_as is signs_as]
        if cover.pk in {one.officer_id for one in alike}:
            continue
        names = dict.fromkeys(f"{one.name} {SIGNED[one.how]}" for one in alike if one.officer_id in here)
        yield NotLent(f"Signing letters {SIGNED[how]}", tuple(names))


def _some(row: SignatoryRow, days: tuple[date, date]) -> bool:
    """Whether somebody signs so on one of the days at least."""
    first, last = days
    return row.from_on <= last and (row.until_on is None or row.until_on >= first)
