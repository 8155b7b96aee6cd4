"""For workers: a passport of what one can do, the work that fits, and who may see it."""
