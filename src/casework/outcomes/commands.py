"""Writing outcomes: answers to points, remedies and their course, actions, lessons, limits.

What they share is told in `casework.complaints.commands`: one transaction each; `by` acts, `now` is the moment of
writing, `seen_version` what the officer saw, `going_on` their reason for going on past a check.
"""

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

__all__ = [
    "AnswerChanged",
    "Source",
    "Written",
    "answer_questions",
    "ask",
    "override_outcome",
    "review",
    "save_answer",
]
