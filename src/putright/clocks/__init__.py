"""Deadlines with their reasons: which day, and why that day."""

from putright.clocks.deadlines import deadlines
from putright.clocks.examples import failing_examples
from putright.clocks.extensions import extensions_of_answer
from putright.clocks.lengths import Elapsed, add_length, elapsed
from putright.clocks.types import Deadline, Extension, ExtensionResult, Happened, OtherReading
from putright.clocks.ways import LastDay, Way, last_day_to_complain, ways_on

__all__ = [
    "Deadline",
    "Elapsed",
    "Extension",
    "ExtensionResult",
    "Happened",
    "LastDay",
    "OtherReading",
    "Way",
    "add_length",
    "deadlines",
    "elapsed",
    "extensions_of_answer",
    "failing_examples",
    "last_day_to_complain",
    "ways_on",
]
