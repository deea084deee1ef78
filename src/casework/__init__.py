"""The service: complaints from first contact to final response, on the rules of `putright`."""
