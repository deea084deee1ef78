"""A complaint handled by a plan: the talk, the plan and its changes, what is shared, what was settled at once."""

from __future__ import annotations

from datetime import date, datetime

from casework.agreements.working import Working, working
from casework.complaints.calendars import organisation_calendar
from casework.complaints.projection import current_deadlines
from casework.complaints.record import Act, Recorded, act
from casework.complaints.writing import When
from casework.people.models import Officer
from putright.calendars import short_day
from putright.cases import CaseError, verbs
from putright.cases.appointed import EligibilityDecided
from putright.cases.planned import (
    AGREED,
    CONSENT,
    FIRST_BODY,
    RECORD_GIVEN,
    SET,
    SETTLED,
    SHARED,
    knows_plans,
    plan_steps,
    settling_limit,
)
from putright.cases.state import day_of
from putright.procedures import Procedure, procedure
from putright.vocabulary import Channel, ClosingReason, Ground

PLAN_NOTE = "plan"
"""What the note is about that says how a complaint is handled, one for each time the plan was set."""
SPOKEN = frozenset(
    {
        Channel.PHONE, Channel.IN_PERSON, Channel.HOME_VISIT, Channel.STAFF_VERBAL, Channel.CONTRACTOR_STAFF,
        Channel.VOICEMAIL, Channel.EVENT,
    }
)  # fmt: skip
"""How something is said and not written; our reading of an oral complaint."""


def set_plan(
    reference: str, words: str, *, by_day: date, agreed: bool, at: When, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record the plan, or a change of it: how it is handled, the day of the answer, and whether the person agreed.

    A day past the longest time that the person agrees to before it ends is the longer period the law allows, and
    moves that clock too. Held without the person's agreement. Raises CaseError for a day before the plan itself.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        _check_planned(one)
        if by_day < (day_of(at) or one.today):
            raise CaseError(
                f"the answer cannot come on {short_day(by_day)}, before the plan was made: enter a later day"
            )
        note = one.keep(words, PLAN_NOTE, with_complainant=agreed)
        acts = [act(verbs.reach, moment=SET, at=at, date_given=by_day)]
        if agreed:
            acts += [act(verbs.reach, moment=AGREED, at=at), *_longer(one, by_day, note)]
        return one.record(*acts, gated=True)


def _longer(one: Working, by_day: date, note: str) -> list[Act]:
    """The longer period agreed, where the day lies past the longest time of the law."""
    under = _under(one)
    calendar = organisation_calendar(one.complaint.organisation)
    missed = {scale.key for scale in under.stage(one.case.stage).timescales if scale.if_missed}
    for deadline in current_deadlines(one.case, under, calendar, own_policy=None, today=one.today):
        if deadline.stage != one.case.stage or deadline.timescale not in missed or deadline.due_on is None:
            continue
        if by_day > deadline.due_on:
            longer = act(
                verbs.extend, to=by_day, at=one.at, timescale=deadline.timescale, told_on=day_of(one.at), reason_note=note
            )  # fmt: skip
            return [longer]
    return []


def agree_plan(
    reference: str, words: str, *, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record that the person agreed to the plan as it was set last. Raises CaseError where there is none."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        steps = plan_steps(one.case)
        if not steps:
            raise CaseError("there is no plan yet: record the plan first")
        if steps[-1].agreed_at is not None:
            raise CaseError("the person agreed to this plan already")
        one.keep_if(words, "note")
        return one.record(act(verbs.reach, moment=AGREED, at=at))


def reach_of_plan(
    reference: str, moment: str, words: str, *, date_given: date | None = None, at: When, by: Officer, now: datetime,
    seen_version: int,
) -> Recorded:  # fmt: skip
    """Record a talk, consent, who leads, or the day another body received it: facts, so nothing holds them."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        if moment not in _under(one).moments:
            raise CaseError("this procedure knows no such milestone")
        received = one.case.received_on
        if moment == FIRST_BODY and date_given and received and date_given > received:
            raise CaseError(
                f"the other body cannot have received it after we did, on {short_day(received)}: enter an earlier day"
            )
        one.keep_if(words, "note")
        return one.record(act(verbs.reach, moment=moment, at=at, date_given=date_given))


def share(
    reference: str, words: str, *, consent: bool, at: When, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that it was shared with another body. Held while no consent of the person is on record."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        _check_planned(one)
        one.keep(words, "note")
        known = CONSENT in one.case.current.happened
        agreed = [act(verbs.reach, moment=CONSENT, at=at)] if consent and not known else []
        return one.record(*agreed, act(verbs.reach, moment=SHARED, at=at), gated=True)


def decide_representative(
    reference: str, words: str, *, accepted: bool, at: When, by: Officer, now: datetime, seen_version: int
) -> Recorded:
    """Record whether somebody is accepted to speak for the person, with the reasons."""
    with working(reference, at=at, by=by, now=now, seen_version=seen_version) as one:
        body = EligibilityDecided(accepted, Ground.REPRESENTATIVE, None, one.keep(words, "reason"))
        return one.record(act(verbs.involve, body=body, at=at))


def settle_orally(
    reference: str, words: str, *, record_on: date | None, at: When, by: Officer, now: datetime, seen_version: int,
    going_on: str = "",
) -> Recorded:  # fmt: skip
    """Record that what was said was settled at once, so that it is no complaint under the procedure, and close it.

    record_on  the day the person got the written record; None = not yet, which holds it.
    Raises     CaseError where it was written, or settled later than the procedure allows.
    """
    with working(reference, at=at, by=by, now=now, seen_version=seen_version, going_on=going_on) as one:
        _check_planned(one)
        _check_settled_in_time(one, day_of(at) or one.today)
        one.keep(words, "reason")
        acts = [act(verbs.reach, moment=SETTLED, at=at)]
        if record_on is not None:
            acts.append(act(verbs.reach, moment=RECORD_GIVEN, at=record_on))
        last = max(day_of(at) or one.today, record_on or date.min)
        acts.append(act(verbs.close, reason=ClosingReason.SETTLED, at=last, acts_next="nobody"))
        return one.record(*acts, gated=True)


def _check_settled_in_time(one: Working, settled: date) -> None:
    if one.case.channel not in SPOKEN:
        raise CaseError(
            f"it came in writing ({one.case.channel.label.lower()}), and only what was said can be settled so: "
            "handle it as a complaint"
        )
    limit = settling_limit(one.case, _under(one), organisation_calendar(one.complaint.organisation).now())
    if limit is not None and settled > limit:
        raise CaseError(
            f"it was settled on {short_day(settled)}, and the last day for that was {short_day(limit)}: "
            "handle it as a complaint"
        )


def _check_planned(one: Working) -> None:
    if not knows_plans(_under(one)):
        raise CaseError("this procedure knows no plan")


def _under(one: Working) -> Procedure:
    return procedure(one.complaint.procedure)
