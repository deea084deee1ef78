"""How a complaint goes: logged, acknowledged, answered, taken further, closed. Mostly well, not always."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.complaints.stories import Said
from casework.ops.demo.course import Course, moment
from casework.ops.demo.texts import PointText, Scenario, further_points, sayings, told
from putright.calendars import LONDON, short_day
from putright.cases import verbs
from putright.cases.breaches.beginning import SAFEGUARDING_ASKED
from putright.cases.events import PointFinding
from putright.procedures import letter_at, required_blocks
from putright.vocabulary import (
    Channel,
    ClosingReason,
    EscalationReason,
    PointOutcome,
    RemedyDecision,
)

_CHANNELS = (
    (Channel.PHONE, 34), (Channel.WEB_FORM, 26), (Channel.EMAIL, 22), (Channel.LETTER, 5), (Channel.IN_PERSON, 4),
    (Channel.TENANT_PORTAL, 4), (Channel.COUNCILLOR, 3), (Channel.HOME_VISIT, 2), (Channel.CONTRACTOR_STAFF, 2),
    (Channel.ADVOCATE, 2), (Channel.VOICEMAIL, 1), (Channel.SOCIAL_MEDIA, 1), (Channel.MP, 1),
)  # fmt: skip
_AT_ANY_HOUR = (
    Channel.WEB_FORM,
    Channel.EMAIL,
    Channel.VOICEMAIL,
    Channel.SOCIAL_MEDIA,
    Channel.TENANT_PORTAL,
)
_REASONS = (
    (EscalationReason.DISAGREE_DECISION, 56), (EscalationReason.NOT_ALL_POINTS, 30),
    (EscalationReason.PROMISE_NOT_KEPT, 8), (EscalationReason.PROMISE_INSUFFICIENT, 4), (EscalationReason.DELAY, 4),
    (EscalationReason.INFORMATION_IGNORED, 4), (EscalationReason.INADEQUATE_EXPLANATION, 3),
    (EscalationReason.COMPENSATION, 2), (EscalationReason.NEW_EVIDENCE, 3), (EscalationReason.NO_RESPONSE, 1),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hands:
    """Identifiers of who acts: who logs it, answers, reviews, approves, and who may see it if it is restricted."""

    logger: int
    handler: int
    reviewer: int
    approver: int
    named: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the resident says: the points agreed, with the reasons of every finding each can have."""

    title: str
    happened: str
    wanted: str
    points: tuple[PointText, ...]


def channel_at(dice: random.Random, *, weekend: bool) -> Channel:
    """A way in; at the weekend only those nobody has to answer."""
    options = [row for row in _CHANNELS if not weekend or row[0] in _AT_ANY_HOUR]
    return dice.choices([one for one, _ in options], [weight for _, weight in options])[0]


def arrival(day: date, channel: Channel, dice: random.Random) -> datetime:
    """When it reached us that day: in office hours where somebody has to be there."""
    hours = (
        (7, 8, 9, 10, 12, 13, 15, 17, 19, 20, 21, 22)
        if channel in _AT_ANY_HOUR
        else (9, 10, 10, 11, 12, 14, 15, 16)
    )
    return moment(day, dice.choice(hours), dice.randint(0, 58))


def tell(scenario: Scenario, slots: dict[str, str], dice: random.Random) -> Told:
    """The scenario in one resident's words, with as many of its points as they raise."""
    number = dice.choices(range(1, len(scenario.points) + 1), [3, 4, 3, 2][: len(scenario.points)])[0]
    points = list(scenario.points[:number])
    if dice.random() < 0.2:
        points += dice.sample(further_points(), dice.choice((1, 1, 2)))
    return Told(
        title=told(scenario.title, slots),
        happened=told(scenario.happened, slots),
        wanted=told(dice.choice(scenario.wanted), slots),
        points=tuple(_filled(point, slots) for point in points[:5]),
    )


def begin(
    course: Course, what: Told, hands: Hands, channel: Channel, arrived: datetime, *, conduct: bool,
    promptly: bool = False,
) -> datetime:  # fmt: skip
    """It is received, logged, accepted, and its points are agreed. Returns when it was logged."""
    dice = course.dice
    logged = arrived + timedelta(minutes=12) if promptly else _logged(course, arrived, channel)
    earlier = arrived.date() - timedelta(days=dice.randint(3, 24)) if dice.random() < 0.1 else None
    course.add(
        arrived, verbs.receive, by=hands.logger, day_only=False, logged=logged, channel=channel,
        first_expressed_on=earlier, conduct_of_staff=conduct,
        logged_on=logged.date() if logged.date() > arrived.date() else None,
    )  # fmt: skip
    course.add(logged, verbs.accept, by=hands.logger)
    if conduct and dice.random() < 0.9:
        course.add(logged, verbs.reach, by=hands.logger, moment=SAFEGUARDING_ASKED)
    late = len(what.points) > 2 and dice.random() < 0.12
    for number, _ in enumerate(what.points, start=1):
        midway = late and number == len(what.points)
        at = course.office(course.working_day(logged.date(), 2)) if midway else logged
        course.add(
            at, verbs.agree_point, by=hands.handler if midway else hands.logger, point=str(number), outcome_sought=True,
            added_midway="included" if midway else None,
        )  # fmt: skip
    if hands.named is not None:
        course.add(logged, verbs.restrict, by=hands.logger, officers=[str(one) for one in hands.named])
    return logged


