"""Two years of complaints: how many come on which day, and what becomes of each."""

from __future__ import annotations

import random
from calendar import day_name
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.complaints.calendars import organisation_calendar
from casework.complaints.models import Person
from casework.complaints.stories import Story
from casework.ops.demo import life, redress
from casework.ops.demo.borough import FIRST, SECOND, Borough
from casework.ops.demo.course import Course
from casework.ops.demo.residents import cast
from casework.ops.demo.sorting import sort
from casework.ops.demo.texts import Scenario, drawn, people_texts, scenarios
from putright.calendars import BeyondHorizon
from putright.procedures import in_force
from putright.vocabulary import PointOutcome, RemedyType

# Mondays are busiest: what happened at the weekend is written about then.
_WEEKDAYS = (1.65, 1.2, 1.0, 0.95, 0.85, 0.22, 0.18)
_MONTHS = (1.3, 1.15, 1.1, 0.95, 0.95, 0.95, 1.0, 0.75, 1.0, 1.1, 1.15, 0.7)
_SEASONS = {"winter": (11, 12, 1, 2, 3), "spring": (3, 4, 5), "summer": (5, 6, 7, 8, 9)}
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_EVERYBODYS = 0.92
_APPROVE = ("tomasz", "rhian", "grace")
_FAULT = (PointOutcome.UPHELD, PointOutcome.PARTLY_UPHELD)


@dataclass(slots=True)
class Teller:
    """What every story of the demonstration is told from. `used` holds the titles there are already."""

    borough: Borough
    residents: Sequence[Person]
    dice: random.Random
    now: datetime
    today: date
    used: set[str]

    def course(self, service: str, received: date) -> Course:
        """An empty course under the procedure in force when it is received."""
        body = self.borough.service_on(service, received).procedure
        calendar = organisation_calendar(self.borough.organisation).now()
        return Course(service, in_force(body, received), calendar, self.dice, self.now)

    def words(self, scenario: Scenario, received: date) -> life.Told:
        """The scenario in words nobody has used for a title yet."""
        for _ in range(40):
            what = life.tell(scenario, self.slots(scenario, received), self.dice)
            if what.title not in self.used:
                break
        self.used.add(what.title)
        return what

    def slots(self, scenario: Scenario, received: date) -> dict[str, str]:
        """What stands for the words in braces: the scenario's own, streets, and days before the receipt."""
        slots = days_before(received, self.dice)
        slots["street"] = self.dice.choice(people_texts()["streets"])
        slots["block"] = self.dice.choice(people_texts()["blocks"])
        together = self.dice.choice(scenario.either) if scenario.either else {}
        return slots | drawn(scenario.parts, self.dice) | dict(together)

    def hands(self, service: str, *, restricted: bool = False, handler: str = "") -> life.Hands:
        """Who acts. Conduct is answered by a manager, and only the named see it."""
        officers = self.borough.officers
        team = self.borough.team_of_service[service]
        first = handler or self.dice.choice(("grace", "tomasz", "rhian") if restricted else FIRST[team])
        second = self.dice.choice([one for one in SECOND if one != first])
        if self.dice.random() < 0.03:
            second = first
        logger = officers["nadia" if team != "homes" else "callum"].pk
        approver = officers[next(one for one in _APPROVE if one not in (first, second))].pk
        named = None
        if restricted:
            named = tuple(sorted({officers[first].pk, officers[second].pk, approver, logger}))
        return life.Hands(logger, officers[first].pk, officers[second].pk, approver, named)

    def story(
        self, course: Course, what: life.Told, service: str, received: date, channel: str, *, team_id: int | None = None,
        vulnerable: bool = False,
    ) -> Story:  # fmt: skip
        """The course as a story, with its people."""
        resident = self.dice.choice(self.residents)
        who = cast(resident, self.residents, self.dice, received=received, channel=channel)
        logger = self.borough.officers[
            "nadia" if self.borough.team_of_service[service] != "homes" else "callum"
        ]
        sort(course, self.borough, received, resident, title=what.title, by=logger.pk)
        return Story(
            procedure=course.under.key,
            title=what.title,
            happened=what.happened,
            wanted=what.wanted,
            points=tuple(
                (str(number), one.words, one.sought) for number, one in enumerate(what.points, start=1)
            ),
            parts=who.parts,
            vulnerable=vulnerable or who.vulnerable,
            service_id=self.borough.service_on(service, received).pk,
            team_id=team_id or self.borough.team_on(self.borough.team_of_service[service], received).pk,
            found_by=who.found_by,
            steps=course.steps(),
        )


