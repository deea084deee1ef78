"""The pages of people: logging in, who is who, absences."""
