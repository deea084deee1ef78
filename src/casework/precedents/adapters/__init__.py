"""The outside world of published decisions: files that come from anywhere."""
