"""Writing published decisions: giving us one, what was typed of it, confirming it, and taking in a library.

What they share is told in `casework.complaints.commands`.
"""

from casework.precedents.confirming import (
    Checked,
    Confirmed,
    HeadChecked,
    LineChecked,
    NotToConfirm,
    WrongOrders,
    confirm,
    go_on,
    keep_typed,
)
from casework.precedents.giving import DecisionGiven, NoSuchCase, NotADecision, NotLinked, give_decision
from casework.precedents.importing import CannotBeImported, Imported, import_decisions

__all__ = [
    "CannotBeImported",
    "Checked",
    "Confirmed",
    "DecisionGiven",
    "HeadChecked",
    "Imported",
    "LineChecked",
    "NoSuchCase",
    "NotADecision",
    "NotLinked",
    "NotToConfirm",
    "WrongOrders",
    "confirm",
    "give_decision",
    "go_on",
    "import_decisions",
    "keep_typed",
]
