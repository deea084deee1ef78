"""What it costs, and how that grows with size: ratios in one run, never tests that fail by the clock."""
