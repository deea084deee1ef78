"""What a screen warns of beside the sums: an offer that differs from the one before, bank details in free text."""

import re
from collections.abc import Iterable

from putright.outcomes.lines import LedgerLine, by_key
from putright.vocabulary.money import pounds

_SORT_CODE = r"\d{2}[-–. ]\d{2}[-–. ]\d{2}"
_BANK_DETAILS = re.compile(
    rf"""
    \b[A-Z]{{2}}\d{{2}}[ ]?(?:[A-Z0-9]{{4}}[ ]?){{2,7}}[A-Z0-9]{{1,4}}\b          # an IBAN
    | \bsort\s?code\b\D{{0,20}}\d{{2}}\D?\d{{2}}\D?\d{{2}}\b
    | \b(?:account|acct?|a/c)\b(?:\s*(?:number|no\.?))?\D{{0,12}}\d{{8}}\b
    | \b{_SORT_CODE}\b\D{{1,25}}\d{{8}}\b                                          # both, whatever they are called
    | \b\d{{8}}\b\D{{1,25}}{_SORT_CODE}\b
    """,
    re.VERBOSE | re.IGNORECASE,
)


def has_bank_details(text: str) -> bool:
    """Whether a free text seems to hold bank details, which belong with finance and in no note.

    A warning, for a person to look: a sort code with an account number, either of them by its name, or an IBAN.
    """
    return _BANK_DETAILS.search(text) is not None


def difference(line: LedgerLine, *, lines: Iterable[LedgerLine]) -> str | None:
    """How an offer differs from the one it replaces, asking for the reason; None when it replaces none or is the same.

    lines  the ledger it is in.
    """
    ledger = by_key(lines)
    earlier = ledger.get(line.supersedes) if line.supersedes is not None else None
    if earlier is None or (earlier.amount_pence, earlier.type) == (line.amount_pence, line.type):
        return None
    return f"{_told(line)} instead of {_told(earlier)}; say why it differs from the earlier offer"


def _told(line: LedgerLine) -> str:
    if line.amount_pence is not None:
        return pounds(line.amount_pence)
    return f"“{line.type.label.lower()}”"
