"""The forms of answers, remedies, actions, lessons and limits."""
