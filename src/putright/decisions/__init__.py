"""Reading published decisions of both Ombudsmen into structured form.

What is not stated is None; what contradicts itself is a doubt; nothing is guessed.
"""

from putright.decisions.documents import LARGEST_FILE, read_file, text_of
from putright.decisions.reading import LONGEST_TEXT, read_text
from putright.decisions.types import (
    Decision,
    Finding,
    NotADecision,
    Order,
    Point,
    Share,
    Within,
    to_data,
)

__all__ = [
    "LARGEST_FILE",
    "LONGEST_TEXT",
    "Decision",
    "Finding",
    "NotADecision",
    "Order",
    "Point",
    "Share",
    "Within",
    "read_file",
    "read_text",
    "text_of",
    "to_data",
]
