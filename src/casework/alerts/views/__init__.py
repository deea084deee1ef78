"""The pages of alerts: what the rules see, and what is due in an absence."""
