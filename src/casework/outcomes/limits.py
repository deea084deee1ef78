"""How much each grade may approve, who may approve a sum, and setting it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from casework.complaints.models import Complaint, NamedOfficer
from casework.journal.log_events import LogEvent
from casework.journal.logs import log
from casework.outcomes.models import DelegatedLimit
from casework.people.models import Officer, Organisation
from casework.people.permissions import is_read_only
from putright.outcomes import may_approve
from putright.procedures import grades


@dataclass(frozen=True, slots=True)
class LimitRow:
    """What officers of a grade may approve. `set` False: nobody set it, so that they may approve nothing.

    up_to_pence  None = without a limit, where it is set.
    """

    grade: int
    title: str
    set: bool
    up_to_pence: int | None
    officers: int


def a_grade(level: int) -> str:
    """A grade with its article, as a sentence says it: `an officer`, `a head of service`."""
    title = grades()[level]
    return f"{'an' if title[0] in 'aeiou' else 'a'} {title}"


def limits(organisation: Organisation) -> tuple[LimitRow, ...]:
    """The limit of each grade, with how many officers have it. Two statements."""
    found = limits_by_grade(organisation.pk)
    counted: dict[int, int] = {}
    for officer in Officer.objects.filter(organisation=organisation, is_active=True):
        if not is_read_only(officer):
            counted[officer.grade] = counted.get(officer.grade, 0) + 1
    return tuple(
        LimitRow(grade, title, grade in found, found.get(grade), counted.get(grade, 0))
        for grade, title in grades().items()
    )


def limits_by_grade(organisation_id: int) -> Mapping[int, int | None]:
    """What each grade may approve, in pence; a grade that is not in it may approve nothing. One statement."""
    return dict(
        DelegatedLimit.objects.filter(organisation=organisation_id).values_list("grade", "up_to_pence")
    )


def within_limit(grade: int, pence: int, given: Mapping[int, int | None]) -> bool:
    """Whether officers of a grade may approve a sum."""
    return grade in given and may_approve(pence, limit_pence=given[grade])


def who_may(complaint: Complaint, pence: int, *, least_grade: int, but: str | None) -> tuple[str, ...]:
    """Names of those who may approve a sum on a complaint they can see, the least senior first. Two or three statements.

    least_grade  the grade the place in the guidance asks for; but: who proposed it and cannot approve it.
    """
    given = limits_by_grade(complaint.organisation_id)
    people = Officer.objects.filter(organisation=complaint.organisation_id, is_active=True)
    if complaint.restricted:
        named = NamedOfficer.objects.filter(complaint=complaint).values("officer")
        people = people.filter(pk__in=named)
    return tuple(
        one.name
        for one in people.order_by("grade", "name")
        if str(one.pk) != but
        and not is_read_only(one)
        and one.grade >= least_grade
        and within_limit(one.grade, pence, given)
    )


def set_limits(
    given: Mapping[int, int | None], *, unset: tuple[int, ...] = (), by: Officer, now: datetime
) -> None:
    """Say what each grade may approve, in pence; None = without a limit. Grades in `unset` may approve nothing.

    Raises  ValueError for a grade there is not.
    """
    for grade in (*given, *unset):
        if grade not in grades():
            raise ValueError(f"{grade} is not a grade; they go from 1 to {max(grades())}")
    with transaction.atomic(durable=True):
        DelegatedLimit.objects.filter(organisation=by.organisation, grade__in=unset).delete()
        for grade, pence in given.items():
            DelegatedLimit.objects.update_or_create(
                organisation=by.organisation,
                grade=grade,
                defaults={"up_to_pence": pence, "officer": by, "set_at": now},
            )
    log(LogEvent.LIMITS_SET, officer=by.pk)