def days_before(received: date, dice: random.Random) -> dict[str, str]:
    """Days and months a resident may speak of: `earlier` days, `before` weeks, `month` months ago."""
    days = received - timedelta(days=dice.randint(1, 8))
    days -= timedelta(days=max(0, days.weekday() - 4))  # offices and vans go out on weekdays
    weeks = received - timedelta(days=dice.randint(18, 60))
    months = received - timedelta(days=dice.randint(70, 220))
    month = _MONTH_NAMES[months.month - 1]
    return {
        "earlier": f"{day_name[days.weekday()]} {days.day} {_MONTH_NAMES[days.month - 1]}",
        "before": f"{weeks.day} {_MONTH_NAMES[weeks.month - 1]}",
        "month": month,
        "ago": dice.choice(("again", "for the third week", f"since {month}", "for a month now")),
    }


def days_of(
    number: int, first: date, last: date, dice: random.Random, *, holidays: frozenset[date]
) -> list[date]:
    """The days on which so many complaints come, in order: by weekday and month, few on bank holidays."""
    days = [first + timedelta(days=one) for one in range((last - first).days + 1)]
    weights = [
        _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1] * (0.15 if day in holidays else 1.0) for day in days
    ]
    return sorted(dice.choices(days, weights, k=number))


def two_years(teller: Teller, number: int) -> list[Story]:
    """So many accepted complaints of the two years that end today, each as far as it has got."""
    calendar = organisation_calendar(teller.borough.organisation).now()
    first = teller.today - timedelta(days=730)
    holidays = frozenset(one.on for one in calendar.holidays_between(first, teller.today))
    last = teller.today - timedelta(days=1)
    told = [_story(teller, day) for day in days_of(number, first, last, teller.dice, holidays=holidays)]
    # What reached somebody yesterday and is not logged yet, nobody knows of.
    return [one for one in told if one.steps]


def scenario_on(day: date, dice: random.Random, *, conduct: bool | None = None) -> Scenario:
    """A scenario for that time of year."""
    options = [one for one in scenarios() if conduct is None or one.conduct is conduct]
    weights = [
        one.weight * (2.2 if one.season and day.month in _SEASONS[one.season] else 0.7 if one.season else 1.0)
        for one in options
    ]
    return dice.choices(options, weights)[0]


def _story(teller: Teller, received: date) -> Story:
    dice = teller.dice
    scenario = scenario_on(received, dice)
    course = teller.course(scenario.service, received)
    hands = teller.hands(scenario.service, restricted=scenario.conduct)
    channel = life.channel_at(dice, weekend=received.weekday() > 4)
    arrived = life.arrival(received, channel, dice)
    what = teller.words(scenario, received)
    logged = life.begin(course, what, hands, channel, arrived, conduct=scenario.conduct)
    life.allocate(course, logged, hands)
    learning = received >= teller.borough.restructured_on
    with suppress(BeyondHorizon):
        # What would lie past the published bank holidays has not happened by now.
        _first_stage(course, what, hands, arrived, logged.date(), on_time=0.85 if learning else 0.71)
    return teller.story(course, what, scenario.service, received, channel, vulnerable=scenario.vulnerable)


def _first_stage(
    course: Course, what: life.Told, hands: life.Hands, arrived: datetime, logged: date, *, on_time: float
) -> None:
    dice, by = course.dice, hands.handler
    to_acknowledge = course.due("stage-1", "acknowledge", {"received": arrived})
    on = course.between(logged, to_acknowledge)
    if dice.random() < 0.09:
        on = course.working_day(to_acknowledge, dice.randint(1, 6))
    happened: dict[str, date | datetime] = {"received": arrived}
    begun = logged
    if dice.random() > 0.02:
        happened["acknowledged"] = begun = life.acknowledge(course, "stage-1", on, by).date()
    due = course.due("stage-1", "respond", happened)
    if dice.random() < 0.07:
        life.clarify(course, course.working_day(begun, 1), by)
    if dice.random() < 0.03:
        gone = course.between(begun, due)
        life.calls(course, begun, gone, by)
        life.withdraw(course, course.working_day(gone, 1), by)
        return
    answered = _answer_by(course, "stage-1", begun, due, by, on_time=on_time)
    life.calls(course, begun, answered, by)
    if dice.random() < 0.16:
        _promise(course, begun, answered, by)
    keys = tuple(str(number) for number in range(1, len(what.points) + 1))
    findings: dict[str, PointOutcome] = {}
    if len(keys) > 2 and dice.random() < 0.09:
        more_by = course.working_day(answered, 10)
        findings = life.answer(
            course,
            what,
            "stage-1",
            course.office(answered),
            by,
            keys=keys[:-1],
            before={},
            partial_more_by=more_by,
        )
        answered = course.working_day(answered, dice.randint(5, 14))
        keys = keys[-1:]
    sent = course.office(answered)
    findings |= life.answer(course, what, "stage-1", sent, by, keys=keys, before={})
    given = _offer(course, sent, findings, hands, by=by)
    if dice.random() < 0.18:
        _promise(course, answered, course.working_day(answered, dice.randint(5, 12)), by)
    if dice.random() < 0.25:
        asked = course.working_day(answered, dice.randint(2, 24))
        _second_stage(course, what, hands, asked, findings, given)
        return
    redress.settle(course, given, sent, by=by)
    _end(course, hands, answered, findings, by=by)


