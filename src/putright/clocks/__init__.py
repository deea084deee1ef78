"""Deadlines with their reasons: which day, and why that day."""

from putright.clocks.deadlines import deadlines
from putright.clocks.examples import failing_examples
from putright.clocks.extensions import extensions_of_answer
from putright.clocks.lengths import Elapsed, add_length, elapsed
from putright.clocks.types import Deadline, Extension, ExtensionResult, Happened

__all__ = [
    "Deadline",
    "Elapsed",
    "Extension",
    "ExtensionResult",
    "Happened",
    "add_length",
    "deadlines",
    "elapsed",
    "extensions_of_answer",
    "failing_examples",
]
