"""Holding an amount against a band of the guidance: it guides, and never stops anybody (decision 0015)."""

from dataclasses import dataclass

from putright.procedures import Band, BandPosition, Basis, approving_grade, grades
from putright.procedures.bands import PER
from putright.vocabulary import Period
from putright.vocabulary.money import pounds


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an amount lies against a band, and the sentence a screen shows.

    needs_reason    below the band: say why. needs_approval: above it, by somebody more senior. Neither blocks.
    """

    position: BandPosition
    says: str
    needs_reason: bool = False
    needs_approval: bool = False


def position(amount_pence: int, *, band: Band | None, per: Period | None = None) -> Placed:
    """Whether an amount is below, within or above a band.

    amount_pence  for one `per`: for a band of so much a month, the sum for one month.
    per           what the amount is for; None = the same as the band.
    band          None = no row of the guidance fits.
    """
    if band is None:
        return Placed(BandPosition.NOT_COMPARED, "No row of the guidance fits this injustice.")
    if not band.has_figures:
        return Placed(
            BandPosition.NOT_COMPARED,
            f"{band.injustice}: {band.amount}. There is no range to hold it against.",
        )
    amount = f"{pounds(amount_pence)}{PER[per if per is not None else band.per]}"
    if per is not None and per is not band.per:
        return Placed(
            BandPosition.NOT_COMPARED,
            f"{amount} cannot be held against {band.amount}; say what it comes to {_of(band.per)}.",
        )
    doubt = ", not confirmed" if band.unconfirmed else ""
    basis = ", as decisions gave it" if band.basis is Basis.DECISIONS else ""
    told = f"{band.amount}{basis} ({band.injustice}{doubt})"
    if _is_below(amount_pence, band):
        says = f"{amount} is below {told}. Say why; it is not held back."
        return Placed(BandPosition.BELOW, says, needs_reason=True)
    if band.high_pence is not None and amount_pence > band.high_pence:
        says = f"{amount} is above {told}. Somebody more senior approves it; it is not held back."
        return Placed(BandPosition.ABOVE, says, needs_approval=True)
    return Placed(BandPosition.WITHIN, f"{amount} is within {told}.")


def approver(severity: int, *, placed: Placed) -> tuple[int, str]:
    """How senior somebody must be to approve it, as a grade (1 to 4) and in words.

    Raises  ValueError for a severity there is not.
    """
    grade = approving_grade(severity, position=placed.position)
    return grade, grades()[grade]


def may_approve(amount_pence: int, *, limit_pence: int | None) -> bool:
    """Whether somebody's delegated limit covers an amount.

    limit_pence  the most they may approve, that sum included; 0 = nothing, None = without a limit.
    """
    return limit_pence is None or amount_pence <= limit_pence


def _is_below(amount_pence: int, band: Band) -> bool:
    if band.low_pence is None:
        return False
    return amount_pence <= band.low_pence if band.more_than else amount_pence < band.low_pence


def _of(per: Period) -> str:
    return "altogether" if per is Period.ONCE else PER[per].strip()
