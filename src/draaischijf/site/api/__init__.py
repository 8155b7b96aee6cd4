"""The HTTP API: what the pages can do, for other software, by token."""
