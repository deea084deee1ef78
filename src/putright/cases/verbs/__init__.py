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

from putright.cases.verbs.arranged import active_restrictions, arrange, move_on
from putright.cases.verbs.beginning import ROLES, accept, allocate, decline, receive, refuse_escalation
from putright.cases.verbs.contents import (
    PROMISE_ENDS,
    agree_point,
    classify,
    correct,
    end_promise,
    find,
    lift_restriction,
    promise,
    reassign,
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
from putright.cases.verbs.referred import follow_up, refer
from putright.cases.verbs.remedial import (
    agree_action,
    decide_no_remedy,
    learn,
    move_action,
    move_remedy,
    propose_remedy,
)
from putright.cases.verbs.taking_over import take_over
from putright.cases.verbs.taking_part import involve, settle
from putright.cases.verbs.turns import ACTS_NEXT, close, escalate, reach, reopen, withdraw

__all__ = [
    "ACTS_NEXT",
    "PROMISE_ENDS",
    "ROLES",
    "Proposed",
    "accept",
    "acknowledge",
    "active_restrictions",
    "agree_action",
    "agree_point",
    "allocate",
    "arrange",
    "ask_clarification",
    "classify",
    "close",
    "correct",
    "decide_no_remedy",
    "decline",
    "end_promise",
    "escalate",
    "extend",
    "find",
    "follow_up",
    "involve",
    "learn",
    "lift_restriction",
    "move_action",
    "move_on",
    "move_remedy",
    "promise",
    "propose_remedy",
    "reach",
    "reassign",
    "receive",
    "receive_clarification",
    "refer",
    "refuse_escalation",
    "reopen",
    "respond",
    "restrict",
    "settle",
    "take_over",
    "update",
    "withdraw",
    "withdraw_point",
]
