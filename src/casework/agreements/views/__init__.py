"""The pages of contacts under agreement."""
