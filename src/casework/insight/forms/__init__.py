"""The forms of figures."""
