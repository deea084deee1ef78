"""The investigated cases of a published annual report (Kensington and Chelsea 2023/24, appendix B) in codes and sums.

No words of the report are here. What a case was decided and what it ordered is as the report tells it; days, which it
does not give, are invented. Which three of the upheld had been remedied before is our reading: those it says were
put right by the council's own investigation, beside the two settled early.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.orders.making import OrderLine
from putright.vocabulary import DecisionText, OrderKind, Period, RemedyType

tue_13_february = date(2024, 2, 13)
tue_12_march = date(2024, 3, 12)

INJUSTICE, ALREADY = DecisionText.FAULT_INJUSTICE, DecisionText.ALREADY_REMEDIED
EARLY, NO_FAULT = DecisionText.EARLY_RESOLUTION, DecisionText.NO_FAULT


@dataclass(frozen=True, slots=True)
class Decided:
    """One case: its department and place in the report, what its text does, what it orders."""

    department: str
    place: str
    text: DecisionText
    orders: tuple[OrderLine, ...] = ()


def pay(pence: int, type_: RemedyType = RemedyType.PAY_DISTRESS, **rest: object) -> OrderLine:
    given = {
        "kind": OrderKind.AGREED,
        "type": type_,
        "words": "A payment",
        "amount_pence": pence,
        "due": tue_12_march,
    }
    return OrderLine(**{**given, **rest})  # type: ignore[arg-type]


def do(type_: RemedyType, words: str) -> OrderLine:
    return OrderLine(OrderKind.AGREED, type_, words, due=tue_12_march)


APOLOGY = do(RemedyType.APOLOGY, "A written apology")
RECORDS = do(
    RemedyType.TRAINING, "Remind officers how to keep attendance notes and records of a homelessness case"
)
CASES = (
    Decided("housing needs", "housing 1", INJUSTICE, (
        APOLOGY, pay(580000, RemedyType.PAY_LOSS_SERVICE),
        pay(30000, RemedyType.RECURRING_PAYMENT, per=Period.MONTH, condition="A suitable home, or the duty ends"),
        pay(50000), do(RemedyType.TRAINING, "Brief staff on when the duty to house begins"),
        do(RemedyType.TRAINING, "Brief staff on how long an answer may take"),
    )),
    Decided("housing needs", "housing 2", INJUSTICE, (
        APOLOGY, pay(100000), pay(35000, RemedyType.PAY_LOSS_SERVICE),
        do(RemedyType.TRAINING, "Brief staff on interim homes"),
        do(RemedyType.TRAINING, "Brief staff on saying what harm was done and what mends it"),
    )),
    Decided("housing needs", "housing 3", INJUSTICE, (
        APOLOGY, pay(385000, RemedyType.PAY_LOSS_SERVICE), do(RemedyType.WRITE_OFF, "Write off what is said to be owed"),
        pay(50000), do(RemedyType.PROCEDURE, "Say how families are kept out of hotels"),
        do(RemedyType.RECORDS, "Show how stays are recorded now"),
        do(RemedyType.TRAINING, "Brief staff on keeping plans under review"),
    )),
    Decided("housing needs", "housing 4", INJUSTICE, (
        APOLOGY, pay(390000, RemedyType.PAY_LOSS_SERVICE), do(RemedyType.SERVICE, "See what makes the home safer"),
        do(RemedyType.DECISION_REVIEW, "Look at the application again"),
    )),
    Decided("housing needs", "homelessness 1", INJUSTICE, (
        APOLOGY, pay(10000), do(RemedyType.DECISION_REVIEW, "Look at the charges again"), RECORDS,
    )),
    Decided("housing needs", "homelessness 2", EARLY),
    Decided("housing needs", "homelessness 3", INJUSTICE, (APOLOGY, pay(25000))),
    Decided("housing needs", "homelessness 4", INJUSTICE, (
        APOLOGY, pay(60000, RemedyType.PAY_LOSS_SERVICE), pay(130000, RemedyType.PAY_LOSS_SERVICE),
        do(RemedyType.MONITORING, "A manager meets the agents"),
    )),
    Decided("housing needs", "homelessness 5", INJUSTICE, (
        APOLOGY, pay(30000), do(RemedyType.TRAINING, "Brief officers on a definition in law"),
        do(RemedyType.DECISION_REVIEW, "Look at the duty again"), do(RemedyType.CHECK_OTHERS, "Apologise to others"),
        do(RemedyType.PROCEDURE, "A plan with dates"),
    )),
    Decided("housing needs", "private housing 1", INJUSTICE, (
        APOLOGY, pay(30000), do(RemedyType.DECISION_REVIEW, "Look at the closing again"),
        do(RemedyType.PROCEDURE, "Keep it from happening again"),
    )),
    Decided("housing needs", "private housing 2", EARLY),
    Decided("housing needs", "private housing 3", INJUSTICE, (
        APOLOGY, do(RemedyType.TRAINING, "Brief officers on recording hazards"), do(RemedyType.SERVICE, "Inspect"),
    )),
    Decided("housing needs", "allocations 1", INJUSTICE, (
        APOLOGY, pay(25000), do(RemedyType.DECISION_REVIEW, "Decide on belongings"),
        do(RemedyType.SERVICE, "Agree on works with the landlord"),
    )),
    Decided("housing needs", "allocations 2", INJUSTICE, (
        APOLOGY, do(RemedyType.SERVICE, "Five more months of a concession"), pay(15000),
    )),
    Decided("children’s services", "special needs 1", INJUSTICE, (
        pay(526250, RemedyType.PAY_LOSS_SERVICE), do(RemedyType.TRAINING, "Brief staff on plans"),
    )),
    Decided("children’s services", "child protection 1", ALREADY),
    Decided("environment", "planning 1", ALREADY),
    Decided("resources", "resources 1", ALREADY),
    Decided("adult social care", "charging 1", INJUSTICE, (
        APOLOGY, pay(25000, RemedyType.REDUCE_CHARGE), do(RemedyType.TRAINING, "Brief social workers"),
    )),
    Decided("adult social care", "charging 2", INJUSTICE, (APOLOGY, do(RemedyType.PAY_QUANTIFIABLE, "A refund"))),
    *(Decided("housing needs", f"not upheld {number}", NO_FAULT) for number in range(1, 5)),
    *(Decided("environment", f"not upheld {number}", NO_FAULT) for number in range(1, 3)),
    Decided("resources", "not upheld 1", NO_FAULT),
)  # fmt: skip
"""Twenty-seven investigated cases: twenty upheld, seven not."""
