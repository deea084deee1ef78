"""Reading outcomes: what other apps and the screens ask.

For letters: `answers(complaint_id, stage)` is what is written on each point (3 statements); `answer_page(page, stage)`
adds what is decided about remedies, the outcome and what is lacking (4); `evidence_board(page, stage).unreviewed` is
what nobody has looked at (1); `ledger(page, today=…)` is every remedy with its sums, course and what to mind (5).
`decisions` tells what the record decided without a statement: `remedy_decision`, `none_decided`, `points_to_answer`,
`changed_in_substance`.
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
    fault_of,
    override_of,
)
from casework.outcomes.boards import (
    ActionBoard,
    ActionView,
    MoneyBoard,
    MoneyView,
    action_board,
    money_board,
)
from casework.outcomes.evidence import EvidenceBoard, EvidenceItem, evidence_board
from casework.outcomes.followups import (
    ActionCard,
    LessonCard,
    action_cards,
    lesson_cards,
    lesson_is_missing,
)
from casework.outcomes.impact import ImpactRow, Suggested, bands_for, impact, suggestions
from casework.outcomes.ledger import LedgerPage, RemedyCard, ledger
from casework.outcomes.lesson_log import LessonLog, LessonView, lesson_log
from casework.outcomes.limits import LimitRow, limits, limits_by_grade
from casework.outcomes.payees import Payee, payees
from casework.outcomes.sums import Particulars, particulars_of

__all__ = [
    "ActionBoard",
    "ActionCard",
    "ActionView",
    "AnswerPage",
    "AnswerRow",
    "EvidenceBoard",
    "EvidenceItem",
    "EvidenceRow",
    "ImpactRow",
    "LedgerPage",
    "LessonCard",
    "LessonLog",
    "LessonView",
    "LimitRow",
    "MoneyBoard",
    "MoneyView",
    "OverrideRow",
    "Particulars",
    "Payee",
    "PointToAnswer",
    "QuestionRow",
    "RemedyCard",
    "Suggested",
    "action_board",
    "action_cards",
    "answer_page",
    "answers",
    "bands_for",
    "evidence_board",
    "fault_of",
    "impact",
    "ledger",
    "lesson_cards",
    "lesson_is_missing",
    "lesson_log",
    "limits",
    "limits_by_grade",
    "money_board",
    "override_of",
    "particulars_of",
    "payees",
    "suggestions",
]
