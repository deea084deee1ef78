"""Complaints to load: invented, varied enough for indexes and search to work as in service."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from casework.complaints.record import act
from casework.complaints.stories import Said, Step, Story
from putright.calendars import WorkingDayCalendar
from putright.cases import verbs
from putright.cases.arranged import NeedFound
from putright.cases.events import PointFinding
from putright.cases.remedial import ActionAgreed, RemedyProposed
from putright.vocabulary import (
    Channel,
    ClosingReason,
    EscalationReason,
    PointOutcome,
    RemedyDecision,
    RemedyType,
)

PROCEDURE = "housing-ombudsman/2024-04-01"
TODAY = date.today()
FIRST_DAY = date(2024, 4, 2)
THINGS = (
    "leak", "window", "boiler", "damp", "lift", "door", "roof", "drain", "noise", "bins", "parking", "fence",
    "stairs", "lights", "heating", "mould", "gate", "gutter", "floor", "ceiling",
)  # fmt: skip
PLACES = ("kitchen", "bathroom", "hall", "bedroom", "garden", "yard", "landing", "lobby", "attic", "porch")
SURNAMES = tuple(
    f"{first}{last}"
    for first in (
        "Ash", "Birch", "Cope", "Dun", "Elm", "Fern", "Glen", "Hart", "Ivel", "Lark", "Marl", "Nor", "Oak", "Pen",
        "Quin", "Rush", "Sel", "Thorn", "Wex", "Yar",
    )
    for last in ("combe", "ford", "gate", "ham", "hurst", "ley", "mere", "more", "stead", "stone", "ton", "vale", "way",
                 "well", "wick", "wood", "worth", "by", "den", "field", "low", "ness", "over", "shaw", "bourne")
)  # fmt: skip


def stories(
    count: int, *, officers: list[tuple[int, int]], calendar: WorkingDayCalendar, seed: int
) -> Iterator[Story]:
    """That many complaints: nine in ten ended, the rest open; five to eight events, one in fifty with twenty.

    Each open one has twenty things to be seen to, some past their day, so that the rules see about five on it.

    officers  their numbers with their teams'.
    """
    draw = random.Random(seed)
    span = (TODAY - FIRST_DAY).days
    for number in range(count):
        is_open = number % 10 == 0
        age = draw.randrange(1, 12) if is_open else draw.randrange(60, span)
        received = calendar.add_working_days(TODAY - timedelta(days=age), 0)
        yield one_story(
            draw,
            received,
            officers[draw.randrange(len(officers))],
            calendar,
            is_open=is_open,
            long=number % 50 == 1,
        )


def one_story(
    draw: random.Random,
    received: date,
    officer: tuple[int, int],
    calendar: WorkingDayCalendar,
    *,
    is_open: bool,
    long: bool,
) -> Story:
    """One complaint, told to where it has got."""
    by, team = officer
    points = tuple(str(one) for one in range(1, draw.randrange(1, 4))) or ("1",)
    thing, place, surname = draw.choice(THINGS), draw.choice(PLACES), draw.choice(SURNAMES)
    steps = [
        _step(by, received, verbs.receive, channel=Channel.PHONE, at=_moment(received)),
        _step(by, received, verbs.accept, at=received),
        *(_step(by, received, verbs.agree_point, point=point, at=received) for point in points),
        _step(by, received, verbs.allocate, officer=str(by), at=received),
    ]
    if not is_open or draw.random() < 0.5:
        acknowledged = min(calendar.add_working_days(received, draw.randrange(1, 6)), TODAY)
        steps.append(_step(by, acknowledged, verbs.acknowledge, at=acknowledged))
        if long:
            steps += [_update(by, acknowledged, number) for number in range(11)]
        if not is_open:
            steps += _answered(draw, by, acknowledged, points, calendar, long=long)
    if is_open:
        steps += _followed(by, TODAY, points[0])
    return Story(
        procedure=PROCEDURE,
        title=f"The {thing} in the {place} was never mended",
        happened=f"I reported the {thing} and nobody came. The {place} cannot be used since.",
        points=tuple((point, f"Visit {point} about the {thing} was missed", "Mend it") for point in points),
        steps=tuple(steps),
        team_id=team,
        vulnerable=draw.random() < 0.1,
        found_by=f"{surname} {_postcode(draw)}",
    )


def _followed(by: int, day: date, point: str) -> Iterator[Step]:
    """Twenty open ends of three kinds; five actions are past their day."""
    for number in range(9):
        due = day - timedelta(days=1) if number < 5 else day + timedelta(days=number)
        action = ActionAgreed(f"a{number}", RemedyType.TRAINING, due=due, owner=str(by))
        yield _step(by, day, verbs.agree_action, _words("action", number), body=action, at=day)
    for number in range(7):
        remedy = RemedyProposed(
            f"r{number}", RemedyType.SERVICE, (point,), due=day + timedelta(days=9), owner=str(by)
        )
        yield _step(by, day, verbs.propose_remedy, _words("remedy", number), body=remedy, at=day)
    for number in range(4):
        need = NeedFound(f"n{number}", due=day + timedelta(days=5), owner=str(by), risk=number == 0)
        yield _step(by, day, verbs.arrange, _words("need", number), body=need, at=day)


def _words(about: str, number: int) -> Said:
    return Said(f"Number {number + 1} of what is still to be seen to on this complaint", about)


def _postcode(draw: random.Random) -> str:
    return (
        f"AB{draw.randrange(1, 60)} {draw.randrange(1, 9)}{draw.choice('CDEFGHJK')}{draw.choice('LMNPQRST')}"
    )


def _answered(
    draw: random.Random,
    by: int,
    acknowledged: date,
    points: tuple[str, ...],
    calendar: WorkingDayCalendar,
    *,
    long: bool,
) -> list[Step]:
    responded = calendar.add_working_days(acknowledged, draw.randrange(5, 14))
    findings = tuple(
        PointFinding(point, draw.choice(_OUTCOMES), remedy=RemedyDecision.OFFERED) for point in points
    )
    steps = [_step(by, responded, verbs.respond, at=responded, findings=findings, author=str(by))]
    if long:
        later = calendar.add_working_days(responded, 5)
        final = calendar.add_working_days(later, 15)
        steps += [
            _step(by, later, verbs.escalate, at=later, reasons=(EscalationReason.DISAGREE_DECISION,)),
            _step(by, later, verbs.acknowledge, at=later),
            _step(by, final, verbs.respond, at=final, findings=findings, author=str(by)),
        ]
        responded = final
    return [*steps, _step(by, responded, verbs.close, at=responded, reason=ClosingReason.ANSWERED)]


_OUTCOMES = (PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD, PointOutcome.NOT_UPHELD)


def _update(by: int, day: date, number: int) -> Step:
    words = Said(
        f"Call number {number + 1}: the visit is being arranged",
        "contact",
        into="note",
        with_complainant=True,
    )
    return _step(by, day, verbs.update, words, at=day)


def _step(by: int, day: date, verb: object, *said: Said, **fields: object) -> Step:
    return Step(act(verb, **fields), by, _moment(day), said)  # type: ignore[arg-type]


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(10), UTC)
