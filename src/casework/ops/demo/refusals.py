"""What was not accepted as a complaint: about a third of what comes, service requests most of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from casework.complaints.calendars import organisation_calendar
from casework.complaints.stories import Said, Story
from casework.ops.demo import life
from casework.ops.demo.texts import DeclinedText, declined, drawn, people_texts, told
from casework.ops.demo.years import Teller, days_before, days_of
from putright.cases import verbs
from putright.vocabulary import RejectionReason

_NAME_THE_ORIGINAL = (RejectionReason.DUPLICATE, RejectionReason.PREVIOUSLY_CONSIDERED)


def refusals(teller: Teller, number: int, earlier: Sequence[tuple[date, str]]) -> list[Story]:
    """So many refusals of the two years.

    earlier  day of receipt and reference of complaints that a refusal can name, in order of the days.
    """
    calendar = organisation_calendar(teller.borough.organisation).now()
    first = teller.today - timedelta(days=700)
    holidays = frozenset(one.on for one in calendar.holidays_between(first, teller.today))
    days = days_of(number, first, teller.today - timedelta(days=1), teller.dice, holidays=holidays)
    told = [_refusal(teller, day, earlier) for day in days]
    return [one for one in told if one.steps]


def _refusal(teller: Teller, received: date, earlier: Sequence[tuple[date, str]]) -> Story:
    dice = teller.dice
    texts = declined()
    text = dice.choices(texts, [one.weight for one in texts])[0]
    service = dice.choice(text.services)
    for _ in range(30):
        # A landlord may refuse for few reasons; one that does it for another is seen now and then.
        rejections = teller.course(service, received).under.rejections
        if not rejections or text.reason in rejections or dice.random() < 0.01:
            break
        service = dice.choice((*text.services, "waste", "council-tax", "highways"))
    course = teller.course(service, received)
    channel = life.channel_at(dice, weekend=received.weekday() > 4)
    arrived = life.arrival(received, channel, dice)
    what = _words(teller, text, received)
    by = teller.hands(service).logger
    logged = course.office(course.working_day(received, 1))
    course.add(arrived, verbs.receive, by=by, day_only=False, logged=logged, channel=channel)
    on = course.office(course.working_day(logged.date(), dice.randint(1, 3)))
    course.add(
        on, verbs.decline, Said(dice.choice(text.told), "reason", into="merits_note"), by=by,
        reason=RejectionReason(text.reason), ombudsman_details=dice.random() < 0.93, **_facts(text, received, earlier),
    )  # fmt: skip
    return teller.story(course, what, service, received, channel)


def _words(teller: Teller, text: DeclinedText, received: date) -> life.Told:
    dice = teller.dice
    for _ in range(40):
        slots = days_before(received, dice) | drawn(
            {"street": people_texts()["streets"], "block": people_texts()["blocks"], **text.parts}, dice
        )
        title = told(dice.choice(text.titles), slots)
        if title not in teller.used:
            break
    teller.used.add(title)
    return life.Told(title, told(dice.choice(text.happened), slots), "", ())


def _facts(text: DeclinedText, received: date, earlier: Sequence[tuple[date, str]]) -> Mapping[str, Any]:
    reason = RejectionReason(text.reason)
    if reason in _NAME_THE_ORIGINAL:
        before = [reference for day, reference in earlier if day < received]
        return {"original": before[-1] if before else None}
    if reason is RejectionReason.OVER_12_MONTHS:
        return {"issue_on": received - timedelta(days=470), "discretion_considered": True}
    if reason is RejectionReason.COURT_PROCEEDINGS:
        return {"filed_on": received - timedelta(days=9)}
    return {}
