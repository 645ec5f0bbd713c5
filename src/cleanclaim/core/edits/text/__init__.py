"""The characters themselves."""
