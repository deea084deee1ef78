"""Writing complaints. Each command is one transaction: everything it says is kept, or nothing.

What they share:

by            the officer who acts; the screens have checked that they may (`permissions`).
now           the aware moment of writing; `at` is when it happened, a day or an aware moment, never after it.
seen_version  the version of the complaint the officer saw; another one raises ChangedSince.
going_on      the officer's reason for going on although the act would break a provision. Without one
              such an act raises Held and nothing is written; with one the reason is kept and counted.
Raises        CaseError for what cannot be; ChangedSince; Held; NoSuchComplaint.
"""

from casework.complaints.contents import (
    add_document,
    add_note,
    add_point,
    end_promise,
    promise,
    withdraw_point,
)
from casework.complaints.foresight import Held
from casework.complaints.keeping import allocate, classify, correct, lift_restriction, restrict
from casework.complaints.letters import (
    Answer,
    acknowledge,
    ask_clarification,
    extend,
    receive_clarification,
    respond,
)
from casework.complaints.opening import Opening, Part, PointWords, open_complaint
from casework.complaints.record import ChangedSince, NoSuchComplaint, Recorded
from casework.complaints.turns import (
    NoOriginal,
    close,
    decline,
    escalate,
    refuse_escalation,
    reopen,
    withdraw,
)

__all__ = [
    "Answer",
    "ChangedSince",
    "Held",
    "NoOriginal",
    "NoSuchComplaint",
    "Opening",
    "Part",
    "PointWords",
    "Recorded",
    "acknowledge",
    "add_document",
    "add_note",
    "add_point",
    "allocate",
    "ask_clarification",
    "classify",
    "close",
    "correct",
    "decline",
    "end_promise",
    "escalate",
    "extend",
    "lift_restriction",
    "open_complaint",
    "promise",
    "receive_clarification",
    "refuse_escalation",
    "reopen",
    "respond",
    "restrict",
    "withdraw",
    "withdraw_point",
]