def allocate(course: Course, logged: datetime, hands: Hands) -> None:
    """An officer takes it on, and notes what they see first."""
    dice = course.dice
    note = (Said(dice.choice(sayings()["notes"]), "note"),) if dice.random() < 0.4 else ()
    course.add(
        logged + timedelta(minutes=4), verbs.allocate, *note, by=hands.logger, officer=str(hands.handler)
    )


def acknowledge(course: Course, stage: str, on: date, by: int) -> datetime:
    """The acknowledgement goes out; one in fifteen leaves something out."""
    blocks = list(required_blocks(course.under, letter_at(course.under, stage, "acknowledge")))
    if course.dice.random() < 0.07:
        blocks.pop(course.dice.randrange(len(blocks)))
    at = course.office(on)
    course.add(at, verbs.acknowledge, by=by, blocks=tuple(blocks))
    return at


def calls(course: Course, start: date, end: date, by: int) -> None:
    """The calls on the way."""
    dice = course.dice
    for words in dice.sample(sayings()["calls"], dice.choices((0, 1, 2, 3), (30, 38, 22, 10))[0]):
        at = course.office(course.between(start, end))
        said = Said(
            _said(course, words, at), "contact", into="note", channel=dice.choice(("phone", "phone", "email")),
            with_complainant=True,
        )  # fmt: skip
        course.add(at, verbs.update, said, by=by, day_only=False)


def promise(course: Course, start: date, due: date, by: int, *, kept: str | None) -> None:
    """Something is promised for a day; `kept` tells what became of it, None = nothing yet."""
    kinds = [one for one in sayings()["promise"] if course.service in one.get("services", [course.service])]
    kind = course.dice.choice(kinds)
    key = f"{start}"
    words = told(course.dice.choice(kind["words"]), {"due": short_day(due)})
    course.promise(key, course.office(start), verbs.promise, words, by=by, what=kind["what"], due=due)
    if kept is not None:
        ended = due if kept != "broken" else course.working_day(due, course.dice.randint(1, 4))
        course.end_promise(key, moment(ended, 16, 40), verbs.end_promise, how=kept, by=by)


def ask(course: Course, on: date, by: int) -> str:
    """We ask what is meant. Returns what will be answered."""
    pair = course.dice.choice(sayings()["clarification"])
    question = Said(pair["asked"], "contact", with_complainant=True, channel="email")
    course.add(course.office(on), verbs.ask_clarification, question, by=by)
    return str(pair["answer"])


def clarify(course: Course, asked: date, by: int) -> None:
    """We ask what is meant, and are told."""
    words = Said(ask(course, asked, by), "contact", with_complainant=True, channel="email")
    heard = course.working_day(asked, course.dice.randint(1, 4))
    course.add(course.office(heard), verbs.receive_clarification, words, by=by)


