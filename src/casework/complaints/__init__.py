"""The record of complaints: one door in (`record`), one way out (`queries`)."""
