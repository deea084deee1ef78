"""Complaints to which anything happens that the verbs allow, through the one door."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from casework.complaints.record import Act, act, record
from casework.people.models import Department, Officer, Service
from putright.cases import CaseError, verbs
from putright.cases.events import PointFinding
from putright.cases.referred import (
    EnquiryReceived,
    HeadDecided,
    OrderMade,
    OrderMoved,
    ReferralDecided,
    ReferralOpened,
)
from putright.cases.remedial import ActionAgreed, ActionMoved, LessonLearned, RemedyMoved, RemedyProposed
from putright.vocabulary import (
    ActionStep,
    Cause,
    ClosingReason,
    Determination,
    EnquiryKind,
    EscalationReason,
    OmbudsmanBody,
    OrderKind,
    OrderStep,
    PointOutcome,
    PublishedOutcome,
    ReferralKind,
    RejectionReason,
    RemedyStep,
    RemedyType,
)
from tests.casework.made import at, told

FIRST, LAST = date(2023, 6, 1), date(2024, 12, 20)
ORDER_STEPS = (OrderStep.SENT, OrderStep.ACCEPTED, OrderStep.NOT_COMPLIED)
OPENED = ReferralOpened("1", OmbudsmanBody.HOS, ReferralKind.INVESTIGATION, "evidence")


def chanced(by: Officer, number: int, *, seed: int) -> list[str]:
    """That many complaints of several services; their references."""
    chance = random.Random(seed)
    services = _services(by)
    return [_one(chance, by, chance.choice([None, *services])) for _ in range(number)]


def _services(by: Officer) -> list[int]:
    """Two services of one name in two departments, and one that moved from one to the other."""
    first = by.organisation.departments.get()
    other = Department.objects.create(
        organisation=by.organisation, name="Streets, Place", valid_from=date(2023, 4, 1)
    )
    moved = Service.objects.create(department=other, name="Repairs", valid_from=date(2024, 4, 1))
    before = Service.objects.create(
        department=first, name="Repairs", valid_from=date(2020, 4, 1), valid_to=date(2024, 3, 31), successor=moved
    )  # fmt: skip
    alike = [
        Service.objects.create(department=one, name='The "front" desk', valid_from=date(2020, 4, 1))
        for one in (first, other)
    ]
    return [one.pk for one in (moved, before, *alike)]


def _one(chance: random.Random, by: Officer, service: int | None) -> str:
    received = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
    reference = told(by, received=received, service_id=service).reference
    day = received
    for _ in range(chance.randrange(14)):
        day += timedelta(days=chance.randrange(12))
        try:
            record(reference, chance.choice(ACTS)(chance, day), by=by, now=at(max(day, received), 18))
        except CaseError:
            continue
    return reference


def _answer(chance: random.Random, day: date) -> Act:
    findings = tuple(PointFinding(point, chance.choice([*PointOutcome][:4])) for point in ("1", "2"))
    return act(verbs.respond, at=day, findings=findings, complete=chance.random() < 0.8)


def _extend(chance: random.Random, day: date) -> Act:
    well: dict[str, Any] = {"reason_note": "1", "ombudsman_details": True, "told_on": day}
    return act(verbs.extend, to=day + timedelta(days=9), at=day, **(well if chance.random() < 0.7 else {}))


def _order(chance: random.Random, day: date) -> OrderMade:
    kind = chance.choice([*OrderKind])
    return OrderMade(
        f"o{chance.randrange(3)}", "1", kind, RemedyType.PAY_DISTRESS, day + timedelta(days=20),
        amount_pence=chance.choice([None, 20_000]),
    )  # fmt: skip


def _decide(chance: random.Random, day: date) -> Act:
    published = chance.choice([PublishedOutcome.DETERMINED, PublishedOutcome.OUTSIDE])
    return act(verbs.follow_up, at=day, body=ReferralDecided("1", published))


ACTS: tuple[Callable[[random.Random, date], Act], ...] = (
    lambda chance, day: act(verbs.acknowledge, at=day),
    lambda chance, day: act(verbs.acknowledge, at=day),
    _answer,
    _answer,
    _answer,
    _extend,
    lambda chance, day: act(verbs.escalate, at=day, reasons=tuple(chance.sample([*EscalationReason], 2))),
    lambda chance, day: act(verbs.withdraw, at=day),
    lambda chance, day: act(verbs.decline, at=day, reason=chance.choice([*RejectionReason])),
    lambda chance, day: act(verbs.close, at=day, reason=ClosingReason.ANSWERED),
    lambda chance, day: act(verbs.reopen, at=day, directed=chance.random() < 0.5),
    lambda chance, day: act(
        verbs.classify, at=day, themes=chance.sample(["damp", "noise", 'so "called"'], chance.randrange(3)),
        ward=chance.choice(["north", "south", None]), services=chance.sample(["1", "2"], chance.randrange(2)),
    ),
    lambda chance, day: act(verbs.update, at=day, note="1"),
    lambda chance, day: act(
        verbs.propose_remedy, at=day,
        body=RemedyProposed("r", RemedyType.PAY_DISTRESS, ("1",), amount_pence=chance.randrange(1, 90_000)),
    ),
    lambda chance, day: act(
        verbs.move_remedy, at=day, body=RemedyMoved("r", chance.choice([RemedyStep.OFFERED, RemedyStep.ACCEPTED]))
    ),
    lambda chance, day: act(
        verbs.move_remedy, at=day, body=RemedyMoved("r", RemedyStep.PAID, amount_pence=chance.randrange(1, 900))
    ),
    lambda chance, day: act(
        verbs.learn, at=day, body=LessonLearned(f"l{chance.randrange(9)}", cause=chance.choice([*Cause]))
    ),
    lambda chance, day: act(
        verbs.agree_action, at=day,
        body=ActionAgreed(f"a{chance.randrange(9)}", RemedyType.TRAINING, learning=True, due=day, owner="1"),
    ),
    lambda chance, day: act(
        verbs.move_action, at=day,
        body=ActionMoved(f"a{chance.randrange(9)}", chance.choice([ActionStep.DONE, ActionStep.VERIFIED])),
    ),
    lambda chance, day: act(verbs.refer, at=day, body=_order(chance, day)),
    lambda chance, day: act(
        verbs.follow_up, at=day,
        body=OrderMoved(f"o{chance.randrange(3)}", chance.choice(ORDER_STEPS)),
    ),
    lambda chance, day: act(
        verbs.promise, promise=f"p{chance.randrange(9)}", what="call_back", at=day, due=day + timedelta(days=3)
    ),
    lambda chance, day: act(
        verbs.end_promise, promise=f"p{chance.randrange(9)}", how=chance.choice(["kept", "broken"]), at=day
    ),
    lambda chance, day: act(verbs.refer, at=day, body=OPENED),
    lambda chance, day: act(
        verbs.refer, at=day, body=EnquiryReceived("q", "1", EnquiryKind.EVIDENCE, day + timedelta(days=5))
    ),
    lambda chance, day: act(
        verbs.refer, at=day, body=HeadDecided(f"h{chance.randrange(3)}", "1", chance.choice([*Determination]))
    ),
    _decide,
    lambda chance, day: act(verbs.correct, corrects=chance.randrange(2, 9), struck_out=True, at=day),
)  # fmt: skip
