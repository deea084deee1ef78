"""What is entered beside figures."""
