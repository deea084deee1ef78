"""A bare page: as many rows from a plain table, through the same server, store and template engine."""
