"""What was found and what puts it right: answers, remedies, actions and lessons, followed to completion."""
