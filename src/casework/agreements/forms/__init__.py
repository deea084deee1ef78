"""The forms of contacts under agreement."""
