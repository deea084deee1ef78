"""The demonstration: an invented borough with two years of complaints, all through the one door."""

from casework.ops.demo.filling import fill, make_demonstration

__all__ = ["fill", "make_demonstration"]
