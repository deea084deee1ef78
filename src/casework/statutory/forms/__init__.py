"""Forms of people and reports."""
