"""Where people and work meet: what is searched, kept fresh, and ranked both ways."""
