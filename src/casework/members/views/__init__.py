"""Pages of casework.members."""