def extend(course: Course, stage: str, due: date, by: int, *, valid: bool, to: date | None = None) -> date:
    """More time is taken, to a day or as chance has it. Returns the new date.

    Not valid: without the Ombudsman's details, or told too late.
    """
    dice = course.dice
    most = course.longest_extension(stage)
    to = to or course.working_day(due, dice.randint(max(1, most // 2), most))
    late = not valid and dice.random() < 0.5
    on = course.working_day(due, 1) if late else course.calendar.working_days_before(due, dice.randint(1, 3))
    reason = told(dice.choice(sayings()["extension_reasons"]), {"soon": short_day(to)})
    at = course.office(on)
    course.add(
        at, verbs.extend, Said(reason, "reason", into="reason_note"), by=by, to=to, ombudsman_details=valid or late,
        told_on=at.date(), update_every_working_days=5 if valid else None,
    )  # fmt: skip
    return to


def answer(
    course: Course, what: Told, stage: str, at: datetime, by: int, *, keys: tuple[str, ...],
    before: dict[str, PointOutcome], partial_more_by: date | None = None,
) -> dict[str, PointOutcome]:  # fmt: skip
    """A letter with a finding for each of these points. Returns the findings."""
    dice = course.dice
    found, said = [], []
    outcomes: dict[str, PointOutcome] = {}
    against = dice.random() < 0.38
    for key in keys:
        outcome, reason = _finding(what.points[int(key) - 1], before.get(key), dice, against=against)
        remedy = (
            RemedyDecision.NONE_WITH_REASON if outcome is PointOutcome.NOT_UPHELD else RemedyDecision.OFFERED
        )
        if dice.random() < 0.04:
            remedy = RemedyDecision.NOT_DECIDED
        outcomes[key] = outcome
        found.append(PointFinding(key, outcome, reasons_given=True, remedy=remedy))
        said.append(Said(reason, "finding", point=key))
    if partial_more_by is not None:
        said.append(Said(sayings()["partial"], "note"))
    blocks = list(required_blocks(course.under, letter_at(course.under, stage, "respond")))
    if dice.random() < 0.05:
        blocks.pop(dice.randrange(len(blocks)))
    course.add(
        at, verbs.respond, *said, by=by, findings=tuple(found), blocks=tuple(blocks), author=str(by),
        complete=partial_more_by is None, more_by=partial_more_by,
    )  # fmt: skip
    return outcomes


def escalate(course: Course, what: Told, on: date, by: int) -> tuple[str, ...]:
    """The resident asks for stage 2. Returns the points still in dispute."""
    dice = course.dice
    keys = [str(number) for number in range(1, len(what.points) + 1)]
    disputed = tuple(sorted(dice.sample(keys, dice.randint(1, len(keys)))))
    reasons = {
        dice.choices([one for one, _ in _REASONS], [weight for _, weight in _REASONS])[0] for _ in range(2)
    }
    words = Said(
        dice.choice(sayings()["escalation_words"]), "contact", with_complainant=True, channel="email"
    )
    course.add(
        course.office(on), verbs.escalate, words, by=by, disputed=disputed,
        reasons=tuple(sorted(reasons if dice.random() < 0.4 else sorted(reasons)[:1])),
    )  # fmt: skip
    return disputed


def review(course: Course, at: datetime, hands: Hands, reviewer: int) -> None:
    """Somebody takes stage 2 on."""
    course.add(at + timedelta(minutes=25), verbs.allocate, by=hands.logger, officer=str(reviewer))


def withdraw(course: Course, on: date, by: int) -> None:
    """The resident does not want it taken further."""
    words = Said(
        course.dice.choice(sayings()["withdrawal_words"]), "contact", with_complainant=True, channel="phone"
    )
    course.end(course.office(on), verbs.withdraw, words, by=by)


def close(course: Course, on: date, by: int) -> None:
    """Everything is done: on that day, or once the last promise and remedy came to their end."""
    if course.last_end >= on:
        on = course.working_day(course.last_end, 1)
    words = Said(course.dice.choice(sayings()["closing"]), "reason")
    course.end(course.office(on), verbs.close, words, by=by, reason=ClosingReason.ANSWERED)


def _finding(
    point: PointText, before: PointOutcome | None, dice: random.Random, *, against: bool
) -> tuple[PointOutcome, str]:
    """What is found on a point, and why. `against`: the complaint as a whole was not borne out."""
    texts = sayings()
    reasons: dict[PointOutcome, str] = {
        PointOutcome.UPHELD: point.upheld,
        PointOutcome.PARTLY_UPHELD: point.partly,
        PointOutcome.NOT_UPHELD: point.not_upheld or dice.choice(texts["not_upheld"]),
    }
    possible = {outcome: reason for outcome, reason in reasons.items() if reason}
    if before is not None:
        others = [
            outcome
            for outcome in possible
            if outcome is not before and outcome is not PointOutcome.NOT_UPHELD
        ]
        if others and dice.random() < 0.16:
            changed = others[0]
            return changed, told(dice.choice(texts["review_changed"]), {"reason": possible[changed]})
        if dice.random() < 0.25:
            return before, texts["review_new"]
        return before, told(dice.choice(texts["review_same"]), {"reason": possible[before]})
    weights = {
        PointOutcome.UPHELD: 4 if against else 60,
        PointOutcome.PARTLY_UPHELD: 4 if against else 22,
        PointOutcome.NOT_UPHELD: 92 if against else 10,
    }
    drawn: PointOutcome = dice.choices(list(possible), [weights[one] for one in possible])[0]
    return drawn, possible[drawn]


def _logged(course: Course, arrived: datetime, channel: Channel) -> datetime:
    local = arrived.astimezone(LONDON)
    soon = arrived + timedelta(minutes=course.dice.randint(5, 50))
    slow = course.dice.random() < 0.06 or channel in (Channel.CONTRACTOR_STAFF, Channel.HOME_VISIT)
    if course.calendar.is_working_day(local.date()) and 8 <= local.hour < 17 and not slow:
        return soon
    return moment(
        course.working_day(local.date(), course.dice.randint(2, 5) if slow else 1),
        9,
        course.dice.randint(2, 50),
    )


def _filled(point: PointText, slots: dict[str, str]) -> PointText:
    return replace(
        point, words=_capital(told(point.words, slots)), sought=_capital(told(point.sought, slots)),
        upheld=told(point.upheld, slots), partly=told(point.partly, slots), not_upheld=told(point.not_upheld, slots),
    )  # fmt: skip


def _said(course: Course, words: str, at: datetime) -> str:
    soon = course.working_day(at.date(), course.dice.randint(3, 7))
    return told(words, {"They": "They", "them": "them", "their": "their", "soon": short_day(soon)})


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
