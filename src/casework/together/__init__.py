"""Complaints answered together: shares of other services, and complaints that belong together."""
