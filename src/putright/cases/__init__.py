"""What happened to a complaint, and what follows from it: stage, clocks, breaches."""
