"""The bundle an Ombudsman gets: put together, redacted, frozen, sent."""
