"""Letters: drafted from the chain, checked, signed by another person, sent once, kept as sent."""
