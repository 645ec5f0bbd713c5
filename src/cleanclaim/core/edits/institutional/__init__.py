"""What only a hospital claim carries."""
