"""Reading orders: one function a screen, frozen rows, and only what the officer may see."""

from casework.orders.board import Narrowed, OrderBoard, OrderRow, OrderView, Urgency, order_board
from casework.orders.cards import OrderCard, order_cards, overview
from casework.orders.figures import Figure, Performance, called, performance
from casework.orders.reading import lines_told
from casework.orders.reconciling import Difference, Reconciliation, letters, reconcile
from casework.orders.standing import CaseFact, bodies_of, case_facts, years_of

__all__ = [
    "CaseFact",
    "Difference",
    "Figure",
    "Narrowed",
    "OrderBoard",
    "OrderCard",
    "OrderRow",
    "OrderView",
    "Performance",
    "Reconciliation",
    "Urgency",
    "bodies_of",
    "called",
    "case_facts",
    "letters",
    "lines_told",
    "order_board",
    "order_cards",
    "overview",
    "performance",
    "reconcile",
    "years_of",
]
