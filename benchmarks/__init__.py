"""Scripts that anyone can run; each prints a table beside what others reach. No test depends on a time."""
