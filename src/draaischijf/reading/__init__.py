"""Documents to text, and text to skills with their place in the text."""
