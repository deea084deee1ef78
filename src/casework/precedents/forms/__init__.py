"""The forms of published decisions."""
