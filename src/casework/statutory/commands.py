"""Writing who takes part, what they report and what is decided. Each command is one transaction.

What they share with the commands on complaints: `by`, `now`, `at`, `seen_version`, `going_on` and what they raise.
"""

from casework.statutory.appointing import (
    OFFICER,
    Appointing,
    appoint,
    decide_eligibility,
    declare,
    stand_down,
)
from casework.statutory.milestones import reach
from casework.statutory.register import PersonTerms, save_person
from casework.statutory.reporting import (
    OnPoint,
    OnRecommendation,
    Report,
    adjudicate,
    receive_report,
)

__all__ = [
    "OFFICER",
    "Appointing",
    "OnPoint",
    "OnRecommendation",
    "PersonTerms",
    "Report",
    "adjudicate",
    "appoint",
    "decide_eligibility",
    "declare",
    "reach",
    "receive_report",
    "save_person",
    "stand_down",
]
