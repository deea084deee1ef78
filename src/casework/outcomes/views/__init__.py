"""The pages of casework.outcomes."""
