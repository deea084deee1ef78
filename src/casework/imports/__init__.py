"""A history from another system, taken in through the one door: tried first, resumed, never twice."""
