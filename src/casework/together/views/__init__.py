"""The pages of what is answered together."""
