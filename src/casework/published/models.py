"""The tables of published."""
