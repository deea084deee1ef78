"""From findings on points to the outcome of a stage."""
