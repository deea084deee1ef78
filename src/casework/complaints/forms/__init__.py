"""What is typed into the pages of one complaint."""
