"""Open work for every officer who handles complaints, so that no list of the demonstration is empty today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from casework.complaints.stories import Story
from casework.ops.demo import life
from casework.ops.demo.borough import FIRST
from casework.ops.demo.course import Course, moment
from casework.ops.demo.texts import scenarios
from casework.ops.demo.years import Teller
from putright.vocabulary import Channel

_SERVICES = {
    "nadia": "contact-centre", "grace": "leisure", "hannah": "registrars", "callum": "repairs", "tomasz": "tenancy",
    "priya": "repairs", "marcus": "homelessness", "owain": "waste", "mei": "planning", "rhian": "parking",
    "siobhan": "council-tax",
}  # fmt: skip

# Who may see each complaint about conduct: who looks into it, and who was asked for the records.
_CONDUCT = (
    ("grace", "nadia", "priya"), ("tomasz", "callum", "marcus", "siobhan"), ("rhian", "owain", "mei", "nadia"),
    ("grace", "hannah"),
)  # fmt: skip


def desks(teller: Teller) -> Iterator[Story]:
    """For each officer: due today, overdue, due soon, to acknowledge, a promise due, waiting, and restricted."""
    calendar = teller.course("waste", teller.today).calendar
    soon = calendar.add_working_days(teller.today, 2)
    late = calendar.working_days_before(teller.today, 2)
    for key in (one for team in FIRST.values() for one in team):
        for due in (late, teller.today, soon):
            yield _to_answer(teller, key, due)
        yield _to_acknowledge(teller, key)
        yield _promised(teller, key)
        yield _waiting(teller, key)
    for team in FIRST:
        for _ in range(2):
            yield _unallocated(teller, team)
    for keys in _CONDUCT:
        yield _restricted(teller, keys)


def _open(
    teller: Teller, key: str, received: date, *, named: tuple[str, ...] = (), allocated: bool = True
) -> tuple[Course, life.Told, life.Hands, datetime, str, datetime]:
    dice = teller.dice
    conduct = bool(named)
    options = [
        one for one in scenarios() if one.conduct is conduct and (conduct or one.service == _SERVICES[key])
    ]
    scenario = dice.choice(options)
    course = teller.course(scenario.service, received)
    hands = teller.hands(scenario.service, handler=key)
    if named:
        officers = teller.borough.officers
        hands = replace(
            hands, logger=officers[named[1]].pk, named=tuple(sorted(officers[one].pk for one in named))
        )
    what = teller.words(scenario, received)
    arrived = moment(received, dice.randint(8, 16), dice.randint(0, 58))
    logged = life.begin(course, what, hands, Channel.EMAIL, arrived, conduct=conduct, promptly=True)
    if allocated:
        life.allocate(course, logged, hands)
    return course, what, hands, logged, scenario.service, arrived


def _to_answer(teller: Teller, key: str, due: date) -> Story:
    """Acknowledged, so that the answer is due on that day; taken further in time where it is no working day."""
    course = teller.course(_SERVICES[key], due - timedelta(days=40))
    acknowledged, extended = _acknowledged_for(course, due)
    received = course.calendar.working_days_before(acknowledged, 2)
    course, what, hands, _, service, arrived = _open(teller, key, received)
    life.acknowledge(course, "stage-1", acknowledged, hands.handler)
    life.calls(course, acknowledged, min(due, teller.today), hands.handler)
    if extended:
        original = course.due("stage-1", "respond", {"received": arrived, "acknowledged": acknowledged})
        life.extend(course, "stage-1", original, hands.handler, valid=True, to=due)
    return _told(teller, course, what, service, received, key)


def _acknowledged_for(course: Course, due: date) -> tuple[date, bool]:
    """The day of acknowledgement after which the answer is due then, or some days before then."""
    day = course.calendar.working_days_before(due, 1)
    while course.due("stage-1", "respond", {"received": day, "acknowledged": day}) > due:
        day = course.calendar.working_days_before(day, 1)
    return day, course.due("stage-1", "respond", {"received": day, "acknowledged": day}) != due


def _to_acknowledge(teller: Teller, key: str) -> Story:
    calendar = teller.course("waste", teller.today).calendar
    received = calendar.working_days_before(teller.today, teller.dice.randint(1, 4))
    course, what, _, _, service, _ = _open(teller, key, received)
    return _told(teller, course, what, service, received, key)


def _promised(teller: Teller, key: str) -> Story:
    """Something is promised for today, or for a day that has passed without it."""
    calendar = teller.course("waste", teller.today).calendar
    received = calendar.working_days_before(teller.today, 7)
    course, what, hands, _, service, _ = _open(teller, key, received)
    acknowledged = course.working_day(received, 2)
    life.acknowledge(course, "stage-1", acknowledged, hands.handler)
    due = teller.today if teller.dice.random() < 0.6 else course.calendar.working_days_before(teller.today, 1)
    life.promise(course, course.working_day(acknowledged, 2), due, hands.handler, kept=None)
    return _told(teller, course, what, service, received, key)


def _waiting(teller: Teller, key: str) -> Story:
    """We asked what is meant and have not heard."""
    calendar = teller.course("waste", teller.today).calendar
    received = calendar.working_days_before(teller.today, 6)
    course, what, hands, _, service, _ = _open(teller, key, received)
    life.acknowledge(course, "stage-1", course.working_day(received, 2), hands.handler)
    life.ask(course, course.working_day(received, 3), hands.handler)
    return _told(teller, course, what, service, received, key)


def _unallocated(teller: Teller, team: str) -> Story:
    calendar = teller.course("waste", teller.today).calendar
    received = calendar.working_days_before(teller.today, teller.dice.randint(1, 2))
    key = FIRST[team][0]
    course, what, _, _, service, _ = _open(teller, key, received, allocated=False)
    return _told(teller, course, what, service, received, key)


def _restricted(teller: Teller, keys: tuple[str, ...]) -> Story:
    """About the conduct of staff, looked into by the first of these."""
    calendar = teller.course("waste", teller.today).calendar
    received = calendar.working_days_before(teller.today, teller.dice.randint(4, 9))
    course, what, hands, _, service, _ = _open(teller, keys[0], received, named=keys)
    life.acknowledge(course, "stage-1", course.working_day(received, 3), hands.handler)
    return _told(teller, course, what, service, received, keys[0])


def _told(teller: Teller, course: Course, what: life.Told, service: str, received: date, key: str) -> Story:
    team = teller.borough.officers[key].team_id
    story = teller.story(course, what, service, received, "email", team_id=team)
    return replace(story, service_id=teller.borough.service_on(service, teller.today).pk)
