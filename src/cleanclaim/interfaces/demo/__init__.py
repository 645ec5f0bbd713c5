"""A practice to try things in: a year of it, made through the same services and the same X12 as any other."""
