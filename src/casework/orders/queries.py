"""Reading orders: one function a screen, frozen rows, and only what the officer may see."""

from casework.orders.board import Narrowed, OrderBoard, OrderRow, OrderView, Urgency, order_board
from casework.orders.cards import OrderCard, order_cards, overview

__all__ = [
    "Narrowed",
    "OrderBoard",
    "OrderCard",
    "OrderRow",
    "OrderView",
    "Urgency",
    "order_board",
    "order_cards",
    "overview",
]
