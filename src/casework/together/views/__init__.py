"""Pages of casework.together."""
