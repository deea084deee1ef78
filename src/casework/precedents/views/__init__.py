"""Pages of the precedents app."""
