"""Edits of the National Correct Coding Initiative: pairs of procedures and units of a day."""
