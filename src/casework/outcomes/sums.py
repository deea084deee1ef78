"""The ledger as the rules reckon with it: from a remedy on record to a line whose sums are worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.outcomes.models import LedgerLine as LineRow
from putright.cases import Case
from putright.cases.followed import RemedyState
from putright.cases.remedial import RemedyMoved
from putright.cases.state import day_of
from putright.outcomes import LedgerLine, Placed, Recurring, Rounding, Share, position
from putright.procedures import Band, ProcedureError, band_of, remedy_meanings
from putright.vocabulary import Period, RemedyStep


@dataclass(frozen=True, slots=True)
class Particulars:
    """What is kept of a remedy beside its event; empty where nothing is."""

    method: str = ""
    condition: str = ""
    headings: tuple[str, ...] = ()
    details: Mapping[str, Any] | None = None

    def detail(self, name: str) -> str:
        """One of the particulars its type needs, in words."""
        return str((self.details or {}).get(name, ""))


def particulars_of(complaint_id: int) -> Mapping[str, Particulars]:
    """What is kept of each remedy of a complaint, by its key. One statement."""
    return {
        str(row.pk): Particulars(row.method, row.condition, tuple(row.headings), row.details)
        for row in LineRow.objects.filter(complaint=complaint_id)
    }


def line_of(remedy: RemedyState, kept: Particulars) -> LedgerLine:
    """A remedy as a line whose sums can be worked out. No statement."""
    body = remedy.body
    rounding = kept.detail("rounding")
    return LedgerLine(
        key=remedy.key,
        type=body.type,
        step=remedy.step,
        for_whom=body.payee or "",
        stage=remedy.made.stage or "",
        amount_pence=body.amount_pence,
        unit_pence=None if body.recurring else body.unit_pence,
        per=body.per,
        periods=body.periods,
        part_days=body.part_days,
        part_of_days=int(kept.detail("part_of_days")) if kept.detail("part_of_days") else None,
        rounding=Rounding(rounding) if rounding else Rounding.BY_DAYS,
        shares=tuple(Share(one.payer, one.amount_pence) for one in body.shares),
        supersedes=body.supersedes,
        recurring=_recurring(remedy, kept) if body.recurring else None,
        paid_pence=remedy.paid_pence,
        payee=body.payee or "complainant",
        method=kept.method,
        payee_confirmed=payee_confirmed(remedy),
        set_off_debt=body.set_off_debt,
        set_off=body.set_off,
    )


def lines_of(case: Case, kept: Mapping[str, Particulars]) -> tuple[LedgerLine, ...]:
    """Every remedy of a complaint as a line. No statement."""
    return tuple(line_of(one, kept.get(one.key, Particulars())) for one in case.remedies)


def payee_confirmed(remedy: RemedyState) -> bool:
    """Whether somebody confirmed the payee's account with them."""
    return any(isinstance(one.body, RemedyMoved) and one.body.payee_confirmed for one in remedy.moves)


def band_named(remedy: RemedyState) -> Band | None:
    """The row of the guidance it was held against, as it counted when it was proposed; None = none, or not known."""
    day = day_of(remedy.made.at)
    if remedy.body.guidance is None or day is None:
        return None
    try:
        return band_of(remedy.body.guidance, on=day)
    except ProcedureError:
        return None


def placed(
    amount_pence: int, *, unit_pence: int | None, per: Period, recurring: bool, band: Band | None
) -> Placed:
    """Where a sum lies against a row of the guidance: by the period where the row gives a sum a period."""
    if unit_pence is not None and (recurring or (band is not None and band.per is not Period.ONCE)):
        return position(unit_pence, band=band, per=per)
    return position(amount_pence, band=band, per=Period.ONCE)


def placed_of(remedy: RemedyState) -> Placed | None:
    """Where its sum lies against the guidance; None for what is no symbolic payment."""
    body = remedy.body
    if body.amount_pence is None or "band" not in remedy_meanings()[body.type].needs:
        return None
    return placed(
        body.amount_pence,
        unit_pence=body.unit_pence,
        per=body.per,
        recurring=body.recurring,
        band=band_named(remedy),
    )


def _recurring(remedy: RemedyState, kept: Particulars) -> Recurring | None:
    body = remedy.body
    first = body.due or day_of(remedy.made.at)
    if first is None:
        return None
    ended = remedy.moved(RemedyStep.CONDITION_MET)
    last = day_of(ended.at) if ended else body.until
    return Recurring(first, body.per, last, kept.condition)
