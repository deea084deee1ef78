"""Forms of what is answered together."""
