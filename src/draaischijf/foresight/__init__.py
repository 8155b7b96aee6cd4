"""Foresight: futures built with people, plans tested against all of them."""
