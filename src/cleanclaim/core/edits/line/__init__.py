"""What was done: procedures, units, drugs."""
