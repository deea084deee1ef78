"""Reading outcomes: what other apps and the screens ask.

For letters: `answers(complaint_id, stage)` is what is written on each point (3 statements); `answer_page(page, stage)`
adds what is decided about remedies, the outcome and what is lacking (4); `evidence_board(page, stage).unreviewed` is
what nobody has looked at (1).
"""

from casework.outcomes.answers import (
    AnswerPage,
    AnswerRow,
    EvidenceRow,
    OverrideRow,
    PointToAnswer,
    QuestionRow,
    answer_page,
    answers,
    override_of,
)
from casework.outcomes.evidence import EvidenceBoard, EvidenceItem, evidence_board

__all__ = [
    "AnswerPage",
    "AnswerRow",
    "EvidenceBoard",
    "EvidenceItem",
    "EvidenceRow",
    "OverrideRow",
    "PointToAnswer",
    "QuestionRow",
    "answer_page",
    "answers",
    "evidence_board",
    "override_of",
]
