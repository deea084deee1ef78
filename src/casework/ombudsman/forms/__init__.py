"""The forms of an Ombudsman's cases."""
