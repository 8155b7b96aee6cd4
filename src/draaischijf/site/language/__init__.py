"""The skills language, to look around in."""
