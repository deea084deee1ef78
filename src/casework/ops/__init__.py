"""Running the service: serving, the worker, rebuilding and proving the record, the demonstration."""
