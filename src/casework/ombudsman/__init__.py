"""Cases of an Ombudsman: what it asks, its drafts and decisions, from the first enquiry to the close."""
