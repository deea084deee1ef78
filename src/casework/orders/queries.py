"""Reading orders: one function a screen, frozen rows, and only what the officer may see."""

from casework.orders.board import Narrowed, OrderBoard, OrderRow, OrderView, Urgency, order_board
from casework.orders.cards import OrderCard, order_cards, overview
from casework.orders.figures import Figure, Performance, called, performance
from casework.orders.standing import CaseFact, bodies_of, case_facts, years_of

__all__ = [
    "CaseFact",
    "Figure",
    "Narrowed",
    "OrderBoard",
    "OrderCard",
    "OrderRow",
    "OrderView",
    "Performance",
    "Urgency",
    "bodies_of",
    "called",
    "case_facts",
    "order_board",
    "order_cards",
    "overview",
    "performance",
    "years_of",
]
