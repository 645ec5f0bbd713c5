"""Where it was done."""
