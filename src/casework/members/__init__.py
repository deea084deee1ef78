"""Enquiries of elected members: linked to the complaint and answered in step with it, never instead of it."""
