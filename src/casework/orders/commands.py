"""Writing orders: what an Ombudsman orders, what becomes of it, and the yearly letter held against our register.

What they share is told in `casework.complaints.commands`: one transaction each; `by` acts, `now` is the moment of
writing, `seen_version` what the officer saw, `going_on` their reason for going on past a check.
"""

from casework.orders.following import (
    accept_order,
    date_order,
    dispute_order,
    escalate_order,
    give_order_to,
    give_up_order,
    leave_recommendation,
    not_complied,
    return_order,
    send_evidence,
    take_back_order,
)
from casework.orders.making import (
    NoSuchCase,
    OrderLine,
    OrdersMade,
    WrongOrders,
    make_orders,
    proposed_date,
)
from casework.orders.reading import WrongLetter
from casework.orders.reconciling import Differs, ExplainedMeanwhile, explain, import_letter

__all__ = [
    "Differs",
    "ExplainedMeanwhile",
    "NoSuchCase",
    "OrderLine",
    "OrdersMade",
    "WrongLetter",
    "WrongOrders",
    "accept_order",
    "date_order",
    "dispute_order",
    "escalate_order",
    "explain",
    "give_order_to",
    "give_up_order",
    "import_letter",
    "leave_recommendation",
    "make_orders",
    "not_complied",
    "proposed_date",
    "return_order",
    "send_evidence",
    "take_back_order",
]
