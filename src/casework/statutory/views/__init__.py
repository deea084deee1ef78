"""The pages of people and reports."""
