"""From findings on points to the outcome of a stage, and to the sums of what puts it right."""

from putright.outcomes.bands import Placed, approver, may_approve, position
from putright.outcomes.delays import DelayRemedy, Milestone, delay_remedy
from putright.outcomes.deriving import case_outcome
from putright.outcomes.guards import difference, has_bank_details
from putright.outcomes.ledger import (
    CountedLine,
    PaymentDue,
    Totals,
    outstanding_in_words,
    payment_due,
    totals,
)
from putright.outcomes.lines import (
    LedgerLine,
    Recurring,
    approval_problems,
    decides,
    problems_between,
    problems_of,
    set_off_problem,
)
from putright.outcomes.reckoning import (
    Reckoning,
    Rounding,
    Share,
    Split,
    WrongSum,
    reckon,
    reckon_between,
    split_by_percent,
    split_evenly,
    start_of,
    wrong_shares,
)
from putright.outcomes.suggesting import Suggestion, adding_up, suggest

__all__ = [
    "CountedLine",
    "DelayRemedy",
    "LedgerLine",
    "Milestone",
    "PaymentDue",
    "Placed",
    "Reckoning",
    "Recurring",
    "Rounding",
    "Share",
    "Split",
    "Suggestion",
    "Totals",
    "WrongSum",
    "adding_up",
    "approval_problems",
    "approver",
    "case_outcome",
    "decides",
    "delay_remedy",
    "difference",
    "has_bank_details",
    "may_approve",
    "outstanding_in_words",
    "payment_due",
    "position",
    "problems_between",
    "problems_of",
    "reckon",
    "reckon_between",
    "set_off_problem",
    "split_by_percent",
    "split_evenly",
    "start_of",
    "suggest",
    "totals",
    "wrong_shares",
]
