"""Published decisions read, confirmed by a person, and found again while a remedy is considered."""
