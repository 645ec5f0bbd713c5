"""The claim's own number, signatures and assignment."""
