"""Payments: one above a manager's limit, one that recurs, and a gesture that settles nothing."""

from __future__ import annotations

from casework.complaints.stories import Story
from casework.ops.demo.matters.answered import answer, impact, offer
from casework.ops.demo.matters.begun import File, begin
from casework.ops.demo.years import Teller
from casework.outcomes.commands import Source, accept, approve, pay
from casework.outcomes.commands import offer as offer_by_telephone
from putright.vocabulary import Period, PointOutcome, RemedyDecision, RemedyType


def tell_big(teller: Teller) -> Story:
    """A family in one room, acknowledged."""
    one = begin(teller, "big", service="homelessness", first="tomasz", received=8)
    one.acknowledge(6)
    return one.story(vulnerable=True)


def owe_big(file: File) -> None:
    """£1,200 for four weeks too long: a manager proposes it, and somebody with a higher limit has to approve it."""
    register = file.paper(
        "tomasz", 3, "Register.pdf", "Extract of the register", "Our own record", "Two flats missed"
    )
    answer(file, "1", PointOutcome.UPHELD, Source("", register, page="4"), by="tomasz", back=2)
    impact(file, 4, "Five people in one room, a child in hospital twice.", by="tomasz", back=2, since=55)
    offer(
        file, RemedyType.PAY_DISTRESS, "For the weeks beyond what the law allows, and what they did to the children",
        by="tomasz", back=1, points=("1",), amount_pence=1200_00, band="lgsco_remedies/distress-severe",
        method="Bank transfer",
    )  # fmt: skip


def tell_recurring(teller: Teller) -> Story:
    """No hot water, upheld at stage 1."""
    one = begin(teller, "recurring", service="repairs", first="priya", received=33)
    one.acknowledge(31)
    one.respond(22, {"1": PointOutcome.UPHELD, "2": PointOutcome.UPHELD})
    return one.story()


def owe_recurring(file: File) -> None:
    """£15 a week until the boiler is fitted; paid twice so far, and due again."""
    weekly = offer(
        file, RemedyType.RECURRING_PAYMENT, "For the electricity of the heaters", by="priya", back=22, points=("2",),
        unit_pence=15_00, per=Period.WEEK, condition="The boiler is fitted and works", method="Bank transfer",
        due=file.day(10),
    )  # fmt: skip
    offer(
        file, RemedyType.SERVICE, "The boiler with its flue fitted", by="priya", back=22, points=("1",),
        due=file.day(2), details={"contractor": "Fenland Property Care"},
    )  # fmt: skip
    approve(file.reference, weekly, payee_confirmed=True, **file.by("tomasz", 21))
    offer_by_telephone(file.reference, weekly, "It is in the letter of that day.", **file.by("priya", 21, 12))
    accept(file.reference, weekly, "Accepts, and asks for the same day each week.", **file.by("priya", 20))
    for back in (10, 5):
        pay(
            file.reference, weekly, 15_00, document=None, payee_confirmed=True, words="In the weekly run.",
            **file.by("priya", back, 15),
        )  # fmt: skip


def tell_goodwill(teller: Teller) -> Story:
    """A course cancelled on the morning: upheld, and nobody decided what puts it right."""
    one = begin(teller, "goodwill", service="leisure", first="nadia", received=16, logger="hannah")
    one.acknowledge(14)
    one.respond(8, {"1": PointOutcome.UPHELD}, remedy=RemedyDecision.NOT_DECIDED)
    return one.story()


def owe_goodwill(file: File) -> None:
    """A voucher beside everything else: it answers no question, so that the point stays open."""
    voucher = offer(
        file, RemedyType.GOODWILL, "A family swim for nine", by="nadia", back=7, points=("1",), amount_pence=45_00,
        method="Voucher", details={"suits_person": "They swim there every week"},
    )  # fmt: skip
    approve(file.reference, voucher, payee_confirmed=True, **file.by("grace", 6))
