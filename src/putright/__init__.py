"""The rules of complaint handling: which day, under which provision, and what was not done."""
