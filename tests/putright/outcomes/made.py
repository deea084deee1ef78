"""Lines of an invented ledger."""

from typing import Any

from putright.outcomes import LedgerLine
from putright.vocabulary import RemedyStep, RemedyType

ACCEPTED = RemedyStep.ACCEPTED


def line(key: str, amount_pence: int | None, **more: Any) -> LedgerLine:
    """A payment for distress that was offered, unless said otherwise."""
    return LedgerLine(
        **{"type": RemedyType.PAY_DISTRESS, "step": RemedyStep.OFFERED, "for_whom": "p1", "stage": "stage-1"}
        | {"key": key, "amount_pence": amount_pence}
        | more
    )
