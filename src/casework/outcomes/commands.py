"""Writing outcomes: answers to points, remedies and their course, actions, lessons, limits.

What they share is told in `casework.complaints.commands`: one transaction each; `by` acts, `now` is the moment of
writing, `seen_version` what the officer saw, `going_on` their reason for going on past a check.
"""

from casework.outcomes.acting import (
    Action,
    agree_action,
    finish_action,
    give_up_action,
    progress_action,
    reschedule_action,
    return_action,
    verify_action,
)
from casework.outcomes.answering import (
    AnswerChanged,
    Source,
    Written,
    answer_questions,
    ask,
    override_outcome,
    review,
    save_answer,
)
from casework.outcomes.course import (
    accept,
    approve,
    cannot_deliver,
    finish,
    meet_condition,
    offer,
    pay,
    refuse,
    withdraw,
)
from casework.outcomes.impact import save_impact
from casework.outcomes.learning import Again, Learned, approve_telling, learn, tell_public
from casework.outcomes.limits import set_limits
from casework.outcomes.offers import Offer, WrongOffer
from casework.outcomes.payments import as_csv, payments_due
from casework.outcomes.remedying import decide_no_remedy, propose_remedy

__all__ = [
    "Action",
    "Again",
    "AnswerChanged",
    "Learned",
    "Offer",
    "Source",
    "Written",
    "WrongOffer",
    "accept",
    "agree_action",
    "answer_questions",
    "approve",
    "approve_telling",
    "as_csv",
    "ask",
    "cannot_deliver",
    "decide_no_remedy",
    "finish",
    "finish_action",
    "give_up_action",
    "learn",
    "meet_condition",
    "offer",
    "override_outcome",
    "pay",
    "payments_due",
    "progress_action",
    "propose_remedy",
    "refuse",
    "reschedule_action",
    "return_action",
    "review",
    "save_answer",
    "save_impact",
    "set_limits",
    "tell_public",
    "verify_action",
    "withdraw",
]
