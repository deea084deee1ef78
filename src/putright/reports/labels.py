"""What a code is called in a report: the organisation's own word, the vocabulary's, or the code itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from putright.measures import Organisation
from putright.procedures import load_procedures
from putright.vocabulary import (
    CaseOutcome,
    Cause,
    Channel,
    EscalationReason,
    RecordType,
    RejectionReason,
    RemedyType,
    Word,
)

NOT_RECORDED = "Not recorded"

_WORDS: Mapping[str, type[Word]] = {
    "kind": RecordType,
    "channel": Channel,
    "rejection_reason": RejectionReason,
    "escalation_reasons": EscalationReason,
    "stage_1_outcome": CaseOutcome,
    "stage_2_outcome": CaseOutcome,
    "stage_3_outcome": CaseOutcome,
    "causes": Cause,
    "remedy_types": RemedyType,
}
_CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_SEVERAL_SERVICES = {"true": "Several services", "false": "One service"}
_HEADS = {
    "month": "Month", "rejection_reason": "Reason", "escalation_reasons": "Reason", "causes": "Cause",
    "themes": "What it was about", "remedy_types": "Remedy", "multi_service": "Services", "kind": "Kind",
}  # fmt: skip


def label(dimension: str, code: str | None, organisation: Organisation | None = None) -> str:
    """What a code of a dimension is called. None = nobody recorded it.

    organisation  its labels come first.
    """
    if code is None:
        return NOT_RECORDED
    if organisation is not None and (own := organisation.label(dimension, code)) != code:
        return own
    if dimension == "procedure" and (procedure := load_procedures().get(code)):
        return procedure.title
    if (words := _WORDS.get(dimension)) and code in {word.value for word in words}:
        return words(code).label
    if dimension == "multi_service":
        return _SEVERAL_SERVICES.get(code, code)
    if month := _MONTH.fullmatch(code):
        return f"{date(int(month[1]), int(month[2]), 1):%b %Y}"
    return code.replace("_", " ").capitalize() if _CODE.fullmatch(code) else code


def heading(dimension: str) -> str:
    """What the first column of a table by that dimension is called."""
    return _HEADS.get(dimension, dimension.replace("_", " ").capitalize())
