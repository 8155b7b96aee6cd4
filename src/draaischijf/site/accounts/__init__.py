"""Who is who: accounts, roles, organisations, tokens."""
