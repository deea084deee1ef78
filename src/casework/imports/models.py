"""The tables of imports."""
