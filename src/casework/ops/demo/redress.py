"""Putting right in the two years told: remedies and what became of them, lessons, and what was changed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from casework.complaints.stories import NoteOf, Said
from casework.ops.demo.course import Course
from casework.ops.demo.texts import redress, told
from putright.calendars import short_day
from putright.cases import Case, verbs
from putright.cases.remedial import ActionAgreed, ActionMoved, LessonLearned, RemedyMoved, RemedyProposed
from putright.cases.verbs.proposing import Proposed
from putright.vocabulary import ActionStep, Cause, RemedyStep, RemedyType, RootCause

_MINUTE = timedelta(minutes=1)
_EARLIER = timedelta(minutes=40)
_HOUSING_BANDS = ((100_00, "hos_remedies/service-failure"), (600_00, "hos_remedies/maladministration"))
_COUNCIL_BANDS = ((99_00, "lgsco_remedies/distress"), (300_00, "lgsco_remedies/time-and-trouble"))


def propose(case: Case, *, body: RemedyProposed, note: str, at: date | datetime, by: str | None = None,
            today: date | None = None) -> Proposed:  # fmt: skip
    """Enter a remedy whose words are this note."""
    return verbs.propose_remedy(case, body=replace(body, remedy=note), at=at, by=by, today=today)


def move(case: Case, *, body: RemedyMoved, remedy: str, at: date | datetime, note: str | None = None,
         by: str | None = None, today: date | None = None) -> Proposed:  # fmt: skip
    """A remedy goes a step further."""
    return verbs.move_remedy(case, body=replace(body, remedy=remedy, note=note), at=at, by=by, today=today)


def supersede(case: Case, *, body: RemedyProposed, note: str, supersedes: str, at: date | datetime,
              by: str | None = None, today: date | None = None) -> Proposed:  # fmt: skip
    """Enter a remedy that replaces an earlier one."""
    return propose(case, body=replace(body, supersedes=supersedes), note=note, at=at, by=by, today=today)


def learn(case: Case, *, body: LessonLearned, note: str, at: date | datetime, by: str | None = None,
          today: date | None = None) -> Proposed:  # fmt: skip
    """Record a lesson whose words are this note."""
    return verbs.learn(case, body=replace(body, lesson=note), at=at, by=by, today=today)


def agree(case: Case, *, body: ActionAgreed, note: str, lesson: str, at: date | datetime, by: str | None = None,
          today: date | None = None) -> Proposed:  # fmt: skip
    """Agree an action that follows from a lesson."""
    return verbs.agree_action(case, body=replace(body, action=note, lesson=lesson), at=at, by=by, today=today)


def act_on(case: Case, *, body: ActionMoved, action: str, at: date | datetime, note: str | None = None,
           by: str | None = None, today: date | None = None) -> Proposed:  # fmt: skip
    """An action goes a step further."""
    return verbs.move_action(case, body=replace(body, action=action, note=note), at=at, by=by, today=today)


@dataclass(frozen=True, slots=True)
class Given:
    """A remedy that was offered: the note that is its key, what it is, and whether it replaces an earlier offer."""

    key: NoteOf
    body: RemedyProposed
    replaces: bool = False


def offer(
    course: Course,
    sent: datetime,
    keys: tuple[str, ...],
    *,
    by: int,
    approver: int,
    before: tuple[Given, ...] = (),
) -> tuple[Given, ...]:
    """Remedies for these upheld points: entered and approved shortly before the letter goes, and offered by it.

    before  what an earlier stage offered: a payment of it is superseded by a higher one.
    """
    dice, at, on = course.dice, sent - _EARLIER, sent.date()
    made: list[Given] = []
    if dice.random() < 0.75:
        body = RemedyProposed(
            "", RemedyType.APOLOGY, keys, due=on, owner=str(by), headings=len(redress()["headings"])
        )
        made.append(_proposed(course, at, body, "An apology, in the letter that answers", by))
    if dice.random() < 0.42:
        deed = _fitting(redress()["deed"], course.service, dice)
        due = course.working_day(on, dice.choice((5, 10, 15, 20)))
        body = RemedyProposed("", RemedyType(deed["type"]), keys, due=due, owner=str(by))
        made.append(_proposed(course, at, body, dice.choice(deed["words"]), by))
    if dice.random() < 0.52:
        made.append(_payment(course, at, keys, by=by, approver=approver, before=before))
    for one in made:
        course.add(sent + _MINUTE, move, by=by, body=RemedyMoved("", RemedyStep.OFFERED), remedy=one.key)
    return tuple(made)


def settle(course: Course, given: tuple[Given, ...], sent: datetime, *, by: int) -> None:
    """What becomes of what was offered: mostly accepted and done in time, some late, some refused, some still open."""
    dice, answered = course.dice, sent.date()
    for one in given:
        if one.body.type is RemedyType.APOLOGY:
            done = sent + 2 * _MINUTE
            _moved(course, one, RemedyStep.DONE, done, by, words="It is in the letter that was sent.")
            continue
        late = dice.random() < 0.1
        due = one.body.due or answered
        if one.body.amount_pence is None:
            deed = _fitting(redress()["deed"], course.service, dice)
            on = course.working_day(due, dice.randint(2, 15)) if late else course.between(answered, due)
            _moved(course, one, RemedyStep.DONE, course.office(on), by, words=dice.choice(deed["done"]))
            continue
        replied = course.working_day(answered, dice.randint(1, 9))
        if dice.random() < 0.06:
            _moved(
                course,
                one,
                RemedyStep.REFUSED,
                course.office(replied),
                by,
                words=dice.choice(redress()["refused"]),
            )
            continue
        _moved(
            course,
            one,
            RemedyStep.ACCEPTED,
            course.office(replied),
            by,
            words=dice.choice(redress()["accepted"]),
        )
        paid = (
            course.working_day(due, dice.randint(1, 20))
            if late
            else course.between(replied, max(due, replied))
        )
        at = course.office(course.working_day(replied, 1) if paid <= replied else paid)
        words = told(dice.choice(redress()["paid"]), {"day": short_day(at)})
        _moved(course, one, RemedyStep.PAID, at, by, words=words, amount_pence=one.body.amount_pence)


def lessons(course: Course, keys: tuple[str, ...], on: date, *, by: int, owner: int, verifier: int) -> None:
    """What an upheld complaint teaches, or why it teaches nothing, and an action for every other lesson."""
    dice, texts = course.dice, redress()
    at = course.office(on)
    if dice.random() < 0.04:
        return  # it was forgotten
    if dice.random() < 0.17:
        body = LessonLearned("", points=keys, no_lesson=True)
        course.add(at, learn, Said(dice.choice(texts["no_lesson"]), "lesson", into="note"), by=by, body=body)
        return
    text = _fitting(texts["lesson"], course.service, dice)
    body = LessonLearned("", RootCause(text["root"]), Cause(text["cause"]), keys)
    key = course.add(at, learn, Said(dice.choice(text["words"]), "lesson", into="note"), by=by, body=body)
    if dice.random() < 0.45:
        _action(course, at + _MINUTE, key, by=by, owner=owner, verifier=verifier)


def _action(course: Course, at: datetime, lesson: NoteOf, *, by: int, owner: int, verifier: int) -> None:
    dice, texts = course.dice, redress()
    text = dice.choice(texts["action"])
    due = course.working_day(at.date(), dice.choice((20, 30, 40, 60)))
    body = ActionAgreed("", RemedyType(text["type"]), due=due, owner=str(owner), learning=True)
    key = course.add(
        at, agree, Said(dice.choice(text["words"]), "action", into="note"), by=by, body=body, lesson=lesson
    )
    half = course.office(course.between(at.date(), due))
    if dice.random() < 0.6:
        _acted(course, key, ActionStep.PROGRESSED, half, owner, dice.choice(texts["under_way"]),
               percent=dice.choice((25, 40, 50, 60, 75)))  # fmt: skip
    if dice.random() < 0.03:
        on = course.office(course.working_day(half.date(), 3))
        _acted(course, key, ActionStep.NOT_ACHIEVABLE, on, verifier, dice.choice(texts["out_of_reach"]))
        return
    late = dice.random() < 0.14
    done = course.working_day(due, dice.randint(1, 25)) if late else course.between(half.date(), due)
    done = max(done, course.working_day(half.date(), 1))
    shown = dice.choice(text["shown"])
    _acted(course, key, ActionStep.DONE, course.office(done) + timedelta(hours=1), owner, shown, percent=100)
    if dice.random() < 0.95:
        verified = course.office(course.working_day(done, dice.randint(1, 8)))
        _acted(course, key, ActionStep.VERIFIED, verified, verifier, "")


def _payment(
    course: Course, at: datetime, keys: tuple[str, ...], *, by: int, approver: int, before: tuple[Given, ...]
) -> Given:
    dice, texts = course.dice, redress()
    earlier = next((one for one in before if one.body.type is RemedyType.PAY_DISTRESS), None)
    text = _fitting([one for one in texts["payment"] if one["type"] == "pay_distress"] if earlier else texts["payment"],
                    course.service, dice)  # fmt: skip
    pence = dice.choice(text["pence"])
    if earlier is not None and earlier.body.amount_pence is not None:
        pence = earlier.body.amount_pence + dice.choice((50_00, 75_00, 100_00, 150_00))
    kind = RemedyType(text["type"])
    body = RemedyProposed(
        "", kind, keys, amount_pence=pence, due=course.working_day(at.date(), 28), owner=str(by),
        guidance=_band(course, pence) if kind is RemedyType.PAY_DISTRESS else None,
    )  # fmt: skip
    said = [Said(dice.choice(text["words"]), "remedy", into="note")]
    if earlier is None:
        given = _proposed(course, at, body, said[0].words, by)
    else:
        key = course.add(at, supersede, *said, by=by, body=body, supersedes=earlier.key, lasts=True)
        given = Given(key, body, replaces=True)
    approved = RemedyMoved("", RemedyStep.APPROVED, payee_confirmed=True)
    course.add(at + _MINUTE, move, by=approver, body=approved, remedy=given.key)
    return given


def _proposed(course: Course, at: datetime, body: RemedyProposed, words: str, by: int) -> Given:
    key = course.add(at, propose, Said(words, "remedy", into="note"), by=by, body=body, lasts=True)
    return Given(key, body)


def _moved(
    course: Course,
    one: Given,
    to: RemedyStep,
    at: datetime,
    by: int,
    *,
    words: str,
    amount_pence: int | None = None,
) -> None:
    body = RemedyMoved("", to, amount_pence=amount_pence)
    ends = to in (RemedyStep.DONE, RemedyStep.PAID, RemedyStep.REFUSED)
    course.add(
        at,
        move,
        Said(words, "remedy", into="note"),
        by=by,
        body=body,
        remedy=one.key,
        ends=one.key if ends else None,
    )


def _acted(
    course: Course,
    key: NoteOf,
    to: ActionStep,
    at: datetime,
    by: int,
    words: str,
    *,
    percent: int | None = None,
) -> None:
    said = (Said(words, "action", into="note"),) if words else ()
    course.add(at, act_on, *said, by=by, body=ActionMoved("", to, percent=percent), action=key, outlives=True)


def _fitting(rows: list[dict[str, Any]], service: str, dice: random.Random) -> Mapping[str, Any]:
    """One of the texts for this service; those for some services alone come more often than those for all."""
    fit = [
        one for one in rows if service in one.get("services", [service]) or not one.get("services", [service])
    ]
    weights = [one.get("weight", 1) * (3 if service in one.get("services", []) else 1) for one in fit]
    return dice.choices(fit, weights)[0]


def _band(course: Course, pence: int) -> str | None:
    bands = _HOUSING_BANDS if course.under.ombudsman == "housing-ombudsman" else _COUNCIL_BANDS
    return next((key for most, key in bands if pence <= most), None)
