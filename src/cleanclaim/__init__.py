"""CleanClaim: the revenue cycle of a medical practice, whole."""
