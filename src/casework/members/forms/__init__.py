"""Forms of members' enquiries and of authority."""
