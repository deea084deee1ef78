"""What every screen shares: fields people fill in, dates as they are read, and pages for what went wrong."""
