"""Hostile input: whatever comes, the answer is values and located errors."""
