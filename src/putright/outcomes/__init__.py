"""From findings on points to the outcome of a stage."""

from putright.outcomes.deriving import case_outcome

__all__ = ["case_outcome"]
