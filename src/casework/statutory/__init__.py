"""Procedures that need people besides our officers: who is appointed, what they report, what is decided on it."""
