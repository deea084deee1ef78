"""What can be done to a complaint: each verb checks what is impossible and proposes the events to record.

Every verb takes the case as it stands and gives numbered events for the record to append; nothing is
changed here. What they all take:

at         when it happened: an aware moment, a day, or None when nobody knows.
by         identifier of the officer who records it.
stage      key of the stage it belongs to; None = the one the complaint is at. Name it to record
           something of an earlier stage late.
today      when given, nothing may have happened after it.
precision  how exactly `at` is known; None = a day is a day, a moment a moment, None is unknown.
source     where a story took it from.

They raise a CaseError only for what cannot have happened; a late letter or a missing reason is a fact.
"""

from putright.cases.verbs.beginning import ROLES, accept, allocate, decline, receive, refuse_escalation
from putright.cases.verbs.contents import (
    PROMISE_ENDS,
    agree_point,
    correct,
    end_promise,
    find,
    lift_restriction,
    promise,
    restrict,
    withdraw_point,
)
from putright.cases.verbs.letters import (
    acknowledge,
    ask_clarification,
    extend,
    receive_clarification,
    respond,
    update,
)
from putright.cases.verbs.proposing import Proposed
from putright.cases.verbs.turns import close, escalate, reach, reopen, withdraw

__all__ = [
    "PROMISE_ENDS",
    "ROLES",
    "Proposed",
    "accept",
    "acknowledge",
    "agree_point",
    "allocate",
    "ask_clarification",
    "close",
    "correct",
    "decline",
    "end_promise",
    "escalate",
    "extend",
    "find",
    "lift_restriction",
    "promise",
    "reach",
    "receive",
    "receive_clarification",
    "refuse_escalation",
    "reopen",
    "respond",
    "restrict",
    "update",
    "withdraw",
    "withdraw_point",
]
