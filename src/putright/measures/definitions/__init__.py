"""The figures there are, as data: `marks.toml` says what a row can carry, the others say what is counted of what."""

from putright.measures.definitions.figures import definition, definitions
from putright.measures.definitions.marks import Days, Mark, Rounding, days, marks, rounding
from putright.measures.definitions.numbers import NumberKind, number_kinds

__all__ = [
    "Days",
    "Mark",
    "NumberKind",
    "Rounding",
    "days",
    "definition",
    "definitions",
    "marks",
    "number_kinds",
    "rounding",
]
