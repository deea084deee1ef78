"""What becomes of a published decision that was given to us, and of each line read in it."""

from putright.vocabulary.words import Word


class DecisionState(Word):
    """How far a decision has got."""

    WAITING = "waiting", "Waiting to be read"
    REFUSED = "refused", "Cannot be read"
    SAME = "same", "Given before"
    READ = "read", "Read, not confirmed"
    RECORDING = "recording", "Confirmed, being recorded"
    CONFIRMED = "confirmed", "Confirmed"


class LineState(Word):
    """What a person made of a line the reader found."""

    READ = "read", "As read"
    RIGHT = "right", "Right as read"
    CORRECTED = "corrected", "Corrected"
    STRUCK = "struck", "Struck out"
    ADDED = "added", "Added by hand"
    BEFORE = "before", "Ordered already, unchanged"


SHELVED = (DecisionState.READ, DecisionState.RECORDING, DecisionState.CONFIRMED)
"""The states in which a decision is found among the precedents."""
BINDING = ("order", "agreed_action", "failure_order")
"""Kinds of line that bind. A recommendation or an earlier offer is never shown as an award."""
