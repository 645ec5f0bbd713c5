"""What Original Medicare asks for that others do not."""
