"""What replaces or voids an earlier claim."""
