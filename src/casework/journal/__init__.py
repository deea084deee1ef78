"""The three records beside the case record: names of log events, and who looked at what."""
