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
from casework.statutory.planning import (
    agree_plan,
    decide_representative,
    reach_of_plan,
    set_plan,
    settle_orally,
    share,
)
from casework.statutory.register import PersonTerms, save_person
from casework.statutory.reporting import (
    OnPoint,
    OnRecommendation,
    Report,
    adjudicate,
    receive_report,
)
from casework.statutory.signatories import SignatoryTerms, save_signatory

__all__ = [
    "OFFICER",
    "Appointing",
    "OnPoint",
    "OnRecommendation",
    "PersonTerms",
    "Report",
    "SignatoryTerms",
    "adjudicate",
    "agree_plan",
    "appoint",
    "decide_eligibility",
    "decide_representative",
    "declare",
    "reach",
    "reach_of_plan",
    "receive_report",
    "save_person",
    "save_signatory",
    "set_plan",
    "settle_orally",
    "share",
    "stand_down",
]
