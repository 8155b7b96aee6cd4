"""The start page, and reading a text without an account."""
