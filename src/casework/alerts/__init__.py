"""Alerts: what the detection rules see, every day and at once, and who is told."""
