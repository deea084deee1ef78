"""Pages of the ombudsman app."""
