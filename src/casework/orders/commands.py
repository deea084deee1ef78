"""Writing orders: what an Ombudsman orders, what becomes of it, and the yearly letter held against our register.

What they share is told in `casework.complaints.commands`: one transaction each; `by` acts, `now` is the moment of
writing, `seen_version` what the officer saw, `going_on` their reason for going on past a check.
"""

from casework.orders.making import (
    NoSuchCase,
    OrderLine,
    OrdersMade,
    WrongOrders,
    make_orders,
    proposed_date,
)

__all__ = [
    "NoSuchCase",
    "OrderLine",
    "OrdersMade",
    "WrongOrders",
    "make_orders",
    "proposed_date",
]
