"""What is on each page of a thing in a pack: read from files that are trusted in nothing."""
