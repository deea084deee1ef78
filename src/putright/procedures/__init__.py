"""Codes, regulations and policies as data with their sources."""
