"""Writing an Ombudsman's cases. Each command is one transaction: everything it says is kept, or nothing.

What they share with the commands on complaints: `by`, `now`, `at`, `seen_version`, `going_on` and what they raise.
`case_key` is the key of the case: its number on the desk, and `referral` in its events.
"""

from casework.ombudsman.deciding import Head, decide
from casework.ombudsman.drafts import Track, comment, leave_out, receive_draft, show_draft
from casework.ombudsman.enquiries import give_enquiry, move_enquiry, receive_enquiry
from casework.ombudsman.opening import link_case, not_ours, open_case
from casework.ombudsman.questions import Answering, add_questions, answer_question, give_question
from casework.ombudsman.reports import receive_report
from casework.ombudsman.steps import OnReturn, ask_review, give_case, move_case, return_case

__all__ = [
    "Answering",
    "Head",
    "OnReturn",
    "Track",
    "add_questions",
    "answer_question",
    "ask_review",
    "comment",
    "decide",
    "give_case",
    "give_enquiry",
    "give_question",
    "leave_out",
    "link_case",
    "move_case",
    "move_enquiry",
    "not_ours",
    "open_case",
    "receive_draft",
    "receive_enquiry",
    "receive_report",
    "return_case",
    "show_draft",
]