def _second_stage(
    course: Course, what: life.Told, hands: life.Hands, asked: date, findings: dict[str, PointOutcome],
    given: tuple[redress.Given, ...],
) -> None:  # fmt: skip
    dice, by = course.dice, hands.reviewer
    disputed = life.escalate(course, what, asked, hands.logger)
    at = course.office(course.working_day(asked, 1))
    life.review(course, at, hands, by)
    to_acknowledge = course.due("stage-2", "acknowledge", {"escalated": asked})
    on = course.between(at.date(), to_acknowledge)
    if dice.random() < 0.08:
        on = course.working_day(to_acknowledge, dice.randint(1, 4))
    acknowledged = life.acknowledge(course, "stage-2", on, by).date()
    due = course.due("stage-2", "respond", {"escalated": asked, "acknowledged": acknowledged})
    answered = _answer_by(course, "stage-2", acknowledged, due, by, on_time=0.76)
    life.calls(course, acknowledged, answered, by)
    sent = course.office(answered)
    found = life.answer(course, what, "stage-2", sent, by, keys=disputed, before=findings)
    more = _offer(course, sent, found, hands, by=by, before=given)
    replaced = any(one.replaces for one in more)
    kept = tuple(one for one in given if not (replaced and one.body.type is RemedyType.PAY_DISTRESS))
    redress.settle(course, (*kept, *more), sent, by=by)
    if dice.random() < 0.3:
        _promise(course, answered, course.working_day(answered, dice.randint(8, 20)), by)
    _end(course, hands, answered, {**findings, **found}, by=by)


def _offer(
    course: Course, sent: datetime, findings: dict[str, PointOutcome], hands: life.Hands, *, by: int,
    before: tuple[redress.Given, ...] = (),
) -> tuple[redress.Given, ...]:  # fmt: skip
    keys = _upheld(findings)
    return redress.offer(course, sent, keys, by=by, approver=hands.approver, before=before) if keys else ()


def _end(
    course: Course, hands: life.Hands, answered: date, findings: dict[str, PointOutcome], *, by: int
) -> None:
    dice = course.dice
    if keys := _upheld(findings):
        learned = course.working_day(answered, dice.randint(1, 6))
        redress.lessons(course, keys, learned, by=by, owner=hands.handler, verifier=hands.approver)
    if not course.has_open_end and dice.random() < _EVERYBODYS:
        life.close(course, course.working_day(answered, dice.randint(25, 45)), hands.logger)


def _upheld(findings: dict[str, PointOutcome]) -> tuple[str, ...]:
    return tuple(key for key, outcome in sorted(findings.items()) if outcome in _FAULT)


def _answer_by(course: Course, stage: str, begun: date, due: date, by: int, *, on_time: float) -> date:
    """The day of the answer, with more time taken for some."""
    dice = course.dice
    if dice.random() < 0.13:
        valid = dice.random() < 0.72
        to = life.extend(course, stage, due, by, valid=valid)
        return to if dice.random() < 0.75 else course.working_day(to, dice.randint(1, 6))
    if dice.random() < on_time:
        late_in_time = course.calendar.working_days_before(due, dice.choice((0, 0, 1, 1, 2, 3, 5)))
        return max(late_in_time, course.working_day(begun, 3))
    return course.working_day(due, dice.choice((1, 1, 2, 3, 4, 6, 9, 14, 22)))


def _promise(course: Course, start: date, due: date, by: int) -> None:
    day = course.between(start, due)
    due = max(due, course.working_day(day, 1))
    chance = course.dice.random()
    how = "kept" if chance < 0.78 else "broken" if chance < 0.93 else "renegotiated"
    life.promise(course, day, due, by, kept=how)
