"""What it meant for the people: kept before any amount, and which row of the guidance it points to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from casework.complaints.queries import ComplaintPage
from casework.complaints.record import locked
from casework.complaints.storing import read_events
from casework.outcomes.models import Impact
from casework.people.models import Officer
from putright.cases import Case, CaseError, replay
from putright.outcomes import Suggestion, suggest
from putright.procedures import Band, Procedure, factors, guidance, own_bands, read_severity
from putright.vocabulary import Period, RemedyType


@dataclass(frozen=True, slots=True)
class ImpactRow:
    """What it meant, as kept for one stage. `version` 0: nothing yet. severity 0: not judged yet."""

    version: int = 0
    severity: int = 0
    began_on: date | None = None
    ended_on: date | None = None
    who: str = ""
    factors: tuple[str, ...] = ()
    words: str = ""
    officer_id: int | None = None
    saved_at: datetime | None = None

    @property
    def judged(self) -> bool:
        """Whether somebody said how hard it was."""
        return self.severity > 0

    def days(self, *, today: date) -> int | None:
        """How long it lasted, in calendar days, until now if it goes on; None while its beginning is not known."""
        if self.began_on is None:
            return None
        return max(((self.ended_on or today) - self.began_on).days, 0)


@dataclass(frozen=True, slots=True)
class Suggested:
    """What one guidance suggests. `whose`: the organisation's own policy, or the Ombudsman's."""

    whose: str
    suggestion: Suggestion


def impact(complaint_id: int, stage: str) -> ImpactRow:
    """What is kept for a stage; of the latest stage before it while there is nothing. One statement."""
    rows = {one.stage: one for one in Impact.objects.filter(complaint=complaint_id).order_by("pk")}
    found = rows.get(stage)
    if found is not None:
        return _row(found)
    if not rows:
        return ImpactRow()
    # What an earlier stage judged is where a later one begins; it is a row of its own once it is saved.
    earlier = _row(list(rows.values())[-1])
    return ImpactRow(
        0, earlier.severity, earlier.began_on, earlier.ended_on, earlier.who, earlier.factors, earlier.words,
        earlier.officer_id, earlier.saved_at,
    )  # fmt: skip


def suggestions(page: ComplaintPage, given: ImpactRow, *, today: date) -> tuple[Suggested, ...]:
    """What each guidance in force today suggests for this impact, the own policy's first. No statement."""
    if not given.judged:
        return ()
    failures = failings(page.case)
    return tuple(
        Suggested(
            whose,
            suggest(
                given.severity, duration_days=given.days(today=today), guidance=bands, factors=given.factors,
                failures=failures,
            ),
        )
        for whose, bands in bands_in_force(page.procedure, page.own_policy, on=today)
    )  # fmt: skip


def bands_in_force(
    under: Procedure, policy: Procedure | None, *, on: date
) -> tuple[tuple[str, tuple[Band, ...]], ...]:
    """The rows of guidance that count on a day, the own policy's first; empty ones are left out."""
    own = own_bands(policy.key.partition("/")[0], on=on) if policy else ()
    found = (("our own policy", own), ("the Ombudsman’s guidance", guidance(under.ombudsman, on=on)))
    return tuple((whose, bands) for whose, bands in found if bands)


def failings(case: Case) -> tuple[date, ...]:
    """The days of failings of service on record: visits that failed, promises broken."""
    visits = [one.body.on for one in case.appointments if one.failed and one.body.on is not None]
    broken = [
        on.date() if isinstance(on, datetime) else on
        for promise in case.promises
        for event in promise.breaks
        if (on := event.at) is not None
    ]
    return tuple(sorted([*visits, *broken]))


def save_impact(
    reference: str, stage: str, given: ImpactRow, *, seen_version: int, by: Officer, now: datetime
) -> None:
    """Keep what it meant for the people. Raises CaseError for what cannot be, or when somebody saved it meanwhile."""
    _check(given, now)
    with transaction.atomic(durable=True):
        complaint = locked(reference)
        replay(read_events(complaint)[0]).stage_state(stage)
        fields = {
            "severity": given.severity, "began_on": given.began_on, "ended_on": given.ended_on, "who": given.who,
            "factors": list(given.factors), "words": given.words, "officer": by, "saved_at": now,
        }  # fmt: skip
        if seen_version == 0:
            try:
                with transaction.atomic():
                    Impact.objects.create(complaint=complaint, stage=stage, **fields)
                return
            except IntegrityError:
                raise _changed(complaint.pk, stage) from None
        saved = Impact.objects.filter(complaint=complaint, stage=stage, version=seen_version)
        if not saved.update(**fields, version=seen_version + 1):
            raise _changed(complaint.pk, stage)


def _changed(complaint_id: int, stage: str) -> CaseError:
    one = Impact.objects.select_related("officer").get(complaint=complaint_id, stage=stage)
    return CaseError(
        f"{one.officer.name} saved the impact meanwhile, with severity {one.severity}: open it again in another "
        "window, and put yours beside it"
    )


def _check(given: ImpactRow, now: datetime) -> None:
    try:
        read_severity(given.severity)
    except ValueError as error:
        raise CaseError(str(error)) from None
    if unknown := [one for one in given.factors if one not in factors()]:
        raise CaseError(f"{unknown[0]!r} is not one of the factors")
    if given.began_on and given.ended_on and given.ended_on < given.began_on:
        raise CaseError("it ended before it began: check both days")
    if given.ended_on and not given.began_on:
        raise CaseError("say when it began, since you say when it ended")
    if given.began_on and given.began_on > now.date():
        raise CaseError("it cannot have begun on a day still to come: check the day")


def _row(one: Impact) -> ImpactRow:
    return ImpactRow(
        one.version, one.severity, one.began_on, one.ended_on, one.who, tuple(one.factors), one.words, one.officer_id,
        one.saved_at,
    )  # fmt: skip


def known_bands(found: Sequence[tuple[str, tuple[Band, ...]]]) -> tuple[Band, ...]:
    """The rows of every guidance in one list, each once."""
    return tuple({one.reference: one for _, bands in found for one in bands}.values())


_BANDED = {RemedyType.RECURRING_PAYMENT: RemedyType.PAY_LOSS_SERVICE}
"""Types held against the rows of another one: a payment that recurs is one for a lost service, period by period."""


def bands_for(page: ComplaintPage, type_: RemedyType, *, today: date) -> tuple[Band, ...]:
    """The rows of guidance for a type that count today, the own policy's first. No statement."""
    wanted = _BANDED.get(type_, type_)
    found = known_bands(bands_in_force(page.procedure, page.own_policy, on=today))
    return tuple(
        one
        for one in found
        if one.type is wanted and (type_ is not RemedyType.RECURRING_PAYMENT or one.per is not Period.ONCE)
    )
