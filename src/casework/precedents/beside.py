"""What stands in our own record beside a decision: our findings, what we had offered, what has been decided already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.complaints.queries import ComplaintPage
from putright.calendars import short_day
from putright.cases.days import day_of
from putright.cases.followed import RemedyState
from putright.vocabulary.money import pounds


@dataclass(frozen=True, slots=True)
class OurPoint:
    """One point of ours, with the finding that was sent last, and the sums offered for it."""

    key: str
    words: str
    says: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Ours beside theirs.

    offered_pence  what we had offered once and still stood when it was decided; None = nothing.
    ours           remedies and actions an order could be carried out by, or replace: key of the choice, and words.
    decided_on     the day of a decision that is on record already; None when none is.
    """

    points: tuple[OurPoint, ...]
    offered_pence: int | None
    ours: tuple[tuple[str, str], ...]
    decided_on: date | None


def beside(page: ComplaintPage, case_key: str) -> Beside:
    """What is ours beside a decision of this case. No statement."""
    ordered = {one.body.remedy for one in page.case.orders} | {one.body.action for one in page.case.orders}
    offered = [
        one for one in page.case.remedies if one.offered and not one.replaced_by and one.key not in ordered
    ]
    sums = [one.body.amount_pence for one in offered if one.body.amount_pence and not one.body.recurring]
    state = next((one for one in page.case.referrals if one.key == case_key), None)
    decided = state.decided if state else None
    return Beside(
        tuple(OurPoint(one.key, one.words, _says(page, one.key, offered)) for one in page.points if not one.withdrawn),
        sum(sums) if sums else None, _choices(page, ordered), day_of(decided.at) if decided else None,
    )  # fmt: skip


def _says(page: ComplaintPage, key: str, offered: list[RemedyState]) -> str:
    point = next(one for one in page.points if one.key == key)
    finding = (
        f"We: {point.findings[-1].finding.outcome.label.lower()}" if point.findings else "We: no finding sent"
    )
    ours = [_called(one) for one in offered if key in one.body.points]
    return f"{finding}; {', '.join(ours) if ours else 'nothing offered for it'}"


def _choices(page: ComplaintPage, ordered: set[str | None]) -> tuple[tuple[str, str], ...]:
    found = []
    for one in page.case.remedies:
        if one.key in ordered or one.replaced_by:
            continue
        if one.body.amount_pence is not None and not one.ended:
            found.append((f"replaces:{one.key}", f"Takes the place of our {_called(one)}"))
        found.append((f"remedy:{one.key}", f"Is our {_called(one)}, {one.step.label.lower()}"))
    found += [
        (f"action:{one.key}", f"Is our action: {one.body.type.label.lower()}{_by(one.due)}, {one.step.label.lower()}")
        for one in page.case.actions if one.key not in ordered
    ]  # fmt: skip
    return tuple(found)


def _called(one: RemedyState) -> str:
    sum_ = f"{pounds(one.body.amount_pence)}, " if one.body.amount_pence else ""
    return f"{sum_}{one.body.type.label.lower()}"


def _by(due: date | None) -> str:
    return f" by {short_day(due)}" if due else ""
