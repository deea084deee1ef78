"""Deadlines with their reasons: which day, and why that day."""
